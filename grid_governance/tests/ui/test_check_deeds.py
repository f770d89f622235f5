"""One tap on a phone: a neighbour head checks what waits in the own micro-grid, sends one back, thins a list out."""

from __future__ import annotations

import frappe
import pytest
from frappe.model.workflow import apply_workflow
from playwright.sync_api import expect

from grid_governance.tests.factories import points, registry

SMALLEST = {"width": 360, "height": 740}


@pytest.fixture
def waiting(town):
	"""Two deeds and a list of three families in grid A1, declared by the clerk of village A."""
	town.fresh()
	clerk = town.user("Village Points Clerk")
	names = ("王小明", "李秀英", "赵国强", "孙桂兰", "周建国")
	homes = [registry.make_household(town.grid_a1, head=name) for name in names]
	book = points.make_book(grid_unit=town.street)
	item = points.make_item(5, grid_unit=town.street, item_name="清扫门前道路")
	frappe.set_user(clerk)
	first, second = (points.make_declaration(book, item, home) for home in homes[:2])
	batch = points.make_batch(book, item, homes[2:], activity="村庄清洁行动")
	for doc in (first, second, batch):
		apply_workflow(doc, "Declare")
	frappe.set_user("Administrator")
	town.commit()
	yield frappe._dict(first=first.name, second=second.name, batch=batch.name)
	town.fresh()
	frappe.db.delete("Points Category", {"name": "Test Category"})
	frappe.db.commit()


def card(page, name: str):
	return page.locator(f".cd-card[data-name='{name}']")


def test_a_neighbour_head_checks_by_one_tap_at_phone_width(desk, town, waiting):
	page = desk("Neighbour Head", town.grid_a1, phone=True)
	page.set_viewport_size(SMALLEST)
	page.open("check-deeds")
	card(page, waiting.first).wait_for()
	expect(page.locator(".cd-card")).to_have_count(3)
	page.reads("3件待核实")
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	for button in page.locator(".cd-card button:visible").all():
		assert button.bounding_box()["height"] >= 44

	card(page, waiting.first).get_by_role("button", name="核实属实").tap()
	page.locator(".cd-done", has_text="王小明").wait_for()

	card(page, waiting.second).get_by_role("button", name="退回").first.tap()
	card(page, waiting.second).get_by_role("button", name="本人未参加").tap()
	page.locator(".cd-done.back", has_text="李秀英").wait_for()

	batch = card(page, waiting.batch)
	batch.get_by_role("button", name="查看名单").tap()
	line = batch.locator(".cd-row", has_text="孙桂兰")
	line.get_by_role("button", name="剔除").tap()
	line.locator("input").fill("当天外出")
	batch.get_by_role("button", name="核实属实").tap()
	page.locator(".cd-done", has_text="村庄清洁行动").wait_for()
	page.reads("没有待核实的积分")

	town.fresh()
	stages = [
		frappe.db.get_value("Points Declaration", name, "stage") for name in (waiting.first, waiting.second)
	]
	assert stages == ["Checked", "Sent Back"]
	doc = frappe.get_doc("Points Batch", waiting.batch)
	assert doc.stage == "Checked" and doc.checked_by == town.user("Neighbour Head", town.grid_a1)
	assert {row.subject_name: row.status for row in doc.people}["孙桂兰"] == "Taken Out"
