"""An appraisal round in the yard: twenty households typed down a column on a phone, saved, declared.

World: the street's book for families; village A's grid A2 with twenty households in two groups, one of them with
a script for a name. The grid officer types.
"""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from grid_governance.tests.factories import points, registry

GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
SCRIPT = "<img src=x onerror=alert(1)>"


@pytest.fixture
def village(town):
	town.fresh()
	for number in range(1, 21):
		head = f"王{GIVEN[number - 1]}"
		group = "1" if number <= 10 else "2"
		house = registry.make_household(town.grid_a2, head=head, villagers_group=group, room=str(number))
	# no form takes such a name, an old import may have left it
	frappe.db.set_value("Resident", house.head, "resident_name", SCRIPT)
	book = points.make_book(grid_unit=town.street)
	base = points.make_item(100, item_name="家庭基础分", grid_unit=town.street)
	clean = points.make_item(
		0,
		item_name="庭院整洁",
		counting="Between Limits",
		min_points=1,
		max_points=10,
		grid_unit=town.street,
	)
	town.commit()
	yield frappe._dict(book=book.name, base=base.name, clean=clean.name)
	town.fresh()
	frappe.db.delete("Points Category", {"name": "Test Category"})
	frappe.db.commit()


def saved(page) -> None:
	page.locator(".pr-state", has_text="已全部保存").wait_for()


def test_twenty_households_are_typed_down_a_column_on_a_phone_saved_and_declared(desk, town, village):
	page = desk("Grid Officer", town.grid_a2, phone=True)
	page.page.set_viewport_size({"width": 360, "height": 740})
	page.open("points-round/new")
	page.asked()
	dialog = page.locator(".modal:visible")
	dialog.locator("[data-fieldname=activity] input").fill("四季度入户评比")
	book = dialog.locator("[data-fieldname=book] input")
	book.click()
	book.press_sequentially(frappe.db.get_value("Points Book", village.book, "book_name"))
	dialog.locator("[data-fieldname=book] li", has_text="账本").first.click()
	for item in ("家庭基础分", "庭院整洁"):
		dialog.locator(".pr-choices label", has_text=item).locator("input").check()
	dialog.locator(".btn-modal-primary").click()

	page.locator("[data-mode=item]").click()
	page.locator(".pr-cell").first.check()
	page.locator(".pr-fill").click()  # base points: one key for everybody
	saved(page)
	page.locator(".pr-stepper [data-step='1']").click()
	page.locator(".pr-cell").first.focus()
	for number in range(20):
		page.keyboard.type("99" if number == 5 else str(number % 10 + 1))
		page.keyboard.press("Enter")
	page.locator(".pr-state", has_text="1格有误").wait_for()
	expect(page.locator(".pr-wrong")).to_have_count(1)  # a figure beyond the limits is red and is not sent
	page.locator(".pr-wrong").fill("6")
	saved(page)
	assert page.evaluate("document.documentElement.scrollWidth") <= 360
	page.reads(SCRIPT)
	assert page.locator(".pr-lines img").count() == 0

	page.locator("[data-mode=household]").click()
	page.locator(".pr-next").click()
	expect(page.locator(".pr-stepper")).to_contain_text("王芳")
	expect(page.locator(".pr-foot b")).to_have_text("102")

	page.locator(".page-actions .primary-action").click()
	page.locator(".modal:visible", has_text="共20户").locator(".btn-primary").click()
	page.locator(".indicator-pill", has_text="待核实").first.wait_for()
	town.fresh()
	name = frappe.db.get_value("Points Batch", {"book": village.book})
	batch = frappe.get_doc("Points Batch", name)
	assert (batch.stage, batch.people_count, len(batch.people)) == ("Awaiting Check", 20, 40)
	assert batch.points_total == 2000 + 2 * sum(range(1, 11))
