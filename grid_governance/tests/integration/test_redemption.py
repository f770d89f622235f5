"""A shop in village A (rice at 10 points, 20 in stock), a household in grid A1 with 100 points."""

from datetime import timedelta

import frappe
import pytest
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate, nowdate

from grid_governance.points import holds, ledger, shop, stock
from grid_governance.points.immutable import LedgerWriteError
from grid_governance.tests.factories import core, registry
from grid_governance.tests.factories import shop as make


@pytest.fixture
def desk(world):
	"""shop, rice, account, and `take(n)` = a basket of n bags."""
	place, rice = make.make_shop(), make.make_item(10)
	make.fill(place, rice, 20)
	account = make.make_account(100)
	return frappe._dict(
		shop=place, rice=rice, account=account, take=lambda n: [{"item": rice.name, "quantity": n}]
	)


def state(desk):
	"""All that a refused request must leave as it was."""
	return (
		make.balance(desk.account),
		make.on_shelf(desk.shop, desk.rice),
		frappe.db.count("Points Entry"),
		frappe.db.count("Reward Stock Entry"),
		frappe.db.count("Points Redemption"),
		frappe.db.get_value("Points Shop", desk.shop.name, "counter"),
	)


def refused(desk, call, words: str, error=frappe.ValidationError):
	before = state(desk)
	frappe.db.savepoint("refused")
	with pytest.raises(error, match=words):
		call()
	frappe.db.rollback(save_point="refused")
	assert state(desk) == before


def on_the_spot(desk, pieces=2, key=None):
	return shop.redeem_on_the_spot(desk.shop.name, desk.account, desk.take(pieces), key or make.key())


def reserve(desk, pieces=3):
	return shop.reserve(desk.shop.name, desk.account, desk.take(pieces), make.key())


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


def test_a_request_key_of_another_account_is_refused(desk):
	on_the_spot(desk, 1, "mine")
	other = make.make_account(50, head="李四")
	refused(
		desk,
		lambda: shop.redeem_on_the_spot(desk.shop.name, other, desk.take(1), "mine"),
		"another redemption",
	)


def test_slip_numbers_run_without_gaps_per_shop(desk):
	numbers = [on_the_spot(desk, 1).redemption_no for _ in range(2)]
	refused(desk, lambda: on_the_spot(desk, 99), "needed")
	numbers.append(on_the_spot(desk, 1).redemption_no)
	year = getdate().year
	assert numbers == [f"{year}-0000{n}" for n in (1, 2, 3)]


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


def test_held_goods_are_not_given_to_others(desk):
	make.award(desk.account, 900)
	reserve(desk, 15)
	refused(desk, lambda: on_the_spot(desk, 6), "5 free", stock.StockShortError)


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


def test_a_step_out_of_order_is_refused(desk):
	slip = on_the_spot(desk, 1)
	refused(desk, lambda: shop.hand_over(slip.name), "stands at")
	refused(desk, lambda: shop.call_off(slip.name), "stands at")
	back = shop.take_back(slip.name, "退")
	refused(desk, lambda: shop.take_back(back.name, "再退"), "stands at")


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


def test_a_slip_is_fixed_once_written(desk):
	slip = reserve(desk, 3)

	def change(**values):
		doc = frappe.get_doc("Points Redemption", slip.name)
		doc.update(values)
		doc.save()

	refused(desk, lambda: change(total_points=1), "cannot be changed")
	refused(desk, lambda: change(held_until=add_days(nowdate(), 90)), "cannot be changed")

	def more_rice():
		doc = frappe.get_doc("Points Redemption", slip.name)
		doc.rows[0].quantity = 9
		doc.save()

	refused(desk, more_rice, "cannot be changed")
	refused(desk, lambda: frappe.delete_doc("Points Redemption", slip.name), "never deleted")
	refused(desk, lambda: change(stage="Hold Expired"), ".")
	refused(desk, lambda: change(stage="Partly Handed Over"), ".")


# ---------------------------------------------------------------- bad input


def test_over_the_balance(desk):
	refused(desk, lambda: on_the_spot(desk, 11), "110 points are needed, 100 are there: 10 too few")


def test_over_the_stock(desk):
	make.award(desk.account, 900)
	refused(desk, lambda: on_the_spot(desk, 21), "21 袋 asked, 20 free", stock.StockShortError)


@pytest.mark.parametrize("pieces", [0, -1, 1.5, "abc", None, "", True])
def test_pieces_that_are_no_whole_number(desk, pieces):
	refused(desk, lambda: on_the_spot(desk, pieces), "Row 1: the quantity must be a whole number")


def test_an_empty_basket(desk):
	refused(
		desk,
		lambda: shop.redeem_on_the_spot(desk.shop.name, desk.account, [], make.key()),
		"Nothing is chosen",
	)


@pytest.mark.parametrize("status", ["Temporarily Shut", "Shut For Good"])
def test_a_shop_that_is_shut(desk, status):
	desk.shop.status = status
	desk.shop.save()
	refused(desk, lambda: on_the_spot(desk), "is shut at the moment")


def test_an_item_off_offer_of_a_neighbour_or_unknown(desk):
	foreign = make.make_item(5, unit=core.VILLAGE_B)
	for item in (foreign.name, "no-such-item"):
		goods = [{"item": item, "quantity": 1}]
		refused(
			desk,
			lambda goods=goods: shop.redeem_on_the_spot(desk.shop.name, desk.account, goods, make.key()),
			".",
		)
	desk.rice.status = "Off Offer"
	desk.rice.save()
	refused(desk, lambda: on_the_spot(desk), "no longer on offer")


def test_an_account_outside_the_shops_unit_and_an_unknown_one_look_alike(desk):
	foreign = make.make_account(100, unit=core.GRID_B1, head="外村人")
	call = lambda account: shop.redeem_on_the_spot(desk.shop.name, account, desk.take(1), make.key())  # noqa: E731
	refused(desk, lambda: call(foreign), "no such points account")
	refused(desk, lambda: call("nobody"), ".")


def test_a_frozen_account_and_a_book_that_is_not_redeemable(desk):
	book = make.make_book(redeemable=0)
	desk.account = make.make_account(100, book=book, head="王五")
	refused(desk, lambda: on_the_spot(desk), "cannot be redeemed")
	desk.account = make.make_account(100, head="赵六")
	frappe.db.set_value("Points Account", desk.account, "status", "Frozen")
	refused(desk, lambda: on_the_spot(desk), "not open")


def test_messages_are_in_the_users_language(desk):
	frappe.local.lang = "zh"
	refused(desk, lambda: on_the_spot(desk, 11), "需要110分,可用100分,还差10分")


# ---------------------------------------------------------------- stock


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


def test_a_shop_is_not_shut_for_good_while_goods_wait(desk):
	reserve(desk, 1)
	desk.shop.status = "Shut For Good"
	refused(desk, desk.shop.save, "still wait")


@pytest.mark.parametrize("price", [0, -1, 1.5, "abc", None])
def test_a_price_is_whole_points_from_one(desk, price):
	refused(desk, lambda: make.make_item(price), ".")


def test_the_points_ledger_stays_sound(desk):
	slip = reserve(desk, 2)
	shop.call_off(slip.name)
	entries = frappe.get_all("Points Entry", {"account": desk.account}, pluck="points")
	assert sum(entries) == make.balance(desk.account)
	with pytest.raises(ledger.LedgerError):
		ledger.reverse(
			[frappe.db.get_value("Points Entry", {"account": desk.account, "kind": "Reversal"})], "again"
		)


def test_the_household_of_a_keeper_is_known_by_the_worker_record(desk, as_user):
	home = registry.make_household(core.GRID_A1, head="管理员")
	account = make.account_of("Household", home.name, 100)
	keeper = make.keeper_of(desk.shop)
	worker = frappe.get_doc("Grid Worker", {"user": keeper})
	worker.resident = registry.make_resident(home, resident_name="管理员的儿子").name
	worker.save(ignore_permissions=True)
	with as_user(keeper):
		refused(
			desk,
			lambda: shop.redeem_on_the_spot(desk.shop.name, account, desk.take(1), make.key()),
			"your household",
			frappe.PermissionError,
		)
		slip = shop.reserve(desk.shop.name, account, desk.take(1), make.key())
		refused(desk, lambda: shop.hand_over(slip.name), "your household", frappe.PermissionError)
	second = make.keeper_of(desk.shop)
	with as_user(second):
		assert shop.hand_over(slip.name).stage == "Handed Over"
