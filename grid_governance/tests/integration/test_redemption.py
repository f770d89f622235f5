"""Redeeming on the spot, reserving, handing over, calling off, taking back, expiry."""

from datetime import date, timedelta

import frappe
import pytest
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate, nowdate

from grid_governance.points import ledger
from grid_governance.points.redemption import holds, shop
from grid_governance.registry import numbers
from grid_governance.tests.factories import core
from grid_governance.tests.factories import shop as make
from grid_governance.tests.integration.redemption import on_the_spot, refused, reserve


def test_on_the_spot_points_go_off_and_goods_go_out_at_once(desk):
	slip = on_the_spot(desk, 2)
	assert (slip.stage, slip.total_points, slip.balance_after) == ("Handed Over", 20, 80)
	assert (make.balance(desk.account), make.on_shelf(desk.shop, desk.rice)) == (80, (18, 0))
	entry = frappe.get_doc("Points Entry", slip.entry)
	assert (entry.kind, entry.points, entry.source_name) == ("Redemption", -20, slip.name)
	out = frappe.get_last_doc("Reward Stock Entry", {"redemption": slip.name})
	assert (out.kind, out.on_hand_change, out.on_hand_after) == ("Handed Out", -2, 18)


def test_the_same_request_again_is_the_same_slip(desk):
	first, second = on_the_spot(desk, 2, "double-click"), on_the_spot(desk, 2, "double-click")
	assert first.name == second.name
	assert make.balance(desk.account) == 80


def test_slip_numbers_run_without_gaps_per_shop(desk):
	given = [on_the_spot(desk, 1).redemption_no for _ in range(2)]
	refused(desk, lambda: on_the_spot(desk, 99), "needed")
	given.append(on_the_spot(desk, 1).redemption_no)
	year = getdate().year
	assert given == [f"{year}-0000{n}" for n in (1, 2, 3)]


def test_a_slip_that_waited_over_new_year_goes_on_with_the_old_years_numbers(desk, monkeypatch):
	year, given = getdate().year, []
	for later in (0, 1, 0, 1):
		monkeypatch.setattr(numbers, "getdate", lambda later=later: date(year + later, 1, 1))
		given.append(on_the_spot(desk, 1).redemption_no)
	assert given == [f"{year}-00001", f"{year + 1}-00001", f"{year}-00002", f"{year + 1}-00002"]


def test_the_price_is_frozen_at_redemption(desk):
	slip = reserve(desk, 3)
	desk.rice.points_price = 50
	desk.rice.save()
	shop.call_off(slip.name)
	assert make.balance(desk.account) == 100


def test_a_reservation_holds_goods_and_points_until_collected(desk):
	slip = reserve(desk, 3)
	assert (slip.stage, len(slip.collection_code)) == ("On Hold", 8)
	assert getdate(slip.held_until) == getdate(nowdate()) + timedelta(days=7)
	assert (make.balance(desk.account), make.on_shelf(desk.shop, desk.rice)) == (70, (20, 3))
	assert shop.hand_over(slip.name).stage == "Handed Over"
	assert (make.balance(desk.account), make.on_shelf(desk.shop, desk.rice)) == (70, (17, 0))


def test_parts_are_handed_over_and_the_rest_is_called_off(desk):
	slip = reserve(desk, 3)
	row = slip.rows[0].name
	assert shop.hand_over(slip.name, {row: 1}).stage == "Partly Handed Over"
	refused(desk, lambda: shop.hand_over(slip.name, {row: 3}), "whole number")
	after = shop.call_off(slip.name, "不要了")
	after.reload()
	assert (after.stage, after.rows[0].handed_quantity, after.rows[0].dropped_quantity) == (
		"Handed Over",
		1,
		2,
	)
	assert (make.balance(desk.account), make.on_shelf(desk.shop, desk.rice)) == (90, (19, 0))
	assert after.points_back == 20


def test_part_by_part_ends_as_handed_over(desk):
	slip = reserve(desk, 3)
	row = slip.rows[0].name
	assert shop.hand_over(slip.name, {row: 1}).stage == "Partly Handed Over"
	assert shop.hand_over(slip.name, {row: 1}).stage == "Partly Handed Over"
	assert shop.hand_over(slip.name).stage == "Handed Over"
	assert make.on_shelf(desk.shop, desk.rice) == (17, 0)


def test_goods_come_back_in_part_and_in_whole(desk):
	slip = on_the_spot(desk, 3)
	row = slip.rows[0].name
	refused(desk, lambda: shop.take_back(slip.name, " "), "why", frappe.MandatoryError)
	assert shop.take_back(slip.name, "破袋", {row: 1}).stage == "Handed Over"
	assert (make.balance(desk.account), make.on_shelf(desk.shop, desk.rice)) == (80, (18, 0))
	assert shop.take_back(slip.name, "全部退还").stage == "Goods Returned"
	assert (make.balance(desk.account), make.on_shelf(desk.shop, desk.rice)) == (100, (20, 0))
	kinds = frappe.get_all("Points Entry", {"account": desk.account, "kind": "Reversal"}, pluck="points")
	assert sorted(kinds) == [20, 30]


def test_holds_expire_by_sets_after_their_last_day(desk):
	whole, part, today = reserve(desk, 3), reserve(desk, 2), reserve(desk, 1)
	shop.hand_over(part.name, {part.rows[0].name: 1})
	yesterday = add_days(nowdate(), -1)
	for slip in (whole, part):
		frappe.db.set_value("Points Redemption", slip.name, "held_until", yesterday)
	frappe.db.set_value("Points Redemption", today.name, "held_until", nowdate())
	names = [n for n in holds.overdue(getdate(nowdate())) if n in (whole.name, part.name, today.name)]
	assert holds.expire(names) == 2
	assert holds.expire(names) == 0
	stages = [frappe.db.get_value("Points Redemption", s.name, "stage") for s in (whole, part, today)]
	assert stages == ["Hold Expired", "Handed Over", "On Hold"]
	assert (make.balance(desk.account), make.on_shelf(desk.shop, desk.rice)) == (80, (19, 1))


def test_a_frozen_account_waits_and_stops_nobody_else(desk):
	slip, other = reserve(desk, 1), make.make_account(50, head="李四")
	second = shop.reserve(desk.shop.name, other, desk.take(1), make.key())
	for name in (slip.name, second.name):
		frappe.db.set_value("Points Redemption", name, "held_until", add_days(nowdate(), -1))
	frappe.db.set_value("Points Account", desk.account, "status", "Frozen")
	assert slip.name not in holds.overdue(getdate(nowdate()))
	assert second.name in holds.overdue(getdate(nowdate()))


def test_workflow_actions_post_like_the_desk(desk):
	slip = reserve(desk, 3)
	apply_workflow(frappe.get_doc("Points Redemption", slip.name).as_dict(), "Hand Over")
	assert make.on_shelf(desk.shop, desk.rice) == (17, 0)
	slip = reserve(desk, 2)
	apply_workflow(frappe.get_doc("Points Redemption", slip.name).as_dict(), "Call Off")
	assert (make.balance(desk.account), make.on_shelf(desk.shop, desk.rice)) == (70, (17, 0))


def test_an_inserted_document_is_priced_and_posted_like_the_desk(desk):
	doc = frappe.get_doc(
		doctype="Points Redemption", shop=desk.shop.name, account=desk.account, mode="On The Spot",
		grid_unit=core.STREET,
		rows=[{"item": desk.rice.name, "quantity": 1, "points_price": 0, "points": 0, "handed_quantity": 9}],
		total_points=0, redemption_no="1", balance_after=10**6, collection_code="1",
	).insert()  # fmt: skip
	doc.reload()
	assert (doc.total_points, doc.grid_unit, doc.rows[0].handed_quantity) == (10, core.VILLAGE_A, 1)
	assert (make.balance(desk.account), make.on_shelf(desk.shop, desk.rice)) == (90, (19, 0))


def test_the_points_ledger_stays_sound(desk):
	slip = reserve(desk, 2)
	shop.call_off(slip.name)
	entries = frappe.get_all("Points Entry", {"account": desk.account}, pluck="points")
	assert sum(entries) == make.balance(desk.account)
	with pytest.raises(ledger.LedgerError):
		ledger.reverse(
			[frappe.db.get_value("Points Entry", {"account": desk.account, "kind": "Reversal"})], "again"
		)
