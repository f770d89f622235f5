"""Starting, stopping, pausing and extending clocks: the only writer of Case Clock besides the sweep.

A clock takes its rule over when it starts, so a changed policy never re-dates what runs or ran. At most one clock of
a limit runs for a record (unique open_key).
"""

from __future__ import annotations

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from grid_governance import permissions, work_calendar
from grid_governance.calendar_days import CalendarEndsError
from grid_governance.cases import stages
from grid_governance.cases.clocks import arithmetic, limits, office, policies, rows
from grid_governance.registry import codes

DOCTYPE = rows.DOCTYPE


def start(
	limit: str, doc, *, case=None, unit: str | None = None, at=None, due=None, organisation: str | None = None
) -> str | None:
	"""Start the clock of `limit` for `doc`; returns its name, None when no policy sets this limit.

	case: the Dispute Case (document or name) it belongs to, by default `doc` itself or its `dispute_case`.
	unit: whose time it is (default: the case's handling unit). at: default now. due: a day or moment that
	somebody else has set (the court's letter), which then counts instead of the policy's length.
	organisation: the department that is charged, if one is. A clock that runs already is left as it is.
	"""
	running = rows.name_of_open(limit, doc)
	if running:
		return running
	case = _case(doc, case)
	owner = case or doc
	unit = unit or owner.get("handling_unit") or owner.get("grid_unit")
	at = rows.moment(at)
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
			"open_key": rows.open_key(limit, doc),
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
	rows.set_end(clock, rows.given(due) if due else _counted(at, rule), at)
	clock.first_due_at = clock.due_at
	rows.write(clock)
	return clock.name


def stop(limit: str, doc, at=None) -> None:
	"""What the clock ran for is done: Met, or Breached when it came too late. Without a clock nothing happens."""
	clock = rows.open_row(limit, doc)
	if not clock:
		return
	at = rows.moment(at)
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
	rows.write(clock)


def is_late(limit: str, doc, at=None) -> bool:
	"""Whether what is done at `at` comes after the end of the clock that runs for `doc`."""
	clock = frappe.db.get_value(
		DOCTYPE, {"open_key": rows.open_key(limit, doc)}, ["clock_state", "due_at"], as_dict=True
	)
	return bool(clock) and _has_run_out(clock, rows.moment(at))


def _has_run_out(clock, at: datetime) -> bool:
	return clock.clock_state == limits.BREACHED or (
		clock.clock_state != limits.PAUSED and at > get_datetime(clock.due_at)
	)


def pause(limit: str, doc, reason: str, at=None) -> None:
	"""The time that follows does not count, for example while an appraisal is made."""
	clock, at = _ticking(limit, doc, at), rows.moment(at)
	_require_granting(clock)
	_need_reason(reason)
	clock.append("changes", rows.change("Pause", at, reason, clock.due_at, None))
	clock.update({"clock_state": limits.PAUSED, "paused_at": at, "next_at": None})
	rows.write(clock)


def resume(limit: str, doc, at=None) -> None:
	"""The clock goes on with what was left when it was paused."""
	clock = rows.open_row(limit, doc)
	if not clock or clock.clock_state != limits.PAUSED:
		frappe.throw(_("This clock is not paused."), title=_("Not Paused"))
	_require_granting(clock)
	at, paused_at = rows.moment(at), get_datetime(clock.paused_at)
	if at < paused_at:
		frappe.throw(_("The clock was paused later than that. Correct the time."), title=_("Wrong Times"))
	_refuse_future(at)
	before = arithmetic.Due(get_datetime(clock.due_at), clock.last_day and getdate(clock.last_day))
	end = _heeding_calendar(
		lambda: arithmetic.resumed(before, paused_at, at, clock.limit_unit, office.current())
	)
	clock.append("changes", rows.change("Resumption", at, None, clock.due_at, end.at))
	extended = any(row.kind == "Extension" for row in clock.changes)
	clock.update({"clock_state": limits.EXTENDED if extended else limits.RUNNING, "paused_at": None})
	rows.set_end(clock, end, at)
	rows.write(clock)


def extend(limit: str, doc, due, reason: str, consent: bool | dict = False) -> None:
	"""A later end, `due` (day or moment), where the rule allows it.

	consent: what the parties agreed to, True or {"consent_by", "consent_on", "consent_scan"}; people's mediation
	needs it beyond one month whatever the rule says. Raises frappe.ValidationError or frappe.PermissionError.
	"""
	clock, now = _ticking(limit, doc), now_datetime()
	_need_reason(reason)
	end = rows.given(due)
	if end.at <= max(get_datetime(clock.due_at), now):
		frappe.throw(
			_("The new end must lie after the present one, {0}.").format(frappe.format(clock.due_at)),
			title=_("Not An Extension"),
		)
	_check_extension(clock, end, consent)
	given = consent if isinstance(consent, dict) else {}
	if given.get("consent_on") and getdate(given["consent_on"]) > now.date():
		frappe.throw(_("The consent lies in the future. Correct the date."), title=_("Wrong Dates"))
	clock.append("changes", {**rows.change("Extension", now, reason, clock.due_at, end.at), **given})
	clock.clock_state = limits.EXTENDED
	rows.set_end(clock, end, now)
	rows.write(clock)


def redate(limit: str, doc, due, reason: str) -> None:
	"""Whoever set the end from outside (the sender's letter) has named another day or moment, `due`.

	Without an open clock nothing happens. A limit that has run out stays run out; then only that is said.
	"""
	clock, now = rows.open_row(limit, doc), now_datetime()
	end = rows.given(due)
	if not clock or end.at == get_datetime(clock.due_at):
		return
	if _has_run_out(clock, now):
		frappe.msgprint(
			_("The limit has run out; that stays on record and is not changed afterwards."),
			indicator="orange",
		)
		return
	clock.append("changes", rows.change("Correction Of Date", now, reason, clock.due_at, end.at))
	if clock.clock_state == limits.PAUSED:
		clock.update({"due_at": end.at, "last_day": end.last_day})
	else:
		clock.clock_state = limits.RUNNING
		rows.set_end(clock, end, now)
	rows.write(clock)


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


def _ticking(limit: str, doc, at=None):
	"""The clock that runs for `doc`, its end still ahead."""
	clock = rows.open_row(limit, doc)
	if not clock:
		frappe.throw(_("No clock runs for this limit."), title=_("No Clock"))
	if clock.clock_state == limits.PAUSED:
		frappe.throw(_("The clock is paused. Let it go on first."), title=_("Clock Paused"))
	if _has_run_out(clock, now_datetime()):
		frappe.throw(
			_("The limit has run out; that stays on record and is not changed afterwards."),
			title=_("Limit Has Run Out"),
		)
	if at:
		_check_beginning(clock, rows.moment(at))
	return clock


def _check_beginning(clock, at: datetime) -> None:
	"""A pause entered afterwards lies within the clock's time, and no day is given back twice."""
	_refuse_future(at)
	if at < get_datetime(clock.started_at):
		frappe.throw(_("The clock started later than that. Correct the time."), title=_("Wrong Times"))
	resumed = [get_datetime(row.changed_at) for row in clock.changes if row.kind == "Resumption"]
	if resumed and at < max(resumed):
		frappe.throw(
			_("The clock went on at {0} after an earlier pause; a new one begins later.").format(
				frappe.format(max(resumed), {"fieldtype": "Datetime"})
			),
			title=_("Wrong Times"),
		)


def _refuse_future(at: datetime) -> None:
	"""Time that has not gone by yet is neither given back nor left out."""
	if at > now_datetime():
		frappe.throw(_("This moment lies in the future. Correct the time."), title=_("Wrong Times"))


def _need_reason(reason: str | None) -> None:
	if not (reason or "").strip():
		frappe.throw(_("Please give the reason."), title=_("Reason Missing"))


def _case(doc, case):
	if case is None:
		case = doc if doc.doctype == "Dispute Case" else doc.get("dispute_case")
	return frappe.get_doc("Dispute Case", case) if isinstance(case, str) and case else case or None
