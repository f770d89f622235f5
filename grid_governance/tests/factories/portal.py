"""Phones of residents and their logins on the portal."""

from __future__ import annotations

import itertools

import frappe
from frappe.utils import add_days, nowdate

from grid_governance.portal import signing_in
from grid_governance.tests.factories import registry

_numbers = itertools.count(1)


def new_phone() -> str:
	return f"139{next(_numbers):08d}"


def login_of(*residents, phone: str | None = None) -> str:
	"""The portal login of a phone that all these residents have; made as a sign-in makes it."""
	phone = phone or new_phone()
	for resident in residents:
		resident.reload()
		resident.phone = phone
		resident.save(ignore_permissions=True)
	return signing_in.login_of(phone)


def make_person(unit: str | None = None, **values):
	"""A head of a new household with a phone: (resident, login)."""
	household = registry.make_household(**({"unit": unit} if unit else {}))
	resident = frappe.get_doc("Resident", household.head)
	if values:
		resident.update(values).save(ignore_permissions=True)
	return resident, login_of(resident)


def make_proxy(resident, proxy, **values):
	values = {"relation": "儿子", "from_date": add_days(nowdate(), -1), **values}
	doc = frappe.get_doc(doctype="Portal Proxy", resident=resident.name, proxy=proxy.name, **values)
	return doc.insert(ignore_permissions=True)
