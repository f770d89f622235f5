"""Offline sheets: printed before the fair, typed back after it, posted in one go with each row's own outcome.

A row is paid once: its key is the row's name, whoever types it, however often. What a rule refuses (points
spent since, goods gone, account frozen, own household) is answered in its row, where the typed figures stay.
Lock order: sheet, accounts by name, stock, then the shop (its slip numbers).
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import frappe
from frappe import _
from frappe.utils import cint

from grid_governance import jobs
from grid_governance.points import ledger
from grid_governance.points.redemption import basket, shop, stock
from grid_governance.points.redemption.holders import Holders
from grid_governance.points.redemption.shelf import offered_items
from grid_governance.registry import numbers
from grid_governance.registry.addresses import group_spellings

DOCTYPE, ROW = "Redemption Sheet", "Redemption Sheet Row"
PRINTED, PARTLY, POSTED, VOID = "Sheet Printed", "Sheet Partly Posted", "Sheet Posted", "Sheet Void"
ROW_POSTED, ROW_REFUSED = "Row Posted", "Row Refused"
MOST_COLUMNS = 8
MOST_ROWS = 1000
INLINE = 30


# ---------------------------------------------------------------- before the fair


def fill(doc) -> None:
	"""Goods, prices and holders of a new sheet as they stand now, and its number."""
	place = shop.require_work_at(doc.shop)
	_fill_goods(doc, place)
	holders = Holders(doc.list_unit or place.grid_unit)
	holders.query = holders.within(holders.query, place.grid_unit)
	holders.query = holders.query.where(holders.account.book == doc.book)
	holders.query = holders.query.where(holders.account.balance >= cint(doc.lowest_balance))
	if doc.villagers_group:
		holders.query = holders.query.where(
			holders.home.villagers_group.isin(group_spellings(doc.villagers_group))
		)
	found = holders.rows(MOST_ROWS + 1)
	if not found:
		frappe.throw(
			_("Nobody in this unit has an open account of this book with so many points."),
			title=_("Nobody To List"),
		)
	if len(found) > MOST_ROWS:
		frappe.throw(
			_("More than {0} holders. Make a sheet for each group.").format(MOST_ROWS),
			title=_("Sheet Too Long"),
		)
	doc.set("rows", [])
	for row in found:
		doc.append(
			"rows",
			{
				"account": row.account,
				"holder_name": row.holder_name,
				"holder_address": row.address,
				"villagers_group": row.group,
				"balance_printed": row.balance,
			},
		)
	doc.sheet_no = _next_number(doc.shop)


def _fill_goods(doc, place) -> None:
	offered = {row.item: row for row in offered_items(place)}
	wanted = [row.item for row in doc.goods] or [
		row.item
		for row in sorted(offered.values(), key=lambda row: row.points_price)
		if row.kind == "Goods" and (row.available or not row.keep_stock)
	][:MOST_COLUMNS]
	if not wanted or len(wanted) > MOST_COLUMNS or len(set(wanted)) < len(wanted):
		frappe.throw(
			_("A sheet has 1 to {0} goods, each once.").format(MOST_COLUMNS), title=_("Goods Not Valid")
		)
	doc.set("goods", [])
	for item in wanted:
		row = offered.get(item)
		if row is None:
			frappe.throw(_("{0} is not offered by this shop.").format(item), title=_("Item Not Offered"))
		columns = ("item", "item_name", "measure_unit", "points_price")
		doc.append("goods", {column: row[column] for column in columns})


def _next_number(shop_name: str) -> str:
	"""Runs without gaps per shop and year, like the slips."""
	given = (DOCTYPE, "shop", "sheet_no")
	year, number = numbers.next_in_row("Points Shop", shop_name, ("sheet_year", "sheet_counter"), given)
	return f"{year}-{number:03d}"


# ---------------------------------------------------------------- after the fair


def type_back(name: str, typed: Mapping[str, Mapping]) -> None:
	"""Keep what was typed so far: {row name: {quantities: {item: pieces}, proxy_name, proxy_relation}}.

	Raises frappe.ValidationError for a row or an item that is not on the sheet, for pieces that are no whole
	number from 0 to 9,999, and for other figures in a row that is posted; nothing is then kept.
	"""
	sheet = _locked(name)
	rows, goods = {row.name: row for row in sheet.rows}, {row.item for row in sheet.goods}
	changes = {}
	for row_name, values in typed.items():
		row = rows.get(row_name)
		if row is None or not isinstance(values, Mapping):
			frappe.throw(
				_("A row is typed that is not on sheet {0}.").format(sheet.sheet_no), title=_("Row Unknown")
			)
		kept = _pieces(row, values.get("quantities") or {}, goods)
		if row.outcome == ROW_POSTED:
			if kept != json.loads(row.quantities or "{}"):
				frappe.throw(
					_("Row {0} ({1}) of sheet {2} is posted. Take goods back at the desk instead.").format(
						row.idx, row.holder_name, sheet.sheet_no
					),
					title=_("Row Posted Before"),
				)
			continue
		new = {
			"quantities": json.dumps(kept) if kept else None,
			"proxy_name": (values.get("proxy_name") or "").strip() or None,
			"proxy_relation": (values.get("proxy_relation") or "").strip() or None,
		}
		if any(new[column] != (row.get(column) or None) for column in new):
			changes[row_name] = {**new, "outcome": None, "message": None}
	for row_name, values in changes.items():
		_write_row(row_name, values)


def _pieces(row, quantities: object, goods: set[str]) -> dict[str, int]:
	if not isinstance(quantities, Mapping):
		quantities = {"": None}
	kept = {}
	for item, value in quantities.items():
		pieces = 0 if value in (None, "") and item in goods else basket.whole(value)
		if item not in goods or pieces is None or not 0 <= pieces <= basket.MOST_PIECES:
			frappe.throw(
				_("Row {0} ({1}): {2} is no whole number of pieces of goods on this sheet.").format(
					row.idx, row.holder_name, value
				),
				title=_("Quantity Not Valid"),
			)
		if pieces:
			kept[item] = pieces
	return kept


def post(name: str) -> dict:
	"""Post what is typed: at once up to 30 rows, else in the background. Returns {posted, refused, left}.

	Raises frappe.ValidationError for a sheet that was posted or is void: a sheet is typed back once.
	"""
	sheet = _locked(name)
	left = len(_open_rows(sheet))
	if not left and sheet.status == PRINTED:
		frappe.throw(_("Nothing is typed on sheet {0} yet.").format(sheet.sheet_no), title=_("Sheet Empty"))
	if left > INLINE:
		jobs.enqueue_once("grid_governance.points.redemption.sheets.post_job", name, None, sheet=name)
		return {"posted": 0, "refused": 0, "left": left}
	post_set(name, set())
	return finish(name)


def post_job(sheet: str) -> None:
	"""Background: owns its transactions, one per 30 rows; killed, it goes on with the rows that have no outcome."""
	tried: set[str] = set()
	while True:
		done = ledger.run_with_retry(lambda: post_set(sheet, tried))
		frappe.db.commit()
		if not done:
			break
		tried.update(done)
	ledger.run_with_retry(lambda: finish(sheet))
	frappe.db.commit()


def post_set(name: str, tried: set[str]) -> list[str]:
	"""Post the next typed rows that are not in `tried`; returns their names. No commit."""
	sheet = _locked(name)
	rows = [row for row in _open_rows(sheet) if row.name not in tried][:INLINE]
	ledger.lock_accounts(row.account for row in rows)
	stock.lock(stock.stock_name(sheet.shop, row.item) for row in sheet.goods)
	for row in rows:
		_post_row(sheet, row)
	return [row.name for row in rows]


def _post_row(sheet, row) -> None:
	frappe.db.savepoint("sheet_row")
	said = len(frappe.local.message_log)
	try:
		slip = shop.redeem_from_sheet(sheet, row, json.loads(row.quantities))
	except (frappe.ValidationError, frappe.PermissionError) as error:
		frappe.db.rollback(save_point="sheet_row")
		del frappe.local.message_log[said:]
		_write_row(row.name, {"outcome": ROW_REFUSED, "message": frappe.utils.strip_html(str(error))[:500]})
	else:
		values = {"outcome": ROW_POSTED, "message": None, "redemption": slip.name}
		_write_row(row.name, values)


def finish(name: str) -> dict:
	"""Count the outcomes; the sheet is posted when no typed row is left."""
	sheet = _locked(name)
	posted = sum(row.outcome == ROW_POSTED for row in sheet.rows)
	refused = len(_open_rows(sheet))
	status = PARTLY if refused else POSTED
	sheet.db_set({"posted_rows": posted, "refused_rows": refused, "status": status})
	return {"posted": posted, "refused": refused, "left": 0}


def close(name: str, reason: str) -> str:
	"""A sheet that was not used becomes void; one with refused rows is closed as it is, the reason kept."""
	if not (reason or "").strip():
		frappe.throw(_("Say why the sheet is closed."), title=_("Reason Missing"))
	sheet = _locked(name)
	status = POSTED if any(row.outcome == ROW_POSTED for row in sheet.rows) else VOID
	sheet.db_set({"status": status, "reason": reason.strip()})
	return status


def _open_rows(sheet) -> list:
	return [row for row in sheet.rows if row.quantities and row.outcome != ROW_POSTED]


def _locked(name: str):
	"""The sheet as it stands now, alone in the hands of this transaction; refused once it is finished."""
	sheet = frappe.get_doc(DOCTYPE, name, for_update=True)
	if sheet.status in (POSTED, VOID):
		frappe.throw(
			_("Sheet {0} stands at {1}: it is typed back once. Nothing was posted.").format(
				sheet.sheet_no, _(sheet.status)
			),
			title=_("Sheet Typed Back Before"),
		)
	return sheet


def _write_row(name: str, values: dict) -> None:
	table = frappe.qb.DocType(ROW)
	query = frappe.qb.update(table).where(table.name == name)
	for column, value in values.items():
		query = query.set(table[column], value)
	query.run()
