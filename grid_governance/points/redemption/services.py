"""Services for points: an appointment, who did it, a photo. Until done it waits; not done, its points go back.

What a redemption must satisfy; the two acts at the desk are in serving.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import frappe
from frappe import _
from frappe.utils import add_days, get_datetime, getdate

from grid_governance.points.redemption import basket

SERVICE = "Service"
FIELDS = ("appointment_on", "appointment_place", "done_by", "done_on", "done_photo")
LONGEST_WAIT = 180  # days until an appointment


def carry(doc, goods: Iterable[Mapping], wanted: Mapping[str, int]) -> None:
	"""Put the basket into a new redemption, with the appointments that came with it."""
	asked = appointments(goods)
	for item, quantity in wanted.items():
		doc.append("rows", {"item": item, "quantity": quantity, **asked.get(item, {})})


def appointments(rows: Iterable[Mapping]) -> dict[str, dict]:
	"""item → {appointment_on, appointment_place} of those rows that have one."""
	found = {}
	for row in rows:
		when, where = row.get("appointment_on"), (row.get("appointment_place") or "").strip()
		if when or where:
			found[row.get("item")] = {"appointment_on": when or None, "appointment_place": where or None}
	return found


def keep_appointments(doc, asked: Mapping[str, dict]) -> None:
	"""Write the appointments into the rows of services, each checked."""
	for row in doc.rows:
		if row.kind == SERVICE and row.item in asked:
			row.update(asked[row.item])
			row.appointment_on = moment_of(row.appointment_on)


def moment_of(value):
	"""A time from now to half a year ahead, or None."""
	if not value:
		return None
	try:
		moment = get_datetime(value)
	except Exception:
		moment = None
	if not moment or not getdate() <= moment.date() <= getdate(add_days(None, LONGEST_WAIT)):
		frappe.throw(
			_("The appointment must be a time from today to {0} days ahead, not {1}.").format(
				LONGEST_WAIT, value
			),
			title=_("Appointment Not Valid"),
		)
	return moment


def waits_in(doc, row) -> bool:
	"""Whether this row of a new redemption is not handed over at once."""
	if doc.flags.sheet_day:
		return False  # what stands on a sheet was signed for
	return doc.mode == "Reserved" or row.kind == SERVICE


def waits(doc) -> bool:
	return any(waits_in(doc, row) for row in doc.rows)


def last_appointment(doc):
	"""The latest day of its appointments, None without any."""
	return max((getdate(row.appointment_on) for row in doc.rows if row.appointment_on), default=None)


def refuse_undone(doc) -> None:
	"""A service is handed over by being done: by whom must be known."""
	chosen = doc.flags.parts or {row.name: basket.waiting(row) for row in doc.rows}
	for row in doc.rows:
		if row.kind == SERVICE and chosen.get(row.name) and not row.done_by and not doc.flags.sheet_day:
			frappe.throw(
				_("{0} is a service: use Service Done and say who did it.").format(row.item_name),
				frappe.MandatoryError,
				title=_("Service Not Done Yet"),
			)
