"""A new redemption: lock, check, price. Nothing that came with it is believed but account, items, pieces."""

from __future__ import annotations

import secrets

import frappe
from frappe import _
from frappe.utils import add_days, now_datetime, nowdate

from grid_governance.points import ledger
from grid_governance.points.redemption import collection, holder, services, shop, stock, suspensions
from grid_governance.registry import codes, numbers

CLEARED = ("handed_over_by", "handed_over_on", "entry", "reason", "collection_code", "held_until")


def prepare(doc) -> None:
	"""Fill a new Points Redemption under lock, before it is written; raises when anything is wrong."""
	place = shop.place_of(doc.shop, doc.flags.by_holder)
	_check_way(doc)
	wanted = collection.read_basket(doc.rows)
	appointments = services.appointments(doc.rows)
	_check_account_place(frappe.db.get_value("Points Account", doc.account, "grid_unit"), place)
	account = ledger.lock_accounts([doc.account])[doc.account]
	stocks = stock.lock(stock.stock_name(doc.shop, item) for item in wanted)
	counter = _locked_shop(doc.shop)
	_check_shop(counter)
	_check_account(account, place)
	suspensions.refuse_suspended(doc.account)
	_price(doc, wanted, place)
	services.keep_appointments(doc, appointments)
	_check_enough(doc, account, stocks)
	doc.update(dict.fromkeys(CLEARED))
	doc.update(
		{
			"grid_unit": place.grid_unit,
			"holder_name": account.subject_name,
			"holder_address": holder.address_of(account),
			"redeemed_on": doc.flags.sheet_day or now_datetime(),
			"redemption_no": _next_number(doc.shop),
			"balance_before": account.balance,
			"balance_after": account.balance - doc.total_points,
			"points_back": 0,
			"posting_count": 0,
		}
	)
	if services.waits(doc):
		doc.collection_code = _new_code()
		doc.held_until = add_days(services.last_appointment(doc) or nowdate(), counter.hold_days)


def _check_way(doc) -> None:
	"""A sheet's rows come from the sheet; who collects for another says in what relation."""
	if not doc.flags.sheet_day:
		doc.sheet = None
		if doc.mode == shop.OFFLINE:
			frappe.throw(_("An offline sheet is typed back on the sheet itself."), title=_("Way Not Known"))
	if (doc.proxy_name or "").strip() and not (doc.proxy_relation or "").strip():
		frappe.throw(
			_("Say how {0}, who collects, is related to the holder.").format(doc.proxy_name),
			frappe.MandatoryError,
			title=_("Relation Missing"),
		)


def _check_account_place(unit: str | None, place) -> None:
	"""An account that is not there and one of another unit look alike."""
	if not unit or not codes.contains(place.grid_unit, unit):
		frappe.throw(
			_("There is no such points account in the unit of {0}.").format(place.shop_name),
			title=_("Account Not Found"),
		)


def _check_account(account: ledger.AccountState, place) -> None:
	_check_account_place(account.grid_unit, place)
	if account.status != "Normal":
		frappe.throw(
			_("The points account of {0} is not open ({1}). Please ask the points office.").format(
				account.subject_name, _(account.status)
			),
			title=_("Account Not Open"),
		)
	book = frappe.db.get_value("Points Book", account.book, ["book_name", "redeemable"], as_dict=True)
	if not book.redeemable:
		frappe.throw(
			_("Points of the book {0} cannot be redeemed.").format(book.book_name),
			title=_("Book Not Redeemable"),
		)


def _locked_shop(name: str):
	table = frappe.qb.DocType("Points Shop")
	columns = ("name", "shop_name", "status", "hold_days")
	query = frappe.qb.from_(table).select(*columns).where(table.name == name).for_update()
	return query.run(as_dict=True)[0]


def _check_shop(row) -> None:
	if row.status != "In Operation":
		frappe.throw(
			_("{0} is shut at the moment ({1}). Please redeem in another shop or later.").format(
				row.shop_name, _(row.status)
			),
			title=_("Shop Shut"),
		)


def _price(doc, wanted: dict[str, int], place) -> None:
	"""Write the rows anew with the prices of this moment."""
	# a shared lock, which the query builder does not have: the price stays, others may redeem the same item
	found = frappe.db.sql(
		"""select name, item_name, kind, grid_unit, status, points_price, measure_unit, keep_stock
		from `tabReward Item` where name in %(items)s lock in share mode""",
		{"items": list(wanted)},
		as_dict=True,
	)
	items, printed = {row.name: row for row in found}, doc.flags.printed_prices or {}
	doc.set("rows", [])
	for item, quantity in wanted.items():
		row = items.get(item)
		if row is None or (row.grid_unit and not codes.contains(row.grid_unit, place.grid_unit)):
			frappe.throw(
				_("{0} is not offered by this shop.").format(row.item_name if row else item),
				title=_("Item Not Offered"),
			)
		if row.status != "On Offer" and item not in printed:
			frappe.throw(
				_("{0} is no longer on offer. Please choose something else.").format(row.item_name),
				title=_("Item Not Offered"),
			)
		price = printed.get(item, row.points_price)  # what people signed for
		doc.append(
			"rows",
			{
				"item": item,
				"item_name": row.item_name,
				"kind": row.kind,
				"quantity": quantity,
				"measure_unit": row.measure_unit,
				"points_price": price,
				"points": price * quantity,
				"keep_stock": row.keep_stock,
			},
		)
	doc.total_points = sum(row.points for row in doc.rows)


def _check_enough(doc, account: ledger.AccountState, stocks: dict) -> None:
	"""Said here in the words of the desk; the two ledgers refuse once more by themselves."""
	if doc.total_points > account.balance:
		frappe.throw(
			_(
				"{0} points are needed, {1} are there: {2} too few. Please take something out of the basket."
			).format(doc.total_points, account.balance, doc.total_points - account.balance),
			title=_("Not Enough Points"),
		)
	for row in doc.rows:
		there = stocks.get(stock.stock_name(doc.shop, row.item))
		free = there.on_hand - there.held if there else 0
		if row.keep_stock and row.quantity > free:
			stock.refuse_short(row.item, row.quantity, free)


def _next_number(shop_name: str) -> str:
	"""Slip numbers run without gaps per shop and year: the locked shop row is the counter."""
	given = ("Points Redemption", "shop", "redemption_no")
	year, number = numbers.next_in_row("Points Shop", shop_name, ("counter_year", "counter"), given)
	return f"{year}-{number:05d}"


def _new_code() -> str:
	"""Eight digits that no redemption has; the unique key stands behind it."""
	while True:
		code = f"{secrets.randbelow(10**8):08d}"
		if not frappe.db.exists("Points Redemption", {"collection_code": code}):
			return code
