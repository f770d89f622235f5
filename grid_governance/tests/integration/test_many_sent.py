"""The dispatch desk sends several cases at once, each as proposed; what cannot be sent stays and says why."""

import frappe
import pytest

from grid_governance.api import dispatch
from grid_governance.cases import owner
from grid_governance.cases.handover import acts, console
from grid_governance.tests.factories import cases, core, handovers


@pytest.fixture
def dispatcher(world):
	return world.user("Dispatcher", "street")


@pytest.fixture
def mediator(world):
	return world.worker("Mediator", "A")


def at_street(**values):
	case = cases.make_case(difficulty="Minor Matter", **values)
	case.db_set("handling_unit", core.STREET)
	return case


def hops_of(case) -> list:
	return frappe.get_all(
		"Case Handover", {"dispute_case": case.name}, ["stage", "to_unit", "to_worker", "routing_reason"]
	)


def test_each_goes_to_whom_it_is_proposed_with_the_reason(dispatcher, mediator, as_user):
	chosen = [at_street() for _n in range(3)]
	with as_user(dispatcher):
		told = dispatch.send_as_proposed(frappe.as_json([case.name for case in chosen]))
	assert {row["name"] for row in told} == {case.name for case in chosen}
	assert all(row["receiver"] and not row["problem"] for row in told)
	for case in chosen:
		[hop] = hops_of(case)
		assert (hop.stage, hop.to_unit) == (owner.PENDING, core.VILLAGE_A)
		assert hop.to_worker and hop.routing_reason


def test_what_cannot_be_sent_stays_and_the_others_go(dispatcher, mediator, as_user):
	good, sent_already = at_street(), at_street()
	nobodys = cases.make_case(unit=core.STREET, difficulty="Hard Matter")
	nobodys.db_set("handling_unit", core.STREET)
	with as_user(dispatcher):
		handovers.send(sent_already, handovers.NEIGHBOUR, owner.ASSIGN_DOWN)
		frappe.local.message_log = []
		frappe.db.set_value("Routing Rule", {"difficulty": "Hard Matter"}, "enabled", 0)
		told = {
			row["name"]: row
			for row in dispatch.send_as_proposed([good.name, sent_already.name, nobodys.name, "no such case"])
		}
	assert told[good.name]["receiver"] and len(hops_of(good)) == 1
	assert "signed for" in told[sent_already.name]["problem"] and len(hops_of(sent_already)) == 1
	assert told[nobodys.name]["problem"] and not hops_of(nobodys)
	assert told["no such case"]["problem"]
	assert not frappe.local.message_log, "said beside the case, not in a heap of dialogs"


def test_only_a_dispatcher_of_the_area_sends(dispatcher, mediator, world, as_user):
	case = at_street()
	with as_user(world.user("Grid Head", "A")), pytest.raises(frappe.PermissionError):
		dispatch.send_as_proposed([case.name])
	with as_user(world.user("Dispatcher", "B")):
		assert dispatch.send_as_proposed([case.name])[0]["problem"]
	assert not hops_of(case)
	for names in ([], ["x"] * (console.PAGE + 1), "[]", [1]):
		with as_user(dispatcher), pytest.raises(frappe.ValidationError):
			dispatch.send_as_proposed(names)


def test_what_the_village_reported_up_is_not_sent_back_to_it(dispatcher, mediator, world, as_user):
	with as_user(world.user("Grid Head", "A")):
		case = cases.make_case(difficulty="Minor Matter")
		hop = handovers.send(case)
	with as_user(dispatcher):
		acts.sign(hop.name)
		[told] = dispatch.send_as_proposed([case.name])
	assert told["receiver"] is None and "has sent it here" in told["problem"]
	assert len(hops_of(case)) == 1
