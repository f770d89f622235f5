"""A declaration is sent back twice and then not recognised: each time one reason is asked, and one step happens.

The clerk enters, the grid head checks. The clerk is not offered the check of the own entry.
"""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from grid_governance import permissions
from grid_governance.tests.factories import points, registry


@pytest.fixture
def declared(town):
	"""A declaration of the village's clerk that waits for the check."""
	town.fresh()
	clerk = town.user("Village Points Clerk")
	household = registry.make_household(town.grid_a1, head="赵大海")
	book = points.make_book(grid_unit=town.street)
	item = points.make_item(5, grid_unit=town.street)
	frappe.set_user(clerk)
	permissions.forget_posts()
	doc = frappe.get_doc(
		doctype="Points Declaration",
		book=book.name,
		subject=household.name,
		grid_unit=household.grid_unit,
		item=item.name,
		deed_date=frappe.utils.nowdate(),
	).insert()
	doc = frappe.model.workflow.apply_workflow(doc, "Declare")
	town.commit()
	town.fresh()
	yield doc.name
	town.fresh()
	frappe.db.delete("Points Category", {"name": "Test Category"})
	frappe.db.commit()


def actions(page) -> list[str]:
	page.locator(".actions-btn-group:visible > button").click()
	offered = page.locator(".actions-btn-group .dropdown-item:visible")
	offered.first.wait_for()
	return offered.all_inner_texts()


def step(page, action: str, reason: str, stage: str) -> list[str]:
	"""Take `action` to `stage` by the menu with `reason`; returns the calls that the page made."""
	calls: list[str] = []
	page.on("request", lambda request: calls.append(request.url.rsplit(".", 1)[-1]))
	actions(page)
	page.locator(".actions-btn-group .dropdown-item:visible", has_text=action).click()
	box = page.locator(".modal:visible textarea")
	page.asked()
	expect(box).to_have_value("")  # the reason of the last time is not that of this time
	box.fill(reason)
	page.locator(".modal:visible .btn-primary:visible").click()
	page.wait_for_function("stage => cur_frm.doc.stage === stage", arg=stage)
	page.settled()
	expect(page.locator(".modal:visible")).to_have_count(0)  # asked once
	return calls


def test_a_reason_is_asked_each_time_and_the_step_happens_once(desk, town, declared):
	clerk = desk("Village Points Clerk").open(f"points-declaration/{declared}")
	offered = actions(clerk)
	assert any("撤回" in text for text in offered)
	assert not any("核实属实" in text for text in offered), "nobody checks what he entered himself"

	head = desk("Grid Head").open(f"points-declaration/{declared}")
	for action, reason, stage in (
		("退回", "照片看不清", "Sent Back"),
		("退回", "日期写错了", "Sent Back"),
		("不予认定", "当天没有这项活动", "Not Recognised"),
	):
		calls = step(head, action, reason, stage)
		assert calls.count("apply_workflow") == 1
		town.fresh()
		stored = frappe.db.get_value("Points Declaration", declared, ["stage", "decision_reason"])
		assert stored == (stage, reason)
		if stage == "Sent Back":
			clerk.open(f"points-declaration/{declared}")
			actions(clerk)
			clerk.locator(".actions-btn-group .dropdown-item:visible", has_text="申报").click()
			clerk.locator(".indicator-pill", has_text="待核实").first.wait_for()
			clerk.settled()
			head.open(f"points-declaration/{declared}")
	assert not frappe.db.exists("Points Entry", {"source_name": declared})
