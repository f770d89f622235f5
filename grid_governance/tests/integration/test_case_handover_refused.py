"""Handovers that are refused: receivers who cannot have the case, circles, twice at once, ended cases, other doors."""

import frappe
import pytest
from frappe.utils import add_days, now_datetime

from grid_governance.cases import owner, steps
from grid_governance.cases.handover import acts
from grid_governance.cases.handover.chain import HandoverError
from grid_governance.cases.owner import Holder
from grid_governance.tests.factories import cases, core, handovers
from grid_governance.tests.factories.handovers import NEIGHBOUR, VILLAGE
from grid_governance.tests.integration.handover_scenes import holder, people_of, run


@pytest.fixture
def people(world):
	return people_of(world)


@pytest.fixture
def case(people, as_user):
	with as_user(people.village):
		return cases.make_case()


def bad_goals(world, people):
	closed = core.make_unit("430181002299", "已撤村")
	frappe.db.set_value("Grid Unit", closed, {"status": "Closed", "successor": core.VILLAGE_B})
	shop = (
		frappe.get_doc(
			doctype="Local Organisation",
			organisation_name="某商店",
			organisation_class="Enterprise",
			grid_unit=core.STREET,
			status="Operating",
		)
		.insert(ignore_permissions=True)
		.name
	)
	return {
		"oneself": (VILLAGE, owner.PASS_ON),
		"a closed unit": (Holder(closed), owner.PASS_ON),
		"no unit": (Holder("999999"), owner.PASS_ON),
		"an enterprise": (Holder("", shop), owner.REPORT_UP),
		"nobody": (Holder(""), owner.PASS_ON),
		"up to a neighbour": (NEIGHBOUR, owner.REPORT_UP),
		"somebody posted elsewhere": (
			Holder(core.STREET, None, world.worker("Grid Head", "B")),
			owner.REPORT_UP,
		),
	}


def test_bad_receivers_get_a_clear_message_and_nothing_changes(case, people, world, as_user):
	goals = bad_goals(world, people)
	for name, (to, kind) in goals.items():
		with pytest.raises(frappe.ValidationError):
			run(as_user, people.village, handovers.send, case, to, kind)
		assert holder(case) == (core.VILLAGE_A, None), name
	assert not frappe.db.count("Case Handover", {"dispute_case": case.name})
	for words in ({"asked": " "}, {"due": add_days(now_datetime(), -1)}):
		with pytest.raises(HandoverError):
			run(as_user, people.village, handovers.send, case, **words)


def test_no_circle_while_the_first_hop_is_open(case, people, as_user):
	hop = run(as_user, people.village, handovers.send, case)
	run(as_user, people.town, acts.sign, hop.name)
	with pytest.raises(HandoverError, match="came from"):
		run(as_user, people.town, handovers.send, case, VILLAGE, owner.ASSIGN_DOWN)


def test_a_case_on_its_way_is_not_sent_twice_nor_ended(case, people, as_user):
	run(as_user, people.village, handovers.send, case)
	with pytest.raises(HandoverError, match="Recall it first"):
		run(as_user, people.village, handovers.send, case, NEIGHBOUR, owner.PASS_ON)
	with pytest.raises(frappe.ValidationError, match="signed for"):
		steps.end_case(case.name, "Do Not Take On", "不属受理范围")


def test_an_ended_case_is_not_handed_over(people, as_user):
	with as_user(people.officer):
		done = steps.settle_on_the_spot("Neighbour Dispute", core.GRID_A1, "张三", "李四", "占道", "当场清理")
		with pytest.raises(HandoverError):
			handovers.send(done)


def test_the_owner_is_changed_by_handovers_alone(case, people, as_user):
	hop = run(as_user, people.village, handovers.send, case)
	doc = frappe.get_doc("Dispute Case", case.name)
	doc.update({"handling_unit": core.VILLAGE_B, "department": people.department})
	doc.save()
	assert holder(case) == (core.VILLAGE_A, None)
	with pytest.raises(frappe.ValidationError):
		frappe.get_doc("Case Handover", hop.name).update({"stage": owner.STRUCK_OFF}).save()
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("Case Handover", hop.name)


def test_what_is_no_point_in_time_is_refused_in_words(case, people, as_user):
	with pytest.raises(HandoverError, match="no point in time"):
		run(as_user, people.village, handovers.send, case, due="next week")
	hop = run(as_user, people.village, handovers.send, case)
	run(as_user, people.town, acts.sign, hop.name)
	run(as_user, people.town, acts.handle, hop.name, "已办")
	with pytest.raises(HandoverError, match="no point in time"):
		run(
			as_user,
			people.town,
			acts.feed_back,
			hop.name,
			"已办",
			"已告知",
			"Told By Phone",
			"yesterday noon",
		)


def test_a_village_sends_nothing_of_the_town(people, as_user):
	with as_user(people.village):
		case = cases.make_case(difficulty="Major Matter")
	assert holder(case) == (core.STREET, None), "the town is the first level"
	for user in (people.village, people.officer):
		with pytest.raises(frappe.PermissionError):
			run(as_user, user, handovers.send, case, NEIGHBOUR, owner.ASSIGN_DOWN)
	assert run(as_user, people.town, handovers.send, case, NEIGHBOUR, owner.ASSIGN_DOWN).name
