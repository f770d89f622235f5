"""A book in its points year 2025 (late window 10 days, long over) with accounts in the world of factories/core.py."""

from __future__ import annotations

import frappe

from grid_governance.points import ledger
from grid_governance.points.ledger import accounts
from grid_governance.tests.factories import core, points, registry

YEAR = 2025


def make_book(carry_over: str = "Cleared To Zero", share: int = 0, **values):
	return points.make_book(carry_over=carry_over, carry_over_share=share, late_days=10, **values)


def make_accounts(book, worths, unit: str = core.GRID_A1, day: str = "2025-06-01") -> list[str]:
	"""One account per figure, each with that many points of `day`; 0 makes an account without any."""
	homes = [registry.make_household(unit, head="王户主") for worth in worths]
	made = accounts.accounts_for(book.name, "Household", [home.name for home in homes])
	names = [made[home.name] for home in homes]
	postings = [
		points.posting(name, worth, deed_date=day) for name, worth in zip(names, worths, strict=True) if worth
	]
	ledger.post(postings)
	return names


def make_settlement(book, unit: str = core.VILLAGE_A, year: int = YEAR, **values):
	doc = frappe.get_doc(doctype="Points Settlement", book=book.name, grid_unit=unit, year=year, **values)
	return doc.insert(ignore_permissions=True)


def rows(settlement) -> dict[str, frappe._dict]:
	"""account → its row."""
	found = frappe.get_all("Points Settlement Row", {"settlement": settlement.name}, ["*"])
	return {row.account: row for row in found}


def balances(names) -> list[int]:
	return [frappe.db.get_value("Points Account", name, "balance") for name in names]
