"""The points accounts that a person's login may see: the person's own and the household's."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.query_builder import Order

from grid_governance.portal.people import Person, mine

PAGE = 30


def accounts_of(people: list[Person]) -> list[dict]:
	"""account, holder, book, book_name, redeemable, balance, earned, redeemed, status, grid_unit; one query."""
	if not people:
		return []
	account, book = frappe.qb.DocType("Points Account"), frappe.qb.DocType("Points Book")
	residents, households = {p.name for p in people}, {p.household for p in people if p.household}
	own = (account.subject_doctype == "Resident") & account.subject.isin(list(residents))
	if households:
		own = own | ((account.subject_doctype == "Household") & account.subject.isin(list(households)))
	return (
		frappe.qb.from_(account)
		.join(book)
		.on(book.name == account.book)
		.select(
			account.name.as_("account"),
			account.subject,
			account.subject_doctype,
			account.subject_name.as_("holder"),
			account.book,
			account.grid_unit,
			account.balance,
			account.earned,
			account.redeemed,
			account.status,
			book.book_name,
			book.redeemable,
		)
		.where(own)
		.orderby(book.creation)
		.orderby(account.name)
	).run(as_dict=True)


def require(account: str) -> dict:
	"""That account if it is one of the login's, else frappe.PermissionError: unknown and foreign look alike."""
	for row in accounts_of(mine()):
		if row.account == account:
			return row
	frappe.throw(_("This is not one of your accounts."), frappe.PermissionError)


def statement(account: str, start: int = 0) -> list[dict]:
	"""`page` of an own account; frappe.PermissionError for another one."""
	require(account)
	return page(account, start)


def page(account: str, start: int) -> list[dict]:
	"""Entries newest first, PAGE at a time: name, dates, kind, points, balance_after, remark, item_name."""
	entry, item = frappe.qb.DocType("Points Entry"), frappe.qb.DocType("Points Item")
	return (
		frappe.qb.from_(entry)
		.left_join(item)
		.on(item.name == entry.item)
		.select(
			entry.name,
			entry.posting_date,
			entry.deed_date,
			entry.kind,
			entry.points,
			entry.balance_after,
			entry.remark,
			item.item_name,
		)
		.where(entry.account == account)
		.orderby(entry.name, order=Order.desc)
		.limit(PAGE)
		.offset(max(int(start), 0))
	).run(as_dict=True)
