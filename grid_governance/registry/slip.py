"""What the slip of a household act (人口变动单) shows; the template only lays it out."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.registry import unit_names


def change_slip(doc) -> frappe._dict:
	"""For a Life Event: blank, event, place, from_address, to_address, and persons (name, sex, birth_date,

	before, after), with empty rows on a blank form, and points: what became of them. Names and addresses are
	read as they are today; no document number stands on a slip.
	"""
	persons = [_person(row) for row in doc.get("persons")]
	return frappe._dict(
		blank=doc.is_new(),
		event=_(doc.event) if doc.event else None,
		place=unit_names.full(doc.grid_unit),
		office=_office(doc.grid_unit),
		from_address=_address(doc.household),
		to_address=_address(doc.other_household) or doc.other_place,
		persons=persons or [frappe._dict() for _row in range(5)],
		points=doc.get("points_note"),
	)


def _address(household: str | None) -> str | None:
	return frappe.db.get_value("Household", household, "address") if household else None


def _office(unit: str | None) -> str | None:
	"""The village or community whose seal goes on the slip."""
	return frappe.db.get_value("Grid Unit", unit[:12], "unit_name") if unit else None


def _person(row) -> frappe._dict:
	columns = ["resident_name", "sex", "birth_date"]
	person = frappe.db.get_value("Resident", row.resident, columns, as_dict=True) or {}
	return frappe._dict(
		name=person.get("resident_name"),
		sex=_(person["sex"]) if person.get("sex") else None,
		birth_date=person.get("birth_date"),
		before=_(row.relation_before) if row.relation_before else None,
		after=_(row.relation_after) if row.relation_after else None,
	)
