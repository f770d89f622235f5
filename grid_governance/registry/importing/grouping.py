"""From raw rows to households with people, judged by the pure rules. No database.

Rows belong together when their unit code and address are the same; they need not follow each other. A
household is right or wrong as a whole: one wrong row and none of its people is written.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from grid_governance.registry import codes, household, papers
from grid_governance.registry.addresses import compose_address
from grid_governance.registry.importing import cells as cell_rules
from grid_governance.registry.importing.columns import BY_FIELD, HOUSEHOLD, OPTION, Dictionary
from grid_governance.registry.importing.files import Row
from grid_governance.registry.problems import Problem, ProblemError

NEW, CHANGED, UNCHANGED, WRONG = "new", "changed", "unchanged", "wrong"
IDENTITY_FIELDS = ("identity_kind", "identity_number", "no_identity_reason")
NEW_HOUSEHOLD = {"household_type": "Family Household", "dwelling_use": "Lived In By Owner"}
NEW_RESIDENT = {"status": household.BOTH_HERE, "nation": "汉族", "is_party_member": 0, "is_volunteer": 0}


@dataclass(slots=True)
class Person:
	"""One row. `values` are clean; `name` is the stored resident once it is known, `changes` what differs."""

	line: int
	cells: dict[str, object]
	values: dict[str, object]
	problems: list[Problem]
	name: str | None = None
	changes: dict[str, object] = field(default_factory=dict)
	document: tuple[str, str, str] | None = None  # kind, number, hash, when it is to be stored

	@property
	def state(self) -> str:
		if self.problems:
			return WRONG
		if self.name is None:
			return NEW
		return CHANGED if self.changes or self.document else UNCHANGED

	@property
	def identity(self) -> tuple[str, str] | None:
		"""(kind, number) when the row gives a number."""
		number = self.values.get("identity_number")
		return (self.values.get("identity_kind") or papers.ID_CARD, number) if number else None


@dataclass(slots=True)
class House:
	"""The rows of one household, what they say of it, and the stored household once it is known."""

	values: dict[str, object]
	people: list[Person]
	name: str | None = None
	head: str | None = None  # the stored household's head
	changes: dict[str, object] = field(default_factory=dict)
	stored: list[dict] = field(default_factory=list)  # its residents in the database

	@property
	def unit(self) -> str:
		return self.values["grid_unit"]

	@property
	def state(self) -> str:
		states = {person.state for person in self.people}
		if WRONG in states:
			return WRONG
		if self.name is None:
			return NEW
		return CHANGED if self.changes or states != {UNCHANGED} else UNCHANGED


def group(rows: Iterable[Row], unit: str, words: Dictionary, today: datetime.date) -> list[House]:
	"""Households in the order of their first rows. `unit` stands where a row gives no code of its own."""
	houses: dict[tuple, House] = {}
	for row in rows:
		house_values, person = _person(row, words)
		_place(house_values, person, unit)
		key = (house_values["grid_unit"], compose_address(house_values))
		house = houses.get(key)
		if house is None:
			houses[key] = House(house_values, [person])
		else:
			_agree(house, house_values, person)
			house.people.append(person)
	for house in houses.values():
		_check(house, today)
	return list(houses.values())


def _person(row: Row, words: Dictionary) -> tuple[dict, Person]:
	house, values, problems = {}, {}, []
	for field_name, raw in row.cells.items():
		column = BY_FIELD[field_name]
		try:
			value = cell_rules.clean(
				column, raw, words.options[field_name] if column.kind == OPTION else None
			)
		except ProblemError as error:
			problems.append(error.problem)
			continue
		if value is not None:
			(house if column.of == HOUSEHOLD else values)[field_name] = value
	return house, Person(row.line, row.cells, values, problems)


def _place(values: dict, person: Person, unit: str) -> None:
	"""The row's unit in its stored form; it lies inside the unit of the import."""
	given = values.get("grid_unit")
	if given is None:
		values["grid_unit"] = unit
		return
	try:
		values["grid_unit"] = codes.normalise(given)
	except codes.CodeError:
		return  # check_household says it
	if not codes.contains(unit, values["grid_unit"]):
		person.problems.append(
			Problem(
				"grid_unit",
				"{0} lies outside {1}, the unit of this import.",
				"Correct the code, or import this household in its own unit.",
				(given, unit),
			)
		)


def _agree(house: House, values: dict, person: Person) -> None:
	for field_name, value in values.items():
		before = house.values.setdefault(field_name, value)
		if before != value and field_name != "address":
			person.problems.append(
				Problem(
					field_name,
					"“{0}” differs from “{1}” in row {2} of the same household.",
					"Write the same in both rows.",
					(value, before, house.people[0].line),
				)
			)


def _check(house: House, today: datetime.date) -> None:
	already = {problem.field for person in house.people for problem in person.problems}
	first = house.people[0]
	first.problems += [p for p in household.check_household(house.values) if p.field not in already]
	twins: dict[tuple, int] = {}
	for person in house.people:
		unread = {problem.field for problem in person.problems}
		_complete(person)
		found = household.check_resident({"status": household.BOTH_HERE, **person.values}, today)
		person.problems += [problem for problem in found if problem.field not in unread]
		_check_twin(person, twins)


def _complete(person: Person) -> None:
	"""Phone and number in the one spelling they are stored in; sex and birth date as the number tells them."""
	if person.values.get("phone"):
		person.values["phone"] = papers.normalise_phone(person.values["phone"])
	_fill_from_number(person)


def _fill_from_number(person: Person) -> None:
	if not person.identity:
		return
	kind, number = person.identity
	try:
		number = papers.normalise_number(kind, number)
	except ProblemError:
		return  # check_resident says it
	person.values |= {"identity_kind": kind, "identity_number": number}
	if papers.KINDS[kind] is None:
		card = papers.parse_id_card(number)
		person.values.setdefault("sex", card.sex)
		person.values.setdefault("birth_date", card.birth_date)


def _check_twin(person: Person, twins: dict[tuple, int]) -> None:
	"""The same name with the same birth date in one household is the same person, as on the form."""
	key = (person.values.get("resident_name"), str(person.values.get("birth_date")))
	if key in twins:
		person.problems.append(
			Problem(
				"resident_name",
				"{0} stands in row {1} of the same household already.",
				"Delete one of the rows, or give the birth dates if they are two people.",
				(key[0], twins[key]),
			)
		)
	twins.setdefault(key, person.line)
