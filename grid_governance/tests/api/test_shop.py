"""The shop's API as a client meets it: what goes in, what comes out, which requests are refused."""

import json

import frappe
import pytest

from grid_governance.api import shop as api
from grid_governance.api import stock as stock_api
from grid_governance.tests.factories import shop as make


@pytest.fixture
def place(world, as_user):
	shop, rice = make.make_shop(), make.make_item(10)
	make.fill(shop, rice, 20)
	account = make.make_account(100, head="欧阳修远", villagers_group="7")
	keeper = make.keeper_of(shop)
	with as_user(keeper):
		yield frappe._dict(shop=shop.name, rice=rice, account=account)


def redeem(place, goods, **more):
	return api.redeem(place.shop, place.account, goods, more.pop("request_key", make.key()), **more)


def test_goods_come_as_a_list_or_as_json(place):
	goods = [{"item": place.rice.name, "quantity": 2}]
	assert redeem(place, goods)["balance_after"] == 80
	assert redeem(place, json.dumps(goods))["balance_after"] == 60


def test_the_slip_tells_what_the_desk_shows(place):
	slip = redeem(place, [{"item": place.rice.name, "quantity": 2}], mode="Reserved")
	assert (slip["stage"], slip["total_points"], slip["holder_name"]) == ("On Hold", 20, "欧阳修远")
	assert api.find_reservation(place.shop, f" {slip['collection_code']} ")["name"] == slip["name"]
	assert [row["name"] for row in api.waiting(place.shop)] == [slip["name"]]
	row = slip["rows"][0]["name"]
	assert api.hand_over(slip["name"], json.dumps({row: 1}))["stage"] == "Partly Handed Over"
	assert api.call_off(slip["name"])["stage"] == "Handed Over"


@pytest.mark.parametrize("text", ["oyxy", "修远", "修远 7", "OYXY"])
def test_people_are_found_by_name_initials_and_group(place, text):
	assert [row.account for row in api.find_accounts(place.shop, text)] == [place.account]


def test_a_passbook_is_found_by_its_qr_and_by_its_number(place):
	printed = "-".join(place.account[i : i + 4] for i in range(0, len(place.account), 4)).upper()
	for scanned in (f"https://gov.example/points-account/{place.account}", printed, place.account):
		assert [row.account for row in api.find_card(place.shop, scanned)] == [place.account]
	for nothing in ("", "%", "https://gov.example/points-account/", "x' or 1=1"):
		assert api.find_card(place.shop, nothing) == []


@pytest.mark.parametrize("text", ["欧", "7", "", "  ", "nobody", "修远 8"])
def test_too_little_or_wrong_words_find_nobody(place, text):
	assert api.find_accounts(place.shop, text) == []


def test_the_shelf_counts_what_is_free(place):
	redeem(place, [{"item": place.rice.name, "quantity": 3}], mode="Reserved")
	row = next(row for row in api.shelf(place.shop) if row.item == place.rice.name)
	assert (row.available, row.points_price, row.keep_stock) == (17, 10, 1)


def test_an_item_never_in_stock_is_not_on_the_shelf_but_can_be_booked_in(place):
	oil = make.make_item(30, item_name="食用油")
	assert oil.name not in {row.item for row in api.shelf(place.shop)}
	receipt = make.make_receipt(frappe._dict(name=place.shop), oil, 4)
	assert stock_api.book_in(receipt.name) == "Booked In"
	assert next(row for row in api.shelf(place.shop) if row.item == oil.name).available == 4


@pytest.mark.parametrize("goods", ["{}", "[1]", "null", [["a", 1]], "[]"])
def test_goods_of_a_wrong_shape_are_refused(place, goods):
	with pytest.raises(frappe.ValidationError):
		redeem(place, goods)


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_request_needs_a_key(place, key):
	with pytest.raises(frappe.ValidationError, match="key of 1 to 64"):
		redeem(place, [{"item": place.rice.name, "quantity": 1}], request_key=key)


def test_an_unknown_way_or_kind_is_refused(place):
	with pytest.raises(frappe.ValidationError, match="no way of redeeming"):
		redeem(place, [{"item": place.rice.name, "quantity": 1}], mode="Gift")
	with pytest.raises(frappe.ValidationError, match="no kind of stock change"):
		stock_api.change_stock(
			place.shop, "Stock In", [{"item": place.rice.name, "quantity": 1}], make.key(), "x"
		)
