"""What a points shop refuses; a refused request leaves everything as it was."""

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.points.redemption import shop
from grid_governance.tests.factories import core, registry
from grid_governance.tests.factories import shop as make
from grid_governance.tests.integration.redemption import on_the_spot, refused, reserve


def test_over_the_balance(desk):
	refused(desk, lambda: on_the_spot(desk, 11), "110 points are needed, 100 are there: 10 too few")


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
	refused(desk, lambda: on_the_spot(desk, 11), "需要110分，可用100分，还差10分")


def test_a_shop_is_not_shut_for_good_while_goods_wait(desk):
	reserve(desk, 1)
	desk.shop.status = "Shut For Good"
	refused(desk, desk.shop.save, "still wait")


@pytest.mark.parametrize("price", [0, -1, 1.5, "abc", None])
def test_a_price_is_whole_points_from_one(desk, price):
	refused(desk, lambda: make.make_item(price), ".")


def test_a_request_key_of_another_account_is_refused(desk):
	on_the_spot(desk, 1, "mine")
	other = make.make_account(50, head="李四")
	refused(
		desk,
		lambda: shop.redeem_on_the_spot(desk.shop.name, other, desk.take(1), "mine"),
		"another redemption",
	)


def test_a_step_out_of_order_is_refused(desk):
	slip = on_the_spot(desk, 1)
	refused(desk, lambda: shop.hand_over(slip.name), "stands at")
	refused(desk, lambda: shop.call_off(slip.name), "stands at")
	back = shop.take_back(slip.name, "退")
	refused(desk, lambda: shop.take_back(back.name, "再退"), "stands at")


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


def test_the_household_where_a_keeper_is_only_registered_is_own_too(desk, as_user):
	home, registered = (registry.make_household(core.GRID_A1, head=name) for name in ("现住户", "户籍户"))
	account = make.account_of("Household", registered.name, 100)
	keeper = make.keeper_of(desk.shop)
	frappe.db.set_value("Grid Worker", {"user": keeper}, "resident", home.head)
	redeem = lambda: shop.redeem_on_the_spot(desk.shop.name, account, desk.take(1), make.key())  # noqa: E731
	with as_user(keeper):
		assert redeem().stage == "Handed Over"
		frappe.db.set_value("Resident", home.head, "registered_household", registered.name)
		refused(desk, redeem, "your household", frappe.PermissionError)
