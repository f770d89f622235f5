"""Judicial confirmation with its last day, its refusals, its enforcement."""

import frappe
import pytest
from frappe.utils import getdate, nowdate

from grid_governance.api import aftercare as api
from grid_governance.cases import steps
from grid_governance.cases.mediation import confirmation
from grid_governance.tests.factories import cases
from grid_governance.tests.integration.aftercare_scenes import agreement_in_force, clock, status

COURT = "浏阳市人民法院"
RULING = "（2026）湘0181民特12号"


@pytest.fixture
def desk(world, as_user):
	return agreement_in_force(world, as_user)


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
		form = frappe.get_doc("Mediation Agreement", desk.agreement)
		form.run_method("onload")
		told = form.get_onload("confirmation")
		assert (told.name, told.status) == (name, status(name)), "the form says so before anything is typed"
