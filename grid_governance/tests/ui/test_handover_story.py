"""From the dispatch desk to the department and back: proposal, one button, signed, handled, fed back, struck off."""

import frappe
import pytest
from playwright.sync_api import expect

from grid_governance.cases import owner
from grid_governance.cases.handover import acts
from grid_governance.tests.factories import cases, handovers


@pytest.fixture
def matter(town):
	"""A case at the street's centre; labour disputes go to its department."""
	town.fresh()
	department = handovers.make_department(town.street, "朝阳街道人社所")
	rule = {"rule_name": "劳动争议交人社所", "category": "Labour Dispute", "target": "Department"}
	frappe.get_doc(doctype="Routing Rule", department=department, grid_unit=town.street, **rule).insert()
	case = cases.make_case(unit=town.village_a)
	case.db_set("handling_unit", town.street)
	town.commit()
	return frappe._dict(case=case.name, department=department)


def handed_back_twice(matter, town):
	for reason in ("材料不全", "属村级职责"):
		hop = handovers.send(matter.case, owner.Holder(town.village_a), owner.ASSIGN_DOWN)
		acts.hand_back(hop.name, reason)
	town.commit()


def stage_of(town, case) -> str:
	town.fresh()
	return frappe.db.get_value("Case Handover", {"dispute_case": case}, "stage")


def fill(page, field, words):
	box = page.locator(f".modal.show [data-fieldname={field}] textarea")
	box.wait_for()
	page.settled()
	box.fill(words)


def confirm(page):
	page.locator(".modal.show .btn-primary:visible").last.click()
	page.wait_for_selector(".modal.show", state="hidden")
	page.settled()


def test_a_case_goes_to_the_department_and_comes_back_struck_off(desk, town, matter):
	scope = {"organisation": matter.department, "scope": "Assigned"}
	liaison = desk("Department Liaison", "street", **scope)
	page = desk("Dispatcher", "street")
	page.open("dispatch-desk")
	page.locator(".dd-row", has_text="王建国").first.click()
	page.wait_for_selector(".dd-send:has-text('朝阳街道人社所')")
	expect(page.locator(".dd-reason")).to_contain_text("按规则“劳动争议交人社所”")
	page.settled()
	page.locator("body").press("Enter")
	page.wait_for_selector(".alert:has-text('朝阳街道人社所')")
	page.settled()
	assert stage_of(town, matter.case) == "To Be Signed For"
	page.locator("body").press("2")
	page.wait_for_selector(".dd-row:has-text('朝阳街道人社所')")

	liaison.open(f"dispute-case/{matter.case}")
	liaison.get_by_role("tab", name="办理").click()
	liaison.locator("[data-act=sign]").click()
	liaison.wait_for_selector("[data-act=handle]")
	liaison.get_by_role("tab", name="办理").click()
	liaison.locator("[data-act=handle]").click()
	fill(liaison, "result", "公司当场支付工资")
	confirm(liaison)
	liaison.get_by_role("tab", name="办理").click()
	liaison.locator("[data-act=feed_back]").click()
	fill(liaison, "text", "已办结，凭证附后")
	confirm(liaison)
	assert stage_of(town, matter.case) == "Fed Back"

	page.open(f"dispute-case/{matter.case}")
	page.get_by_role("tab", name="办理").click()
	expect(page.locator(".gg-hops")).to_contain_text("公司当场支付工资")
	page.locator("[data-act=strike_off]").click()
	fill(page, "verification", "电话回访属实")
	confirm(page)
	assert stage_of(town, matter.case) == "Struck Off"
	holder = frappe.db.get_value("Dispute Case", matter.case, ["handling_unit", "department"])
	assert holder == (town.street, None)


def test_a_row_of_the_ledger_opens_its_case_and_the_dispatcher_decides_what_was_handed_back_twice(
	desk, town, matter
):
	"""The row keeps its box and its link; the decision is asked for at once; Esc on a message closes the message."""
	handed_back_twice(matter, town)
	page = desk("Dispatcher", "street")
	page.open("dispute-case")
	row = page.locator(".list-row", has_text="王建国").first
	expect(row.locator(".list-row-checkbox")).to_have_count(1)
	row.locator(".list-subject a").first.click()
	page.wait_for_selector(".inner-group-button:has-text('案件流转')")
	page.evaluate(
		"""async () => {
			const way = await frappe.xcall("grid_governance.api.handover.way", {dispute_case: cur_frm.doc.name}, "GET");
			const given = {...grid_governance.handover.given(way, "Assign Down"), unit: "%s"};
			grid_governance.handover.send(cur_frm.doc.name, "Assign Down", () => cur_frm.reload_doc(), given);
		}"""
		% town.village_a
	)
	page.wait_for_selector(".modal.show [data-fieldname=decision] textarea:visible")
	page.locator(".modal.show .btn-primary:visible").last.click()
	page.wait_for_selector(".msgprint:visible:has-text('中心裁定意见')")
	page.settled()  # the message has moved in and has the keys
	page.keyboard.press("Escape")
	page.wait_for_selector(".msgprint", state="hidden")
	fill(page, "decision", "属村级职责，由村承办")
	confirm(page)
	assert stage_of(town, matter.case) and frappe.db.exists(
		"Case Handover", {"dispute_case": matter.case, "decided": 1, "stage": "To Be Signed For"}
	)
