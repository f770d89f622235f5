"""Counting people and keeping what follows from the household in step. Each count says which it is.

Two figures, never mixed: *living here* (实有人口: registered or not) and *registered here* (户籍人口).
"""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.query_builder.functions import Count

from grid_governance.registry import household as rules
from grid_governance.registry.relations import HEAD


def count_living(households: Iterable[str]) -> dict[str, int]:
	"""{household: persons who live there}, households without any left out."""
	return _count(households, rules.ACTUAL_POPULATION)


def count_registered(households: Iterable[str]) -> dict[str, int]:
	"""{household: persons registered with it}, whether they live there or not."""
	return _count(households, rules.REGISTERED_POPULATION)


def _count(households: Iterable[str], statuses: tuple[str, ...]) -> dict[str, int]:
	households = list(households)
	if not households:
		return {}
	resident = frappe.qb.DocType("Resident")
	return dict(
		frappe.qb.from_(resident)
		.select(resident.household, Count("*"))
		.where(resident.household.isin(households) & resident.status.isin(statuses))
		.groupby(resident.household)
		.run()
	)


def size_of_range(low: str, high: str | None) -> dict[str, int]:
	"""Households on the register and both populations of the units in [low, high): three counts."""
	house, person = frappe.qb.DocType("Household"), frappe.qb.DocType("Resident")

	def count(table, where) -> int:
		query = frappe.qb.from_(table).select(Count("*")).where(where & (table.grid_unit >= low))
		return (query.where(table.grid_unit < high) if high else query).run()[0][0]

	return {
		"households": count(house, house.status == "On Register"),
		"living": count(person, person.status.isin(rules.ACTUAL_POPULATION)),
		"registered": count(person, person.status.isin(rules.REGISTERED_POPULATION)),
	}


def members(household: str, lock: bool = False) -> list[dict]:
	"""The residents of a household who are neither dead nor moved away, the head first."""
	resident = frappe.qb.DocType("Resident")
	query = (
		frappe.qb.from_(resident)
		.select(
			resident.name,
			resident.resident_name,
			resident.sex,
			resident.birth_date,
			resident.relation_to_head,
			resident.status,
			resident.phone,
		)
		.where((resident.household == household) & resident.status.notin(rules.GONE))
		.orderby(resident.address_order, resident.birth_date)
	)
	return (query.for_update() if lock else query).run(as_dict=True)


def head_of(household: str) -> str | None:
	"""The head as the residents' rows say it, None when nobody lives there."""
	return next((row.name for row in members(household) if row.relation_to_head == HEAD), None)


def follow_household(household: str) -> None:
	"""Bring unit, address and sorting key of all its residents (and their care records) in step."""
	row = frappe.db.get_value("Household", household, ["grid_unit", "address", "address_order"], as_dict=True)
	table = frappe.qb.DocType("Resident")
	residents = (
		frappe.qb.from_(table)
		.select(table.name, table.resident_name, table.relation_to_head)
		.where(table.household == household)
		.run(as_dict=True)
	)
	for resident in residents:
		derived = rules.derived_of_resident(resident, row)
		frappe.db.set_value("Resident", resident.name, derived, update_modified=False)
	follow_residents([resident.name for resident in residents], row.grid_unit)


def follow_residents(residents: list[str], unit: str) -> None:
	"""Care records and portal proxies stand where the person lives."""
	for doctype in ("Care Record", "Portal Proxy") if residents else ():
		table = frappe.qb.DocType(doctype)
		frappe.qb.update(table).set(table.grid_unit, unit).where(table.resident.isin(residents)).run()
