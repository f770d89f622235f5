"""Household rules, pure: what a household and a resident must be, before any of it is written.

The form, the one-click acts, the import and the demo town all ask these functions, so a row that the
form refuses is refused by the import with the same words. Values of Select fields are the English
options of the DocTypes (a test compares them).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from grid_governance.registry import codes, papers
from grid_governance.registry.addresses import address_key, compose_address, text
from grid_governance.registry.names import name_initials
from grid_governance.registry.problems import Problem
from grid_governance.registry.relations import HEAD, RELATIONS

SEXES = (papers.MALE, papers.FEMALE)
BOTH_HERE = "Living And Registered Here"
REGISTERED_HERE = "Registered Here, Living Elsewhere"
LIVING_HERE = "Living Here, Registered Elsewhere"
LODGING, MOVED_OUT, DEAD, DUPLICATE = "Lodging", "Moved Out", "Dead", "Duplicate Record"
STATUSES = (BOTH_HERE, REGISTERED_HERE, LIVING_HERE, LODGING, MOVED_OUT, DEAD, DUPLICATE)
ACTUAL_POPULATION = (BOTH_HERE, LIVING_HERE, LODGING)  # 实有人口: who lives here
REGISTERED_POPULATION = (BOTH_HERE, REGISTERED_HERE)  # 户籍人口: who is registered here
GONE = (MOVED_OUT, DEAD, DUPLICATE)
HOUSEHOLD_TYPES = ("Family Household", "Collective Household")
DWELLING_USES = ("Lived In By Owner", "Let Out", "Lent Out", "Vacant", "Shop And Dwelling", "Dormitory")

_NAME = re.compile(r"[^\d\s<>{}\[\]\"'@#$%^&*=+\\|/?!,;:]+([ ·.][^\d\s<>{}\[\]\"'@#$%^&*=+\\|/?!,;:]+)*")


# ---------------------------------------------------------------- columns that follow from others


def derived_of_household(record: dict) -> dict:
	"""The columns that a household's row gets from its others: address and its sorting key."""
	address = compose_address(record)
	return {"address": address, "address_order": address_key(address)}


def derived_of_resident(record: dict, household: dict) -> dict:
	"""The columns that follow from the name and from the household's row (grid_unit, address, address_order).

	Members stand behind their household's address, the head first.
	"""
	relation = record.get("relation_to_head")
	rank = RELATIONS.index(relation) if relation in RELATIONS else len(RELATIONS)
	return {
		"grid_unit": household.get("grid_unit"),
		"address": household.get("address"),
		"address_order": f"{(household.get('address_order') or '')[:137]} {rank:02d}",
		"name_initials": name_initials(record.get("resident_name")),
	}


# ---------------------------------------------------------------- what a row must be


def check_household(record: dict, residents: Iterable[dict] | None = None) -> list[Problem]:
	"""Problems of one household: keys are the DocType's fieldnames; [] when it may be written.

	With `residents` (dicts as for check_resident) the household's head is checked as well. Whether the
	unit exists and is in use is asked of the database by the caller, for all rows at once.
	"""
	found = _check_unit(record.get("grid_unit"))
	if not compose_address(record):
		found.append(
			Problem(
				"address",
				"The address is missing.",
				"Fill in group, building or door number, or write the address.",
			)
		)
	elif len(compose_address(record)) > 140:
		found.append(Problem("address", "The address is longer than 140 characters.", "Shorten it."))
	found += _check_option(record, "household_type", HOUSEHOLD_TYPES)
	found += _check_option(record, "dwelling_use", DWELLING_USES)
	return found + (check_heads(residents) if residents is not None else [])


def _check_unit(unit: object) -> list[Problem]:
	if not text(unit):
		return [Problem("grid_unit", "The grid unit is missing.", "Choose the village, grid or micro-grid.")]
	try:
		deep_enough = codes.level(codes.normalise(unit)) >= 5
	except codes.CodeError:
		return [
			Problem(
				"grid_unit",
				"{0} is no code of a grid unit.",
				"Copy the code from the list of units.",
				(text(unit),),
			)
		]
	if deep_enough:
		return []
	return [
		Problem(
			"grid_unit",
			"{0} is larger than a village.",
			"A household stands in a village, grid or micro-grid: choose that one.",
			(text(unit),),
		)
	]


def check_heads(residents: Iterable[dict]) -> list[Problem]:
	"""A household in which people live has exactly one head, alive and not moved out."""
	present = [r for r in residents if (r.get("status") or BOTH_HERE) not in GONE]
	heads = [r for r in present if r.get("relation_to_head") == HEAD]
	if present and not heads:
		return [
			Problem("relation_to_head", "The household has no head.", "Make one of its members the head.")
		]
	if len(heads) > 1:
		return [
			Problem(
				"relation_to_head",
				"The household has a second head: {0}.",
				"A household has one head. Choose for the others how they are related to the head.",
				(text(heads[1].get("resident_name")),),
			)
		]
	return []


def check_resident(record: dict, today: datetime.date) -> list[Problem]:
	"""Problems of one resident: keys are the DocType's fieldnames; [] when it may be written. today: the site's day."""
	found = _check_name(record.get("resident_name"))
	found += _check_option(record, "sex", SEXES, required=not record.get("identity_number"))
	found += _check_option(record, "relation_to_head", RELATIONS, required=True)
	found += _check_option(record, "status", STATUSES)
	found += _check_birth_date(record, today)
	found += papers.check_phone(record.get("phone"))
	found += _check_registration(record)
	return found + papers.check_identity(record)


def _check_name(value: object) -> list[Problem]:
	name = text(value)
	if not name:
		return [Problem("resident_name", "The name is missing.", "Write the name as on the ID card.")]
	if len(name) > 60 or not _NAME.fullmatch(name):
		return [
			Problem(
				"resident_name",
				"“{0}” cannot be a name: it holds digits, signs or spaces at the wrong place.",
				"Write the name as on the ID card.",
				(name[:60],),
			)
		]
	return []


def _check_birth_date(record: dict, today: datetime.date) -> list[Problem]:
	value = record.get("birth_date")
	if not value:
		return []
	date = papers.as_date(value)
	if date is None:
		return [
			Problem(
				"birth_date",
				"“{0}” is no date.",
				"Write it as year-month-day, for example 1985-03-09.",
				(value,),
			)
		]
	if not datetime.date(1850, 1, 1) <= date <= today:
		return [
			Problem(
				"birth_date", "{0} is no possible birth date.", "Compare it with the ID card.", (str(date),)
			)
		]
	return []


def _check_registration(record: dict) -> list[Problem]:
	code = record.get("registered_code")
	if code:
		try:
			codes.normalise(code)
		except codes.CodeError:
			return [
				Problem(
					"registered_code",
					"{0} is no division code.",
					"Use the bureau's code (2 to 12 digits), or leave it empty and write the address.",
					(text(code),),
				)
			]
	if record.get("status") == LIVING_HERE and not (code or text(record.get("registered_address"))):
		return [
			Problem(
				"registered_address",
				"Who is registered elsewhere needs the place of registration.",
				"Write the address on the household register.",
			)
		]
	return []


def _check_option(
	record: dict, field: str, options: tuple[str, ...], required: bool = False
) -> list[Problem]:
	value = record.get(field)
	if value in options or (not value and not required):
		return []
	if not value:
		return [Problem(field, "This value is missing.", "Choose one from the list.")]
	return [Problem(field, "“{0}” is not in the list.", "Choose one from the list.", (text(value),))]
