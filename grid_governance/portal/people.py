"""Who a login acts for, asked anew with every request: the phone in the registry decides, and paper proxies.

A resident whose phone was changed in the registry is out of the old phone's reach at once. Everything the
portal shows or writes goes through `require`; portal logins have no role and read no DocType.
"""

from __future__ import annotations

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import nowdate

from grid_governance.portal import signing_in
from grid_governance.registry.household import GONE


@dataclass(frozen=True)
class Person:
	"""A resident the login acts for. by: "self" (own phone) or "proxy"."""

	name: str
	resident_name: str
	household: str
	grid_unit: str
	villagers_group: str
	is_party_member: bool
	by: str


def mine(user: str | None = None) -> list[Person]:
	"""The residents of the login, own ones first. Raises frappe.PermissionError for guests and strangers."""
	own = themselves(user)
	return own + _granted([person.name for person in own])


def themselves(user: str | None = None) -> list[Person]:
	"""`mine` without those whom the login looks after as a proxy: never empty either."""
	user = user or frappe.session.user
	if user == "Guest":
		frappe.throw(_("Please sign in."), frappe.PermissionError)
	own = _own(user)
	if not own:
		frappe.throw(
			_("No resident is registered with your phone. Please ask your grid officer."),
			frappe.PermissionError,
			title=_("Not Registered"),
		)
	return own


def require(resident: str | None) -> Person:
	"""The person of that name if the login acts for it (None: the first), else frappe.PermissionError."""
	return among(mine(), resident)


def among(people: list[Person], resident: str | None) -> Person:
	"""`require` for whoever has read the login's people already."""
	if not resident:
		return people[0]
	for person in people:
		if person.name == resident:
			return person
	frappe.throw(_("You do not act for this person."), frappe.PermissionError)


def _own(user: str) -> list[Person]:
	resident = frappe.qb.DocType("Resident")
	if signing_in.is_portal_login(user):
		phone = frappe.db.get_value("User", user, "phone")
		if not phone or signing_in.login_name(phone) != user:  # another phone was typed into the login
			return []
		own = resident.phone == phone
	else:
		own = resident.user == user
	return [_person(row, "self") for row in _query().where(own).run(as_dict=True)]


def _granted(proxies: list[str]) -> list[Person]:
	grant, resident, today = frappe.qb.DocType("Portal Proxy"), frappe.qb.DocType("Resident"), nowdate()
	rows = (
		_query()
		.join(grant)
		.on(grant.resident == resident.name)
		.where(grant.proxy.isin(proxies) & resident.name.notin(proxies))
		.where((grant.from_date <= today) & (grant.to_date.isnull() | (grant.to_date >= today)))
		.distinct()
	).run(as_dict=True)
	return [_person(row, "proxy") for row in rows]


def _query():
	resident, household = frappe.qb.DocType("Resident"), frappe.qb.DocType("Household")
	return (
		frappe.qb.from_(resident)
		.left_join(household)
		.on(household.name == resident.household)
		.select(
			resident.name,
			resident.resident_name,
			resident.household,
			resident.grid_unit,
			resident.is_party_member,
			household.villagers_group,
		)
		.where(resident.status.notin(GONE))
		.orderby(resident.address_order)
		.orderby(resident.birth_date)
	)


def _person(row, by: str) -> Person:
	return Person(
		row.name,
		row.resident_name,
		row.household,
		row.grid_unit,
		row.villagers_group or "",
		bool(row.is_party_member),
		by,
	)
