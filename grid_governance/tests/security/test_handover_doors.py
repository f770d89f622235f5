"""A handover lets in its receiver, as long as it lasts, and nobody else.

village A has the case; village B is asked or gets it; a department's liaison sees only what is handed to it.
"""

import frappe
import pytest

from grid_governance.api import dispatch
from grid_governance.api import handover as api
from grid_governance.cases import owner
from grid_governance.cases.handover import access, acts
from grid_governance.cases.owner import Holder
from grid_governance.tests.factories import cases, core, handovers
from grid_governance.tests.factories.handovers import NEIGHBOUR, TOWN


@pytest.fixture
def people(world):
	department = handovers.make_department()
	return frappe._dict(
		village=world.user("Grid Head", "A"),
		neighbour=world.user("Grid Head", "B"),
		neighbours_officer=world.user("Grid Officer", world.grid_b1),
		town=world.user("Dispatcher", "street"),
		leader=world.user("Leader", "street"),
		department=department,
		liaison=world.user("Department Liaison", "street", organisation=department, scope="Assigned"),
	)


@pytest.fixture
def case(people, as_user):
	with as_user(people.village):
		return cases.make_case()


def sees(as_user, user, doctype, name) -> tuple[bool, bool, bool]:
	"""(in the list, readable, writable)"""
	with as_user(user):
		listed = name in frappe.get_list(doctype, pluck="name", limit_page_length=0)
		return listed, *(bool(frappe.has_permission(doctype, p, doc=name)) for p in ("read", "write"))


NOTHING, READS, WRITES = (False, False, False), (True, True, False), (True, True, True)


def test_the_neighbour_is_let_in_for_the_time_of_the_handover_only(case, people, as_user):
	assert sees(as_user, people.neighbour, "Dispute Case", case.name) == NOTHING
	with as_user(people.village):
		hop = handovers.send(case, NEIGHBOUR, owner.PASS_ON)
	assert sees(as_user, people.neighbour, "Dispute Case", case.name) == READS
	assert sees(as_user, people.neighbour, "Case Handover", hop.name) == READS
	assert sees(as_user, people.neighbours_officer, "Dispute Case", case.name) == NOTHING
	with as_user(people.neighbour):
		acts.sign(hop.name)
	assert sees(as_user, people.neighbour, "Dispute Case", case.name) == WRITES
	with as_user(people.neighbour):
		acts.handle(hop.name, "已办")
		acts.feed_back(hop.name, "已办")
	with as_user(people.village):
		acts.strike_off(hop.name, "已核实")
	for doctype, name in (("Dispute Case", case.name), ("Case Handover", hop.name)):
		assert sees(as_user, people.neighbour, doctype, name) == NOTHING
		assert sees(as_user, people.village, doctype, name)[0]


@pytest.mark.parametrize("end", ["recall", "hand_back"])
def test_what_ends_early_shuts_the_door_too(case, people, as_user, end):
	with as_user(people.village):
		hop = handovers.send(case, NEIGHBOUR, owner.PASS_ON)
	with as_user(people.village if end == "recall" else people.neighbour):
		getattr(acts, end)(hop.name, "不属本村")
	assert sees(as_user, people.neighbour, "Dispute Case", case.name) == NOTHING
	assert not frappe.db.exists("DocShare", {"share_name": ["in", [case.name, hop.name]]})


def test_whoever_assists_reads_and_writes_nothing_of_the_case(case, people, as_user):
	with as_user(people.village):
		hop = handovers.send(case, NEIGHBOUR, owner.ASSISTANCE)
	with as_user(people.neighbour):
		acts.sign(hop.name)
	assert sees(as_user, people.neighbour, "Dispute Case", case.name) == READS


def test_another_hop_keeps_open_what_one_hop_shuts(case, people, as_user):
	with as_user(people.village):
		help_ = handovers.send(case, NEIGHBOUR, owner.ASSISTANCE)
		lead = handovers.send(case, NEIGHBOUR, owner.PASS_ON)
		acts.recall(lead.name)
	assert sees(as_user, people.neighbour, "Dispute Case", case.name) == READS
	with as_user(people.village):
		acts.recall(help_.name)
	assert sees(as_user, people.neighbour, "Dispute Case", case.name) == NOTHING


def test_a_liaison_sees_the_matters_of_the_own_department_only(case, people, world, as_user):
	other = handovers.make_department(name="集里街道派出所")
	stranger = world.user("Department Liaison", world.village_a, organisation=other, scope="Assigned")
	with as_user(people.village):
		hop = handovers.send(case, Holder("", people.department), owner.REPORT_UP)
	assert sees(as_user, people.liaison, "Dispute Case", case.name)[1]
	assert sees(as_user, people.liaison, "Case Handover", hop.name) == READS
	with as_user(people.liaison):
		acts.sign(hop.name)
	assert sees(as_user, people.liaison, "Dispute Case", case.name) == WRITES
	for doctype, name in (("Dispute Case", case.name), ("Case Handover", hop.name)):
		assert sees(as_user, stranger, doctype, name) == NOTHING


def test_records_made_later_are_opened_to_the_receiver_and_shut_again(case, people, as_user, world):
	with as_user(people.village):
		hop = handovers.send(case, NEIGHBOUR, owner.ASSISTANCE)
	body = cases.make_body()
	mediator = world.user("Mediator", "A", mediation_body=body)
	with as_user(mediator):
		cases.taken_on(case, world.worker("Mediator", "A"), body)
		session = frappe.get_doc(
			doctype="Mediation Session",
			dispute_case=case.name,
			record="双方陈述",
			rights_told=1,
			starts_on=frappe.utils.now_datetime(),
		).insert()
	share = {"share_doctype": "Mediation Session", "share_name": session.name, "user": people.neighbour}
	assert frappe.db.exists("DocShare", share)
	with as_user(people.village):
		acts.recall(hop.name)
	assert not frappe.db.exists("DocShare", share)


def test_who_is_posted_to_the_receiver_later_is_let_in_by_the_daily_round(case, people, as_user, world):
	with as_user(people.village):
		handovers.send(case, NEIGHBOUR, owner.PASS_ON)
	late = world.user("Reception Clerk", "B")
	assert sees(as_user, late, "Dispute Case", case.name) == NOTHING
	access.refresh_all()
	assert sees(as_user, late, "Dispute Case", case.name) == READS


@pytest.mark.parametrize("act", ["sign", "take_in_hand", "recall"])
def test_nobody_else_takes_a_step(case, people, as_user, act):
	with as_user(people.village):
		hop = handovers.send(case, TOWN)
	for outsider in (people.neighbour, people.leader, people.liaison):
		with as_user(outsider), pytest.raises(frappe.PermissionError):
			getattr(api, act)(hop.name)
	with as_user(people.neighbour), pytest.raises(frappe.PermissionError):
		api.send(case.name, "x", to_unit=core.VILLAGE_B)
	with as_user(people.leader), pytest.raises(frappe.PermissionError):
		api.send(case.name, "x", to_unit=core.VILLAGE_B)  # reads, and sends nothing
	with as_user(people.town):
		assert api.sign(hop.name)["stage"] == owner.SIGNED


def test_the_desk_is_for_dispatchers_and_shows_the_own_area(case, people, as_user, world):
	case.db_set({"handling_unit": core.STREET, "difficulty": "Major Matter"})
	elsewhere = world.user("Dispatcher", "B")
	for user, there in ((people.town, True), (elsewhere, False)):
		with as_user(user):
			names = [row["name"] for row in dispatch.rows("unassigned")["rows"]]
		assert (case.name in names) is there
	with as_user(people.village):
		for call in (
			lambda: dispatch.households_of(core.GRID_A1),
			lambda: dispatch.rows("breached"),
			lambda: dispatch.find("王建国"),
		):
			with pytest.raises(frappe.PermissionError):
				call()
	with as_user(people.town), pytest.raises(frappe.ValidationError):
		dispatch.rows("tabUser")


def test_who_only_reads_a_case_writes_nothing_by_asking_for_a_proposal(case, people, as_user):
	with as_user(people.leader):
		made = api.propose(case.name)
	assert made["reason"] and not frappe.db.get_value("Dispute Case", case.name, "routing_note")
	with as_user(people.village):
		made = api.propose(case.name)
	assert frappe.db.get_value("Dispute Case", case.name, "routing_note") == made["reason"]
