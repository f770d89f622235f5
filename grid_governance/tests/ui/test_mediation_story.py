"""The mediator's path in the browser: a record with a phrase, an agreement in instalments from at most three typed
fields, effect, confirmation, urging; then the return visit on a phone.
"""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_days, nowdate
from playwright.sync_api import expect

from grid_governance.cases import steps
from grid_governance.tests.factories import cases


@pytest.fixture
def file(town):
	"""A case that the mediator has taken on."""
	committee = town.committee()
	frappe.set_user(committee.user)
	case = cases.taken_on(cases.make_case(town.grid_a1), committee.mediator, committee.body)
	frappe.set_user("Administrator")
	town.commit()
	return frappe._dict(case=case.name, body=committee.body, user=committee.user)


def field(page, name):
	"""A field of the open dialog, once that stands still."""
	page.locator(f".modal.show [data-fieldname={name}]").first.wait_for()
	page.settled()
	return page.locator(f".modal.show [data-fieldname={name}] :is(input, textarea, select)").first


def write(page, name, value):
	"""Type into a field of the topmost dialog and leave it; its value is there."""
	entry = page.locator(f".modal.show [data-fieldname={name}] input").last
	entry.wait_for()
	page.settled()
	entry.click()
	entry.fill("")
	entry.press_sequentially(value)
	entry.press("Tab")
	page.wait_for_function(f"() => String(cur_dialog.get_value('{name}') ?? '') === '{value}'")


def press(page, name):
	page.get_by_role("button", name=name, exact=True).locator("visible=true").last.click()


def test_from_the_record_to_the_confirmed_agreement(desk, file, town):
	page = desk("Mediator", "A", mediation_body=file.body)

	# the record: three clicks put the opening words in
	page.open(f"dispute-case/{file.case}")
	press(page, "记录调解")
	page.wait_for_function("() => cur_frm?.doctype === 'Mediation Session'")
	page.settled()
	press(page, "常用语")
	for title in ("开场介绍", "双方陈述"):
		page.locator(f".standard-phrase:has(b:text-is('{title}'))").click()
	press(page, "选好了")
	page.set_value("rights_told", 1)
	page.evaluate("() => cur_frm.save()")
	page.saved()
	town.fresh()
	session = frappe.get_all("Mediation Session", {"dispute_case": file.case}, ["name", "record"])[0]
	assert "王建国与宏达建筑有限公司" in session.record and "朝阳社区人民调解委员会" in session.record

	# the agreement: a phrase by one click, then count, first day; what is typed is counted. Back on the case by the
	# button of the record, the case is where the record has brought it
	press(page, "矛盾纠纷")
	page.wait_for_function("() => cur_frm?.doc.stage === 'In Mediation'")
	page.settled()
	press(page, "达成协议")
	page.locator(".modal.show .phrase-chips button", has_text="分期支付工资").click()
	typed = 0
	press(page, "分期履行")
	page.wait_for_function("() => cur_dialog?.fields_dict.total")
	page.evaluate(
		"() => { for (const name of ['count', 'total']) cur_dialog.get_field(name).$input.focus(); }"
	)
	page.wait_for_timeout(200)  # who is quick from a number to a sum does not find 50,000.00 read as 50
	for name, value in (("count", "3"), ("first_due", add_days(nowdate(), 30))):
		write(page, name, value)
		typed += 1
	press(page, "分期履行")
	page.wait_for_function("() => cur_dialog.fields_dict.terms?.df.data.length === 3")
	assert typed <= 3
	press(page, "拟订协议")
	page.wait_for_function("() => cur_frm?.doctype === 'Mediation Agreement' && !cur_frm.is_new()")
	page.settled()
	name = page.evaluate("() => cur_frm.doc.name")
	town.fresh()
	drawn = frappe.get_doc("Mediation Agreement", name)
	assert [row.amount for row in drawn.terms] == [16666.66, 16666.66, 16666.68]
	assert all("分期向甲方王建国支付拖欠的工资" in row.content for row in drawn.terms)
	assert len({str(row.due_date) for row in drawn.terms}) == 3

	# into effect with one date for all
	press(page, "确认生效")
	write(page, "signed_on", nowdate())
	press(page, "确认生效")
	page.wait_for_function("() => cur_frm.doc.status === 'In Force'")
	page.settled()

	# urging: the text for the party stands there, the answer is typed
	press(page, "督促履行")
	page.wait_for_function("() => (cur_dialog?.get_value('message') || '').includes('宏达建筑有限公司')")
	page.settled()
	field(page, "answer").fill("下周付第一期")
	press(page, "登记督促")
	page.get_by_text("督促履行已登记").wait_for()

	# a new agreement takes the place of the open terms; the old one stays as it was signed
	page.open(f"mediation-agreement/{name}")
	press(page, "以新协议变更")
	page.wait_for_function("() => cur_dialog?.fields_dict.terms?.df.data.length === 3")
	field(page, "replaces_reason").fill("双方同意提前付清")
	press(page, "拟订协议")
	page.wait_for_function(f"() => cur_frm?.doc.replaces === '{name}' && !cur_frm.is_new()")
	town.fresh()
	assert frappe.db.get_value("Mediation Agreement", name, "status") == "In Force", (
		"until the new one takes effect"
	)

	page.open(f"mediation-agreement/{name}")
	# confirmation: prepared, handed in, confirmed
	press(page, "申请司法确认")
	field(page, "court").fill("西宁市城北区人民法院")
	press(page, "准备材料")
	page.wait_for_function("() => cur_frm?.doctype === 'Judicial Confirmation' && !cur_frm.is_new()")
	page.settled()
	page.reads("还有", "人民调解协议书")
	press(page, "提交法院")
	page.wait_for_function("() => cur_dialog?.fields_dict.applied_on")
	page.asked()
	page.locator(".modal.show .btn-modal-primary:visible").click()
	page.wait_for_function("() => cur_frm.doc.status === 'Applied To The Court'")
	page.settled()
	missing = page.locator(".modal.show", has_text="尚缺材料")  # the papers that are still missing
	missing.locator(".btn-modal-close:visible").click()
	missing.wait_for(state="hidden")
	press(page, "已确认有效")
	field(page, "document_number").fill("（2026）青0105民特9号")
	page.locator(".modal.show .btn-modal-primary:visible").click()
	page.wait_for_function("() => cur_frm.doc.enforceable === 1")

	town.fresh()
	assert frappe.get_all("Performance Urging", {"agreement": name}, pluck="answer") == ["下周付第一期"]
	assert frappe.db.get_value("Dispute Case", file.case, "stage") == "Agreement Reached"

	# what the court has confirmed is not replaced any more
	page.open(f"mediation-agreement/{name}")
	page.get_by_text("不能再以新协议替代").first.wait_for()
	expect(page.get_by_role("button", name="以新协议变更")).to_have_count(0)


def test_a_return_visit_is_recorded_on_a_phone_with_three_taps(desk, file, town):
	frappe.set_user(file.user)
	steps.record_session(file.case, "双方同意", rights_told=1)
	agreement = cases.in_force(frappe.get_doc("Dispute Case", file.case))
	steps.record_performance(agreement.name, agreement.terms[0].name, nowdate(), 50000)
	steps.close_case(file.case)
	frappe.set_user("Administrator")
	visit = frappe.get_all("Return Visit", {"dispute_case": file.case}, pluck="name", order_by="due_on")[0]
	frappe.db.set_value("Return Visit", visit, "due_on", nowdate())
	town.commit()
	page = desk("Grid Officer", town.grid_a1, phone=True)
	page.open(f"return-visit/{visit}")
	press(page, "登记回访")
	page.wait_for_selector(".modal.show [data-fieldname=satisfaction] select")
	assert page.locator(".modal.show .modal-content").bounding_box()["width"] <= 390
	expect(field(page, "performance")).to_have_value("Fully Performed")  # what the rows say stands there
	press(page, "保存回访")
	page.get_by_text("回访已登记").wait_for()
	town.fresh()
	assert frappe.db.get_value("Return Visit", visit, ["visit_status", "satisfaction", "way"]) == (
		"Visit Done",
		"Satisfied",
		"Visit By Phone",
	)
