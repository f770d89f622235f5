"""Who stands behind a login, a worker's record or a name on an attendance list.

One human may have two logins, two worker records, a portal account, or none of them tied to the register.
What ties them: the resident named in the worker's record, the portal login, the phone number. A worker
tied to nobody is taken for the residents of that very name in the own village: too careful rather than
too trusting, and it ends as soon as the worker's record names the resident.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import frappe

from grid_governance import permissions
from grid_governance.registry import papers

TOWNSHIP_DIGITS, VILLAGE_DIGITS = 9, 12


@dataclass(frozen=True)
class Person:
	"""Worker records, residents, their households (lived in or registered in), and the tied residents alone."""

	workers: frozenset[str] = frozenset()
	residents: frozenset[str] = frozenset()
	households: frozenset[str] = frozenset()
	tied: frozenset[str] = frozenset()

	def is_same_as(self, other: Person) -> bool:
		"""Whether two records are one human, by what ties them (not by the name alone)."""
		return bool(self.workers & other.workers or self.tied & other.tied)

	def or_else(self, other: Person) -> Person:
		"""Either of two, when it is not certain which one is meant."""
		return Person(
			workers=self.workers | other.workers,
			residents=self.residents | other.residents,
			households=self.households | other.households,
			tied=self.tied | other.tied,
		)


def person_of(user: str) -> Person:
	"""The person of a login (Administrator included)."""
	worker, resident = frappe.qb.DocType("Grid Worker"), frappe.qb.DocType("Resident")
	workers = _workers(worker.user == user)
	portal = frappe.qb.from_(resident).select(resident.name).where(resident.user == user).run(pluck=True)
	phones = frappe.db.get_value("User", user, ["mobile_no", "phone"]) or ()
	return _person(workers, set(portal), phones)


def person_of_worker(name: str) -> Person:
	return _person(_workers(frappe.qb.DocType("Grid Worker").name == name), set(), ())


def person_of_resident(name: str) -> Person:
	return _person([], {name}, ())


def person_named(name: str, unit: str) -> Person:
	"""Whoever bears this name in the village of `unit`: for somebody known by name alone."""
	return _with_households(frozenset(), _namesakes({(name.strip(), unit[:VILLAGE_DIGITS])}), frozenset())


def are_one(user: str, other: str | None) -> bool:
	"""Whether two logins belong to one person."""
	if not other:
		return False
	return user == other or person_of(user).is_same_as(person_of(other))


def _person(workers: list, residents: set[str], phones: Iterable[str | None]) -> Person:
	numbers = _numbers([*phones, *(row.phone for row in workers)])
	residents = residents | {row.resident for row in workers if row.resident}
	residents |= _by_phone(numbers)
	worker = frappe.qb.DocType("Grid Worker")
	if residents or numbers:
		same = worker.resident.isin(list(residents) or [""]) | worker.phone.isin(list(numbers) or ["-"])
		others = _workers(same)
		residents |= {row.resident for row in others if row.resident}
		workers = [*workers, *others]
	tied = frozenset(residents)
	if not residents:
		residents = _namesakes({(row.worker_name, (row.grid_unit or "")[:VILLAGE_DIGITS]) for row in workers})
	return _with_households(frozenset(row.name for row in workers), residents, tied)


def _with_households(workers: frozenset[str], residents: set[str], tied: frozenset[str]) -> Person:
	if not residents:
		return Person(workers=workers)
	resident = frappe.qb.DocType("Resident")
	query = frappe.qb.from_(resident).select(resident.household, resident.registered_household)
	homes = query.where(resident.name.isin(list(residents))).run()
	return Person(
		workers=workers,
		residents=frozenset(residents),
		households=frozenset(home for row in homes for home in row if home),
		tied=tied,
	)


def _workers(condition) -> list:
	worker = frappe.qb.DocType("Grid Worker")
	columns = (worker.name, worker.worker_name, worker.resident, worker.phone, worker.grid_unit)
	return frappe.qb.from_(worker).select(*columns).where(condition).run(as_dict=True)


def _numbers(phones: Iterable[str | None]) -> set[str]:
	"""The numbers as they were typed and as the register keeps them."""
	typed = {phone.strip() for phone in phones if phone and phone.strip()}
	return typed | {papers.normalise_phone(phone) for phone in typed} - {""}


def _by_phone(numbers: set[str]) -> set[str]:
	if not numbers:
		return set()
	resident = frappe.qb.DocType("Resident")
	query = frappe.qb.from_(resident).select(resident.name).where(resident.phone.isin(list(numbers)))
	return set(query.run(pluck=True))


def _namesakes(wanted: set[tuple[str, str]]) -> set[str]:
	"""Residents of these (name, village)."""
	found: set[str] = set()
	resident = frappe.qb.DocType("Resident")
	for name, village in wanted:
		if name and len(village) == VILLAGE_DIGITS:
			query = frappe.qb.from_(resident).select(resident.name, resident.grid_unit)
			rows = query.where(resident.resident_name == name).run()
			found |= {row[0] for row in rows if (row[1] or "").startswith(village)}
	return found


def acts_in_township(doctype: str, unit: str, user: str) -> bool:
	"""Whether the user's posts reach over the whole township of `unit`."""
	return permissions.may(doctype, "write", unit[:TOWNSHIP_DIGITS], user)
