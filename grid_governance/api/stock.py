"""The stock of a points shop over HTTP: what can be counted, writing off; the steps of receipts and counts."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.api.shop import goods_rows, shelf
from grid_governance.points import ledger
from grid_governance.points.redemption import collection, shop, stock, stock_keeping, stock_papers
from grid_governance.points.redemption.shelf import offered_items


@frappe.whitelist()
def countable_items(points_shop: str) -> list[dict]:
	"""All items on offer whose stock is kept, also those the shop never had: item, item_name, measure_unit, on_hand."""
	place = shop.require_work_at(points_shop)
	columns = ("item", "item_name", "measure_unit", "on_hand", "available")
	return [{column: row[column] for column in columns} for row in offered_items(place) if row.keep_stock]


@frappe.whitelist(methods=["POST"])
def change_stock(points_shop: str, kind: str, goods: list | str, request_key: str, note: str) -> list[dict]:
	"""Written Off or Other Issue of {"item", "quantity"} rows, with the reason; returns the shelf.

	A repeated request_key changes nothing. Goods come in by a Stock Receipt and are counted by a Stock Count.
	Raises frappe.PermissionError for a shop the user does not serve in.
	"""
	place = shop.require_work_at(points_shop)
	acts = {stock.WRITTEN_OFF: stock_keeping.write_off, stock.TAKEN_OUT: stock_keeping.take_out}
	if kind not in acts:
		frappe.throw(_("{0} is no kind of stock change.").format(kind), title=_("Kind Not Known"))
	shop.require_request_key(request_key)
	quantities = collection.read_basket(goods_rows(goods))
	ledger.run_with_retry(lambda: acts[kind](place.name, quantities, note, request_key))
	return shelf(points_shop)


@frappe.whitelist(methods=["POST"])
def book_in(receipt: str) -> str:
	"""Book a Stock Receipt in: goods into the stock, money off its fund. Returns its status; twice is once."""
	_writable("Stock Receipt", receipt)
	return ledger.run_with_retry(lambda: stock_papers.book_in(receipt)).status


@frappe.whitelist(methods=["POST"])
def call_off_receipt(receipt: str, reason: str) -> str:
	"""Take a booked Stock Receipt back, while its goods still lie free in the shop. Returns its status."""
	_writable("Stock Receipt", receipt)
	return ledger.run_with_retry(lambda: stock_papers.call_off_receipt(receipt, reason)).status


@frappe.whitelist(methods=["POST"])
def confirm_count(count: str) -> str:
	"""The second person confirms a Stock Count: its differences are posted. Returns its status."""
	_writable("Stock Count", count)
	return ledger.run_with_retry(lambda: stock_papers.confirm_count(count)).status


@frappe.whitelist(methods=["POST"])
def refuse_count(count: str, reason: str) -> str:
	"""The second person counts otherwise: nothing is posted. Returns the count's status."""
	_writable("Stock Count", count)
	return ledger.run_with_retry(lambda: stock_papers.refuse_count(count, reason)).status


def _writable(doctype: str, name: str) -> None:
	"""The user may write this paper; a foreign one and none look alike."""
	frappe.get_doc(doctype, name).check_permission("write")
