"""Whoever may sign for a waiting case and acts on it has signed for it: in time, in the same transaction, by name."""

import frappe
import pytest

from grid_governance.api.intake import take_on
from grid_governance.cases import owner, steps
from grid_governance.cases.clocks import limits
from grid_governance.cases.handover import acts, by_step
from grid_governance.cases.owner import Holder
from grid_governance.tests.factories import cases, core, handovers
from grid_governance.tests.factories.handovers import VILLAGE
from grid_governance.tests.integration.handover_scenes import clock, holder, people_of, run, stage

SIGNED = (owner.SIGNED, 0)


@pytest.fixture
def people(world):
	return frappe._dict(people_of(world) | cases.desk_of(world))


@pytest.fixture
def case(people, as_user):
	"""The town has it; everything that the village's mediator needs to take it on is there but body and mediator."""
	parties = [{**row, "consent": "Agrees To Mediation"} for row in (cases.PARTY_A, cases.PARTY_B)]
	with as_user(people.village):
		return cases.make_case(parties=parties, difficulty="Major Matter")


@pytest.fixture
def sent_down(case, people, as_user):
	return run(as_user, people.town, handovers.send, case, VILLAGE, owner.ASSIGN_DOWN)


@pytest.fixture
def unasked_down(people, as_user):
	"""Party B was not asked yet; sent to the village and not signed for: (case, hop)."""
	parties = [{**cases.PARTY_A, "consent": "Agrees To Mediation"}, {**cases.PARTY_B, "consent": ""}]
	with as_user(people.village):
		case = cases.make_case(parties=parties, difficulty="Major Matter")
	return case, run(as_user, people.town, handovers.send, case, VILLAGE, owner.ASSIGN_DOWN)


def signed(hop) -> tuple:
	return frappe.db.get_value("Case Handover", hop.name, ["stage", "signed_late"])


def signer(hop) -> str | None:
	return frappe.db.get_value("Case Handover", hop.name, "signed_by")


def test_who_takes_the_case_on_has_signed_for_it(case, sent_down, people, as_user):
	assert holder(case) == (core.STREET, None)
	taken = run(as_user, people.user, steps.take_on, case.name, people.body, people.mediator)
	assert (taken.stage, taken.handling_unit) == ("Taken On", core.VILLAGE_A)
	assert holder(case) == (core.VILLAGE_A, None)
	assert signed(sent_down) == SIGNED and signer(sent_down) == people.user
	assert clock(sent_down, limits.SIGN_FOR).clock_state == limits.MET
	assert clock(sent_down, limits.HANDLE).charged_unit == core.VILLAGE_A
	number = frappe.db.get_value("Dispute Case", case.name, "file_number")
	assert "甲社" in number, "of the village's own body"


def test_a_step_that_is_refused_signs_nothing(case, sent_down, people, as_user):
	frappe.db.savepoint("before_the_step")
	with pytest.raises(frappe.ValidationError, match="missing"):
		run(as_user, people.user, steps.take_on, case.name, people.body)
	frappe.db.rollback(save_point="before_the_step")  # as the platform does with the whole request
	assert stage(sent_down) == owner.PENDING and holder(case) == (core.STREET, None)


def answered(case, people, answer, **values) -> dict:
	given = {"mediation_body": people.body, "mediator": people.mediator, **values}
	return take_on(case.name, {case.parties[1].name: answer}, **given)


def test_what_the_dialog_of_taking_on_answers_is_saved_signed_and_taken_on_at_once(
	people, as_user, unasked_down
):
	case, hop = unasked_down
	with as_user(people.user):
		told = answered(case, people, "Agrees To Mediation")
	assert told == {"stage": "Taken On", "refused": []}
	assert signed(hop) == SIGNED and holder(case) == (core.VILLAGE_A, None)


def test_a_refused_dialog_has_signed_and_saved_nothing(people, as_user, unasked_down):
	case, hop = unasked_down
	frappe.db.savepoint("before_the_step")
	with as_user(people.user), pytest.raises(frappe.ValidationError):
		answered(case, people, "Agrees To Mediation", mediator="nobody")
	frappe.db.rollback(save_point="before_the_step")
	with as_user(people.town), pytest.raises((frappe.ValidationError, frappe.PermissionError)):
		answered(case, people, "Agrees To Mediation")  # may read the case, but does not sign for the village
	frappe.db.rollback(save_point="before_the_step")
	assert stage(hop) == owner.PENDING and holder(case) == (core.STREET, None)
	assert not frappe.get_doc("Dispute Case", case.name).parties[1].consent


def test_a_party_that_refuses_is_written_down_and_the_case_is_not_taken_on(people, as_user, unasked_down):
	case, hop = unasked_down
	with as_user(people.user):
		told = answered(case, people, "Refuses Mediation")
	assert told == {"stage": "Registered", "refused": [case.parties[1].party_name]}
	assert signed(hop) == SIGNED, "whoever asks the parties has the case in hand"


def test_taking_on_is_offered_to_nobody_while_somebody_else_has_to_sign(people, as_user, sent_down, case):
	def waits_for(user) -> str | None:
		with as_user(user):
			return by_step.waits_for(case.name)

	assert (waits_for(people.town), waits_for(people.user)) == ("others", "me")
	run(as_user, people.user, acts.sign, sent_down.name)
	assert (waits_for(people.town), waits_for(people.user)) == (None, None)


def test_an_end_by_the_receiver_is_an_act_too(case, sent_down, people, as_user):
	with as_user(people.user):
		steps.end_case(case.name, "Do Not Take On", "不属受理范围")
	assert signed(sent_down) == SIGNED
	assert holder(case) == (core.VILLAGE_A, None), "whoever ended it"


def test_a_record_of_mediation_is_an_act(case, people, as_user):
	with as_user(people.village):
		mine = cases.make_case(parties=case.parties)
	with as_user(people.user):
		cases.taken_on(mine, people.mediator)
	up = run(as_user, people.village, handovers.send, mine)
	run(as_user, people.town, acts.sign, up.name)
	down = run(
		as_user,
		people.town,
		handovers.send,
		mine,
		Holder(core.VILLAGE_A, None, people.mediator),
		"Assign Down",
	)
	with as_user(people.user):
		steps.record_session(mine.name, "双方陈述", rights_told=1)
	assert signed(down) == SIGNED and signer(down) == people.user
	assert frappe.db.get_value("Dispute Case", mine.name, "stage") == "In Mediation"


def test_what_is_on_its_way_to_somebody_else_is_not_taken_on(case, people, world, as_user):
	"""By the sender's mediator, while a department is asked; an assistant who has not signed stops nobody."""
	body = cases.make_body(core.STREET, "集里街道人民调解委员会", "集里")
	town, worker = world.user("Mediator", "street", mediation_body=body), world.worker("Mediator", "street")
	run(as_user, people.town, handovers.send, case, VILLAGE, owner.ASSISTANCE)
	there = Holder(core.STREET, people.department)
	hop = run(as_user, people.town, handovers.send, case, there, owner.ASSIGN_DOWN)
	with pytest.raises(frappe.ValidationError, match="“Sign For”"):
		run(as_user, town, steps.take_on, case.name, body, worker)
	assert stage(hop) == owner.PENDING and holder(case) == (core.STREET, None)
	run(as_user, people.town, acts.recall, hop.name)
	assert run(as_user, town, steps.take_on, case.name, body, worker).stage == "Taken On"


def test_on_both_sides_one_acts_for_the_sender(case, people, world, as_user):
	"""The dispatcher may sign for a colleague, but has not done so by ending what he has sent him."""
	mediator = world.worker("Mediator", "street")
	hop = run(as_user, people.town, handovers.send, case, Holder(core.STREET, None, mediator), "Assign Down")
	with pytest.raises(frappe.ValidationError, match="waits to be signed for"):
		run(as_user, people.town, steps.end_case, case.name, "Do Not Take On", "不属受理范围")
	assert stage(hop) == owner.PENDING


def test_a_save_without_a_step_signs_nothing(case, sent_down, people, as_user):
	with as_user(people.user):
		doc = frappe.get_doc("Dispute Case", case.name)
		doc.claims = "支付工资"
		doc.save()
	assert stage(sent_down) == owner.PENDING
