"""Papers of the stock: a delivery with its receipt, paid from a fund, and a count by two people.

Lock order: stock rows by name, then the paper, then the fund. Nobody edits a figure: a receipt that was
wrong is called off while its goods still lie there, later a count puts the stock right.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import flt, now_datetime

from grid_governance.points import persons, recusal
from grid_governance.points.redemption import stock
from grid_governance.points.redemption.stock_keeping import check_goods

NOT_BOOKED, BOOKED, CALLED_OFF = "Not Booked Yet", "Booked In", "Receipt Called Off"
AWAITING, CONFIRMED, REFUSED = "Awaiting Second Person", "Count Confirmed", "Count Refused"


# ---------------------------------------------------------------- receipts


def book_in(name: str):
	"""The goods of a receipt come into the stock, its amount off the fund; a second call changes nothing."""
	receipt = _locked("Stock Receipt", name)
	if receipt.status == BOOKED:
		return receipt
	_expect(receipt, NOT_BOOKED)
	pieces = _pieces(receipt, "quantity")
	check_goods(receipt.shop, pieces)
	if receipt.fund:
		_spend(receipt.fund, flt(receipt.total_amount))
	prices = {row.item: flt(row.unit_price) for row in receipt.rows}
	stock.post(
		[
			stock.Movement(
				receipt.shop,
				item,
				stock.STOCK_IN,
				quantity,
				request_key=f"receipt:{name}:{item}",
				receipt=name,
				supplier=receipt.supplier,
				unit_price=prices[item],
			)
			for item, quantity in pieces.items()
		]
	)
	_write(receipt, status=BOOKED, booked_by=frappe.session.user, booked_on=now_datetime())
	return receipt


def call_off_receipt(name: str, reason: str):
	"""The receipt was wrong: its goods leave the stock again, its amount goes back to the fund."""
	if not (reason or "").strip():
		frappe.throw(_("Say why the receipt is called off."), title=_("Reason Missing"))
	receipt = _locked("Stock Receipt", name)
	_expect(receipt, BOOKED)
	stock.post(
		[
			stock.Movement(
				receipt.shop,
				row.item,
				stock.TAKEN_OUT,
				row.quantity,
				note=reason,
				receipt=name,
				supplier=receipt.supplier,
				unit_price=flt(row.unit_price),
				request_key=f"receipt-off:{name}:{row.item}",
			)
			for row in receipt.rows
		]
	)
	if receipt.fund:
		_spend(receipt.fund, -flt(receipt.total_amount))
	_write(receipt, status=CALLED_OFF, reason=reason)
	return receipt


def _spend(fund: str, amount: float) -> None:
	"""Take `amount` from the fund (negative: give it back). The locked row is the balance."""
	table = frappe.qb.DocType("Points Fund")
	row = (
		frappe.qb.from_(table)
		.select(table.fund_name, table.amount, table.spent)
		.where(table.name == fund)
		.for_update()
		.run(as_dict=True)[0]
	)
	spent = flt(flt(row.spent) + amount, 2)
	if spent > flt(row.amount, 2):
		frappe.throw(
			_("{0} has {1} yuan left, the receipt needs {2}. Choose another fund.").format(
				row.fund_name, flt(flt(row.amount) - flt(row.spent), 2), amount
			),
			title=_("Fund Used Up"),
		)
	query = frappe.qb.update(table).set(table.spent, spent).set(table.left_over, flt(row.amount) - spent)
	query.where(table.name == fund).run()
	frappe.clear_document_cache("Points Fund", fund)


# ---------------------------------------------------------------- counts


def book_figures(shop: str, items: list[str]) -> dict[str, int]:
	"""item → pieces in the shop by the book, by lock, so that the figure is of this moment."""
	stock.open_rows(shop, items)
	rows = stock.lock(stock.stock_name(shop, item) for item in items)
	return {row.item: row.on_hand for row in rows.values()}


def confirm_count(name: str):
	"""A second person has seen the shelf too: the differences are posted. What was redeemed meanwhile stays so."""
	count = _locked("Stock Count", name)
	_expect(count, AWAITING)
	_second_person(count)
	rows = stock.lock(stock.stock_name(count.shop, row.item) for row in count.rows)
	stock.post(
		[
			stock.Movement(
				count.shop,
				row.item,
				stock.COUNT,
				rows[stock.stock_name(count.shop, row.item)].on_hand + row.difference,
				note=row.reason,
				stock_count=name,
				request_key=f"count:{name}:{row.item}",
			)
			for row in count.rows
			if row.difference
		]
	)
	_write(count, status=CONFIRMED, confirmed_by=frappe.session.user, confirmed_on=now_datetime())
	return count


def refuse_count(name: str, reason: str):
	"""The second person counts otherwise: nothing is posted, the two count again."""
	if not (reason or "").strip():
		frappe.throw(_("Say what is wrong with the count."), title=_("Reason Missing"))
	count = _locked("Stock Count", name)
	_expect(count, AWAITING)
	_second_person(count)
	_write(
		count,
		status=REFUSED,
		confirmed_by=frappe.session.user,
		confirmed_on=now_datetime(),
		note="\n".join(part for part in (count.note, reason) if part),
	)
	return count


def _second_person(count) -> None:
	"""Two logins of one human are one person."""
	if persons.are_one(frappe.session.user, count.counted_by):
		frappe.throw(
			_("A count is confirmed by a second person, not by who counted."),
			recusal.RecusalError,
			title=_("Second Person Missing"),
		)


# ---------------------------------------------------------------- both


def _locked(doctype: str, name: str):
	"""The paper with its stock rows locked before it."""
	if not frappe.db.exists(doctype, name):
		frappe.throw(_("There is no such paper."), frappe.DoesNotExistError, title=_("Not Found"))
	doc = frappe.get_doc(doctype, name)
	stock.open_rows(doc.shop, [row.item for row in doc.rows])
	stock.lock(stock.stock_name(doc.shop, row.item) for row in doc.rows)
	return frappe.get_doc(doctype, name, for_update=True)


def _expect(doc, status: str) -> None:
	if doc.status != status:
		frappe.throw(
			_("This paper stands at {0}; nothing was changed.").format(_(doc.status)),
			title=_("Step Not Open"),
		)


def _pieces(doc, column: str) -> dict[str, int]:
	return {row.item: row.get(column) for row in doc.rows}


def _write(doc, **values) -> None:
	doc.db_set(values)
	doc.add_comment("Workflow", _(values["status"]))
