"""A refused end or taking on keeps what was typed, and the case is as before; consents alone are saved too."""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from grid_governance.tests.factories import cases


@pytest.fixture
def file(town):
	"""A registered case with its body and mediator; the company was not asked yet."""
	committee = town.committee()
	frappe.set_user(committee.user)
	case = cases.make_case(town.grid_a1, [cases.PARTY_A, {**cases.PARTY_B, "consent": ""}])
	case.update({"mediation_body": committee.body, "mediator": committee.mediator})
	case.save()
	frappe.set_user("Administrator")
	town.commit()
	return frappe._dict(case=case.name, body=committee.body, company=case.parties[1].name)


def answer(page, **values):
	page.asked()
	page.evaluate(
		"async values => { for (const k in values) await cur_dialog.set_value(k, values[k]) }", values
	)
	page.locator(".modal.show .btn-modal-primary:visible").last.click()


def test_a_refusal_keeps_the_dialog_and_the_case(desk, file, town):
	page = desk("Mediator", "A", mediation_body=file.body)
	page.open(f"dispute-case/{file.case}")
	page.get_by_role("button", name="受理", exact=True).click()
	page.wait_for_function("() => cur_dialog?.fields_dict.way")
	page.wait_for_timeout(500)  # the dialog has moved in
	page.evaluate("() => cur_dialog.hide()")  # given up: the button can be pressed again
	page.wait_for_selector(".modal-dialog", state="hidden")
	page.locator(".page-actions").get_by_role("button", name="受理", exact=True).click()
	page.wait_for_function("() => cur_dialog?.fields_dict.way")
	answer(page, **{file.company: "Refuses Mediation"})
	# who refuses is not mediated: the next question is how the case ends
	page.wait_for_function("() => cur_dialog?.fields_dict.end_reason")
	page.settled()
	answer(page, end_reason="对方明确拒绝", told_court=0, told_arbitration=0, told_administrative=0)
	page.get_by_text("请勾选告知当事人的合法途径").wait_for()
	page.settled()
	page.evaluate("() => frappe.hide_msgprint()")
	page.settled()
	page.errors.clear()  # the refusal stands in the console too
	town.fresh()
	case = frappe.get_doc("Dispute Case", file.case)
	assert (case.stage, case.end_reason or "", case.end_cause or "") == ("Registered", "", "")
	assert case.parties[1].consent == "Refuses Mediation", "an answer is an answer"
	assert page.evaluate("() => cur_dialog.get_value('end_reason')") == "对方明确拒绝"
	page.wait_for_timeout(
		1500
	)  # the platform reads the form again one second after a change that it hears of
	answer(page, told_court=1)
	page.wait_for_function("() => cur_frm.doc.stage === 'Not Taken On'")
	town.fresh()
	assert frappe.db.get_value("Dispute Case", file.case, ["end_reason", "told_court"]) == ("对方明确拒绝", 1)


def test_taking_on_reminds_of_the_notice_of_rights_and_a_refused_save_goes_no_further(desk, file, town):
	page = desk("Mediator", "A", mediation_body=file.body)
	page.open(f"dispute-case/{file.case}")
	page.get_by_role("button", name="受理", exact=True).click()
	page.wait_for_function("() => cur_dialog?.fields_dict.way")
	answer(page, **{file.company: "Agrees To Mediation"})
	page.wait_for_function("() => cur_frm.doc.stage === 'Taken On'")
	page.settled()
	told = page.locator(".form-message:not(.hidden)")
	expect(told).to_contain_text("请告知当事人权利义务")
	assert told.inner_text().count("请告知当事人权利义务") == 1, "said once"
	expect(page.get_by_role("button", name="当事人权利义务告知书")).to_have_count(1)

	frappe.set_user("Administrator")
	agreement = cases.agreement_for(frappe.get_doc("Dispute Case", file.case)).name
	town.commit()
	page.open(f"mediation-agreement/{agreement}")
	page.evaluate("async () => await cur_frm.set_value({ responsibility: '乙方承担主要责任', facts: '' })")
	page.get_by_role("button", name="确认生效", exact=True).click()
	page.locator(".msgprint", has_text="必填项").wait_for()
	page.settled()
	assert not page.evaluate("() => Boolean(window.cur_dialog?.fields_dict.signed_on)"), (
		"not asked when it was signed"
	)
	assert page.evaluate("() => cur_frm.doc.responsibility") == "乙方承担主要责任", "what was typed stays"
