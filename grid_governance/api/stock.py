"""The stock of a points shop over HTTP: what can be counted; stock in, stock count, writing off."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.api.shop import goods_rows, shelf
from grid_governance.points import collection, ledger, shop, stock
from grid_governance.points.basket import whole
from grid_governance.points.shelf import offered_items


@frappe.whitelist()
def countable_items(points_shop: str) -> list[dict]:
	"""All items on offer whose stock is kept, also those the shop never had: item, item_name, measure_unit, on_hand."""
	place = shop.require_work_at(points_shop)
	columns = ("item", "item_name", "measure_unit", "on_hand", "available")
	return [{column: row[column] for column in columns} for row in offered_items(place) if row.keep_stock]


@frappe.whitelist(methods=["POST"])
def change_stock(
	points_shop: str, kind: str, goods: list | str, request_key: str, note: str | None = None
) -> list[dict]:
	"""Stock In, Stock Count or Written Off of {"item", "quantity"} rows; returns the shelf.

	A count gives the pieces found (0 allowed), the others pieces from 1. Written Off needs a note. A
	repeated request_key changes nothing. Raises frappe.PermissionError for a shop the user does not serve in.
	"""
	place = shop.require_work_at(points_shop)
	acts = {stock.STOCK_IN: stock.receive, stock.COUNT: stock.count, stock.WRITTEN_OFF: stock.write_off}
	if kind not in acts:
		frappe.throw(_("{0} is no kind of stock change.").format(kind), title=_("Kind Not Known"))
	shop.require_request_key(request_key)
	rows = goods_rows(goods)
	quantities = _counted(rows) if kind == stock.COUNT else collection.read_basket(rows)
	ledger.run_with_retry(lambda: acts[kind](place.name, quantities, note, request_key))
	return shelf(points_shop)


def _counted(rows: list[dict]) -> dict[str, int | None]:
	return {str(row.get("item")): whole(row.get("quantity")) for row in rows}
