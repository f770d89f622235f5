"""The points shop over HTTP: find an account, see the shelf, redeem, reserve, hand over, take back.

A keeper reads no resident and no account directly; what the desk needs comes from here, for accounts in
the unit of a shop the keeper serves in. All figures are whole points and pieces.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import cint

from grid_governance.points import ledger
from grid_governance.points.redemption import holders, services, serving, shop
from grid_governance.points.redemption.shelf import offered_items
from grid_governance.registry.names import name_initials

# ---------------------------------------------------------------- look


@frappe.whitelist()
def my_shops() -> list[dict]:
	"""The shops the user serves in: name, shop_name, grid_unit, status, hold_days; open ones first."""
	if not frappe.has_permission("Points Redemption", "create"):
		frappe.throw(_("You do not serve in a points shop."), frappe.PermissionError)
	rows = frappe.get_list(
		"Points Shop",
		fields=["name", "shop_name", "grid_unit", "status", "hold_days", "address"],
		order_by="shop_name asc",
		limit_page_length=200,
	)
	rows = [row for row in rows if shop.works_at(row)]
	return sorted(rows, key=lambda row: row.status != "In Operation")


@frappe.whitelist()
def find_accounts(points_shop: str, text: str) -> list[dict]:
	"""Open accounts in the shop's unit that match `text`, at most 20.

	text: at least two letters of the name, pinyin initials, a villagers' group or address, the last four
	digits of the phone or all of it; several words all have to match. Returns account, holder_name,
	address, group, book, balance, stopped_until (redemption suspended); never a phone or ID number.
	Raises frappe.PermissionError for a shop the user does not serve in.
	"""
	return holders.find(shop.require_work_at(points_shop).grid_unit, text)


@frappe.whitelist()
def find_card(points_shop: str, card: str) -> list[dict]:
	"""The holder of a passbook whose QR was scanned (or its key typed): one row as find_accounts gives, or none."""
	return holders.find_card(shop.require_work_at(points_shop).grid_unit, card)


@frappe.whitelist()
def shelf(points_shop: str) -> list[dict]:
	"""What the shop offers: item, item_name, kind, points_price, measure_unit, image, keep_stock, available.

	available: pieces free to redeem, None where no stock is kept. Items whose stock is kept appear once the
	shop has had some. initials: of the item's name, for the search by keyboard.
	"""
	place = shop.require_work_at(points_shop)
	rows = sorted(offered_items(place), key=lambda row: row.points_price)
	shown = [row for row in rows if row.stock or not row.keep_stock]
	for row in shown:
		row.available = cint(row.available) if row.keep_stock else None
		row.initials = name_initials(row.item_name)
	return shown


@frappe.whitelist()
def find_reservation(points_shop: str, code: str) -> dict:
	"""The waiting redemption of this shop with that collection code; raises frappe.DoesNotExistError."""
	place = shop.require_work_at(points_shop)
	name = frappe.db.get_value(
		"Points Redemption", {"shop": place.name, "collection_code": (code or "").strip() or "-"}
	)
	if not name:
		frappe.throw(
			_("No reservation of this shop has the code {0}.").format(code),
			frappe.DoesNotExistError,
			title=_("Code Not Found"),
		)
	return _slip(frappe.get_doc("Points Redemption", name))


@frappe.whitelist()
def read_slip(redemption: str) -> dict:
	"""The slip of a redemption the user may read."""
	doc = frappe.get_doc("Points Redemption", redemption)
	doc.check_permission("read")
	return _slip(doc)


@frappe.whitelist()
def waiting(points_shop: str) -> list[dict]:
	"""Reservations of the shop that still wait, the next to end first: name, holder_name, held_until, …"""
	place = shop.require_work_at(points_shop)
	return frappe.get_list(
		"Points Redemption",
		filters={"shop": place.name, "stage": ["in", ["On Hold", "Partly Handed Over"]]},
		fields=[
			"name",
			"redemption_no",
			"holder_name",
			"holder_address",
			"held_until",
			"total_points",
			"stage",
		],
		order_by="held_until asc",
		limit_page_length=100,
	)


# ---------------------------------------------------------------- do


@frappe.whitelist(methods=["POST"])
def redeem(
	points_shop: str,
	account: str,
	goods: list | str,
	request_key: str,
	mode: str = "On The Spot",
	proxy_name: str | None = None,
	proxy_relation: str | None = None,
) -> dict:
	"""Redeem on the spot, at a fair (mode "Fair") or reserve (mode "Reserved"); returns the slip.

	goods: rows of {"item", "quantity"}, for a service also "appointment_on" and "appointment_place" (it waits
	until it is done). proxy_name needs proxy_relation. request_key: 1-64 characters made by the client for this
	one basket; sent again it returns the same slip and posts nothing. Raises frappe.PermissionError (foreign shop, own
	household) or frappe.ValidationError (balance, stock, price, shop shut, account not open).
	"""
	shop.require_work_at(points_shop)
	if mode not in (shop.ON_THE_SPOT, shop.FAIR, shop.RESERVED):
		frappe.throw(_("{0} is no way of redeeming.").format(mode), title=_("Way Not Known"))
	rows = goods_rows(goods)
	more = {"proxy_name": proxy_name, "proxy_relation": proxy_relation}

	def act():
		if mode == shop.RESERVED:
			return shop.reserve(points_shop, account, rows, request_key, **more)
		return shop.redeem_on_the_spot(points_shop, account, rows, request_key, mode, **more)

	return _slip(ledger.run_with_retry(act))


@frappe.whitelist(methods=["POST"])
def hand_over(
	redemption: str,
	parts: dict | str | None = None,
	proxy_name: str | None = None,
	proxy_relation: str | None = None,
) -> dict:
	"""Hand the waiting goods over: all, or `parts` = {row name: pieces}; returns the slip."""
	more = {"proxy_name": proxy_name, "proxy_relation": proxy_relation}
	more = {key: value for key, value in more.items() if value}
	return _slip(ledger.run_with_retry(lambda: shop.hand_over(redemption, _parts(parts), **more)))


@frappe.whitelist(methods=["POST"])
def call_off(redemption: str, reason: str | None = None) -> dict:
	"""Give up what still waits; its points go back to the account. Returns the slip."""
	return _slip(ledger.run_with_retry(lambda: shop.call_off(redemption, reason)))


@frappe.whitelist(methods=["POST"])
def take_back(redemption: str, reason: str, parts: dict | str | None = None) -> dict:
	"""Goods come back: all, or `parts` = {row name: pieces}; stock and points follow. Returns the slip."""
	return _slip(ledger.run_with_retry(lambda: shop.take_back(redemption, reason, _parts(parts))))


@frappe.whitelist(methods=["POST"])
def appoint_service(redemption: str, row: str, when: str, place: str | None = None) -> dict:
	"""Another appointment (date and time, place) for a service that waits; returns the slip."""
	return _slip(ledger.run_with_retry(lambda: serving.appoint(redemption, row, when, place)))


@frappe.whitelist(methods=["POST"])
def service_done(
	redemption: str, row: str, done_by: str, done_on: str | None = None, photo: str | None = None
) -> dict:
	"""A service was done: by whom, when (default now), photo (a file's address); returns the slip."""
	return _slip(ledger.run_with_retry(lambda: serving.done(redemption, row, done_by, done_on, photo)))


def goods_rows(goods: list | str) -> list[dict]:
	"""`goods` as a client sends it, a list or its JSON, as rows; raises frappe.ValidationError for another shape."""
	rows = frappe.parse_json(goods) if isinstance(goods, str) else goods
	if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
		frappe.throw(_("The goods must be a list of items with quantities."), title=_("Basket Not Valid"))
	return rows


def _parts(parts: dict | str | None) -> dict | None:
	found = frappe.parse_json(parts) if isinstance(parts, str) and parts else parts
	if found is not None and not isinstance(found, dict):
		frappe.throw(_("The parts must be pieces by row."), title=_("Basket Not Valid"))
	return found or None


def _slip(doc) -> dict:
	"""What the desk shows of a redemption, as it stands in the database."""
	doc = frappe.get_doc("Points Redemption", doc.name, for_update=True)
	columns = (
		"name", "redemption_no", "stage", "mode", "holder_name", "holder_address", "total_points", "points_back",
		"balance_before", "balance_after", "collection_code", "held_until", "redeemed_on", "proxy_name",
		"proxy_relation", "account",
	)  # fmt: skip
	row_columns = (
		"name",
		"item",
		"item_name",
		"kind",
		"quantity",
		"measure_unit",
		"points",
		"handed_quantity",
		"dropped_quantity",
		"returned_quantity",
		*services.FIELDS,
	)
	return {
		**{column: doc.get(column) for column in columns},
		"balance": frappe.db.get_value("Points Account", doc.account, "balance"),
		"rows": [{column: row.get(column) for column in row_columns} for row in doc.rows],
	}
