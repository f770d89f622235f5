"""Nobody checks or endorses for self or own household, and the township decides about village staff.

Judged on persons whatever the workflow says, Administrator included; who the person behind a login is,
persons.py knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import frappe
from frappe import _

from grid_governance import serving
from grid_governance.points.persons import Person, acts_in_township, are_one, person_of

STAFF_DUTIES = (
	"Village Cadre",
	"Grid Head",
	"Grid Officer",
	"Village Points Clerk",
	"Supervisory Committee Member",
)


class RecusalError(frappe.PermissionError):
	"""The person must stay out of this decision."""


@dataclass(frozen=True)
class Interest:
	"""Whose advantage a row is. name: how to tell it to the user."""

	name: str
	subject_doctype: str
	subject: str
	residents: tuple[str, ...] = ()


def own_rows(interests: Iterable[Interest], user: str) -> list[Interest]:
	"""Those of `interests` that are the user's own or of the own household."""
	interests = list(interests)
	return [
		row
		for row, names in zip(interests, concerned(interests, {user: person_of(user)}), strict=True)
		if names
	]


def concerned(interests: Sequence[Interest], people: dict[str, Person]) -> list[list[str]]:
	"""For each interest who of `people` (name → Person) has a part in it: self, own household, own organisation."""
	people = {name: person for name, person in people.items() if person.workers or person.residents}
	if not people:
		return [[] for _row in interests]
	homes, members = _households(interests), _members(interests)
	return [
		[name for name, person in people.items() if _has_part(person, row, homes, members)]
		for row in interests
	]


def _has_part(person: Person, row: Interest, homes: dict, members: dict[str, set[str]]) -> bool:
	if row.subject_doctype == "Grid Worker" and row.subject in person.workers:
		return True
	if person.residents & (_residents(row) | members.get(row.subject, set())):
		return True
	return any(person.households & homes.get(key, set()) for key in _keys(row))


def _members(interests: Sequence[Interest]) -> dict[str, set[str]]:
	"""Organisation → the residents who are its members."""
	names = {row.subject for row in interests if row.subject_doctype == "Local Organisation"}
	if not names:
		return {}
	member = frappe.qb.DocType("Organisation Member")
	found: dict[str, set[str]] = {}
	query = (
		frappe.qb.from_(member).select(member.parent, member.resident).where(member.parent.isin(list(names)))
	)
	for organisation, resident in query.where(member.resident.isnotnull()).run():
		found.setdefault(organisation, set()).add(resident)
	return found


def refuse_own(interests: Iterable[Interest], user: str | None = None) -> None:
	"""Raise RecusalError when one of the rows is the user's own or of the own household."""
	sentence = _("Nobody checks or endorses for self or own household: {0}. Please leave it to another.")
	_stay_out(own_rows(interests, user or frappe.session.user), sentence)


def refuse_writer(entered_by: str | None, user: str | None = None) -> None:
	"""Raise RecusalError when the user entered the deed, also under another login of the same person."""
	if are_one(user or frappe.session.user, entered_by):
		frappe.throw(
			_("Who entered a deed neither checks nor endorses it. Please leave it to another person."),
			RecusalError,
			title=_("Recusal"),
		)


def refuse_staff(interests: Iterable[Interest], unit: str, doctype: str, user: str | None = None) -> None:
	"""Raise RecusalError when rows of village staff are endorsed below the township."""
	if not acts_in_township(doctype, unit, user or frappe.session.user):
		_stay_out(staff_rows(interests), _("Points of village staff are endorsed by the township: {0}."))


def _stay_out(rows: list[Interest], sentence: str) -> None:
	if rows:
		names = "、".join(row.name for row in rows[:10])
		frappe.throw(sentence.format(names), RecusalError, title=_("Recusal"))


def staff_rows(interests: Iterable[Interest]) -> list[Interest]:
	"""Rows that are to the advantage of somebody who works for the village, or of the household."""
	interests = list(interests)
	homes = _households(interests)
	every_home = {home for found in homes.values() for home in found}
	staff_homes = _homes_of_staff(every_home) if every_home else set()
	return [
		row
		for row in interests
		if row.subject_doctype == "Grid Worker"
		or staff_homes & {home for key in _keys(row) for home in homes.get(key, ())}
	]


def _homes_of_staff(households: set[str]) -> set[str]:
	query, worker, post, _duty = serving.today()
	resident = frappe.qb.DocType("Resident")
	return set(
		query.join(resident)
		.on((worker.resident == resident.name) | (worker.user == resident.user))
		.select(resident.household)
		.where(resident.household.isin(list(households)) & post.duty.isin(STAFF_DUTIES))
		.run(pluck=True)
	)


def _residents(row: Interest) -> set[str]:
	own = {row.subject} if row.subject_doctype == "Resident" else set()
	return own | {name for name in row.residents if name}


def _keys(row: Interest) -> set[tuple[str, str]]:
	keys = {("Resident", name) for name in _residents(row)}
	return keys | ({(row.subject_doctype, row.subject)} if row.subject_doctype != "Resident" else set())


def _households(interests: list[Interest]) -> dict[tuple[str, str], set[str]]:
	"""(DocType, name) → households behind it: its own, where it lives, where it is registered."""
	keys = {key for row in interests for key in _keys(row)}
	homes: dict[tuple[str, str], set[str]] = {key: {key[1]} for key in keys if key[0] == "Household"}
	resident, worker = frappe.qb.DocType("Resident"), frappe.qb.DocType("Grid Worker")
	places = (resident.household, resident.registered_household)
	names = [name for kind, name in keys if kind == "Resident"]
	if names:
		for name, *found in (
			frappe.qb.from_(resident).select(resident.name, *places).where(resident.name.isin(names)).run()
		):
			homes["Resident", name] = {home for home in found if home}
	workers = [name for kind, name in keys if kind == "Grid Worker"]
	if workers:
		joined = frappe.qb.from_(worker).join(resident).on(worker.resident == resident.name)
		for name, *found in joined.select(worker.name, *places).where(worker.name.isin(workers)).run():
			homes["Grid Worker", name] = {home for home in found if home}
	return homes
