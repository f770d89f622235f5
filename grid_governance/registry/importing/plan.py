"""What an import would do: the households of a file compared with the register, by sets. Writes nothing.

One query per thousand units, households or numbers. The rules on persons are those of the form: a number
is held by one resident only, a household has one head, and who lives elsewhere comes by Move-in Request.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import frappe

from grid_governance.registry import bulk, household, identity, papers
from grid_governance.registry.addresses import ADDRESS_PARTS, compose_address
from grid_governance.registry.importing.columns import COLUMNS, RESIDENT, Dictionary
from grid_governance.registry.importing.files import Row
from grid_governance.registry.importing.grouping import IDENTITY_FIELDS, WRONG, House, Person, group
from grid_governance.registry.problems import Problem

HOUSE_FIELDS = (*ADDRESS_PARTS, "address", "household_type", "dwelling_use")
PERSON_FIELDS = tuple(c.field for c in COLUMNS if c.of == RESIDENT and c.field not in IDENTITY_FIELDS)


@dataclass
class Plan:
	"""The judged households and what they count up to."""

	unit: str
	houses: list[House]
	households: Counter = field(default_factory=Counter)
	residents: Counter = field(default_factory=Counter)
	rows: int = 0

	def wrong_people(self) -> Iterable[Person]:
		"""Rows of wrong households, in the order of the file; those without problems are their family."""
		people = [p for house in self.houses if house.state == WRONG for p in house.people]
		return sorted(people, key=lambda person: person.line)


def build(rows: Iterable[Row], unit: str, words: Dictionary, today: datetime.date | None = None) -> Plan:
	"""Judge all `rows` for an import into `unit` (its code). The caller has checked the user's right to it."""
	houses = group(rows, unit, words, today or frappe.utils.getdate())
	_check_units(houses)
	_find_households(houses)
	_find_people(houses)
	for house in houses:
		_check_heads(house)
	plan = Plan(unit, houses)
	for house in houses:
		plan.households[house.state] += 1
		plan.rows += len(house.people)
		for person in house.people:
			plan.residents[WRONG if house.state == WRONG else person.state] += 1
	return plan


def _check_units(houses: list[House]) -> None:
	unit, known = frappe.qb.DocType("Grid Unit"), {}
	for chunk in bulk.chunks({house.unit for house in houses}):
		query = frappe.qb.from_(unit).select(unit.name, unit.status, unit.successor)
		known.update({name: rest for name, *rest in query.where(unit.name.isin(chunk)).run()})
	for house in houses:
		first = house.people[0]
		if any(problem.field == "grid_unit" for person in house.people for problem in person.problems):
			continue
		if house.unit not in known:
			first.problems.append(
				Problem(
					"grid_unit",
					"There is no unit with the code {0}.",
					"Copy the code from the list of units, or have the unit created first.",
					(house.unit,),
				)
			)
		elif known[house.unit][0] == "Closed":
			first.problems.append(
				Problem(
					"grid_unit",
					"{0} is closed.",
					"Its work went to {1}: use that code.",
					(house.unit, known[house.unit][1] or "–"),
				)
			)


def _find_households(houses: list[House]) -> None:
	"""Meet the stored households by unit and address, and read their residents."""
	by_key = {(house.unit, compose_address(house.values)): house for house in houses}
	table = frappe.qb.DocType("Household")
	for chunk in bulk.chunks({house.unit for house in houses}):
		query = (
			frappe.qb.from_(table)
			.select(table.name, table.grid_unit, table.head, *HOUSE_FIELDS)
			.where(table.grid_unit.isin(chunk) & (table.status == "On Register"))
		)
		for row in query.run(as_dict=True):
			house = by_key.get((row.grid_unit, row.address))
			if house and house.name:
				house.people[0].problems.append(_shared_door(row.address))
			elif house:
				house.name, house.head = row.name, row.head
				given = {**house.values, **household.derived_of_household(house.values)}
				house.changes = _differences(given, row, HOUSE_FIELDS)
	found = {house.name: house for house in houses if house.name}
	resident = frappe.qb.DocType("Resident")
	for chunk in bulk.chunks(found):
		query = (
			frappe.qb.from_(resident)
			.select(resident.name, resident.household, *PERSON_FIELDS)
			.where(resident.household.isin(chunk))
		)
		for row in query.run(as_dict=True):
			found[row.household].stored.append(row)


def _shared_door(address: str) -> Problem:
	return Problem(
		"address",
		"Several households are on the register at {0}.",
		"The file does not tell which one is meant: change them in their own records.",
		(address,),
	)


def _differences(given: dict, stored: dict, fields: Iterable[str]) -> dict[str, object]:
	"""Fields that are given and differ; an empty cell leaves what is stored."""
	return {
		name: given[name]
		for name in fields
		if given.get(name) not in (None, "") and str(given[name]) != str(stored.get(name) or "")
	}


def _find_people(houses: list[House]) -> None:
	"""Meet the stored residents by document number, else by name within the household."""
	hashes = {}
	for house in houses:
		for person in house.people:
			if person.identity and not any(p.field in IDENTITY_FIELDS for p in person.problems):
				hashes[id(person)] = identity.number_hash(*person.identity)
	holders = _holders(hashes.values())
	numbered = _residents_with_number(houses)
	seen: dict[str, Person] = {}
	for house in houses:
		by_name: dict[str, list[dict]] = {}
		for row in house.stored:
			by_name.setdefault(row.resident_name, []).append(row)
		for person in house.people:
			_meet(house, person, hashes.get(id(person)), holders, by_name, numbered, seen)


def _holders(hashes: Iterable[str]) -> dict[str, dict]:
	document, resident = frappe.qb.DocType("Identity Document"), frappe.qb.DocType("Resident")
	found = {}
	for chunk in bulk.chunks(set(hashes)):
		query = (
			frappe.qb.from_(document)
			.join(resident)
			.on(resident.name == document.resident)
			.select(document.number_hash, resident.name, resident.household, resident.resident_name)
			.select(resident.grid_unit, resident.status)
			.where(document.number_hash.isin(chunk))
		)
		found.update({row.number_hash: row for row in query.run(as_dict=True)})
	return found


def _residents_with_number(houses: list[House]) -> set[tuple[str, str]]:
	"""(resident, kind) of stored members who have a document of that kind."""
	document, found = frappe.qb.DocType("Identity Document"), set()
	for chunk in bulk.chunks(row.name for house in houses for row in house.stored):
		query = frappe.qb.from_(document).select(document.resident, document.identity_kind)
		found.update(query.where(document.resident.isin(chunk)).run())
	return found


def _meet(house, person, number_hash, holders, by_name, numbered, seen) -> None:
	if number_hash:
		if number_hash in seen:
			person.problems.append(_twice(seen[number_hash]))
			return
		seen[number_hash] = person
		holder = holders.get(number_hash)
		if holder and holder.household != house.name:
			person.problems.append(_elsewhere(holder))
			return
		if holder:
			return _take(person, next(row for row in house.stored if row.name == holder.name))
	alike = by_name.get(person.values.get("resident_name"), [])
	if len(alike) == 1:
		kind = person.identity[0] if person.identity else person.values.get("identity_kind")
		if number_hash and (alike[0].name, kind) in numbered:
			person.problems.append(
				Problem(
					"identity_number",
					"{0} of this household is kept with another number.",
					"Compare it with the document; correct the number in the resident's record if it was wrong.",
					(person.values["resident_name"],),
				)
			)
			return
		_take(person, alike[0])
		if kind and (alike[0].name, kind) in numbered:
			return
	elif len(alike) > 1:
		person.problems.append(
			Problem(
				"resident_name",
				"Several people of this household have the name {0}.",
				"Give the document number, so that it is clear who is meant.",
				(person.values["resident_name"],),
			)
		)
		return
	_plan_document(person, number_hash)


def _take(person: Person, row: dict) -> None:
	person.name = row.name
	person.changes = _differences(person.values, row, PERSON_FIELDS)


def _plan_document(person: Person, number_hash: str | None) -> None:
	if number_hash:
		person.document = (*person.identity, number_hash)
	elif person.values.get("identity_kind") == papers.NO_DOCUMENT:
		person.document = (papers.NO_DOCUMENT, "", "")


def _twice(other: Person) -> Problem:
	return Problem(
		"identity_number",
		"The same number stands in row {0}.",
		"One number belongs to one person. Compare both with the documents.",
		(other.line,),
	)


def _elsewhere(holder: dict) -> Problem:
	"""Tells what a stranger to that unit may know: the unit and the masked name."""
	return Problem(
		"identity_number",
		"This number belongs to {0}, who is on the register in {1}.",
		"If the person has moved here, leave the row out and ask for the record by a Move-in Request.",
		(identity.mask_name(holder.resident_name), unit_label(holder.grid_unit)),
	)


def unit_label(code: str) -> str:
	name = frappe.get_cached_value("Grid Unit", code, "unit_name") if code else ""
	return f"{name or ''} {code or ''}".strip()


def _check_heads(house: House) -> None:
	"""One head, counted over who is stored and who comes; a stored head changes by an act only, as on the form."""
	if house.state == WRONG:
		return
	heads = [p for p in house.people if p.values.get("relation_to_head") == household.HEAD]
	if house.head and not _head_stays(house, heads):
		return
	merged = {row.name: dict(row) for row in house.stored}
	for index, person in enumerate(house.people):
		given = {key: value for key, value in person.values.items() if value not in (None, "")}
		merged[person.name or index] = {**merged.get(person.name, {}), **given}
	for problem in household.check_heads(merged.values()):
		(heads[-1] if len(heads) > 1 else house.people[0]).problems.append(problem)


def _head_stays(house: House, heads: list[Person]) -> bool:
	stored = next((row.resident_name for row in house.stored if row.name == house.head), "")
	for person in heads:
		if person.name != house.head:
			person.problems.append(
				Problem(
					"relation_to_head",
					"The household has a head already: {0}.",
					"Choose how this person is related to the head, or use Change Of Head.",
					(stored,),
				)
			)
			return False
	for person in house.people:
		leaves = person.changes.get("status") in household.GONE or "relation_to_head" in person.changes
		if person.name == house.head and leaves:
			person.problems.append(
				Problem(
					"relation_to_head",
					"{0} is head of the household.",
					"Use Register Death or Change Of Head, which ask for the new head.",
					(stored,),
				)
			)
			return False
	return True
