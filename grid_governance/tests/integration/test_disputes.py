"""Disputes from the grid to the file: settled on the spot, bad input with nothing changed, order of the steps."""

import re
from datetime import date, timedelta
from decimal import Decimal

import frappe
import pytest
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate, nowdate

from grid_governance.api import cases as api
from grid_governance.cases import steps
from grid_governance.cases.mediation import performance, term_rows
from grid_governance.tests.factories import cases


@pytest.fixture
def desk(world):
	"""Body and mediator of village A."""
	return cases.desk_of(world)


@pytest.fixture
def in_hand(desk, as_user):
	"""A case that the mediator has taken on."""
	with as_user(desk.user):
		return cases.taken_on(cases.make_case(), desk.mediator, desk.body)


def count(doctype, filters=None):
	return frappe.db.count(doctype, filters)


SPOT = {
	"category": "Neighbour Dispute",
	"party_a": "张三、李四",
	"party_b": "王五",
	"facts": "楼道堆放杂物",
	"settlement": "当场清理，互相道歉",
}


@pytest.mark.parametrize("duty", ["Grid Officer", "Neighbour Head"])
def test_a_quarrel_is_settled_on_the_spot_by_one_call(world, as_user, duty):
	with as_user(world.user(duty, world.grid_a1)):
		answer = api.settle_on_the_spot(grid_unit=world.grid_a1, **SPOT)
	case = frappe.get_doc("Dispute Case", answer["name"])
	assert case.stage == answer["stage"] == "Settled On The Spot"
	assert case.party_names == "张三、李四 / 王五" and str(case.closed_on) == nowdate()
	assert case.first_receiver == world.worker(duty, world.grid_a1)
	assert not case.file_number, "no file of people's mediation"


@pytest.mark.parametrize(
	"wrong", [{"party_b": ""}, {"settlement": " "}, {"party_b": "张三"}, {"category": "No Such Kind"}]
)
def test_an_incomplete_settlement_changes_nothing(world, as_user, wrong):
	before = count("Dispute Case")
	with as_user(world.user("Grid Officer", world.grid_a1)), pytest.raises(frappe.ValidationError):
		api.settle_on_the_spot(grid_unit=world.grid_a1, **{**SPOT, **wrong})
	assert count("Dispute Case") == before


def test_file_numbers_run_without_gaps_per_body(desk, as_user):
	with as_user(desk.user):
		first, second = (cases.taken_on(cases.make_case(), desk.mediator, desk.body) for _ in range(2))
		refused = cases.make_case(parties=[cases.PARTY_A])
		with pytest.raises(frappe.ValidationError, match="Party B"):
			cases.taken_on(refused, desk.mediator, desk.body)
		third = cases.taken_on(cases.make_case(), desk.mediator, desk.body)
	assert [c.file_sequence for c in (first, second, third)] == [1, 2, 3]
	assert first.file_number == f"（{getdate(nowdate()).year}）甲社人调字第1号"


def test_the_same_party_on_both_sides_is_refused(desk, as_user):
	twice = [cases.PARTY_A, {"side": "Party B", "kind": "Person", "party_name": "王 建国"}]
	with as_user(desk.user), pytest.raises(frappe.ValidationError, match="both sides"):
		cases.make_case(parties=twice)


def test_a_mediator_who_is_a_party_is_refused(desk, as_user):
	name = frappe.db.get_value("Grid Worker", desk.mediator, "worker_name")
	with as_user(desk.user):
		case = cases.make_case(
			parties=[{**cases.PARTY_A, "party_name": name, "contact": None}, cases.PARTY_B]
		)
		with pytest.raises(frappe.ValidationError, match="party or agent"):
			cases.taken_on(case, desk.mediator, desk.body)


def test_a_related_mediator_needs_reason_and_consent(in_hand, as_user, desk):
	with as_user(desk.user):
		in_hand.reload()
		in_hand.update({"mediator_related": 1, "relation_reason": "与甲方系表亲"})
		with pytest.raises(frappe.ValidationError, match="consent"):
			in_hand.save()
		in_hand.reload()
		in_hand.update({"mediator_related": 1, "relation_reason": "与甲方系表亲", "relation_consent": 1})
		in_hand.save()


def test_an_id_number_is_kept_masked_only(desk, as_user):
	with as_user(desk.user):
		case = cases.make_case(parties=[{**cases.PARTY_A, "id_masked": "11010519491231002X"}, cases.PARTY_B])
	assert (
		frappe.db.get_value("Case Party", {"parent": case.name, "idx": 1}, "id_masked")
		== "110105********002X"
	)


def test_without_a_signature_date_no_agreement_takes_effect(in_hand, desk, as_user):
	with as_user(desk.user):
		agreement = cases.agreement_for(in_hand)
		with pytest.raises(frappe.ValidationError, match="has not signed yet"):
			steps.put_into_effect(agreement.name)
		for row in agreement.signatures:
			row.signed_on = nowdate()
		agreement.save()
		with pytest.raises(frappe.ValidationError, match="seal"):
			steps.put_into_effect(agreement.name)
	assert frappe.db.get_value("Mediation Agreement", agreement.name, ["status", "effective_date"]) == (
		"Being Drawn Up",
		None,
	)
	assert frappe.db.get_value("Dispute Case", in_hand.name, "stage") == "Taken On"


def test_signed_before_it_was_reached_no_agreement_takes_effect(in_hand, desk, as_user):
	with as_user(desk.user):
		agreement = cases.agreement_for(in_hand)
		with pytest.raises(frappe.ValidationError, match="before the agreement was reached"):
			steps.put_into_effect(agreement.name, add_days(nowdate(), -3))
		agreement.update({"reached_on": add_days(nowdate(), -3)})
		agreement.save()
		steps.put_into_effect(agreement.name, add_days(nowdate(), -3))


@pytest.mark.parametrize(
	("term", "message"),
	[
		({"due_date": None}, "no due date"),
		({"amount": 50000.01}, "more than the amount in dispute"),
		({"due_date": "2020-01-01"}, "before the agreement"),
	],
)
def test_terms_that_are_not_in_order_are_refused_and_nothing_is_kept(in_hand, desk, as_user, term, message):
	before = count("Mediation Agreement")
	row = {"content": "支付工资", "amount": 50000, "due_date": add_days(nowdate(), 30), **term}
	with as_user(desk.user), pytest.raises(frappe.ValidationError, match=message):
		cases.agreement_for(in_hand, [row])
	assert count("Mediation Agreement") == before


def test_messages_are_chinese_for_a_chinese_user(in_hand, desk, as_user):
	with as_user(desk.user):
		frappe.local.lang = "zh"
		with pytest.raises(frappe.ValidationError, match="没有履行期限"):
			cases.agreement_for(in_hand, [{"content": "支付工资", "amount": 1}])


def test_beyond_the_amount_is_fine_with_a_reason(in_hand, desk, as_user):
	row = {"content": "支付工资和利息", "amount": 52000, "due_date": add_days(nowdate(), 30)}
	with as_user(desk.user):
		assert cases.agreement_for(in_hand, [row], beyond_reason="含逾期利息2000元").name


@pytest.mark.parametrize("action", ["File Case", "Close Case", "Reach Agreement", "Record Session"])
def test_steps_out_of_order_are_refused_and_nothing_changes(in_hand, desk, as_user, action):
	with as_user(desk.user), pytest.raises(frappe.ValidationError):
		apply_workflow(frappe.get_doc("Dispute Case", in_hand.name), action)
	assert frappe.db.get_value("Dispute Case", in_hand.name, "stage") == "Taken On"


def test_a_grid_worker_cannot_take_a_case_on(world, desk, as_user):
	with as_user(world.user("Grid Officer", world.grid_a1)):
		case = cases.make_case(mediation_body=desk.body, mediator=desk.mediator)
		with pytest.raises(frappe.ValidationError):
			apply_workflow(case, "Take On")
	with as_user(desk.user):
		assert apply_workflow(frappe.get_doc("Dispute Case", case.name), "Take On").stage == "Taken On"


def test_nobody_starts_a_case_in_a_later_stage(desk, as_user):
	with as_user(desk.user):
		case = frappe.copy_doc(cases.make_case())
		case.workflow_state = "Filed"
		with pytest.raises(frappe.ValidationError):
			case.insert()


def test_an_agreement_in_force_is_not_changed_but_replaced(in_hand, desk, as_user):
	with as_user(desk.user):
		old = cases.in_force(in_hand)
		old.terms[0].amount = 1
		with pytest.raises(frappe.ValidationError, match="no longer changed"):
			old.save()
		rival = cases.agreement_for(in_hand)
		with pytest.raises(frappe.ValidationError, match="in force already"):
			steps.put_into_effect(rival.name, nowdate())
		new = cases.agreement_for(in_hand, replaces=old.name, replaces_reason="双方同意延期")
		steps.put_into_effect(new.name, nowdate())
	assert frappe.db.get_value("Mediation Agreement", old.name, "status") == "Replaced"
	assert frappe.get_all("Agreement Term", {"parent": old.name}, pluck="stage") == ["Replaced"]


def test_an_oral_agreement_binds_from_the_day_it_is_reached(in_hand, desk, as_user):
	with as_user(desk.user):
		oral = steps.draw_up_agreement(
			in_hand.name, [{"content": "当面道歉", "due_date": nowdate()}], "Oral", reached_on=nowdate()
		)
		assert str(steps.put_into_effect(oral.name).effective_date) == nowdate()
		steps.record_performance(oral.name, steps.terms_of(oral.name)[0], nowdate())
		assert steps.close_case(in_hand.name).stage == "Case Closed"
		assert steps.file_case(in_hand.name).stage == "Filed"


@pytest.mark.parametrize(("amount", "message"), [(0, "enter the amount"), (50000.01, "too much"), (-5, "")])
def test_a_wrong_payment_is_refused(in_hand, desk, as_user, amount, message):
	with as_user(desk.user):
		agreement = cases.in_force(in_hand)
		with pytest.raises(frappe.ValidationError, match=re.escape(message)):
			steps.record_performance(agreement.name, agreement.terms[0].name, nowdate(), amount)
	assert not count("Term Performance", {"dispute_case": in_hand.name})


def test_stored_stages_are_those_of_the_pure_rule(in_hand, desk, as_user):
	today = getdate(nowdate())
	with as_user(desk.user):
		rows = [
			{"content": f"第{n}笔", "amount": 1000 * (n % 2), "due_date": add_days(nowdate(), n * 4)}
			for n in range(6)
		]
		agreement = cases.in_force(in_hand, rows)
		steps.record_performance(agreement.name, agreement.terms[1].name, nowdate(), 400)
		steps.record_performance(agreement.name, agreement.terms[3].name, nowdate(), 1000)
	for days in range(0, 30, 3):
		day: date = today + timedelta(days)
		term_rows.refresh(agreement.name, day)
		stored = frappe.get_all("Agreement Term", {"parent": agreement.name}, pluck="stage", order_by="idx")
		assert stored == [
			performance.term_stage(Decimal(str(t.amount)), t.paid, t.completed, t.due_date, day)
			for t in term_rows.of_agreements([agreement.name], day)
		]


def test_what_hangs_on_a_case_follows_its_mediator(in_hand, desk, world, as_user):
	with as_user(desk.user):
		session = steps.record_session(in_hand.name, "首次调解", rights_told=1)
	other = world.user("Mediator", world.street)
	case = frappe.get_doc("Dispute Case", in_hand.name)
	case.mediator = frappe.db.get_value("Grid Worker", {"user": other})
	case.save()
	assert frappe.db.get_value("Mediation Session", session.name, "case_mediator") == case.mediator


def test_terms_beyond_the_amount_are_drawn_up_with_a_reason_over_the_api(desk, in_hand, as_user):
	amount = (in_hand.amount or 0) + 1500
	terms = [{"content": "支付", "amount": amount, "due_date": add_days(nowdate(), 9), "obligor": "Party B"}]
	with as_user(desk.user):
		with pytest.raises(frappe.ValidationError):
			api.draw_up_agreement(in_hand.name, terms)
		name = api.draw_up_agreement(in_hand.name, terms, beyond_reason="含误工费")
	assert frappe.db.get_value("Mediation Agreement", name, "beyond_reason") == "含误工费"
