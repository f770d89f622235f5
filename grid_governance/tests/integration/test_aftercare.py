"""Judicial confirmation with its last day, enforcement, return visits by schedule, recurrence as a linked case."""

import frappe
import pytest
from frappe.utils import add_days, getdate, nowdate

from grid_governance.api import aftercare as api
from grid_governance.api import mediation
from grid_governance.cases import steps
from grid_governance.cases.mediation import confirmation, visits
from grid_governance.tests.factories import cases

COURT = "浏阳市人民法院"
RULING = "（2026）湘0181民特12号"


@pytest.fixture
def desk(world, as_user):
	"""A case of village A with a written agreement in force since today."""
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	with as_user(user):
		case = cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body)
		steps.record_session(case.name, "双方同意", rights_told=1)
		agreement = cases.in_force(case)
	return frappe._dict(
		user=user, body=body, case=case.name, agreement=agreement.name, term=agreement.terms[0].name
	)


def status(name):
	return frappe.db.get_value("Judicial Confirmation", name, "status")


def clock(name):
	return frappe.db.get_value("Case Clock", {"reference_name": name}, "clock_state")


def prepared(desk, **values):
	return api.prepare_confirmation(desk.agreement, COURT, **values)["name"]


def applied(desk):
	name = prepared(desk)
	api.apply_for_confirmation(name)
	return name


def test_it_is_prepared_from_the_case_with_last_day_check_list_and_clock(desk, as_user):
	with as_user(desk.user):
		answer = api.prepare_confirmation(desk.agreement, COURT)
	doc = frappe.get_doc("Judicial Confirmation", answer["name"])
	assert getdate(doc.last_day) == confirmation.last_day(getdate(nowdate()))
	assert str(doc.last_day) == answer["last_day"]
	assert frappe.db.get_value("Mediation Agreement", desk.agreement, "confirmation_last_day") == doc.last_day
	papers = {row.paper: row.present for row in doc.papers}
	assert papers["人民调解记录"] and not papers["人民调解协议书"], "the scan of the signed one is missing"
	assert "人民调解协议书" in answer["missing"] and "授权委托书及代理人身份证明" not in answer["missing"]
	assert clock(doc.name) == "Running"
	assert getdate(frappe.db.get_value("Case Clock", {"reference_name": doc.name}, "due_at")) == doc.last_day


def test_confirmed_in_time_can_be_enforced_with_what_is_open(desk, as_user):
	with as_user(desk.user):
		name = applied(desk)
		assert clock(name) == "Met"
		answer = api.decide_confirmation(name, "Confirmed By The Court", document_number=RULING)
		assert answer == {"status": "Confirmed By The Court", "enforceable": True}
		steps.record_performance(desk.agreement, desk.term, nowdate(), 20000)
		assert api.apply_for_enforcement(name)["amount"] == 30000
	assert frappe.db.get_value("Judicial Confirmation", name, "enforcement_court") == COURT


@pytest.mark.parametrize(
	"side", ["Party A With The Consent Of Party B", "Party B With The Consent Of Party A"]
)
def test_one_side_alone_is_refused_with_a_clear_message(desk, as_user, side):
	with as_user(desk.user):
		name = prepared(desk, applied_by=side, consent_note="电话")
		with pytest.raises(frappe.ValidationError, match="One party alone"):
			api.apply_for_confirmation(name)
		assert status(name) == "Papers Being Prepared" and clock(name) == "Running"
		api.apply_for_confirmation(name, consent_given=1, consent_note="乙方在申请书上签名")
	assert status(name) == "Applied To The Court"


def test_late_is_warned_of_and_left_to_the_court(desk, as_user):
	frappe.db.set_value("Mediation Agreement", desk.agreement, "effective_date", "2026-09-01")
	with as_user(desk.user):
		name = prepared(desk)
		assert str(frappe.db.get_value("Judicial Confirmation", name, "last_day")) == "2026-10-08"
		with pytest.raises(frappe.ValidationError, match="2026-10-08"):
			api.apply_for_confirmation(name)
		answer = api.apply_for_confirmation(name, late_reason="乙方住院，无法到庭")
	assert answer["late"] and status(name) == "Applied To The Court"
	assert clock(name) == "Breached"


@pytest.mark.parametrize("negative", confirmation.NEGATIVE)
def test_a_refusal_names_reason_and_legal_way(desk, as_user, negative):
	with as_user(desk.user):
		name = applied(desk)
		with pytest.raises(frappe.ValidationError, match="reason"):
			api.decide_confirmation(name, negative)
		with pytest.raises(frappe.ValidationError, match="way from here is missing"):
			api.decide_confirmation(name, negative, decision_reason="内容不明确")
		answer = api.decide_confirmation(
			name, negative, decision_reason="内容不明确", next_way="Reach A New Agreement"
		)
		assert not answer["enforceable"]
		with pytest.raises(frappe.ValidationError, match="confirmed can be enforced"):
			api.apply_for_enforcement(name)
		assert prepared(desk), "after a refusal it can be brought again"


def test_taken_back_needs_its_reason(desk, as_user):
	with as_user(desk.user):
		name = prepared(desk)
		with pytest.raises(frappe.ValidationError, match="reason"):
			api.decide_confirmation(name, "Application Taken Back")
		api.decide_confirmation(name, "Application Taken Back", decision_reason="已当场履行完毕")
	assert clock(name) == "Met"


@pytest.mark.parametrize("step", ["Confirmed By The Court", "Refused By The Court"])
def test_nothing_is_decided_before_it_is_applied_for(desk, as_user, step):
	with as_user(desk.user):
		name = prepared(desk)
		with pytest.raises(frappe.ValidationError, match="cannot follow"):
			api.decide_confirmation(
				name, step, document_number=RULING, decision_reason="x", next_way="File A Lawsuit"
			)
	assert status(name) == "Papers Being Prepared"


def test_it_is_brought_once_for_a_written_agreement_in_force(desk, as_user, world):
	with as_user(desk.user):
		prepared(desk)
		with pytest.raises(frappe.ValidationError, match="under way"):
			prepared(desk)
		other = cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), desk.body)
		draft = cases.agreement_for(other)
		with pytest.raises(frappe.ValidationError, match="not in force"):
			api.prepare_confirmation(draft.name, COURT)
		oral = steps.draw_up_agreement(
			other.name, [{"content": "当面道歉", "due_date": nowdate()}], "Oral", reached_on=nowdate()
		)
		steps.put_into_effect(oral.name)
		with pytest.raises(frappe.ValidationError, match="in writing"):
			api.prepare_confirmation(oral.name, COURT)


def test_what_was_handed_in_is_not_rewritten(desk, as_user):
	with as_user(desk.user):
		name = applied(desk)
		doc = frappe.get_doc("Judicial Confirmation", name)
		doc.court = "另一法院"
		with pytest.raises(frappe.ValidationError, match="no longer changed"):
			doc.save()


def test_a_new_agreement_takes_back_what_was_only_being_prepared(desk, as_user):
	with as_user(desk.user):
		name = prepared(desk)
		new = cases.agreement_for(
			frappe._dict(name=desk.case), replaces=desk.agreement, replaces_reason="双方同意延期"
		)
		steps.put_into_effect(new.name, nowdate())
		assert status(name) == "Application Taken Back"
		with pytest.raises(frappe.ValidationError, match="not in force"):
			prepared(desk)
		assert api.prepare_confirmation(new.name, COURT)["name"]


@pytest.mark.parametrize("decided", [False, True])
def test_what_lies_before_the_court_or_was_confirmed_is_not_replaced(desk, as_user, decided):
	with as_user(desk.user):
		name = applied(desk)
		if decided:
			api.decide_confirmation(
				name, "Confirmed By The Court", nowdate(), document_number="（2026）民特1号"
			)
		with pytest.raises(
			frappe.ValidationError, match="enforced" if decided else "Take the application back"
		):
			cases.agreement_for(
				frappe._dict(name=desk.case), replaces=desk.agreement, replaces_reason="双方同意延期"
			)
		assert frappe.db.get_value("Mediation Agreement", desk.agreement, "status") == "In Force"
		assert status(name) == ("Confirmed By The Court" if decided else "Applied To The Court")


@pytest.fixture
def closed(desk, as_user):
	with as_user(desk.user):
		steps.record_performance(desk.agreement, desk.term, nowdate(), 50000)
		steps.close_case(desk.case)
	return desk


def visits_of(desk):
	return frappe.get_all(
		"Return Visit", {"dispute_case": desk.case}, ["name", "due_on", "visit_status"], order_by="due_on"
	)


def test_closing_plans_the_visits_of_the_settings_and_starts_their_clocks(closed):
	planned = visits_of(closed)
	assert [str(row.due_on) for row in planned] == [add_days(nowdate(), days) for days in (7, 30, 90)]
	assert {row.visit_status for row in planned} == {"Visit Due"}
	assert {clock(row.name) for row in planned} == {"Running"}


def test_a_visit_is_recorded_with_one_choice(closed, as_user):
	name = visits_of(closed)[0].name
	with as_user(closed.user):
		assert api.visit_form(name)["performance"] == "Fully Performed"
		answer = api.record_visit(name, "Very Satisfied")
	assert answer == {"visit_status": "Visit Done", "performance": "Fully Performed"}
	doc = frappe.get_doc("Return Visit", name)
	assert str(doc.visited_on) == nowdate() and doc.visitor and clock(name) == "Met"


def test_the_officer_of_the_grid_sees_and_makes_the_visits_due(closed, world, as_user):
	name = visits_of(closed)[0].name
	frappe.db.set_value("Return Visit", name, "due_on", add_days(nowdate(), -1))
	with as_user(world.user("Grid Officer", world.grid_a1)):
		assert [row["name"] for row in api.visits_due()] == [name]
		api.record_visit(name, "Satisfied", way="Visit At Home")
		assert not api.visits_due()
	with as_user(world.user("Grid Officer", world.grid_b1)):
		assert not api.visits_due(add_days(nowdate(), 400))


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"satisfaction": ""}, "how satisfied"),
		({"hidden_risk": 1}, "which risks"),
		({"visited_on": "2999-01-01"}, "in the future"),
		({"visited_on": "2020-01-01"}, "before the case"),
	],
)
def test_an_incomplete_visit_is_refused_and_stays_due(closed, as_user, values, message):
	name = visits_of(closed)[0].name
	with as_user(closed.user), pytest.raises(frappe.ValidationError, match=message):
		api.record_visit(name, **{"satisfaction": "Satisfied", **values})
	assert frappe.db.get_value("Return Visit", name, "visit_status") == "Visit Due"


def test_a_recorded_visit_is_not_changed(closed, as_user):
	name = visits_of(closed)[0].name
	with as_user(closed.user):
		api.record_visit(name, "Satisfied")
		doc = frappe.get_doc("Return Visit", name)
		doc.satisfaction = "Dissatisfied"
		with pytest.raises(frappe.ValidationError, match="not changed"):
			doc.save()


def test_reopening_drops_what_is_due_and_closing_plans_anew(closed, as_user):
	with as_user(closed.user):
		api.record_visit(visits_of(closed)[0].name, "Satisfied")
		case = frappe.get_doc("Dispute Case", closed.case)
		case.reopen_reason = "乙方反悔"
		case.save()
		frappe.get_attr("frappe.model.workflow.apply_workflow")(case, "Reopen Case")
	assert sorted(row.visit_status for row in visits_of(closed)) == [
		"Visit Done",
		"Visit Dropped",
		"Visit Dropped",
	]


def test_the_settings_take_lists_of_days_only():
	settings = frappe.get_doc("Grid Governance Settings")
	settings.return_visit_days = "soon"
	with pytest.raises(frappe.ValidationError, match="7, 30, 90"):
		settings.save()
	settings.reload()
	settings.return_visit_days = "14"
	settings.save()


def test_a_quarrel_settled_on_the_spot_is_visited_where_the_settings_say_so(world, as_user):
	frappe.db.set_single_value("Grid Governance Settings", "return_visit_days_spot", "15")
	with as_user(world.user("Grid Officer", world.grid_a1)):
		case = steps.settle_on_the_spot("Neighbour Dispute", world.grid_a1, "张三", "李四", "争吵", "和解")
	assert len(visits_of(frappe._dict(case=case.name))) == 1


def test_a_recurrence_opens_a_linked_case_with_parties_and_facts(closed, as_user):
	name = visits_of(closed)[0].name
	with as_user(closed.user):
		with pytest.raises(frappe.ValidationError, match="Record the return visit first"):
			api.open_recurrence(name, "又欠薪")
		api.record_visit(
			name, "Dissatisfied", hidden_risk=1, risk_note="再次拖欠", performance="Not Performed"
		)
		answer = api.open_recurrence(name, "2026年6月起再次拖欠")
		with pytest.raises(frappe.ValidationError, match="opened for this recurrence already"):
			api.open_recurrence(name, "再来一次")
	case = frappe.get_doc("Dispute Case", answer["name"])
	assert (case.recurs_from, case.recurring, case.stage) == (closed.case, 1, "Registered")
	assert [row.party_name for row in case.parties] == ["王建国", "宏达建筑有限公司"]
	assert "2026年6月起再次拖欠" in case.facts and "拖欠工资" in case.facts
	assert frappe.db.get_value("Return Visit", name, "recurring_case") == case.name


def test_performance_found_follows_the_rows(desk, as_user):
	assert visits.performance_found(desk.case) == "Not Performed"
	with as_user(desk.user):
		steps.record_performance(desk.agreement, desk.term, nowdate(), 1)
		assert visits.performance_found(desk.case) == "Performed In Part"
		steps.record_performance(desk.agreement, desk.term, nowdate(), 49999)
	assert visits.performance_found(desk.case) == "Fully Performed"
	assert not mediation.open_terms(desk.agreement)
