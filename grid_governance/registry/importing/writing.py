"""Writes a judged plan by sets: households, residents, documents, heads. No rules, no commit.

Columns that follow from others come from registry/household.py, as they do for the form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import frappe

from grid_governance.points.ledger import accounts
from grid_governance.registry import bulk, household, identity
from grid_governance.registry.importing.grouping import (
	CHANGED,
	NEW,
	NEW_HOUSEHOLD,
	NEW_RESIDENT,
	House,
	Person,
)
from grid_governance.registry.importing.plan import HOUSE_FIELDS, PERSON_FIELDS

BATCH = 500  # households per set, so that the driver's buffers stay small
DOCUMENT_COLUMNS = ("identity_kind", "number_hash", "ciphertext", "reason")


def write(houses: Iterable[House], progress: Callable[[int], None] | None = None) -> int:
	"""Write those of `houses` that are new or changed, in the caller's transaction; returns how many.

	`progress` is told the number of households written so far.
	"""
	wanted = (house for house in houses if house.state in (NEW, CHANGED))
	done = 0
	for batch in bulk.chunks(wanted, BATCH):
		_insert_households([house for house in batch if house.name is None])
		_change_households([house for house in batch if house.changes])
		people = [(house, person) for house in batch for person in house.people]
		_insert_residents([(h, p) for h, p in people if p.name is None])
		_change_residents([(h, p) for h, p in people if p.changes])
		_keep_documents([p for _house, p in people if p.document])
		_set_heads(batch)
		_follow_accounts(batch)
		done += len(batch)
		if progress:
			progress(done)
	return done


def _new_name() -> str:
	return frappe.generate_hash(length=10)


def _insert_households(houses: list[House]) -> None:
	standard = bulk.standard_columns()
	columns = ("grid_unit", *HOUSE_FIELDS, "address_order", "status")
	rows = []
	for house in houses:
		house.name = _new_name()
		house.values |= household.derived_of_household(house.values)
		record = {**NEW_HOUSEHOLD, **house.values, "status": "On Register"}
		rows.append((house.name, *(record.get(column) for column in columns), *standard.values()))
	bulk.insert("Household", ("name", *columns, *standard), rows)


def _change_households(houses: list[House]) -> None:
	for house in houses:
		house.changes |= household.derived_of_household({**house.values, **house.changes})
	_update("Household", {house.name: house.changes for house in houses})


def _insert_residents(people: list[tuple[House, Person]]) -> None:
	standard = bulk.standard_columns()
	derived = ("grid_unit", "address", "address_order", "name_initials")
	columns = ("household", *PERSON_FIELDS, *derived)
	rows = []
	for house, person in people:
		person.name = _new_name()
		record = {**NEW_RESIDENT, **person.values, "household": house.name}
		record |= household.derived_of_resident(record, house.values)
		rows.append((person.name, *(record.get(column) for column in columns), *standard.values()))
	bulk.insert("Resident", ("name", *columns, *standard), rows)


def _change_residents(people: list[tuple[House, Person]]) -> None:
	changes = {}
	for house, person in people:
		place = {**house.values, **household.derived_of_household(house.values)}
		changes[person.name] = person.changes | household.derived_of_resident(person.values, place)
	_update("Resident", changes)


def _update(doctype: str, changes: dict[str, dict]) -> None:
	"""One UPDATE per set of columns that change together."""
	stamp = {"modified": frappe.utils.now(), "modified_by": frappe.session.user}
	groups: dict[tuple, dict[str, list]] = defaultdict(dict)
	for name, values in changes.items():
		row = {**values, **stamp}
		groups[tuple(row)][name] = list(row.values())
	for columns, rows in groups.items():
		bulk.update_each(doctype, columns, rows)
	for name in changes:
		frappe.clear_document_cache(doctype, name)


def _keep_documents(people: list[Person]) -> None:
	"""New documents; "none yet" gives way to a number, as on the form."""
	numbered = [person.name for person in people if person.document[1]]
	table = frappe.qb.DocType("Identity Document")
	for chunk in bulk.chunks(numbered):
		query = frappe.qb.from_(table).delete().where(table.resident.isin(chunk))
		query.where(table.identity_kind == identity.papers.NO_DOCUMENT).run()
	standard = bulk.standard_columns()
	rows = []
	for person in people:
		kind, number, _hash = person.document
		kept = identity.columns_for(kind, number, person.values.get("no_identity_reason"))
		rows.append(
			(_new_name(), person.name, *(kept[column] for column in DOCUMENT_COLUMNS), *standard.values())
		)
	bulk.insert("Identity Document", ("name", "resident", *DOCUMENT_COLUMNS, *standard), rows)


def _set_heads(houses: list[House]) -> None:
	heads = {}
	for house in houses:
		for person in house.people:
			is_head = person.values.get("relation_to_head") == household.HEAD
			if is_head and house.head is None and person.values.get("status") not in household.GONE:
				heads[house.name] = (person.name,)
	bulk.update_each("Household", ["head"], heads)


def _follow_accounts(houses: list[House]) -> None:
	"""Points accounts carry name and unit of their holder; those of who is imported as dead wait for the heirs."""
	people = [person for house in houses for person in house.people if person.changes]
	accounts.follow_many("Household", [house.name for house in houses])
	accounts.follow_many("Resident", [person.name for person in people])
	for person in people:
		if person.changes.get("status") == household.DEAD:
			accounts.freeze_for_heirs(person.name)
