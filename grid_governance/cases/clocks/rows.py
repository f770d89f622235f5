"""The row of a clock: found and locked, its end and warning set, written. For running.py alone."""

from __future__ import annotations

from datetime import date, datetime

import frappe
from frappe.utils import get_datetime, getdate, now_datetime

from grid_governance.cases.clocks import arithmetic, office

DOCTYPE = "Case Clock"


def open_key(limit: str, doc) -> str:
	return f"{limit}:{doc.doctype}:{doc.name}"


def name_of_open(limit: str, doc) -> str | None:
	return frappe.db.get_value(DOCTYPE, {"open_key": open_key(limit, doc)})


def open_row(limit: str, doc):
	"""The open clock, its row locked; None without one."""
	name = name_of_open(limit, doc)
	clock = frappe.get_doc(DOCTYPE, name, for_update=True) if name else None
	return clock if clock and clock.open_key else None


def write(clock) -> None:
	clock.flags.by_the_clocks = True
	clock.save(ignore_permissions=True)


def moment(at) -> datetime:
	"""`at` as a moment (a day means its beginning), now without one; whole seconds."""
	if isinstance(at, date) and not isinstance(at, datetime):
		at = datetime.combine(at, arithmetic.MIDNIGHT)
	return (get_datetime(at) if at else now_datetime()).replace(microsecond=0)


def given(due) -> arithmetic.Due:
	"""A day means its end; the day of a letter stands as it is, also on a rest day."""
	if isinstance(due, str):
		due = get_datetime(due) if len(due.strip()) > 10 else getdate(due)
	if isinstance(due, datetime):
		return arithmetic.Due(due, due.date())
	return arithmetic.Due(arithmetic.end_of(due), due)


def set_end(clock, end: arithmetic.Due, now: datetime) -> None:
	"""Write end, warning and the next moment at which something happens."""
	warn_at = arithmetic.warning(now, end.at, clock.warn_before, clock.limit_unit, office.current())
	if warn_at and warn_at >= end.at:
		warn_at = None
	clock.update(
		{"due_at": end.at, "last_day": end.last_day, "warn_at": warn_at, "next_at": warn_at or end.at}
	)


def change(kind: str, at: datetime, reason: str | None, before, after) -> dict:
	return {
		"kind": kind,
		"changed_at": at,
		"reason": reason,
		"due_before": before,
		"due_after": after,
		"changed_by": frappe.session.user,
	}
