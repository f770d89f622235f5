"""Goods written off or taken out by hand, each with its reason. A repeated request key changes nothing.

Goods come in by a receipt and are counted by two; both have papers of their own (points/redemption/stock_papers.py).
"""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.points.redemption.stock import (
	LIMIT,
	TAKEN_OUT,
	WRITTEN_OFF,
	Movement,
	lock,
	open_rows,
	post,
	stock_name,
)
from grid_governance.registry import codes


def write_off(shop: str, quantities: dict[str, int], note: str, request_key: str) -> None:
	"""Goods are spoilt, lost or past their date; `note` says which."""
	if not (note or "").strip():
		frappe.throw(_("Say why the goods are written off."), title=_("Reason Missing"))
	_by_hand(shop, WRITTEN_OFF, quantities, note, request_key)


def take_out(shop: str, quantities: dict[str, int], note: str, request_key: str) -> None:
	"""Goods leave without a redemption: back to the supplier, to another shop; `note` says where to."""
	if not (note or "").strip():
		frappe.throw(_("Say where the goods go and why."), title=_("Reason Missing"))
	_by_hand(shop, TAKEN_OUT, quantities, note, request_key)


def _by_hand(shop: str, kind: str, quantities: dict[str, int], note: str | None, request_key: str) -> None:
	check_goods(shop, quantities)
	open_rows(shop, quantities)
	rows = lock(stock_name(shop, item) for item in quantities)
	if _posted_before(request_key, rows):
		return
	post(
		[
			Movement(shop, item, kind, quantity, note=note, request_key=f"{request_key}:{item}")
			for item, quantity in quantities.items()
		]
	)


def check_goods(shop: str, quantities: dict[str, int], lowest: int = 1) -> None:
	"""Every item is one of the shop, its stock is kept, and its figure is a whole number from `lowest` on."""
	unit = frappe.db.get_value("Points Shop", shop, "grid_unit")
	for item, quantity in quantities.items():
		name = frappe.db.get_value(
			"Reward Item", item, ["item_name", "keep_stock", "grid_unit"], as_dict=True
		)
		if name is None or (name.grid_unit and not codes.contains(name.grid_unit, unit)):
			frappe.throw(_("{0} is not offered by this shop.").format(item), title=_("Item Not Offered"))
		if not name.keep_stock:
			frappe.throw(_("{0}: no stock is kept of it.").format(name.item_name), title=_("No Stock Kept"))
		if type(quantity) is not int or not lowest <= quantity <= LIMIT:
			frappe.throw(
				_("{0}: the quantity must be a whole number from {1} to {2}.").format(
					name.item_name, lowest, LIMIT
				),
				title=_("Quantity Not Valid"),
			)


def _posted_before(request_key: str, rows: dict[str, frappe._dict]) -> bool:
	"""Read by lock, on the locked stocks only, so that a double click finds what the first one wrote."""
	table = frappe.qb.DocType("Reward Stock Entry")
	keys = [f"{request_key}:{row.item}" for row in rows.values()]
	query = frappe.qb.from_(table).select(table.name).where(table.stock.isin(list(rows)))
	return bool(query.where(table.request_key.isin(keys)).for_update().run())
