"""What a resident's row is checked for against the other rows: one head, no twin, no known number."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance import permissions
from grid_governance.registry import household as rules
from grid_governance.registry import identity, papers, population, unit_names
from grid_governance.registry.following import refuse
from grid_governance.registry.problems import Problem
from grid_governance.registry.relations import HEAD


class AlreadyRegisteredError(frappe.ValidationError):
	"""The number belongs to somebody who is registered already."""


def check_household_of(doc) -> None:
	"""Check `doc` (Resident) against its household and fill in what follows from it.

	The household's row is locked, so that two heads typed at the same time meet here.
	"""
	columns = ["name", "grid_unit", "address", "address_order", "head", "status"]
	row = frappe.db.get_value("Household", doc.household, columns, as_dict=True, for_update=True)
	if not row:
		refuse(
			[Problem("household", "This household does not exist.", "Choose one from the list.")], doc.doctype
		)
	if not doc.flags.by_act:
		problems = [*_check_move(doc), *_check_open(doc, row), *_check_head(doc, row), *_check_twin(doc)]
		refuse(problems, doc.doctype)
	doc.update(rules.derived_of_resident(doc.as_dict(), row))


def _check_move(doc) -> list[Problem]:
	if doc.is_new() or not doc.has_value_changed("household"):
		return []
	return [
		Problem(
			"household",
			"A resident changes the household by an act only.",
			"Use the button Change Of Residence, which also prints the slip.",
		)
	]


def _check_open(doc, row) -> list[Problem]:
	if row.status == "On Register" or not doc.is_new():
		return []
	return [
		Problem(
			"household",
			"The household {0} is off the register.",
			"Choose the household it became part of.",
			(row.address,),
		)
	]


def _check_head(doc, row) -> list[Problem]:
	gone = doc.status in rules.GONE
	if doc.relation_to_head == HEAD and not gone and row.head and row.head != doc.name:
		return [
			Problem(
				"relation_to_head",
				"The household has a head already: {0}.",
				"Choose how this person is related to the head, or use Change Of Head.",
				(frappe.db.get_value("Resident", row.head, "resident_name"),),
			)
		]
	if row.head == doc.name and not doc.is_new() and (doc.relation_to_head != HEAD or gone):
		return _check_head_leaves(doc, gone)
	if not row.head and doc.relation_to_head != HEAD and not gone:
		return [
			Problem(
				"relation_to_head",
				"The household has no head yet.",
				"Register the head of the household first.",
			)
		]
	return []


def _check_head_leaves(doc, gone: bool) -> list[Problem]:
	if gone and len(population.members(doc.household)) == 1:
		doc.flags.last_one_gone = True
		return []
	return [
		Problem(
			"status" if gone else "relation_to_head",
			"{0} is head of the household.",
			"Use Register Death or Change Of Head, which ask for the new head.",
			(doc.resident_name,),
		)
	]


def _check_twin(doc) -> list[Problem]:
	"""The same name with the same birth date in one household is the same person."""
	twin = {
		"household": doc.household,
		"resident_name": doc.resident_name,
		"birth_date": doc.birth_date,
		"name": ["!=", doc.name or ""],
	}
	if not doc.birth_date or not frappe.db.exists("Resident", twin):
		return []
	return [
		Problem(
			"resident_name",
			"{0}, born on {1}, is in this household already.",
			"Open that record instead of making another.",
			(doc.resident_name, str(doc.birth_date)),
		)
	]


def check_unknown(doc, kind: str, number: object) -> None:
	"""Refuse a number that somebody holds; say only what this user may know. Raises AlreadyRegisteredError."""
	if kind == papers.NO_DOCUMENT:
		return
	other = identity.find(kind, number)
	if other and other != doc.name:
		known = describe(other)
		if known["visible"]:
			text = _("{0} is registered already, at {1}. Open that record, or use Change Of Residence there.")
			message = text.format(known["resident_name"], known["address"])
		else:
			message = _(
				"This person is registered in {0} as {1}. Send a move-in request: the staff there agree or decline."
			).format(known["unit_name"], known["resident_name"])
		frappe.throw(frappe.utils.escape_html(message), AlreadyRegisteredError, title=_("Registered Already"))


def describe(resident: str) -> dict:
	"""What the user may know of a resident whose number was typed.

	{visible, unit_name, resident_name}; with read access also resident, household, address; without it
	the name is masked, nothing else is told, and the access log has it.
	"""
	doc = frappe.get_doc("Resident", resident)
	unit_name = unit_names.full(doc.grid_unit)
	if permissions.has_permission(doc):  # the platform's own leaves an empty message behind when it says no
		return {
			"visible": True,
			"unit_name": unit_name,
			"resident_name": doc.resident_name,
			"resident": doc.name,
			"household": doc.household,
			"address": doc.address,
		}
	identity.log_access(resident, "Identity Number Known Elsewhere")
	return {"visible": False, "unit_name": unit_name, "resident_name": identity.mask_name(doc.resident_name)}
