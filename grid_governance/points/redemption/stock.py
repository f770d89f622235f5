"""Stock of the points shops: the only writer of Reward Stock and Reward Stock Entry.

A Reward Stock row is the lock and the present figure of one item in one shop; each change adds one
entry with the figures after it. A mistake is answered by another entry (a count), never by an edit.
Callers hold the lock order of points/redemption/shop.py: accounts, then stock, then the redemption.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import now
from pypika import Case

STOCK_IN = "Stock In"
COUNT = "Stock Count"
WRITTEN_OFF = "Written Off"
TAKEN_OUT = "Other Issue"
HOLD = "Hold"
HOLD_RELEASED = "Hold Released"
HANDED_OUT = "Handed Out"
TAKEN_BACK = "Taken Back Into Stock"

IN_STOCK, RUNNING_LOW, OUT_OF_STOCK = "In Stock", "Running Low", "Out Of Stock"

LIMIT = 1_000_000  # pieces of one item in one shop; a larger figure is a slip of the finger


class StockShortError(frappe.ValidationError):
	"""The shop has fewer than were asked for."""


@dataclass(frozen=True)
class Movement:
	"""One change of one item in one shop.

	quantity: pieces, positive; for COUNT the number that was found.
	from_hold: of those handed out, how many had been held before.
	"""

	shop: str
	item: str
	kind: str
	quantity: int
	from_hold: int = 0
	redemption: str | None = None
	note: str | None = None
	request_key: str | None = None
	receipt: str | None = None
	supplier: str | None = None
	unit_price: float = 0
	stock_count: str | None = None

	@property
	def stock(self) -> str:
		return stock_name(self.shop, self.item)

	def changes(self, on_hand: int) -> tuple[int, int]:
		"""(change in the shop, change held) when `on_hand` lie there."""
		return {
			STOCK_IN: (self.quantity, 0),
			COUNT: (self.quantity - on_hand, 0),
			WRITTEN_OFF: (-self.quantity, 0),
			TAKEN_OUT: (-self.quantity, 0),
			HOLD: (0, self.quantity),
			HOLD_RELEASED: (0, -self.quantity),
			HANDED_OUT: (-self.quantity, -self.from_hold),
			TAKEN_BACK: (self.quantity, 0),
		}[self.kind]


def stock_name(shop: str, item: str) -> str:
	"""The name of the stock row; the primary key keeps (shop, item) unique."""
	return f"{shop}-{item}"


def lock(names: Iterable[str]) -> dict[str, frappe._dict]:
	"""Lock the stock rows in the order of their names; returns those that exist, as they stand now."""
	found = {}
	table = frappe.qb.DocType("Reward Stock")
	columns = ("name", "shop", "item", "grid_unit", "on_hand", "held", "last_seq", "warn_below")
	for name in sorted(set(names)):
		query = frappe.qb.from_(table).select(*columns).where(table.name == name).for_update()
		found.update({row.name: row for row in query.run(as_dict=True)})
	return found


def level(available: int, warn_below: int | None) -> str:
	"""How the shelf looks: what is free against what the item warns at."""
	if available <= 0:
		return OUT_OF_STOCK
	return RUNNING_LOW if available < (warn_below or 0) else IN_STOCK


def open_rows(shop: str, items: Iterable[str]) -> None:
	"""Make the stock rows that `shop` lacks for `items`, with nothing in them."""
	grid_unit = frappe.db.get_value("Points Shop", shop, "grid_unit")
	wanted = {stock_name(shop, item): item for item in items}
	there = set(frappe.get_all("Reward Stock", filters={"name": ["in", list(wanted)]}, pluck="name"))
	missing = [(name, item) for name, item in sorted(wanted.items()) if name not in there]
	if not missing:
		return
	stamp, user = now(), frappe.session.user
	columns = ("name", "creation", "modified", "owner", "modified_by", "shop", "item", "grid_unit")
	figures = ("on_hand", "held", "available", "last_seq", "stock_level", "warn_below")
	warn = dict(
		frappe.get_all(
			"Reward Item", {"name": ["in", list(items)]}, ["name", "warn_below"], as_list=True, limit=0
		)
	)
	table = frappe.qb.DocType("Reward Stock")
	frappe.qb.into(table).columns(*columns, *figures).ignore().insert(
		*[
			(name, stamp, stamp, user, user, shop, item, grid_unit, 0, 0, 0, 0, OUT_OF_STOCK, warn.get(item))
			for name, item in missing
		]
	).run()


def warn_at(item: str, warn_below: int) -> None:
	"""The item warns at another figure from now on, in all shops."""
	table = frappe.qb.DocType("Reward Stock")
	levels = (
		Case()
		.when(table.available <= 0, OUT_OF_STOCK)
		.when(table.available < warn_below, RUNNING_LOW)
		.else_(IN_STOCK)
	)
	query = frappe.qb.update(table).where(table.item == item).set(table.warn_below, warn_below)
	query.set(table.stock_level, levels).run()


def post(movements: list[Movement]) -> None:
	"""Write the movements: one set of entries, one UPDATE of the figures.

	Raises StockShortError when a movement takes more than is free (or uncovers what is held); nothing
	is then written. Locks the rows; whoever locked them before just goes on.
	"""
	if not movements:
		return
	rows = lock(movement.stock for movement in movements)
	entries = [_entry(movement, rows.get(movement.stock)) for movement in movements]
	_insert(entries)
	_update({entry["stock"]: rows[entry["stock"]] for entry in entries})


def _entry(movement: Movement, row) -> dict:
	"""Bring `row` to the figures after `movement`; returns the entry."""
	if row is None:
		_refuse(movement, 0)
	on_hand_change, held_change = movement.changes(row.on_hand)
	free = row.on_hand - row.held
	row.on_hand += on_hand_change
	row.held += held_change
	if row.held < 0 or row.on_hand < row.held:
		_refuse(movement, free)
	row.last_seq += 1
	return {
		"name": f"{row.name}-{row.last_seq:06d}",
		"stock": row.name,
		"shop": row.shop,
		"item": row.item,
		"grid_unit": row.grid_unit,
		"seq": row.last_seq,
		"kind": movement.kind,
		"on_hand_change": on_hand_change,
		"on_hand_after": row.on_hand,
		"held_change": held_change,
		"held_after": row.held,
		"redemption": movement.redemption,
		"note": movement.note,
		"request_key": movement.request_key,
		"receipt": movement.receipt,
		"supplier": movement.supplier,
		"unit_price": movement.unit_price,
		"stock_count": movement.stock_count,
	}


def _refuse(movement: Movement, free: int):
	if movement.kind != COUNT:
		refuse_short(movement.item, movement.quantity, free)
	frappe.throw(
		_(
			"{0}: {1} counted, but more than that is held for collection. Call off a reservation first."
		).format(frappe.db.get_value("Reward Item", movement.item, "item_name"), movement.quantity),
		StockShortError,
		title=_("Stock Too Low"),
	)


def refuse_short(item: str, asked: int, free: int):
	"""Raise StockShortError in the words of the desk."""
	row = frappe.db.get_value("Reward Item", item, ["item_name", "measure_unit"], as_dict=True)
	frappe.throw(
		_("{0}: {1} {2} asked, {3} free in this shop. Take fewer or wait for new stock.").format(
			row.item_name, asked, row.measure_unit, free
		),
		StockShortError,
		title=_("Stock Too Low"),
	)


def _insert(entries: list[dict]) -> None:
	stamp, user = now(), frappe.session.user
	stamps = {"creation": stamp, "modified": stamp, "owner": user, "modified_by": user, "posted_on": stamp}
	rows = [{**entry, **stamps} for entry in entries]
	table = frappe.qb.DocType("Reward Stock Entry")
	frappe.qb.into(table).columns(*rows[0]).insert(*[tuple(row.values()) for row in rows]).run()


def _update(rows: dict[str, frappe._dict]) -> None:
	table = frappe.qb.DocType("Reward Stock")
	query = frappe.qb.update(table).where(table.name.isin(list(rows)))
	figures = {
		"on_hand": lambda row: row.on_hand,
		"held": lambda row: row.held,
		"available": lambda row: row.on_hand - row.held,
		"last_seq": lambda row: row.last_seq,
		"stock_level": lambda row: level(row.on_hand - row.held, row.warn_below),
	}
	for column, figure in figures.items():
		case = Case()
		for name, row in rows.items():
			case = case.when(table.name == name, figure(row))
		query = query.set(table[column], case.else_(table[column]))
	query.set(table.modified, now()).set(table.modified_by, frappe.session.user).run()
