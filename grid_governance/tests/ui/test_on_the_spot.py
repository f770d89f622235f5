"""当场化解 on a phone of 360 × 740: six fields, one save, nothing wider than the screen."""

import frappe
import pytest
from playwright.sync_api import expect

WORDS = {
	"party_a": "张三",
	"party_b": "李四、王五",
	"facts": "楼道堆放杂物引起争吵",
	"settlement": "当场清理，互相道歉",
}


@pytest.mark.parametrize("duty", ["Grid Officer", "Neighbour Head"])
def test_a_quarrel_is_settled_on_one_phone_screen(desk, town, duty):
	page = desk(duty, "A", phone=True)
	page.page.set_viewport_size({"width": 360, "height": 740})
	page.open("settle-on-the-spot")
	page.wait_for_selector("[data-fieldname=settlement] textarea")
	expect(page.locator(".frappe-control[data-fieldtype]:visible")).to_have_count(6)
	assert page.evaluate("document.documentElement.scrollWidth") <= 360
	for there_already in ("[data-fieldname=category] select", "[data-fieldname=grid_unit] input"):
		expect(page.locator(there_already)).not_to_have_value("")
	for field, words in WORDS.items():
		page.locator(f"[data-fieldname={field}] :is(input, textarea)").first.fill(words)
	page.get_by_role("button", name="保存为已化解").click()
	page.get_by_text("已登记为当场化解").wait_for()
	page.wait_for_function(
		"() => document.querySelector('.spot-done').getBoundingClientRect().bottom <= innerHeight"
	)  # the answer is on the screen, not below it
	link = page.locator(".spot-done a").get_attribute("href")
	town.fresh()
	case = frappe.get_doc("Dispute Case", link.rsplit("/", 1)[1])
	assert case.stage == "Settled On The Spot"
	assert case.party_names == "张三 / 李四、王五" and case.facts == WORDS["facts"]


def test_without_the_settlement_nothing_is_saved(desk, town):
	page = desk("Grid Officer", "A", phone=True)
	page.open("settle-on-the-spot")
	page.wait_for_selector("[data-fieldname=settlement] textarea")
	town.fresh()
	before = frappe.db.count("Dispute Case")
	for field in ("party_a", "party_b", "facts"):
		page.locator(f"[data-fieldname={field}] :is(input, textarea)").first.fill(WORDS[field])
	page.get_by_role("button", name="保存为已化解").click()
	expect(page.locator(".modal-dialog:visible")).to_contain_text("化解结果")
	page.settled()
	town.fresh()
	assert frappe.db.count("Dispute Case") == before
