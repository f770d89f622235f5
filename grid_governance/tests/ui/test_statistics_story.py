"""Statistics in the browser: a return that was handed in is corrected, an indicator is made by who reads no case."""

import frappe
from frappe.utils import add_months, get_first_day, nowdate


def last_month():
	return str(get_first_day(add_months(nowdate(), -1)))


def confirm(page):
	page.asked()
	page.locator(".modal.show .btn-primary:visible").first.click()
	page.settled()


def test_a_return_that_was_handed_in_is_corrected_with_its_reason(desk, town):
	page = desk("Mediator", "A")
	page.open("monthly-return/new")
	page.set_value("grid_unit", town.village_a)
	page.set_value("month", last_month())
	page.get_by_role("button", name="保存").first.click()
	page.get_by_role("button", name="上报月报表").click()
	confirm(page)
	page.get_by_role("button", name="更正月报表").click()
	page.locator(".modal.show textarea").wait_for()
	page.settled()
	page.locator(".modal.show textarea").fill("补登两件")
	confirm(page)
	page.get_by_role("button", name="上报月报表").wait_for()
	town.fresh()
	month = {"grid_unit": town.village_a, "month": last_month()}
	stored = frappe.get_all("Monthly Return", month, ["version", "status"], order_by="version")
	assert [tuple(row.values()) for row in stored] == [(1, "Handed In"), (2, "Not Handed In Yet")]
	for name in frappe.get_all("Monthly Return", month, pluck="name"):
		town._remove("Monthly Return", name)
	town.commit()


def test_who_defines_an_indicator_chooses_its_filters_without_reading_a_case(desk, town):
	page = desk("System Operator", "street")
	page.open("case-indicator/new")
	page.set_value("indicator_name", "微事占比")
	page.set_value("grid_unit", town.street)
	page.set_value("counted_doctype", "Dispute Case")
	page.set_value("time_field", "registered_on")
	area = page.locator("[data-fieldname=numerator_html]")
	area.locator("button:visible").first.click()
	box = area.locator(".filter-box").last
	box.locator(".fieldname-select-area input").fill("难易程度")
	box.locator(".awesomplete li:visible", has_text="难易程度").first.wait_for()
	page.keyboard.press("Enter")
	box.locator("select.form-control:visible, .filter-field select").last.select_option("Trifle")
	page.settled()
	page.get_by_role("button", name="保存").first.click()
	page.locator(".indicator-pill", has_text="启用").first.wait_for()
	town.fresh()
	name, filters = frappe.db.get_value(
		"Case Indicator", {"indicator_name": "微事占比"}, ["name", "numerator_filters"]
	)
	assert frappe.parse_json(filters) == [["Dispute Case", "difficulty", "=", "Trifle"]]
	page.page.reload()
	page.settled()
	area.locator(".filter-box").wait_for()
	frappe.delete_doc("Case Indicator", name, ignore_permissions=True)
	town.commit()


def test_a_printed_report_names_what_it_was_asked_for_and_nothing_else(desk, town):
	page = desk("Dispatcher", "street").open("query-report/Mediation Rates?period=Year&year=2026")
	page.wait_for_function("frappe.query_report?.get_filter_value('period') === 'Year'")
	page.settled()
	printed = page.evaluate(
		"$(frappe.query_report.get_filters_html_for_print()).map((_i, e) => e.innerText).get()"
	)
	assert [line for line in printed if line in ("统计周期：年", "年：2026", "比较方式：同比")] == [
		"统计周期：年",
		"年：2026",
		"比较方式：同比",
	]
	assert not [line for line in printed if line.startswith(("月", "季度", "起始", "截止"))]
