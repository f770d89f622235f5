"""The window of a governance centre: five fields, a number, a dispute with everything carried over, on one screen."""

import frappe
import pytest
from playwright.sync_api import expect


@pytest.fixture
def centre(town):
	town.fresh()
	values = {"centre_name": "朝阳街道综治中心", "grid_unit": town.street, "number_mark": "朝综"}
	doc = frappe.get_doc(doctype="Governance Centre", **values).insert(ignore_permissions=True)
	town.commit()
	return doc


def test_a_visitor_becomes_a_dispute_without_typing_anything_twice(desk, centre, town):
	page = desk("Reception Clerk", "street")
	page.open("reception-desk")
	page.wait_for_selector(".rd-save")
	form = page.locator(".rd-form")
	form.locator("[data-fieldname=visitor_name] input").fill("钱三多")
	form.locator("[data-fieldname=visitor_phone] input").fill("13970650088")
	form.locator("[data-fieldname=matter] textarea").fill("楼上装修漏水，多次协商不成")
	page.locator(".rd-save").click()
	expect(page.locator(".rd-number")).to_contain_text("朝综来字第1号")
	page.locator(".rd-way", has_text="转为矛盾纠纷").click()
	page.asked()
	dialog = page.locator(".modal.show")
	dialog.locator("[data-fieldname=category] select").select_option("Neighbour Dispute")
	dialog.locator("[data-fieldname=other_party] input").fill("孙一平")
	dialog.locator(".btn-primary").click()
	page.wait_for_selector(".rd-side a:has-text('查看记录')")
	page.settled()
	town.fresh()
	case = frappe.get_last_doc("Dispute Case", {"matter_number": ["like", "%朝综来字第1号"]})
	assert case.facts == "楼上装修漏水，多次协商不成" and len(case.parties) == 2
	form.locator("[data-fieldname=visitor_name] input").fill("钱三多")
	form.locator("[data-fieldname=visitor_phone] input").fill("13970650088")
	form.locator("[data-fieldname=visitor_phone] input").press("Tab")
	page.wait_for_selector("text=此人此前来访过")
	expect(page.locator(".rd-side")).to_contain_text("朝综来字第1号")
