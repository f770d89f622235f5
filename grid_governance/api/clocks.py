"""Clocks of a case over HTTP: what runs, pause, go on, extend; and whether the working calendar reaches far enough."""

from __future__ import annotations

import frappe
from frappe.utils import get_datetime, now_datetime

from grid_governance.cases import stages
from grid_governance.cases.case_file import uploads
from grid_governance.cases.clocks import cases, health, limits, running
from grid_governance.cases.supervision import orders


@frappe.whitelist(methods=["GET", "POST"])
def of_case(dispute_case: str) -> dict:
	"""The clocks that a case's form shows, those of its handovers and orders too: open or run out.

	Returns clocks [{name, limit_name, clock_state, due_at, seconds_left, charged_unit, unit_name, open,
	escalated_to, extension}], seconds_left negative when late, may_act and proposal (text or None).
	Raises frappe.PermissionError for who may not read the case.
	"""
	case = frappe.get_doc("Dispute Case", dispute_case)
	case.check_permission("read")
	rows = frappe.get_list(
		"Case Clock",
		filters={"dispute_case": case.name},
		or_filters=[["stopped_at", "is", "not set"], ["clock_state", "=", limits.BREACHED]],
		fields=[
			"name",
			"limit_name",
			"clock_state",
			"due_at",
			"stopped_at",
			"paused_at",
			"charged_unit",
			"charged_unit.unit_name",
			"escalated_to",
			"extension",
		],
		order_by="due_at",
		limit=50,
	)
	for row in rows:
		row.open = not row.stopped_at
		until = row.paused_at or row.stopped_at or now_datetime()
		row.seconds_left = int((get_datetime(row.due_at) - get_datetime(until)).total_seconds())
	late = any(row.limit_name == limits.MEDIATION and row.open and row.seconds_left < 0 for row in rows)
	mediating = case.stage in (stages.TAKEN_ON, stages.IN_MEDIATION)
	return {
		"clocks": rows,
		"may_act": [row.name for row in rows if row.open and _may_change(row)],
		"proposal": cases.proposal(case, frappe.local.lang) if late and mediating else None,
	}


@frappe.whitelist(methods=["GET", "POST"])
def of_list(dispute_cases: list | str) -> dict:
	"""For a page of a list: case → its clock that ends first, as {limit_name, clock_state, due_at, seconds_left}.

	Cases without a running clock, and those that the user may not read, are left out; at most 500.
	"""
	names = frappe.parse_json(dispute_cases) if isinstance(dispute_cases, str) else dispute_cases
	if not frappe.has_permission("Case Clock", "read"):
		return {}
	rows = frappe.get_list(
		"Case Clock",
		filters={
			"dispute_case": ["in", [str(name) for name in names[:500]] or [""]],
			"open_key": ["is", "set"],
		},
		fields=["dispute_case", "limit_name", "clock_state", "due_at", "paused_at"],
		order_by="due_at desc",
		limit_page_length=0,
	)
	now = now_datetime()
	found = {}
	for row in rows:  # the one that ends first is written last
		until = get_datetime(row.pop("paused_at") or now)
		row.seconds_left = int((get_datetime(row.due_at) - until).total_seconds())
		found[row.pop("dispute_case")] = row
	return found


@frappe.whitelist(methods=["POST"])
def pause(clock: str, reason: str, at: str | None = None) -> None:
	"""Pause Case Clock `clock`, from the moment `at` (default now), with its reason.

	Raises frappe.PermissionError without write access to the clock, frappe.ValidationError when it does not run.
	"""
	limit, doc = _target(clock)
	running.pause(limit, doc, reason, at)


@frappe.whitelist(methods=["POST"])
def resume(clock: str, at: str | None = None) -> None:
	"""Let Case Clock `clock` go on with what was left when it was paused."""
	limit, doc = _target(clock)
	running.resume(limit, doc, at)
	_tell_order(clock, doc)


@frappe.whitelist(methods=["POST"])
def extend(
	clock: str,
	due: str,
	reason: str,
	consent_by: str | None = None,
	consent_on: str | None = None,
	consent_scan: str | None = None,
) -> None:
	"""Give Case Clock `clock` the later end `due` (day or moment).

	consent_by, consent_on: who of the parties agreed and when, consent_scan: address of an uploaded file. Raises
	frappe.ValidationError for what the rule or the law does not allow.
	"""
	limit, doc = _target(clock)
	consent_scan = uploads.hang(consent_scan, "Case Clock", clock)
	consent = {"consent_by": consent_by, "consent_on": consent_on, "consent_scan": consent_scan}
	running.extend(limit, doc, due, reason, consent if consent_by and consent_on else False)
	_tell_order(clock, doc)


@frappe.whitelist(methods=["GET", "POST"])
def calendar_gap() -> list[int]:
	"""Years of the next sixty days whose holidays are not known to the site: weekends alone are heeded there."""
	frappe.has_permission("Work Calendar Day", "read", throw=True)
	return health.calendar_gap()


def _target(clock: str):
	"""(limit, record) of a clock that the user may change."""
	doc = frappe.get_doc("Case Clock", clock)
	doc.check_permission("write")
	return doc.limit_name, frappe.get_doc(doc.reference_doctype, doc.reference_name)


def _tell_order(clock: str, doc) -> None:
	"""A supervision order shows and prints the day of its reply."""
	if doc.doctype == orders.DOCTYPE:
		orders.follow_clock(doc, clock)


def _may_change(clock: frappe._dict) -> bool:
	return running.may_grant(clock) and bool(frappe.has_permission("Case Clock", "write", doc=clock.name))
