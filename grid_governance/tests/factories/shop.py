"""Shops, rewards and accounts with points. Without asking permissions, but through the two ledgers.

A shop in village A (`make_shop()`), rice at 10 points with 20 in stock (`make_item`, `fill`), an account of a
household in grid A1 with 100 points (`make_account()`).
"""

from __future__ import annotations

import itertools

import frappe
from frappe.utils import nowdate

from grid_governance.points import ledger
from grid_governance.points.ledger.accounts import account_for
from grid_governance.points.redemption import stock
from grid_governance.tests.factories import core, registry

_numbers = itertools.count(1)


def key() -> str:
	"""A request key that no other test has."""
	return frappe.generate_hash(length=20)


def make_book(unit: str = core.STREET, **values) -> str:
	values = {
		"book_name": f"账本{key()[:6]}",
		"subject_class": "Family Class",
		"redeemable": 1,
		"notice_days": 0,
		**values,
	}
	doc = frappe.get_doc(doctype="Points Book", grid_unit=unit, **values)
	return doc.insert(ignore_permissions=True).name


def make_account(
	points: int = 100, *, unit: str = core.GRID_A1, head: str = "张大山", book: str | None = None, **household
) -> str:
	"""The account of a new household with `points`; returns its name."""
	home = registry.make_household(unit, head=head, **household)
	return account_of("Household", home.name, points, book)


def account_of(doctype: str, name: str, points: int, book: str | None = None) -> str:
	subject_class = {"Household": "Family Class", "Resident": "Resident Class"}[doctype]
	account = account_for(book or make_book(subject_class=subject_class), doctype, name)
	if points:
		award(account, points)
	return account


def award(account: str, points: int) -> str:
	return ledger.post([ledger.Posting(account, "Award", points, nowdate(), f"test:{key()}")])[0]


def make_shop(unit: str = core.VILLAGE_A, **values):
	values = {"shop_name": f"积分超市{next(_numbers)}", "hold_days": 7, **values}
	return frappe.get_doc(doctype="Points Shop", grid_unit=unit, **values).insert(ignore_permissions=True)


def make_item(price: int = 10, *, unit: str | None = core.STREET, **values):
	values = {"item_name": f"大米{next(_numbers)}", "measure_unit": "袋", "kind": "Goods", **values}
	doc = frappe.get_doc(doctype="Reward Item", points_price=price, grid_unit=unit, **values)
	return doc.insert(ignore_permissions=True)


def fill(shop, item, quantity: int = 20) -> None:
	"""Goods on the shelf without their receipt; make_receipt books them in with it."""
	stock.open_rows(shop.name, [item.name])
	stock.post([stock.Movement(shop.name, item.name, stock.STOCK_IN, quantity, note="test")])


def make_supplier(unit: str = core.STREET, **values):
	values = {"supplier_name": f"供销社{next(_numbers)}", "enabled": 1, **values}
	return frappe.get_doc(doctype="Reward Supplier", grid_unit=unit, **values).insert(ignore_permissions=True)


def make_fund(amount: float = 1000, *, unit: str = core.VILLAGE_A, **values):
	values = {"fund_name": f"积分资金{next(_numbers)}", "source": "Government Subsidy", **values}
	doc = frappe.get_doc(
		doctype="Points Fund", grid_unit=unit, amount=amount, received_on=nowdate(), **values
	)
	return doc.insert(ignore_permissions=True)


def make_receipt(shop, item, quantity: int = 10, price: float = 5, **values):
	"""A delivery that is not booked in yet (stock_papers.book_in does that)."""
	values = {"supplier": values.pop("supplier", None) or make_supplier().name, **values}
	return frappe.get_doc(
		doctype="Stock Receipt",
		shop=shop.name,
		receipt_no=values.pop("receipt_no", None) or key(),
		received_on=values.pop("received_on", None) or nowdate(),
		rows=[{"item": item.name, "quantity": quantity, "unit_price": price}],
		**values,
	).insert(ignore_permissions=True)


def on_shelf(shop, item) -> tuple[int, int]:
	"""(in the shop, held) as the database has it now."""
	name = stock.stock_name(shop.name, item.name)
	return tuple(frappe.db.get_value("Reward Stock", name, ["on_hand", "held"]) or (0, 0))


def balance(account: str) -> int:
	return frappe.db.get_value("Points Account", account, "balance")


def keeper_of(shop, unit: str = core.VILLAGE_A, **values) -> str:
	"""The login of a keeper who is posted to `shop` alone."""
	email = f"keeper.{shop.name}{next(_numbers)}@gg.test"
	return core.make_worker(
		"Shop Keeper", unit, email=email, scope="Assigned", points_shop=shop.name, **values
	)
