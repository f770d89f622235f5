"""积分存折: what stands on a passbook. Its QR opens the account, for the holder as for the shop; it holds no name."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.query_builder.functions import Coalesce, Substring
from frappe.utils import get_url, nowdate

from grid_governance import papers
from grid_governance.registry.addresses import group_spellings

PER_PAGE = 8
MOST = 4000


def address(account: str) -> str:
	"""What the QR holds: a residents' page that leads a worker on to the form. No personal data."""
	return get_url(f"/points-account/{account}")


def short_number(account: str) -> str:
	"""The account's key in groups of four, as it is read aloud at the shop."""
	return "-".join(account[i : i + 4] for i in range(0, len(account), 4)).upper()


def pages(accounts: Iterable[str]) -> list[list[frappe._dict]]:
	"""Cards of eight per page in the order of the doors: name, group, address, place, book, number, balance, qr."""
	cards = [_card(row) for row in _rows(list(accounts))]
	return [cards[start : start + PER_PAGE] for start in range(0, len(cards), PER_PAGE)]


def sheet(accounts: Iterable[str]) -> str:
	"""The HTML page of the passbooks, with cut lines."""
	context = {"pages": pages(accounts), "day": nowdate()}
	return papers.sheet("passbooks.html", frappe._("Points Passbook"), context)


def accounts_of(book: str | None, unit_condition: str, group: str | None = None) -> list[str]:
	"""Accounts that are open under an SQL condition on their unit; `group`: a villagers' group (families only)."""
	where = [unit_condition, "a.status = 'Normal'"]
	values: dict = {"limit": MOST}
	if book:
		where.append("a.book = %(book)s")
		values["book"] = book
	if group:
		where.append("h.villagers_group in %(group)s")
		values["group"] = group_spellings(group)
	# the readable rows are a condition in SQL text, which the query builder cannot take
	return frappe.db.sql_list(
		"select a.name from `tabPoints Account` a left join `tabHousehold` h"
		" on a.subject_doctype = 'Household' and h.name = a.subject"
		f" where {' and '.join(where)} order by a.grid_unit, h.address_order, a.subject_name limit %(limit)s",
		values,
	)


def _rows(names: list[str]) -> list[dict]:
	account, book, unit, home, person = (
		frappe.qb.DocType(doctype)
		for doctype in ("Points Account", "Points Book", "Grid Unit", "Household", "Resident")
	)
	query = (
		frappe.qb.from_(account)
		.join(book)
		.on(book.name == account.book)
		.left_join(unit)
		.on(unit.name == Substring(account.grid_unit, 1, 12))
		.left_join(person)
		.on((account.subject_doctype == "Resident") & (person.name == account.subject))
		.left_join(home)
		.on(
			((account.subject_doctype == "Household") & (home.name == account.subject))
			| (home.name == person.household)
		)
		.select(account.name, account.subject_name, account.balance, account.grid_unit, book.book_name)
		.select(unit.unit_name.as_("place"), home.villagers_group, Coalesce(home.address, "").as_("address"))
		.where(account.name.isin(names or [""]))
		.orderby(account.grid_unit)
		.orderby(home.address_order)
		.orderby(account.subject_name)
	)
	return query.run(as_dict=True)


def _card(row: dict) -> frappe._dict:
	return frappe._dict(row, number=short_number(row.name), qr=papers.qr_of(address(row.name)))
