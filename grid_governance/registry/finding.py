"""Households and residents as people ask for them: name, pinyin initials and address, in any order."""

from __future__ import annotations

import frappe

from grid_governance import permissions

ENOUGH = 200  # names found; what the form filters away comes off these
HOUSES = (
	"`tabHousehold` house join `tabResident` person on person.name = house.head",
	("house.address", "person.resident_name"),
)
PEOPLE = ("`tabResident` person", ("person.address", "person.resident_name"))


def names_matching(doctype: str, text: str) -> list[str]:
	"""Names of the households (by their heads) or residents, in the user's own range, that match all words of `text`.

	A word is a part of the address or of the name, or the beginning of the name's pinyin initials. At most
	ENOUGH, in the order of addresses. Nothing for a DocType that has no names of people.
	"""
	words = text.split()
	if doctype not in ("Household", "Resident") or not words:
		return []
	table, columns = HOUSES if doctype == "Household" else PEOPLE
	found = "house" if doctype == "Household" else "person"
	where, values = _own_rows(doctype), []
	for word in words:
		parts = [f"{column} like %s" for column in columns]
		values += [f"%{escaped(word)}%"] * len(columns)
		if word.isascii() and word.isalpha():
			parts.append("person.name_initials like %s")
			values.append(f"{word.lower()}%")
		where.append("(" + " or ".join(parts) + ")")
	# SQL as text: the list conditions of both tables are text
	return frappe.db.sql(
		f"select {found}.name from {table} where {' and '.join(where)}"
		f" order by {found}.address_order limit {ENOUGH}",
		values,
		pluck=True,
	)


def _own_rows(doctype: str) -> list[str]:
	"""Conditions of the tables in the query; who may not read residents finds no household by its head."""
	tables = {"Resident": "person", **({"Household": "house"} if doctype == "Household" else {})}
	return [
		condition
		for name, alias in tables.items()
		if (condition := permissions.conditions(name, table=alias))
	]


def names_of_heads(households: list[str]) -> dict[str, str]:
	"""Household → its head's name, where the user may read the head."""
	if not households:
		return {}
	rows = frappe.get_all("Household", {"name": ["in", households]}, ["name", "head"])
	heads = [row.head for row in rows if row.head]
	if not heads or not (
		frappe.has_permission("Resident", "select") or frappe.has_permission("Resident", "read")
	):
		return {}
	named = dict(
		frappe.get_list(
			"Resident", {"name": ["in", heads]}, ["name", "resident_name"], as_list=True, limit_page_length=0
		)
	)
	return {row.name: named[row.head] for row in rows if row.head in named}


def escaped(word: str) -> str:
	"""A word for LIKE, in which its own % and _ are letters."""
	return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
