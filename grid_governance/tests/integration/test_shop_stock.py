"""The stock of a points shop: booked, counted, written off, and what is held for collection."""

import frappe
import pytest

from grid_governance.points.ledger.immutable import LedgerWriteError
from grid_governance.points.redemption import shop, stock, stock_keeping
from grid_governance.tests.factories import shop as make
from grid_governance.tests.integration.redemption import on_the_spot, refused, reserve


def write_off(desk, pieces, why="受潮", key=None):
	stock_keeping.write_off(desk.shop.name, {desk.rice.name: pieces}, why, key or make.key())


def test_stock_is_written_off_with_a_reason_and_never_below_what_is_held(desk):
	reserve(desk, 3)
	write_off(desk, 2)
	assert make.on_shelf(desk.shop, desk.rice) == (18, 3)
	refused(desk, lambda: write_off(desk, 16), "15 free")
	refused(desk, lambda: write_off(desk, 1, " "), "why")


def test_goods_leave_for_another_place_with_a_reason(desk):
	stock_keeping.take_out(desk.shop.name, {desk.rice.name: 5}, "退供货单位", make.key())
	assert make.on_shelf(desk.shop, desk.rice) == (15, 0)
	refused(
		desk, lambda: stock_keeping.take_out(desk.shop.name, {desk.rice.name: 1}, "", make.key()), "where"
	)


def test_stock_changed_twice_with_one_key_counts_once(desk):
	for _ in range(2):
		write_off(desk, 5, key="one-click")
	assert make.on_shelf(desk.shop, desk.rice) == (15, 0)


@pytest.mark.parametrize("pieces", [0, -5, None, 10**9])
def test_a_stock_change_needs_whole_pieces(desk, pieces):
	refused(desk, lambda: write_off(desk, pieces), "whole number")


def test_the_shelf_warns_when_few_are_left(desk):
	name = stock.stock_name(desk.shop.name, desk.rice.name)

	def level():
		return frappe.db.get_value("Reward Stock", name, "stock_level")

	assert level() == stock.IN_STOCK
	desk.rice.update({"warn_below": 18}).save()
	write_off(desk, 3)
	assert level() == stock.RUNNING_LOW
	desk.rice.update({"warn_below": 10}).save()
	assert level() == stock.IN_STOCK
	write_off(desk, 17)
	assert level() == stock.OUT_OF_STOCK


def test_the_entries_add_up_to_the_stock(desk):
	slip = reserve(desk, 4)
	shop.hand_over(slip.name, {slip.rows[0].name: 1})
	shop.call_off(slip.name)
	on_the_spot(desk, 2)
	rows = frappe.get_all(
		"Reward Stock Entry",
		{"shop": desk.shop.name},
		["seq", "on_hand_change", "on_hand_after", "held_change", "held_after"],
		order_by="seq",
	)
	on_hand = held = 0
	for number, row in enumerate(rows, 1):
		on_hand, held = on_hand + row.on_hand_change, held + row.held_change
		assert (row.seq, row.on_hand_after, row.held_after) == (number, on_hand, held)
	assert (on_hand, held) == make.on_shelf(desk.shop, desk.rice)


def test_stock_is_refused_by_every_door(desk):
	name = stock.stock_name(desk.shop.name, desk.rice.name)
	for doctype in ("Reward Stock", "Reward Stock Entry"):
		row = name if doctype == "Reward Stock" else f"{name}-000001"
		doc = frappe.get_doc(doctype, row)
		copy = frappe.copy_doc(doc)
		copy.name = "x"
		for act in (
			doc.save,
			lambda doc=doc: doc.db_set("owner", "x"),
			doc.delete,
			lambda copy=copy: copy.insert(ignore_permissions=True),
			lambda doctype=doctype, row=row: frappe.delete_doc(
				doctype, row, force=True, ignore_permissions=True
			),
		):
			refused(desk, act, ".", (LedgerWriteError, frappe.PermissionError))


def test_held_goods_are_not_given_to_others(desk):
	make.award(desk.account, 900)
	reserve(desk, 15)
	refused(desk, lambda: on_the_spot(desk, 6), "5 free", stock.StockShortError)


def test_over_the_stock(desk):
	make.award(desk.account, 900)
	refused(desk, lambda: on_the_spot(desk, 21), "21 袋 asked, 20 free", stock.StockShortError)
