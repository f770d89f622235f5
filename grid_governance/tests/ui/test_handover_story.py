"""From the dispatch desk to the department and back: proposal, one button, signed, handled, fed back, struck off."""

import frappe
import pytest

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


def stage_of(town, case) -> str:
	town.fresh()
	return frappe.db.get_value("Case Handover", {"dispute_case": case}, "stage")


def fill(page, field, words):
	page.locator(f".modal.show [data-fieldname={field}] textarea").fill(words)


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
	assert "按规则“劳动争议交人社所”" in page.locator(".dd-reason").inner_text()
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
	assert "公司当场支付工资" in page.locator(".gg-hops").inner_text()
	page.locator("[data-act=strike_off]").click()
	fill(page, "verification", "电话回访属实")
	confirm(page)
	assert stage_of(town, matter.case) == "Struck Off"
	holder = frappe.db.get_value("Dispute Case", matter.case, ["handling_unit", "department"])
	assert holder == (town.street, None)
