"""Return visits (回访): planned when a case is closed, by the days of the settings; recorded on one screen."""

from __future__ import annotations

import re

import frappe
from frappe import _
from frappe.utils import add_days, getdate, nowdate

from grid_governance.cases import stages
from grid_governance.cases.mediation import performance, term_rows

DUE, DONE, DROPPED = "Visit Due", "Visit Done", "Visit Dropped"
MOST_VISITS, MOST_DAYS = 12, 1095


def days_of(text: str | None) -> list[int]:
	"""[7, 30, 90] from "7, 30, 90"; raises ValueError for what is no list of days from 1 to 1095."""
	parts = [part for part in re.split(r"[\s,，、;；/]+", text or "") if part]
	days = sorted({int(part) for part in parts})
	if len(days) > MOST_VISITS or any(not 1 <= day <= MOST_DAYS for day in days):
		raise ValueError(text)
	return days


def check_settings(settings) -> None:
	"""The settings hold lists of days, nothing else."""
	for field in ("return_visit_days", "return_visit_days_spot"):
		try:
			days_of(settings.get(field))
		except ValueError:
			frappe.throw(
				_("{0}: write up to 12 numbers from 1 to 1095, for example 7, 30, 90.").format(
					_(settings.meta.get_label(field))
				),
				title=_("Days Not Understood"),
			)


def plan(case) -> None:
	"""One row for each visit of the settings, counted from the day on which the case was closed."""
	field = "return_visit_days_spot" if case.stage == stages.ON_THE_SPOT else "return_visit_days"
	closed_on = getdate(case.closed_on or nowdate())
	for days in days_of(frappe.db.get_single_value("Grid Governance Settings", field)):
		due_on = add_days(closed_on, days)
		if not frappe.db.exists(
			"Return Visit", {"dispute_case": case.name, "due_on": due_on, "visit_status": ["!=", DROPPED]}
		):
			frappe.get_doc(
				doctype="Return Visit", dispute_case=case.name, visit_status=DUE, due_on=due_on
			).insert(ignore_permissions=True)


def drop(case, reason: str) -> None:
	"""The case goes on: visits that are still due are dropped, those that were made stay."""
	for name in frappe.get_all(
		"Return Visit", {"dispute_case": case.name, "visit_status": DUE}, pluck="name"
	):
		visit = frappe.get_doc("Return Visit", name)
		visit.update({"visit_status": DROPPED, "drop_reason": reason})
		visit.save(ignore_permissions=True)


def performance_found(case: str) -> str:
	"""What the rows of performance say: the choice that stands there already when a visit is recorded."""
	terms = [t for t in term_rows.of_case(case) if t.stage != performance.REPLACED]
	if not terms:
		return "Nothing To Perform"
	if all(t.stage == performance.PERFORMED for t in terms):
		return "Fully Performed"
	return "Performed In Part" if any(t.paid or t.completed for t in terms) else "Not Performed"
