"""The stock of a points shop: booked, counted, written off, and what is held for collection."""

import frappe
import pytest

from grid_governance.points import shop, stock
from grid_governance.points.immutable import LedgerWriteError
from grid_governance.tests.factories import shop as make
from grid_governance.tests.integration.redemption import on_the_spot, refused, reserve


def test_stock_is_counted_written_off_and_never_below_what_is_held(desk):
	reserve(desk, 3)
	stock.write_off(desk.shop.name, {desk.rice.name: 2}, "受潮", make.key())
	assert make.on_shelf(desk.shop, desk.rice) == (18, 3)
	refused(desk, lambda: stock.write_off(desk.shop.name, {desk.rice.name: 16}, "x", make.key()), "15 free")
	refused(
		desk,
		lambda: stock.count(desk.shop.name, {desk.rice.name: 2}, None, make.key()),
		"held for collection",
	)
	refused(desk, lambda: stock.write_off(desk.shop.name, {desk.rice.name: 1}, " ", make.key()), "why")
	stock.count(desk.shop.name, {desk.rice.name: 10}, None, make.key())
	assert make.on_shelf(desk.shop, desk.rice) == (10, 3)


def test_stock_booked_twice_with_one_key_counts_once(desk):
	for _ in range(2):
		stock.receive(desk.shop.name, {desk.rice.name: 5}, None, "one-delivery")
	assert make.on_shelf(desk.shop, desk.rice) == (25, 0)


@pytest.mark.parametrize("pieces", [0, -5, None, 10**9])
def test_stock_in_needs_whole_pieces(desk, pieces):
	refused(
		desk,
		lambda: stock.receive(desk.shop.name, {desk.rice.name: pieces}, None, make.key()),
		"whole number",
	)


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
