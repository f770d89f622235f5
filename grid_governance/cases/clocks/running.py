"""Starting, stopping, pausing and extending clocks: the only writer of Case Clock besides the sweep.

A clock takes its rule over when it starts, so a changed policy never re-dates what runs or ran. At most one clock of
a limit runs for a record (unique open_key).
"""

from __future__ import annotations

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from grid_governance import permissions, work_calendar
from grid_governance.calendar_days import CalendarEndsError
from grid_governance.cases import stages
from grid_governance.cases.clocks import arithmetic, limits, office, policies
from grid_governance.registry import codes

DOCTYPE = "Case Clock"


def start(
	limit: str, doc, *, case=None, unit: str | None = None, at=None, due=None, organisation: str | None = None
) -> str | None:
	"""Start the clock of `limit` for `doc`; returns its name, None when no policy sets this limit.

	case: the Dispute Case (document or name) it belongs to, by default `doc` itself or its `dispute_case`.
	unit: whose time it is (default: the case's handling unit). at: default now. due: a day or moment that
	somebody else has set (the court's letter), which then counts instead of the policy's length.
	organisation: the department that is charged, if one is. A clock that runs already is left as it is.
	"""
	running = _name_of_open(limit, doc)
	if running:
		return running
	case = _case(doc, case)
	owner = case or doc
	unit = unit or owner.get("handling_unit") or owner.get("grid_unit")
	at = _moment(at)
	rule = policies.find(limit, unit, owner.get("category"), owner.get("difficulty"), at.date())
	if not rule and not due:
		return None
	rule = rule or policies.Rule(None, 0, arithmetic.DAY)
	clock = frappe.new_doc(DOCTYPE)
	clock.update(
		{
			"limit_name": limit,
			"dispute_case": case.name if case else None,
			"reference_doctype": doc.doctype,
			"reference_name": doc.name,
			"open_key": _open_key(limit, doc),
			"grid_unit": owner.get("grid_unit") or unit,
			"mediation_body": owner.get("mediation_body"),
			"case_mediator": owner.get("mediator"),
			"charged_unit": unit,
			"level": codes.level_name(unit),
			"organisation": organisation,
			"policy": rule.policy,
			"limit_amount": 0 if due else rule.amount,
			"limit_unit": arithmetic.DAY if due else rule.unit,
			"warn_before": rule.warn_before,
			"escalates": rule.escalates,
			"extension": rule.extension,
			"order_on_breach": rule.order_on_breach,
			"started_at": at,
			"clock_state": limits.RUNNING,
		}
	)
	_set_end(clock, _given(due) if due else _counted(at, rule), at)
	clock.first_due_at = clock.due_at
	_write(clock)
	return clock.name


def stop(limit: str, doc, at=None) -> None:
	"""What the clock ran for is done: Met, or Breached when it came too late. Without a clock nothing happens."""
	clock = _open(limit, doc)
	if not clock:
		return
	at = _moment(at)
	late = _has_run_out(clock, at)
	clock.update(
		{
			"clock_state": limits.BREACHED if late else limits.MET,
			"breached_at": (clock.breached_at or clock.due_at) if late else None,
			"stopped_at": at,
			"next_at": None,
			"open_key": None,
		}
	)
	_write(clock)


def is_late(limit: str, doc, at=None) -> bool:
	"""Whether what is done at `at` comes after the end of the clock that runs for `doc`."""
	clock = frappe.db.get_value(
		DOCTYPE, {"open_key": _open_key(limit, doc)}, ["clock_state", "due_at"], as_dict=True
	)
	return bool(clock) and _has_run_out(clock, _moment(at))


def _has_run_out(clock, at: datetime) -> bool:
	return clock.clock_state == limits.BREACHED or (
		clock.clock_state != limits.PAUSED and at > get_datetime(clock.due_at)
	)


def pause(limit: str, doc, reason: str, at=None) -> None:
	"""The time that follows does not count, for example while an appraisal is made."""
	clock, at = _ticking(limit, doc, at), _moment(at)
	_require_granting(clock)
	_need_reason(reason)
	clock.append("changes", _change("Pause", at, reason, clock.due_at, None))
	clock.update({"clock_state": limits.PAUSED, "paused_at": at, "next_at": None})
	_write(clock)


def resume(limit: str, doc, at=None) -> None:
	"""The clock goes on with what was left when it was paused."""
	clock = _open(limit, doc)
	if not clock or clock.clock_state != limits.PAUSED:
		frappe.throw(_("This clock is not paused."), title=_("Not Paused"))
	_require_granting(clock)
	at, paused_at = _moment(at), get_datetime(clock.paused_at)
	if at < paused_at:
		frappe.throw(_("The clock was paused later than that. Correct the time."), title=_("Wrong Times"))
	before = arithmetic.Due(get_datetime(clock.due_at), clock.last_day and getdate(clock.last_day))
	end = _heeding_calendar(
		lambda: arithmetic.resumed(before, paused_at, at, clock.limit_unit, office.current())
	)
	clock.append("changes", _change("Resumption", at, None, clock.due_at, end.at))
	extended = any(row.kind == "Extension" for row in clock.changes)
	clock.update({"clock_state": limits.EXTENDED if extended else limits.RUNNING, "paused_at": None})
	_set_end(clock, end, at)
	_write(clock)


def extend(limit: str, doc, due, reason: str, consent: bool | dict = False) -> None:
	"""A later end, `due` (day or moment), where the rule allows it.

	consent: what the parties agreed to, True or {"consent_by", "consent_on", "consent_scan"}; people's mediation
	needs it beyond one month whatever the rule says. Raises frappe.ValidationError or frappe.PermissionError.
	"""
	clock, now = _ticking(limit, doc), now_datetime()
	_need_reason(reason)
	end = _given(due)
	if end.at <= max(get_datetime(clock.due_at), now):
		frappe.throw(
			_("The new end must lie after the present one, {0}.").format(frappe.format(clock.due_at)),
			title=_("Not An Extension"),
		)
	_check_extension(clock, end, consent)
	given = consent if isinstance(consent, dict) else {}
	clock.append("changes", {**_change("Extension", now, reason, clock.due_at, end.at), **given})
	clock.clock_state = limits.EXTENDED
	_set_end(clock, end, now)
	_write(clock)


def _check_extension(clock, end: arithmetic.Due, consent: bool | dict) -> None:
	_require_granting(clock)
	if (clock.extension == limits.WITH_CONSENT or _beyond_a_month(clock, end)) and not consent:
		frappe.throw(
			_("Both parties must agree to the extension. Enter who agreed and when."),
			title=_("Consent Missing"),
		)


def may_grant(clock) -> bool:
	"""Whether the rule lets the session's user give this clock more time, by a pause or an extension."""
	if clock.extension == limits.NOT_AT_ALL:
		return False
	above = codes.parent(clock.charged_unit) or clock.charged_unit
	return clock.extension != limits.BY_UNIT_ABOVE or permissions.may(DOCTYPE, "write", above)


def _require_granting(clock) -> None:
	if clock.extension == limits.NOT_AT_ALL:
		frappe.throw(
			_("The rule does not allow an extension or a pause of this limit."), title=_("Not Extendable")
		)
	if not may_grant(clock):
		frappe.throw(
			_("Only the unit above may extend or pause this limit; please ask there."), frappe.PermissionError
		)


def _beyond_a_month(clock, end: arithmetic.Due) -> bool:
	"""人民调解工作若干规定 art. 33: normally one month."""
	if clock.limit_name != limits.MEDIATION or not clock.dispute_case:
		return False
	way = frappe.db.get_value("Dispute Case", clock.dispute_case, "way_of_settlement")
	month = work_calendar.current().last_day_of_months(getdate(clock.started_at), 1)
	return way == stages.PEOPLES_MEDIATION and end.at > arithmetic.end_of(month)


def _counted(at: datetime, rule: policies.Rule) -> arithmetic.Due:
	return _heeding_calendar(lambda: arithmetic.due(at, rule.amount, rule.unit, office.current()))


def _heeding_calendar(count) -> arithmetic.Due:
	try:
		return count()
	except (CalendarEndsError, OverflowError):
		frappe.throw(
			_(
				"No working time follows: the limit would never end. Check the working hours in the settings and"
				" the working calendar."
			),
			title=_("Calendar Ends"),
		)
	except ValueError:
		frappe.throw(_("A limit must be at least 1. Correct the response policy."), title=_("Limit Of Zero"))


def _given(due) -> arithmetic.Due:
	"""A day means its end; the day of a letter stands as it is, also on a rest day."""
	if isinstance(due, str):
		due = get_datetime(due) if len(due.strip()) > 10 else getdate(due)
	if isinstance(due, datetime):
		return arithmetic.Due(due, due.date())
	return arithmetic.Due(arithmetic.end_of(due), due)


def _set_end(clock, end: arithmetic.Due, now: datetime) -> None:
	"""Write end, warning and the next moment at which something happens."""
	warn_at = arithmetic.warning(now, end.at, clock.warn_before, clock.limit_unit, office.current())
	if warn_at and warn_at >= end.at:
		warn_at = None
	clock.update(
		{"due_at": end.at, "last_day": end.last_day, "warn_at": warn_at, "next_at": warn_at or end.at}
	)


def _change(kind: str, at: datetime, reason: str | None, before, after) -> dict:
	return {
		"kind": kind,
		"changed_at": at,
		"reason": reason,
		"due_before": before,
		"due_after": after,
		"changed_by": frappe.session.user,
	}


def _ticking(limit: str, doc, at=None):
	"""The clock that runs for `doc`, its end still ahead."""
	clock = _open(limit, doc)
	if not clock:
		frappe.throw(_("No clock runs for this limit."), title=_("No Clock"))
	if clock.clock_state == limits.PAUSED:
		frappe.throw(_("The clock is paused. Let it go on first."), title=_("Clock Paused"))
	if clock.clock_state == limits.BREACHED or _moment(at) > get_datetime(clock.due_at):
		frappe.throw(
			_("The limit has run out; that stays on record and is not changed afterwards."),
			title=_("Limit Has Run Out"),
		)
	if at and _moment(at) < get_datetime(clock.started_at):
		frappe.throw(_("The clock started later than that. Correct the time."), title=_("Wrong Times"))
	return clock


def _need_reason(reason: str | None) -> None:
	if not (reason or "").strip():
		frappe.throw(_("Please give the reason."), title=_("Reason Missing"))


def _case(doc, case):
	if case is None:
		case = doc if doc.doctype == "Dispute Case" else doc.get("dispute_case")
	return frappe.get_doc("Dispute Case", case) if isinstance(case, str) and case else case or None


def _open_key(limit: str, doc) -> str:
	return f"{limit}:{doc.doctype}:{doc.name}"


def _name_of_open(limit: str, doc) -> str | None:
	return frappe.db.get_value(DOCTYPE, {"open_key": _open_key(limit, doc)})


def _open(limit: str, doc):
	"""The open clock, its row locked; None without one."""
	name = _name_of_open(limit, doc)
	clock = frappe.get_doc(DOCTYPE, name, for_update=True) if name else None
	return clock if clock and clock.open_key else None


def _write(clock) -> None:
	clock.flags.by_the_clocks = True
	clock.save(ignore_permissions=True)


def _moment(at) -> datetime:
	"""`at` as a moment (a day means its beginning), now without one; whole seconds."""
	if isinstance(at, date) and not isinstance(at, datetime):
		at = datetime.combine(at, arithmetic.MIDNIGHT)
	return (get_datetime(at) if at else now_datetime()).replace(microsecond=0)
