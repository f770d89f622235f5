"""A quarrel that flares up again is a case of its own, linked to the first; nobody types the parties twice."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import nowdate

from grid_governance.cases import stages, steps
from grid_governance.cases.mediation.visits import DONE

CARRIED = (
	"category",
	"event_place",
	"claims",
	"amount",
	"people_involved",
	"difficulty",
	"way_of_settlement",
)
OF_A_PARTY = (
	"side", "kind", "party_name", "contact", "address", "resident", "organisation", "sex", "nation", "age",
	"occupation", "id_masked", "guardian", "guardian_relation", "guardian_contact", "representative", "headcount",
	"credit_code", "acts_for", "authority",
)  # fmt: skip
OF_A_MEMBER = ("member_name", "contact", "address", "group_name", "sex", "age")


def open_again(visit, facts: str):
	"""Register the recurrence found on a Return Visit that was made; returns the new Dispute Case.

	facts: what happened this time. Raises frappe.ValidationError when the visit was not made yet or has led to a
	case already, or the first case is still going on.
	"""
	if visit.visit_status != DONE:
		frappe.throw(_("Record the return visit first."), title=_("Visit Not Made Yet"))
	if visit.recurring_case:
		frappe.throw(_("A case was opened for this recurrence already."), title=_("Opened Already"))
	first = frappe.get_doc("Dispute Case", visit.dispute_case)
	if first.stage not in stages.OVER:
		frappe.throw(
			_("The case itself is still going on. Record there what has happened."), title=_("Case Goes On")
		)
	values = {field: first.get(field) for field in CARRIED}
	values |= {
		"grid_unit": _living_unit(first.grid_unit),
		"event_date": nowdate(),
		"facts": _("{0}\nEarlier case {1}: {2}", "zh").format(facts.strip(), first.case_title, first.facts),
		"source": "Mediation On Own Initiative",
		"recurring": 1,
		"recurs_from": first.name,
	}
	case = steps.file_dispute(
		values,
		[{field: row.get(field) for field in OF_A_PARTY} for row in first.parties],
		members=[{field: row.get(field) for field in OF_A_MEMBER} for row in first.group_members],
	)
	visit.db_set("recurring_case", case.name)
	return case


def _living_unit(unit: str) -> str:
	"""The unit that took over when the first case's own was merged away."""
	seen = set()
	while unit not in seen:
		seen.add(unit)
		status, successor = frappe.db.get_value("Grid Unit", unit, ["status", "successor"])
		if status != "Closed" or not successor:
			break
		unit = successor
	return unit
