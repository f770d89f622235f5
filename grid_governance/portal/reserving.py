"""Goods and services kept for a resident who orders by phone: points off now, collected with a code later."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.query_builder import Order

from grid_governance.points.redemption import shop
from grid_governance.points.redemption.shelf import offered_items
from grid_governance.portal import holdings
from grid_governance.portal.people import mine
from grid_governance.registry import codes

OPEN = ("On Hold", "Partly Handed Over")
PAGE = 30


def shops_of(unit: str) -> list[dict]:
	"""Shops in operation whose unit covers the place: name, shop_name, address, opening_hours, phone, hold_days."""
	place = frappe.qb.DocType("Points Shop")
	return (
		frappe.qb.from_(place)
		.select(
			place.name,
			place.shop_name,
			place.grid_unit,
			place.address,
			place.opening_hours,
			place.phone,
			place.hold_days,
		)
		.where((place.status == "In Operation") & place.grid_unit.isin([*codes.ancestors(unit), unit]))
		.orderby(place.shop_name)
	).run(as_dict=True)


def shelf(place: dict) -> list[dict]:
	"""What can be ordered there now: item, item_name, points_price, measure_unit, available (None: not counted)."""
	rows = [row for row in offered_items(place) if not row.keep_stock or (row.available or 0) > 0]
	return sorted(rows, key=lambda row: (row.points_price, row.item_name))


def reserve(account: str, points_shop: str, goods: list[dict], request_key: str) -> dict:
	"""Keep goods for an own account; returns {name, code, held_until, total_points, balance}.

	goods: rows of {item, quantity}. A repeated key answers the first reservation. Raises frappe.ValidationError.
	"""
	row = holdings.require(account)
	if points_shop not in {place.name for place in shops_of(row.grid_unit)}:
		frappe.throw(_("This shop does not serve where you live."), frappe.PermissionError)
	doc = shop.reserve_for_resident(points_shop, account, goods, request_key)
	return {
		"name": doc.name,
		"code": doc.collection_code,
		"held_until": doc.held_until,
		"total_points": doc.total_points,
		"balance": doc.balance_after,
	}


def reservations() -> list[dict]:
	"""Redemptions of the login's accounts, newest first: number, shop, goods, points, stage, code while it waits."""
	accounts = [row.account for row in holdings.accounts_of(mine())]
	if not accounts:
		return []
	redemption, place = frappe.qb.DocType("Points Redemption"), frappe.qb.DocType("Points Shop")
	rows = (
		frappe.qb.from_(redemption)
		.join(place)
		.on(place.name == redemption.shop)
		.select(
			redemption.name,
			redemption.redemption_no,
			redemption.redeemed_on,
			redemption.total_points,
			redemption.stage,
			redemption.collection_code,
			redemption.held_until,
			place.shop_name,
			place.address,
		)
		.where(redemption.account.isin(accounts))
		.orderby(redemption.redeemed_on, order=Order.desc)
		.limit(PAGE)
	).run(as_dict=True)
	goods = _goods([row.name for row in rows])
	for row in rows:
		row.goods = goods.get(row.name, [])
		if row.stage not in OPEN:
			row.collection_code = None
	return rows


def _goods(names: list[str]) -> dict[str, list[dict]]:
	found: dict[str, list[dict]] = {}
	if names:
		line = frappe.qb.DocType("Points Redemption Row")
		rows = (
			frappe.qb.from_(line)
			.select(line.parent, line.item_name, line.quantity, line.measure_unit, line.points)
			.where(line.parent.isin(names) & (line.parenttype == "Points Redemption"))
			.orderby(line.idx)
		).run(as_dict=True)
		for row in rows:
			found.setdefault(row.parent, []).append(row)
	return found


def call_off(name: str) -> dict:
	"""Give an own reservation up; its points come back. Raises frappe.PermissionError for another's."""
	account = frappe.db.get_value("Points Redemption", name, "account")
	holdings.require(account)
	doc = shop.call_off_for_resident(name)
	return {
		"name": doc.name,
		"stage": doc.stage,
		"balance": frappe.db.get_value("Points Account", account, "balance"),
	}
