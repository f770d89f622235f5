"""The redemption slip as it comes out of the printer: two halves, the figures, the code for the holder only."""

import re

import frappe
import pytest

from grid_governance.points.redemption import shop
from grid_governance.tests.factories import shop as make


@pytest.fixture
def goods(world):
	place, rice = make.make_shop(), make.make_item(10, item_name="<b>大米</b>&油")
	make.fill(place, rice, 20)
	return place, make.make_account(100), [{"item": rice.name, "quantity": 3}]


def printed(doc) -> str:
	frappe.local.lang = "zh"
	return frappe.get_print("Points Redemption", doc.name, "Redemption Slip")


def test_the_slip_has_both_halves_names_and_figures(goods):
	place, account, basket = goods
	html = printed(
		shop.redeem_on_the_spot(
			place.name, account, basket, make.key(), proxy_name="李四", proxy_relation="儿子"
		)
	)
	for words in (
		"积分兑换单",
		"兑换点留存联",
		"兑换人留存联",
		"领取人签字",
		"张大山",
		"李四",
		"已领取",
		place.shop_name,
	):
		assert words in html, words
	assert html.count("积分兑换单") >= 2 and "{{" not in html and "<b>大米</b>&油" not in html
	figures = re.sub(r"<[^>]+>|\s", "", html)
	assert "兑换前积分:100" in figures.replace("：", ":") and "兑换后积分:70" in figures.replace("：", ":")


def test_the_code_stands_on_the_holders_half_only(goods):
	place, account, basket = goods
	slip = shop.reserve(place.name, account, basket, make.key())
	html = printed(slip)
	first, second = html.split("兑换人留存联")
	assert slip.collection_code not in first and slip.collection_code in second
