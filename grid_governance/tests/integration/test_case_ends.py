"""What becomes of a case that is not mediated to the end: raised, agreed by word, ended by reason, reopened."""

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.api import intake as api
from grid_governance.cases import steps
from grid_governance.tests.factories import cases

UNASKED = {**cases.PARTY_B, "consent": None, "consent_way": None}


@pytest.fixture
def desk(world):
	"""Body and mediator of village A."""
	return cases.desk_of(world)


def stage(case):
	return frappe.db.get_value("Dispute Case", case.name, "stage")


# ---------------------------------------------------------------- the light path goes on as a full case


def test_what_was_settled_on_the_spot_is_raised_with_everything_kept(world, desk, as_user):
	with as_user(world.user("Grid Officer", world.grid_a1)):
		case = steps.settle_on_the_spot(
			"Neighbour Dispute", world.grid_a1, "张三", "李四", "楼道堆放杂物", "当场清理，互相道歉"
		)
		frappe.db.set_value("Dispute Case", case.name, "matter_number", "（2026）集综来字第9号")
		with pytest.raises(frappe.ValidationError, match="reopening"):
			api.raise_to_mediation(case.name)
		answer = api.raise_to_mediation(case.name, "次日再次堆放，双方争吵")
	assert answer == {"stage": "Registered", "first_level": "Village"}
	raised = frappe.get_doc("Dispute Case", case.name)
	assert raised.way_of_settlement == "People's Mediation" and str(raised.raised_on) == nowdate()
	assert raised.matter_number == "（2026）集综来字第9号"
	assert (raised.facts, raised.settlement, raised.party_names) == (
		case.facts,
		case.settlement,
		"张三 / 李四",
	)
	assert not raised.closed_on and raised.mediation_body == desk.body
	with as_user(desk.user):
		steps.ask_consent(case.name)
		assert steps.take_on(case.name, desk.body, desk.mediator).file_number


@pytest.mark.parametrize("duty", ["Mediator", "Grid Officer"])
def test_a_neighbour_raises_nothing(world, as_user, duty):
	case = steps.settle_on_the_spot(
		"Neighbour Dispute", world.grid_a1, "张三", "李四", "楼道堆放杂物", "当场清理"
	)
	with as_user(world.user(duty, "B")), pytest.raises(frappe.PermissionError):
		api.raise_to_mediation(case.name, "越权")
	assert stage(case) == "Settled On The Spot"


def test_a_full_case_is_not_raised_again(desk, as_user):
	with as_user(desk.user):
		case = cases.make_case()
		with pytest.raises(frappe.ValidationError, match="light path"):
			api.raise_to_mediation(case.name)


# ---------------------------------------------------------------- oral agreement in one step


def test_an_oral_agreement_takes_a_waiting_case_on_and_is_in_force_at_once(world, desk, as_user):
	with as_user(desk.user):
		case = cases.make_case(
			parties=[cases.PARTY_A, UNASKED], mediator=desk.mediator, mediation_body=desk.body
		)
		answer = api.record_oral_agreement(case.name, "乙方三日内支付工资", add_days(nowdate(), 3), 50000)
	assert answer["stage"] == "Agreement Reached"
	agreement = frappe.get_doc("Mediation Agreement", answer["agreement"])
	assert (agreement.agreement_form, agreement.status, str(agreement.effective_date)) == (
		"Oral",
		"In Force",
		nowdate(),
	)


# ---------------------------------------------------------------- ends by reason


@pytest.mark.parametrize(
	("change", "words"),
	[
		({"end_cause": None}, "ground"),
		({"end_cause": "Parties Made Up Themselves"}, "belongs to"),
		({"told_court": 0}, "legal ways"),
		({"end_reason": " "}, "Give the reason"),
	],
)
def test_a_termination_says_on_which_ground_and_what_is_open_to_the_parties(desk, as_user, change, words):
	given = {
		"end_cause": "No Agreement In Mediation",
		"end_reason": "分歧较大",
		"told_court": 1,
		**change,
	}
	with as_user(desk.user):
		case = cases.taken_on(cases.make_case(), desk.mediator, desk.body)
		case.update(given)
		case.save()
		with pytest.raises(frappe.ValidationError, match=words):
			frappe.model.workflow.apply_workflow(case, "Terminate")
	assert stage(case) == "Taken On"


def test_the_dialog_of_an_end_offers_only_its_grounds_and_the_usual_ways(desk, as_user):
	with as_user(desk.user):
		form = api.end_form(cases.make_case().name, "Not Taken On")
	grounds = [row["value"] for row in form["grounds"]]
	assert "Reserved To A Special Organ By Law" in grounds and "Administrative Dispute" in grounds
	assert grounds[-1] == "Other Ground" and "No Agreement In Mediation" not in grounds
	assert form["ways"] == {"told_arbitration": 1, "told_administrative": 0, "told_court": 1}


def test_an_application_is_withdrawn_before_it_is_taken_on_and_by_a_side(desk, as_user):
	with as_user(desk.user):
		case = cases.make_case()
		ended = steps.end_case(case.name, "Withdraw Application", "自行和好", "Parties Made Up Themselves")
	assert (ended.stage, ended.withdrawn_by) == ("Application Withdrawn", "Party A")


def test_a_reopened_case_forgets_why_it_ended(desk, as_user, world):
	with as_user(desk.user):
		case = steps.settle_on_the_spot(
			"Neighbour Dispute", world.grid_a1, "张三", "李四", "楼道堆放杂物", "当场清理"
		)
		frappe.db.set_value("Dispute Case", case.name, {"end_cause": "Other Ground", "told_court": 1})
		steps.raise_to_mediation(case.name, "再次发生")
	assert frappe.db.get_value("Dispute Case", case.name, ["end_cause", "told_court"]) == (None, 0)


@pytest.mark.parametrize("field", ["event_date", "rights_told_on", "end_notice_on", "divert_answered_on"])
def test_what_was_done_was_not_done_tomorrow(desk, as_user, field):
	with as_user(desk.user):
		case = cases.make_case()
		case.set(field, add_days(nowdate(), 1))
		with pytest.raises(frappe.ValidationError, match="is in the future"):
			case.save()
		case.reload()
		case.set(field, nowdate())
		case.save()
	assert str(frappe.db.get_value("Dispute Case", case.name, field)) == nowdate()
