"""The residents' portal over HTTP: sign in by phone, see one's points, declare, order at the shop.

Portal logins have no role and read no DocType: these functions answer for the persons that the login acts
for (portal/people.py) and for nobody else. Dates are ISO texts, points whole numbers. Errors are
frappe.PermissionError (403), frappe.AuthenticationError (401), frappe.ValidationError (417).
"""

from __future__ import annotations

import frappe
from frappe.utils import cint

from grid_governance.api import limited
from grid_governance.portal import declaring, holdings, items, people, reserving, signing_in

CODES_A_DAY = 10  # for one phone


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited.by_phone(CODES_A_DAY)
def request_code(phone: str) -> dict:
	"""Text a one-time code to `phone` (11 digits). Answers {} whether the registry knows the phone or not."""
	signing_in.send_code(phone)
	return {}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@limited.by_address
def sign_in(phone: str, code: str) -> dict:
	"""Open a session with the code of `phone`; returns {home}. Raises frappe.AuthenticationError."""
	signing_in.sign_in(phone, code)
	return {"home": "/portal"}


@frappe.whitelist()
def home() -> list[dict]:
	"""Persons the login acts for, each with the accounts it may see: name, resident_name, by, accounts."""
	persons = people.mine()
	accounts = holdings.accounts_of(persons)
	return [
		{
			"name": person.name,
			"resident_name": person.resident_name,
			"by": person.by,
			"accounts": [row for row in accounts if row.subject in (person.name, person.household)],
		}
		for person in persons
	]


@frappe.whitelist()
def statement(account: str, start: int = 0) -> list[dict]:
	"""Entries of an own account, newest first, 30 at a time."""
	return holdings.statement(account, cint(start))


@frappe.whitelist()
def items_of(book: str, resident: str | None = None, deed_date: str | None = None) -> list[dict]:
	"""Items that can be declared in `book` on that day: name, item_name, category, points, levels, evidence."""
	return items.items_of(people.require(resident), book, deed_date)


@frappe.whitelist(methods=["POST"])
def declare(
	book: str,
	item: str,
	deed_date: str,
	request_key: str,
	resident: str | None = None,
	description: str | None = None,
	level: str | None = None,
	points: int | None = None,
	photos: list | str | None = None,
	heads: list | str | None = None,
) -> dict:
	"""Declare a deed and send it to the check; returns {name, stage}.

	resident: whose deed (default the first of the login's persons). photos: data URLs, at most nine;
	heads: for each of them the first bytes of the original, where its time and place stand, as a data URL.
	request_key: made by the phone; repeated with the same key the answer is the first declaration.
	"""
	pictures, firsts = (frappe.parse_json(x) if isinstance(x, str) else x for x in (photos, heads))
	facts = {
		"book": book,
		"item": item,
		"deed_date": deed_date,
		"description": description,
		"level": level,
		"points": cint(points) or None,
	}
	persons = people.mine()
	person = people.among(persons, resident)
	return declaring.declare(person, facts, pictures or [], request_key, heads=firsts, declared_by=persons[0])


@frappe.whitelist()
def declarations(start: int = 0) -> list[dict]:
	"""Declarations for the login's persons and households, newest first, 30 at a time."""
	return declaring.declared(cint(start))


@frappe.whitelist(methods=["POST"])
def take_back(declaration: str) -> dict:
	"""Take back an own declaration that waits for its check; returns {name, stage}."""
	return declaring.take_back(declaration)


@frappe.whitelist()
def shops(resident: str | None = None) -> list[dict]:
	"""Shops that serve where the person lives, each with its shelf."""
	return [
		{**place, "shelf": reserving.shelf(place)}
		for place in reserving.shops_of(people.require(resident).grid_unit)
	]


@frappe.whitelist(methods=["POST"])
def reserve(account: str, points_shop: str, goods: list | str, request_key: str) -> dict:
	"""Order goods from an own account: [{item, quantity}]; returns {name, code, held_until, total_points, balance}."""
	rows = frappe.parse_json(goods) if isinstance(goods, str) else goods
	return reserving.reserve(account, points_shop, rows, request_key)


@frappe.whitelist()
def reservations() -> list[dict]:
	"""The login's redemptions, newest first; the collection code while one waits."""
	return reserving.reservations()


@frappe.whitelist(methods=["POST"])
def call_off(redemption: str) -> dict:
	"""Give up an own reservation that waits; returns {name, stage, balance}."""
	return reserving.call_off(redemption)
