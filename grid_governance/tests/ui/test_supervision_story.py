"""督办 in the browser: ordered on the case, a poor reply sent back, a better one verified and struck off."""

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.tests.factories import cases
from grid_governance.tests.ui.test_handover_story import confirm, fill


@pytest.fixture
def case(town):
	"""A case that village A's mediator has taken on."""
	town.fresh()
	body = cases.make_body(unit=town.village_a, name="朝阳社区人民调解委员会")
	town.commit()
	town.user("Mediator", "A", mediation_body=body)
	made = cases.taken_on(cases.make_case(unit=town.village_a), town.worker("Mediator", "A"), body)
	town.commit()
	return made.name


def take(page, step, field, words):
	page.get_by_role("button", name=step, exact=True).click()
	fill(page, field, words)
	confirm(page)


def test_an_order_is_replied_to_sent_back_and_struck_off(desk, town, case):
	page = desk("Supervisor", "street")
	page.open(f"dispute-case/{case}")
	page.locator(".inner-group-button", has_text="督办事项").locator("button").click()
	page.locator(".inner-group-button .dropdown-menu a").get_by_text("督办", exact=True).click()
	fill(page, "grounds", "群众多次反映，未见进展")
	fill(page, "asked", "三日内约谈双方并书面回复")
	page.evaluate("day => cur_dialog.set_value('due', day)", add_days(nowdate(), -3))
	page.locator(".modal.show .btn-primary:visible").last.click()
	page.wait_for_selector(".msgprint:has-text('回复期限早于今天')")
	page.settled()
	page.evaluate("() => frappe.msg_dialog.hide()")
	page.wait_for_selector(".msgprint", state="hidden")
	page.settled()
	page.errors.clear()  # the console says of the refusal where it came from
	page.evaluate("day => cur_dialog.set_value('due', day)", add_days(nowdate(), 3))
	confirm(page)  # what was typed before the refusal is still there
	page.wait_for_url("**/supervision-order/*")
	page.settled()
	town.fresh()
	order = frappe.db.get_value("Supervision Order", {"dispute_case": case})

	mediator = desk("Mediator", "A")
	mediator.open(f"supervision-order/{order}")
	mediator.reads("回复督办")
	assert "撤销督办" not in mediator.text()
	take(mediator, "回复督办", "text", "已收到")
	page.open(f"supervision-order/{order}")
	take(page, "退回重办", "reason", "未写明何时化解")
	mediator.open(f"supervision-order/{order}")
	take(mediator, "回复督办", "text", "双方约定月底前付清")
	page.open(f"supervision-order/{order}")
	take(page, "销号", "verification", "电话回访双方属实")
	page.wait_for_selector(".indicator-pill:has-text('已销号')")

	town.fresh()
	doc = frappe.get_doc("Supervision Order", order)
	assert doc.asked == "三日内约谈双方并书面回复" and doc.status == "Struck Off"
	assert [row.verdict for row in doc.replies] == ["Reply Not Enough", "Reply Accepted"]
	page.open("case-clock")
	page.locator(".list-row .list-subject a").first.wait_for()  # the rows lead to their cases
	page.open("query-report/Supervision Ledger")
	assert doc.order_number not in page.text()
