"""A village's clean-up from the clerk's list to the ledger, by the clicks of three people.

The clerk ticks the families off and declares; the grid head checks; the appraisal group endorses; the ledger
credits. Who entered it is not offered the check of it.
"""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from grid_governance.tests.factories import points, registry

POINTS = 5


@pytest.fixture
def village(town):
	"""A book and an item of the street, two families in the village."""
	town.fresh()
	families = [registry.make_household(town.grid_a1, head=name) for name in ("王小明", "李秀英")]
	book = points.make_book(grid_unit=town.street)
	item = points.make_item(POINTS, grid_unit=town.street)
	town.commit()
	yield frappe._dict(book=book.name, item=item.name, families=families)
	town.fresh()
	frappe.db.delete("Points Category", {"name": "Test Category"})
	frappe.db.commit()


def act(page, action: str) -> None:
	"""An action of the workflow from the form's menu."""
	page.locator(".actions-btn-group:visible > button").click()
	page.locator(".actions-btn-group .dropdown-item:visible", has_text=action).click()


def test_a_clean_up_goes_from_the_list_to_the_ledger_by_three_people(desk, town, village):
	clerk = desk("Village Points Clerk").open("points-batch/new")
	own = "unit => cur_frm?.doc.grid_unit === unit"
	clerk.wait_for_function(own, arg=town.village_a)  # the clerk's own village stands there
	clerk.set_value("activity", "村庄清洁行动")
	clerk.set_value("book", village.book)
	clerk.set_value("item", village.item)
	clerk.get_by_role("button", name="添加人员").click()
	dialog = clerk.locator(".modal:visible")
	dialog.get_by_text("王小明").wait_for()
	clerk.settled()
	for family in ("王小明", "李秀英"):
		dialog.locator("label", has_text=family).locator("input").check()
	dialog.get_by_role("button", name="添加", exact=True).click()
	clerk.wait_for_function("(cur_frm.doc.people || []).length === 2")
	clerk.evaluate("cur_frm.save()")
	clerk.saved()
	name = clerk.evaluate("cur_frm.doc.name")
	clerk.open(f"points-batch/{name}")
	act(clerk, "申报")
	clerk.locator(".indicator-pill", has_text="待核实").first.wait_for()
	clerk.settled()
	clerk.locator(".actions-btn-group:visible > button").click()
	offered = clerk.locator(".actions-btn-group .dropdown-item:visible")
	offered.first.wait_for()
	expect(offered.filter(has_text="核实属实")).to_have_count(0)  # the own entry's check is not offered
	town.fresh()
	assert frappe.db.get_value("Points Batch", name, "stage") == "Awaiting Check"

	checker = desk("Grid Head").open(f"points-batch/{name}")
	act(checker, "核实属实")
	checker.locator(".indicator-pill", has_text="已核实").first.wait_for()
	checker.settled()
	group = desk("Appraisal Group Member").open(f"points-batch/{name}")
	act(group, "审定通过")
	group.locator(".indicator-pill", has_text="已计分").first.wait_for()

	town.fresh()
	entries = frappe.get_all(
		"Points Entry", {"source_name": name}, ["points", "kind", "grid_unit"], order_by="name"
	)
	assert [(row.points, row.kind, row.grid_unit) for row in entries] == [(POINTS, "Award", town.grid_a1)] * 2
