"""What a stage of a redemption brings with it: goods out, holds given up, goods back, points back.

Called under the locks of points/redemption/shop.py, by the controller of Points Redemption. One entry of the points
ledger stands for what is kept or still waits; when that shrinks, it is reversed and the rest is posted anew.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from grid_governance.points import ledger
from grid_governance.points.redemption import basket, services, stock
from grid_governance.workflows.move import move
from grid_governance.workflows.redemption import CALLED_OFF, EXPIRED, HANDED_OVER, PARTLY, RETURNED


def opened(doc) -> None:
	"""The slip is written: points off; goods out at once, or held under the code; a service waits until done."""
	_post(doc, doc.total_points)
	later = {row.name: row.quantity for row in doc.rows if services.waits_in(doc, row)}
	at_once = {row.name: row.quantity for row in doc.rows if row.name not in later}
	_move_stock(doc, stock.HOLD, later)
	if at_once:
		doc.flags.parts, doc.flags.at_once = at_once, True
		move(doc, PARTLY if later else HANDED_OVER)
		doc.flags.parts = doc.flags.at_once = None


def step(doc, after: str) -> None:
	"""What having reached the stage `after` brings with it."""
	if after in (CALLED_OFF, EXPIRED) or doc.flags.drop_rest:
		drop_rest(doc)
	elif after in (HANDED_OVER, PARTLY):
		hand_out(doc)
	elif after == RETURNED:
		take_in(doc)


def hand_out(doc) -> None:
	chosen = doc.flags.parts or choose(doc, None, basket.waiting)
	_move_stock(doc, stock.HANDED_OUT, chosen)
	_add_to_rows(doc, "handed_quantity", chosen)
	doc.db_set({"handed_over_by": frappe.session.user, "handed_over_on": now_datetime()})


def drop_rest(doc) -> None:
	waiting = choose(doc, None, basket.waiting)
	_move_stock(doc, stock.HOLD_RELEASED, waiting)
	_add_to_rows(doc, "dropped_quantity", waiting)
	_give_points_back(doc, doc.reason or _("Called off before collection"))


def take_in(doc) -> None:
	chosen = doc.flags.parts or choose(doc, None, basket.kept)
	_move_stock(doc, stock.TAKEN_BACK, chosen)
	_add_to_rows(doc, "returned_quantity", chosen)
	_give_points_back(doc, doc.reason)


# ---------------------------------------------------------------- pieces


def choose(doc, parts, most) -> dict[str, int]:
	"""basket.choose over the rows of `doc`, its errors in the user's language."""
	try:
		return basket.choose(doc.rows, parts, most)
	except basket.BasketError as error:
		refuse_basket(error)


def read_basket(rows) -> dict[str, int]:
	"""basket.merge, its errors in the user's language."""
	try:
		return basket.merge(rows)
	except basket.BasketError as error:
		refuse_basket(error)


def refuse_basket(error: basket.BasketError) -> None:
	given = "–" if error.value in (None, "") else error.value
	text = {
		"empty": _("Nothing is chosen. Please choose at least one item."),
		"too_many": _("{0} different items are too many for one slip; at most {1}.").format(
			given, basket.MOST_ITEMS
		),
		"item": _("Row {0}: {1} is not an item of this list.").format(error.row, given),
		"quantity": _("Row {0}: the quantity must be a whole number that is possible here, not {1}.").format(
			error.row, given
		),
	}
	frappe.throw(text[error.reason], title=_("Basket Not Valid"))


def _add_to_rows(doc, column: str, chosen: dict[str, int]) -> None:
	for row in doc.rows:
		if row.name in chosen:
			row.db_set(column, (row.get(column) or 0) + chosen[row.name], update_modified=False)


def _move_stock(doc, kind: str, chosen: dict[str, int]) -> None:
	was_held = kind == stock.HANDED_OUT and not doc.flags.at_once
	stock.post(
		[
			movement(doc, row, kind, chosen[row.name], was_held)
			for row in doc.rows
			if chosen.get(row.name) and row.keep_stock
		]
	)


def movement(doc, row, kind: str, quantity: int, was_held: bool = False) -> stock.Movement:
	"""The stock movement of `quantity` pieces of one row."""
	return stock.Movement(
		doc.shop, row.item, kind, quantity, quantity if was_held else 0, redemption=doc.name
	)


# ---------------------------------------------------------------- points


def posting(doc, points: int) -> ledger.Posting:
	"""The ledger's movement of `points` for this redemption; numbered, so a repeat posts nothing twice."""
	goods = "、".join(f"{row.item_name}×{basket.pieces_due(row)}" for row in doc.rows)
	return ledger.Posting(
		account=doc.account,
		kind="Redemption",
		points=-points,
		deed_date=getdate(doc.redeemed_on),
		key=f"redemption:{doc.name}:{(doc.posting_count or 0) + 1}",
		source_doctype=doc.doctype,
		source_name=doc.name,
		remark=f"{doc.redemption_no} {goods}"[:500],
	)


def _post(doc, points: int) -> None:
	entry = ledger.post([posting(doc, points)])[0]
	doc.db_set({"entry": entry, "posting_count": (doc.posting_count or 0) + 1})


def _give_points_back(doc, reason: str) -> None:
	due = basket.points_due(doc.rows)
	ledger.reverse([doc.entry], reason)
	if due:
		_post(doc, due)
	doc.db_set("points_back", doc.total_points - due)
