"""The shop desk by clicking and by keyboard: at most four clicks, and a reservation collected by its code."""

import frappe
import pytest
from playwright.sync_api import expect

from grid_governance.registry.names import name_initials
from grid_governance.tests.factories import shop as make

MOST_CLICKS = 4
# the town keeps what a test has made, so each test finds somebody of its own
NAMES = iter(["张大山", "李二河", "王三江", "赵四海", "钱五湖", "孙六岳"])


@pytest.fixture
def shelf(town):
	"""A shop in village A with soap (8 points) and rice (60), and somebody with 100 points."""
	town.fresh()
	name = next(NAMES)
	place = make.make_shop(town.village_a)
	soap = make.make_item(8, unit=town.street, item_name="香皂", measure_unit="块")
	rice = make.make_item(60, unit=town.street, item_name="大米", measure_unit="袋")
	make.fill(place, soap, 20)
	make.fill(place, rice, 5)
	account = make.make_account(100, unit=town.grid_a1, head=name, book=make.make_book(town.street))
	town.commit()
	return frappe._dict(
		shop=place, soap=soap, rice=rice, account=account, name=name, initials=name_initials(name)
	)


@pytest.fixture
def keeper(desk, shelf, town):
	"""The desk of that shop's keeper; `clicks` counts what the mouse has done."""
	town.users.pop(("Shop Keeper", town.village_a), None)
	page = desk("Shop Keeper", "A", scope="Assigned", points_shop=shelf.shop.name)
	page.open("shop-desk")
	page.wait_for_selector(".sd-tile")
	if page.locator("select[data-fieldname=shop]").count():
		page.select_option("select[data-fieldname=shop]", shelf.shop.name)
		page.settled()
	page.evaluate(
		"window.clicks = 0; document.addEventListener('click', (e) => e.isTrusted && window.clicks++, true)"
	)
	return page


def test_a_redemption_takes_at_most_four_clicks(keeper, shelf, town):
	keeper.locator(".sd-search").press_sequentially(shelf.initials)
	keeper.locator(".sd-person", has_text=shelf.name).click()
	keeper.locator(".sd-tile", has_text="香皂").click()
	keeper.locator(".sd-tile", has_text="大米").click()
	keeper.locator(".sd-redeem").click()
	keeper.wait_for_selector(".sd-slip.done")
	assert keeper.evaluate("window.clicks") <= MOST_CLICKS
	keeper.reads("已领取")
	expect(keeper.locator(".sd-balance")).to_contain_text("32")
	town.fresh()
	assert make.balance(shelf.account) == 32
	assert make.on_shelf(shelf.shop, shelf.soap) == (19, 0)
	assert make.on_shelf(shelf.shop, shelf.rice) == (4, 0)


def test_a_redemption_without_the_mouse(keeper, shelf, town):
	keeper.locator(".sd-search").press_sequentially(shelf.name[:2])
	keeper.wait_for_selector(f".sd-person.active:has-text('{shelf.name}')")
	keeper.keyboard.press("Enter")
	keeper.locator(".sd-filter").press_sequentially("xz")
	keeper.keyboard.press("Enter")
	keeper.keyboard.press("Alt+Enter")
	keeper.wait_for_selector(".sd-slip.done")
	assert keeper.evaluate("window.clicks") == 0
	keeper.keyboard.press("Escape")
	keeper.settled()
	expect(keeper.locator(".sd-search")).to_have_value("")
	town.fresh()
	assert make.balance(shelf.account) == 92


def test_a_double_click_redeems_once(keeper, shelf, town):
	keeper.locator(".sd-search").press_sequentially(shelf.initials)
	keeper.locator(".sd-person", has_text=shelf.name).click()
	keeper.locator(".sd-tile", has_text="香皂").click()
	keeper.locator(".sd-redeem").dblclick()
	keeper.wait_for_selector(".sd-slip.done")
	keeper.settled()
	town.fresh()
	assert make.balance(shelf.account) == 92


def test_goods_that_the_points_do_not_reach_cannot_be_chosen(keeper, shelf):
	keeper.locator(".sd-search").press_sequentially(shelf.initials)
	keeper.locator(".sd-person", has_text=shelf.name).click()
	keeper.locator(".sd-tile", has_text="大米").click()
	expect(keeper.locator(".sd-tile", has_text="大米")).to_be_disabled()
	expect(keeper.locator(".sd-tile", has_text="香皂")).to_be_enabled()


def test_a_reservation_is_collected_by_its_code(keeper, shelf, town):
	keeper.locator(".sd-search").press_sequentially(shelf.initials)
	keeper.locator(".sd-person", has_text=shelf.name).click()
	keeper.locator(".sd-tile", has_text="大米").click()
	keeper.locator(".sd-reserve").click()
	keeper.wait_for_selector(".sd-hand-over")
	town.fresh()
	code = frappe.db.get_value("Points Redemption", {"shop": shelf.shop.name}, "collection_code")
	keeper.reads(code)
	keeper.keyboard.press("Escape")
	keeper.settled()
	keeper.locator(".sd-search").press_sequentially(code)
	keeper.wait_for_selector(".sd-hand-over")
	keeper.locator(".sd-hand-over").click()
	keeper.wait_for_selector(".sd-slip.done")
	town.fresh()
	assert make.on_shelf(shelf.shop, shelf.rice) == (4, 0)


def test_the_desk_fits_a_tablet(keeper):
	keeper.set_viewport_size({"width": 820, "height": 1100})
	keeper.settled()
	assert keeper.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	expect(keeper.locator(".sd-redeem")).to_be_visible()
