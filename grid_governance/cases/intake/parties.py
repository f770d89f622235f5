"""Parties of a case in the database: completed from the register, checked as persons."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import cint, getdate, nowdate

from grid_governance.cases.intake import party_rules, persons
from grid_governance.registry import papers
from grid_governance.registry.following import refuse
from grid_governance.registry.problems import ProblemError

missing_sides = persons.missing_sides
_COMPARED = (
	*("side", "kind", "party_name", "contact", "address", "resident", "id_masked", "representative"),
	*("guardian", "credit_code", "authority", "consent", "elected_on"),
)


def complete(case) -> None:
	"""Fill rows from the linked resident or organisation, mask ID numbers, write the ledger's line."""
	before = case.get_doc_before_save()
	known = {row.resident for row in before.parties} if before else set()
	for row in case.parties:
		if row.resident and row.resident not in known:
			_fill_from_resident(case, row)
		if row.organisation:
			_fill_from_organisation(row)
		try:
			row.id_masked = persons.mask_id(row.id_masked)
		except ProblemError as error:
			refuse([error.problem], case.doctype, _("Row {0}: {1}").format(row.idx, row.party_name or ""))
		if papers.is_mobile(row.contact):
			row.contact = papers.normalise_phone(row.contact)
	party_rules.complete(case.parties, case.get("group_members") or [])
	case.people_involved = max(cint(case.people_involved), party_rules.heads(case.parties))
	case.party_names = persons.names_line([row.as_dict() for row in case.parties])


def check(case) -> None:
	"""Refuse a party on both sides, an agent who acts for nobody on the paper, and what no party can be."""
	refuse(party_rules.always(case.parties, case.get("group_members") or []), case.doctype)
	rows = [row.as_dict() for row in case.parties]
	both = persons.on_both_sides(rows)
	if both:
		frappe.throw(
			_(
				"Rows {0} and {1}: {2} stands on both sides. Correct one; tell namesakes apart by telephone."
			).format(*both, frappe.bold(rows[both[1] - 1].get("party_name"))),
			title=_("Same Party On Both Sides"),
		)
	for row in case.parties:
		if row.kind == persons.AGENT and not any(
			r.side == row.side and persons.plain_name(r.party_name) == persons.plain_name(row.acts_for)
			for r in case.parties
			if r.kind != persons.AGENT
		):
			frappe.throw(
				_("Row {0}: an agent must act for a party of the same side. Enter that party's name.").format(
					row.idx
				),
				title=_("Agent Without Party"),
			)


def units(rows) -> list[str]:
	"""Where the residents among the parties are registered in the grid."""
	residents = [row.resident for row in rows if row.resident]
	if not residents:
		return []
	return frappe.get_all("Resident", {"name": ["in", residents]}, pluck="grid_unit")


def plain(rows) -> list[tuple]:
	"""What of the rows counts as a change."""
	return [tuple(row.get(field) or "" for field in _COMPARED) for row in rows]


def _fill_from_resident(case, row) -> None:
	resident = frappe.get_doc("Resident", row.resident)
	if not case.flags.ignore_permissions:
		resident.check_permission("read")  # else any record could be read out through a case of one's own
	born = getdate(resident.birth_date) if resident.birth_date else None
	values = {
		"party_name": resident.resident_name,
		"sex": resident.sex,
		"nation": resident.nation,
		"age": persons.age_on(getdate(nowdate()), born) if born else None,
		"contact": resident.phone,
		"address": resident.address,
	}
	for field, value in values.items():
		if value and not row.get(field):
			row.set(field, value)


def _fill_from_organisation(row) -> None:
	values = frappe.db.get_value(
		"Local Organisation",
		row.organisation,
		["organisation_name", "legal_person", "phone", "address", "credit_code"],
		as_dict=True,
	)
	for field, column in (
		("party_name", "organisation_name"),
		("representative", "legal_person"),
		("contact", "phone"),
		("address", "address"),
		("credit_code", "credit_code"),
	):
		if values and values[column] and not row.get(field):
			row.set(field, values[column])
