"""The wage story of the field report: 50,000 yuan owed, 20,000 paid next day, 30,000 open with a due date.

The case cannot be closed as performed before the rest is in; closed is not yet filed.
"""

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.api import aftercare
from grid_governance.cases import steps
from grid_governance.tests.factories import case_file, cases


@pytest.fixture
def story(world, as_user):
	"""Agreement reached yesterday: 20,000 due today, 30,000 in sixty days. Everything by users of their role."""
	yesterday, worker = add_days(nowdate(), -1), world.user("Grid Officer", world.grid_a1)
	body = cases.make_body()
	mediator_user = world.user("Mediator", "A", mediation_body=body)
	mediator = world.worker("Mediator", "A")
	with as_user(worker):
		case = cases.make_case(event_date=yesterday)
	with as_user(mediator_user):
		cases.taken_on(case, mediator, body)
		steps.record_session(case.name, "双方各自陈述, 经调解愿意协商。", venue="调解室", rights_told=1)
		agreement = steps.draw_up_agreement(
			case.name,
			[
				{
					"content": "支付第一笔工资",
					"amount": 20000,
					"due_date": nowdate(),
					"method": "Bank Transfer",
				},
				{"content": "支付剩余工资", "amount": 30000, "due_date": add_days(nowdate(), 60)},
			],
			reached_on=yesterday,
		)
		steps.put_into_effect(agreement.name, yesterday)
	return frappe._dict(
		case=case.name, agreement=agreement.name, user=mediator_user, terms=steps.terms_of(agreement.name)
	)


def stage(name):
	return frappe.db.get_value("Dispute Case", name, "stage")


def term_stages(story):
	return [frappe.db.get_value("Agreement Term", name, "stage") for name in story.terms]


def test_the_case_follows_agreement_and_performance(story, as_user):
	assert stage(story.case) == "Agreement Reached"
	with as_user(story.user):
		steps.record_performance(story.agreement, story.terms[0], nowdate(), 20000)
	assert stage(story.case) == "In Performance"
	assert term_stages(story) == ["Performed", "Not Due"]


def test_it_cannot_close_as_performed_before_the_rest_is_in(story, as_user):
	with as_user(story.user):
		steps.record_performance(story.agreement, story.terms[0], nowdate(), 20000)
		with pytest.raises(frappe.ValidationError, match=r"30,000\.00"):
			steps.close_case(story.case)
		assert stage(story.case) == "In Performance"
		steps.record_performance(story.agreement, story.terms[1], nowdate(), 12500.5)
		with pytest.raises(frappe.ValidationError, match=r"17,499\.50"):
			steps.close_case(story.case)
		steps.record_performance(story.agreement, story.terms[1], nowdate(), 17499.5)
		steps.close_case(story.case)
	assert stage(story.case) == "Case Closed"
	assert frappe.db.get_value("Dispute Case", story.case, ["outcome", "filed_on"]) == ("All Performed", None)


def test_closed_is_not_filed(story, as_user):
	with as_user(story.user):
		for term, amount in zip(story.terms, (20000, 30000), strict=True):
			steps.record_performance(story.agreement, term, nowdate(), amount)
		steps.close_case(story.case)
		assert stage(story.case) == "Case Closed"
		case_file.identity(frappe.get_doc("Dispute Case", story.case))
		steps.file_case(story.case)
		case = frappe.get_doc("Dispute Case", story.case)
		assert case.stage == "Filed" and str(case.filed_on) == nowdate()
		case.facts = "事后改写"
		with pytest.raises(frappe.ValidationError, match="filed"):
			case.save()


def test_a_suit_closes_it_with_a_reason_instead(story, as_user):
	with as_user(story.user):
		with pytest.raises(frappe.ValidationError, match="reason"):
			steps.close_case(story.case, "Taken To Court")
		steps.close_case(story.case, "Taken To Court", "乙方拒付第二笔, 甲方已起诉")
	assert stage(story.case) == "Case Closed"


def test_a_withdrawn_payment_opens_the_term_again(story, as_user):
	with as_user(story.user):
		row = steps.record_performance(story.agreement, story.terms[0], nowdate(), 20000)
		row.update({"withdrawn": 1, "withdrawn_reason": "误记"}).save()
		assert term_stages(story)[0] == "Due Soon"
		steps.record_performance(story.agreement, story.terms[0], nowdate(), 5000)
		assert term_stages(story)[0] == "Part Performed"


def test_it_goes_on_to_confirmation_enforcement_and_return_visit(story, as_user, world):
	"""The rest is not paid: the court confirms in time, enforcement is noted, the visit finds it and it flares up."""
	with as_user(story.user):
		steps.record_performance(story.agreement, story.terms[0], nowdate(), 20000)
		asked = aftercare.prepare_confirmation(story.agreement, "浏阳市人民法院")
		aftercare.apply_for_confirmation(asked["name"])
		decided = aftercare.decide_confirmation(
			asked["name"], "Confirmed By The Court", document_number="（2026）湘0181民特1号"
		)
		assert decided["enforceable"]
		assert aftercare.apply_for_enforcement(asked["name"])["amount"] == 30000
		with pytest.raises(frappe.ValidationError, match=r"30,000\.00"):
			steps.close_case(story.case)
		steps.close_case(story.case, "Taken To Court", "乙方未付余款, 甲方已申请强制执行")
	visit = frappe.get_all("Return Visit", {"dispute_case": story.case}, pluck="name", order_by="due_on")[0]
	with as_user(world.user("Grid Officer", world.grid_a1)):
		found = aftercare.record_visit(visit, "Dissatisfied", way="Visit At Home", sued=1)
		assert found["performance"] == "Performed In Part"
		again = aftercare.open_recurrence(visit, "公司又拖欠六月份工资")
	assert frappe.db.get_value("Dispute Case", again["name"], "recurs_from") == story.case
