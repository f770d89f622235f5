"""A wrong entry from the account's form to the ledger, by the clicks of two people.

The village's points clerk sees the statement on the account, asks for a reversal and chooses the entry; the points
office agrees. Neither button is offered to the other.
"""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from grid_governance.points import ledger
from grid_governance.tests.factories import points, registry


@pytest.fixture
def account(town):
	"""A family's account in the village with 5 and 8 points."""
	town.fresh()
	name = points.make_account(
		points.make_book(grid_unit=town.street), registry.make_household(town.grid_a1, head="王小明")
	)
	ledger.post([points.posting(name, 5, remark="村庄清洁"), points.posting(name, 8, remark="夜间巡逻")])
	town.commit()
	return name


def test_a_wrong_entry_is_reversed_by_the_clicks_of_two_people(desk, town, account):
	clerk = desk("Village Points Clerk").open(f"points-account/{account}")
	clerk.locator(".form-dashboard-section", has_text="夜间巡逻").wait_for()
	clerk.get_by_role("button", name="申请更正").click()
	clerk.locator(".dropdown-menu.show").get_by_text("冲正明细", exact=True).click()
	clerk.wait_for_function("cur_frm.doctype === 'Points Correction' && cur_frm.doc.grid_unit")
	clerk.settled()
	clerk.set_value("reason", "当晚未参加")
	clerk.evaluate("cur_frm.save()")
	clerk.saved()
	clerk.get_by_role("button", name="选择明细").click()
	clerk.asked()
	clerk.locator(".modal:visible label", has_text="夜间巡逻").locator("input").check()
	clerk.locator(".modal:visible .btn-primary:visible").click()
	clerk.settled()
	clerk.get_by_role("button", name="提交审批").click()
	clerk.locator(".indicator-pill", has_text="待审批").first.wait_for()
	clerk.settled()
	expect(clerk.get_by_role("button", name="同意并执行")).to_have_count(0)  # who asks does not decide
	name = clerk.evaluate("cur_frm.doc.name")
	town.fresh()
	assert frappe.db.get_value("Points Account", account, "balance") == 13

	office = desk("Points Office Member", "street").open(f"points-correction/{name}")
	office.get_by_role("button", name="同意并执行").click()
	office.asked()
	office.locator(".modal:visible .btn-primary:visible").click()
	office.locator(".indicator-pill", has_text="已更正").first.wait_for()
	town.fresh()
	assert frappe.db.get_value("Points Account", account, "balance") == 5
