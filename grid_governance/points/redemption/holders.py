"""Who may redeem in a shop: open accounts of redeemable books in its unit, with the address, found as people ask.

Shared by the desk's search, the card scan and the offline sheet. Never a phone or ID number in an answer.
"""

from __future__ import annotations

import re

import frappe
from frappe.query_builder import Order
from frappe.utils import getdate
from pypika.queries import QueryBuilder

from grid_governance.registry import codes
from grid_governance.registry.finding import escaped

MOST_FOUND = 20
FEWEST_LETTERS = 2
CARD = re.compile(r"points-account/([A-Za-z0-9]+)")


class Holders:
	"""The query of the holders in one unit; `query` may be narrowed, `tables` are its tables."""

	def __init__(self, unit: str):
		account, book, resident, household = (
			frappe.qb.DocType(d) for d in ("Points Account", "Points Book", "Resident", "Household")
		)
		home = frappe.qb.DocType("Household").as_("home")
		self.account, self.book, self.resident, self.home = account, book, resident, home
		query = (
			frappe.qb.from_(account)
			.join(book)
			.on((book.name == account.book) & (book.redeemable == 1))
			.left_join(household)
			.on((account.subject_doctype == "Household") & (household.name == account.subject))
			.left_join(resident)
			.on(
				((account.subject_doctype == "Resident") & (resident.name == account.subject))
				| ((account.subject_doctype == "Household") & (resident.name == household.head))
			)
			.left_join(home)
			.on(home.name == resident.household)
			.select(
				account.name.as_("account"),
				account.subject_name.as_("holder_name"),
				account.subject_doctype,
				account.balance,
				account.redemption_stopped_until.as_("stopped_until"),
				book.book_name.as_("book"),
				home.address,
				home.villagers_group.as_("group"),
			)
			.where(account.status == "Normal")
		)
		self.query: QueryBuilder = self.within(query, unit)

	def within(self, query: QueryBuilder, unit: str) -> QueryBuilder:
		low, high = codes.bounds(unit)
		query = query.where(self.account.grid_unit >= low)
		return query.where(self.account.grid_unit < high) if high else query

	def matching(self, words: list[str]) -> Holders:
		"""All words match: name, pinyin initials, address or group, phone or its last four digits."""
		for word in words:
			like = f"%{escaped(word)}%"
			home, account, resident = self.home, self.account, self.resident
			match = account.subject_name.like(like) | home.address.like(like) | (home.villagers_group == word)
			if word.isascii() and word.isalpha():
				match = match | resident.name_initials.like(f"{escaped(word.lower())}%")
			if word.isdigit() and len(word) >= 4:
				match = match | resident.phone.like(f"%{escaped(word)}")
			self.query = self.query.where(match)
		return self

	def rows(self, limit: int | None = None) -> list[dict]:
		"""By address, richer accounts first; a suspension that is over is not told."""
		query = self.query.orderby(self.home.address_order).orderby(self.account.balance, order=Order.desc)
		query = query.orderby(self.account.name)
		found = (query.limit(limit) if limit else query).run(as_dict=True)
		for row in found:
			if row.stopped_until and getdate(row.stopped_until) < getdate():
				row.stopped_until = None
		return found


def find(unit: str, text: str) -> list[dict]:
	"""Holders in `unit` whose name, initials, group, address or phone match all words of `text`, at most 20."""
	words = [word for word in text.split() if word][:4]
	if not words or sum(len(word) for word in words) < FEWEST_LETTERS:
		return []
	return Holders(unit).matching(words).rows(MOST_FOUND)


def find_card(unit: str, card: str) -> list[dict]:
	"""The holder of a scanned passbook: the address in its QR (points/ledger/cards.py), or the number printed on it."""
	match = CARD.search(card or "")
	key = match[1] if match else (card or "").strip().replace("-", "").lower()
	if not key:
		return []
	holders = Holders(unit)
	holders.query = holders.query.where(holders.account.name == key)
	return holders.rows(1)
