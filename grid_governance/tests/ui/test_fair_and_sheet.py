"""A fair by the keyboard alone, and a sheet typed back down its columns: one story each, in a real browser."""

import frappe
import pytest
from playwright.sync_api import expect

from grid_governance.registry.names import name_initials
from grid_governance.tests.factories import shop as make


@pytest.fixture
def village(town):
	"""A shop in village A with soap (8 points) and rice (60); three people with 100, 90 and 5 points."""
	town.fresh()
	place = make.make_shop(town.village_a)
	soap = make.make_item(8, unit=town.street, item_name="香皂", measure_unit="块")
	rice = make.make_item(60, unit=town.street, item_name="大米", measure_unit="袋")
	make.fill(place, soap, 20)
	make.fill(place, rice, 5)
	book = make.make_book(town.street)
	people = {
		name: make.make_account(points, unit=town.grid_a1, head=name, book=book, room=str(number))
		for number, (name, points) in enumerate((("吴七星", 100), ("郑八方", 90), ("冯九州", 5)), 101)
	}
	town.users.pop(("Shop Keeper", town.village_a), None)
	town.commit()
	return frappe._dict(shop=place, soap=soap, rice=rice, book=book, people=people)


@pytest.fixture
def keeper(desk, village, town):
	page = desk("Shop Keeper", "A", scope="Assigned", points_shop=village.shop.name)
	page.open("shop-desk")
	page.wait_for_selector(".sd-tile")
	if page.locator("select[data-fieldname=shop]").count():
		page.select_option("select[data-fieldname=shop]", village.shop.name)
		page.settled()
	return page


def test_a_fair_is_held_without_touching_the_mouse(keeper, village, town):
	keeper.evaluate("document.querySelector('.page-actions .primary-action').focus()")
	keeper.keyboard.press("Enter")
	keeper.wait_for_selector(".shop-desk.sd-fair .sd-tile")
	keeper.settled()
	keeper.evaluate("window.clicks = 0; addEventListener('click', (e) => e.detail && window.clicks++, true)")
	for name, keys in (("吴七星", "112"), ("郑八方", "1")):
		keeper.locator(".sd-search").press_sequentially(name_initials(name))
		keeper.wait_for_selector(f".sd-person.active:has-text('{name}')")
		keeper.keyboard.press("Enter")
		for key in keys:
			keeper.keyboard.press(key)
		keeper.keyboard.press("Enter")
		keeper.wait_for_selector(".sd-slip.done")
		keeper.keyboard.press("Enter")
		keeper.wait_for_selector(".sd-redeem")
		keeper.settled()
		expect(keeper.locator(".sd-search")).to_have_value("")
	assert keeper.evaluate("window.clicks") == 0
	expect(keeper.locator(".sd-bar")).to_contain_text("2人，84分")
	town.fresh()
	assert [make.balance(village.people[name]) for name in ("吴七星", "郑八方")] == [24, 82]
	modes = frappe.get_all("Points Redemption", {"shop": village.shop.name}, pluck="mode")
	assert modes == ["Fair", "Fair"]


def test_a_scanned_passbook_opens_its_holder_at_once(keeper, village):
	account = village.people["吴七星"]
	keeper.locator(".sd-search").press_sequentially(f"https://gov.example/points-account/{account}")
	keeper.wait_for_selector(".sd-holder:has-text('吴七星')")


def test_a_sheet_is_typed_back_down_its_column_and_posted_in_one_go(desk, village, town):
	sheet = frappe.get_doc(
		doctype="Redemption Sheet", shop=village.shop.name, book=village.book,
		goods=[{"item": village.soap.name}, {"item": village.rice.name}],
	).insert()  # fmt: skip
	town.commit()
	page = desk("Village Points Clerk", "A")
	page.open(f"redemption-sheet/{sheet.name}")
	page.wait_for_selector(".gg-sheet input")
	first = page.locator(".gg-sheet tbody tr").first.locator("input").first
	first.focus()
	for figure in "231":
		page.keyboard.type(figure)
		page.keyboard.press("Enter")
	expect(page.locator(".gg-sheet .sum.over")).to_have_count(1)
	page.get_by_role("button", name="整表入账").click()
	page.wait_for_selector(".gg-sheet tr.refused")
	expect(page.locator(".gg-sheet tr.done")).to_have_count(2)
	assert "还差3分" in page.text().replace("，", "")
	page.settled()
	page.locator(".msgprint-dialog .btn-modal-close, .modal.show .btn-modal-close").first.click()
	page.wait_for_selector(".modal.show", state="detached")
	page.locator(".gg-sheet tr.refused input").first.fill("")
	page.get_by_role("button", name="整表入账").click()
	page.wait_for_selector(".gg-sheet tr.refused", state="detached")
	page.settled()
	town.fresh()
	assert frappe.db.get_value("Redemption Sheet", sheet.name, "status") == "Sheet Posted"
	assert [make.balance(account) for account in village.people.values()] == [84, 66, 5]
	expect(page.locator(".gg-sheet input")).to_have_count(0)
