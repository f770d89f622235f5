"""The dispatch desk: what waits, by tab, each read by an index; a neighbour head's households; the week of the roster.

the street's dispatcher; village A inside the street, the county above
"""

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime, nowdate

from grid_governance.api import dispatch
from grid_governance.cases import owner
from grid_governance.cases.handover import acts, console
from grid_governance.cases.owner import Holder
from grid_governance.tests.factories import cases, core, handovers, registry


@pytest.fixture
def dispatcher(world):
	return world.user("Dispatcher", "street")


def names(as_user, user, tab) -> list[str]:
	with as_user(user):
		return [row["name"] for row in dispatch.rows(tab)["rows"]]


def at_street(**values):
	case = cases.make_case(**values)
	case.db_set("handling_unit", core.STREET)
	return case


def clock_of(hop, **values):
	frappe.db.set_value("Case Clock", {"reference_name": hop.name, "stopped_at": ["is", "not set"]}, values)


def test_unassigned_is_what_lies_at_the_centre_with_nobody_yet(dispatcher, world, as_user):
	here, sent, villages, taken, at_department = (at_street() for _n in range(5))
	villages.db_set("handling_unit", core.VILLAGE_A)
	taken.db_set("mediator", world.worker("Mediator", "A"))
	at_department.db_set("department", handovers.make_department())
	with as_user(dispatcher):
		handovers.send(sent, owner.Holder(core.VILLAGE_A), owner.ASSIGN_DOWN)
	found = names(as_user, dispatcher, "unassigned")
	assert here.name in found
	assert not {sent.name, villages.name, taken.name, at_department.name} & set(found)
	villages.db_set({"stage": "Screening"})
	assert villages.name in names(as_user, dispatcher, "unassigned"), "reported to the desk"
	person = owner.Holder(core.STREET, None, world.worker("Mediator", "street"))
	with as_user(dispatcher):
		hop = handovers.send(here, person, owner.ASSIGN_DOWN)
	with as_user(world.user("Mediator", "street")):
		acts.sign(hop.name)
	assert here.name not in names(as_user, dispatcher, "unassigned"), "a person of the centre has it"


def test_what_is_handled_and_waits_for_its_sender_is_nobodys_to_dispatch(dispatcher, world, as_user):
	case = cases.make_case()
	with as_user(world.user("Grid Head", "A")):
		hop = handovers.send(case)
	frappe.db.set_value("Dispute Case", case.name, "stage", "Screening")
	with as_user(dispatcher):
		acts.sign(hop.name)
	assert case.name in names(as_user, dispatcher, "unassigned")
	with as_user(dispatcher):
		acts.handle(hop.name, "已协调处理")
	assert case.name not in names(as_user, dispatcher, "unassigned")


def test_one_line_says_who_where_since_when_and_which_clock(dispatcher, world, as_user):
	case = cases.make_case()
	with as_user(world.user("Grid Head", "A")):
		hop = handovers.send(case)
	with as_user(dispatcher):
		answer = dispatch.rows("to_be_signed")
		row = next(row for row in answer["rows"] if row["hop"] == hop.name)
	unit_names = dict(frappe.get_all("Grid Unit", fields=["name", "unit_name"], as_list=True))
	assert row["direction"] == "in" and row["due_at"] and row["clock_state"] == "Running"
	assert (row["sender"], row["receiver"]) == (unit_names[core.VILLAGE_A], unit_names[core.STREET])
	assert row["place"] == unit_names[core.VILLAGE_A] + unit_names[core.GRID_A1]
	assert answer["counts"]["to_be_signed"] >= 1


def test_clocks_and_orders_have_their_lists(dispatcher, world, as_user):
	hops = []
	with as_user(world.user("Grid Head", "A")):
		for _n in range(2):
			hops.append(handovers.send(cases.make_case()))
	soon, late = (hop.dispute_case for hop in hops)
	clock_of(hops[0], clock_state="Warned", due_at=add_to_date(now_datetime(), hours=1))
	clock_of(hops[1], clock_state="Breached", due_at=add_to_date(now_datetime(), hours=-1))
	assert soon in names(as_user, dispatcher, "about_to_breach")
	assert late in names(as_user, dispatcher, "breached")
	assert late not in names(as_user, world.user("Dispatcher", "B"), "breached")
	with as_user(dispatcher):
		acts.sign(hops[1].name)
	assert late not in names(as_user, dispatcher, "breached"), "that clock has ended"
	supervisor = world.user("Supervisor", "street")
	with as_user(supervisor):
		frappe.get_doc(
			doctype="Supervision Order",
			kind="Urge",
			dispute_case=late,
			grounds="逾期未签收",
			asked="请尽快签收",
			to_unit=core.STREET,
			from_unit=core.STREET,
		).insert(ignore_permissions=True)
	assert late in names(as_user, dispatcher, "urged")


def test_every_list_is_read_by_an_index(dispatcher, as_user, monkeypatch):
	asked = []
	run = frappe.db.sql

	def listen(query, *args, **more):
		asked.append((str(query), args, more))
		return run(query, *args, **more)

	with as_user(dispatcher):
		monkeypatch.setattr(frappe.db, "sql", listen)
		console.counts()
		monkeypatch.undo()
	lists = [entry for entry in asked if "`tabDispute Case`" in entry[0] and entry[0].startswith("SELECT")]
	assert len(lists) >= len(console.TABS)
	for query, args, more in lists:
		plan = run(f"explain {query}", *args, **{**more, "as_dict": True})
		assert all(row.type != "ALL" or int(row.rows or 0) < 100 for row in plan), query


def test_a_neighbour_heads_households_are_found_by_name_initials_and_place(dispatcher, world, as_user):
	micro = core.make_unit(world.grid_a1 + "001", "桃花里邻")
	head = world.user("Neighbour Head", micro)
	frappe.db.set_value("Grid Worker", {"user": head}, "worker_name", "邹邻长")
	house = registry.make_household(micro, head="欧阳菊")
	elsewhere = registry.make_household(world.grid_b1, head="欧阳松")
	with as_user(dispatcher):
		assert dispatch.find("菊") == {"heads": [], "households": []}, "one letter is not sought"
		for text in ("欧阳菊", "oyj"):
			rows = dispatch.find(text)["households"]
			assert [(row.name, row.neighbour_head_name) for row in rows] == [(house.name, "邹邻长")], text
		for text in ("邹邻", "桃花里"):
			assert [row.unit for row in dispatch.find(text)["heads"]] == [micro]
		assert [row.head_name for row in dispatch.households_of(micro)] == ["欧阳菊"]
	with as_user(world.user("Dispatcher", "B")):
		assert dispatch.find("欧阳菊")["households"] == [] and dispatch.find("邹邻")["heads"] == []
		assert dispatch.households_of(micro) == []
		assert [row.name for row in dispatch.find("欧阳")["households"]] == [elsewhere.name]


def test_the_week_of_a_centre_says_who_is_there(dispatcher, world, as_user):
	department = handovers.make_department()
	with as_user(world.user("System Operator", "street")):
		centre = frappe.get_doc(
			doctype="Governance Centre", centre_name="周表测试中心", grid_unit=core.STREET
		).insert()
	every_day = dict.fromkeys(
		("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), 1
	)
	roster = {
		"doctype": "Duty Roster",
		"centre": centre.name,
		"department": department,
		"from_date": nowdate(),
	}
	with as_user(dispatcher):
		frappe.get_doc({**roster, **every_day, "window_name": "3号窗口"}).insert()
		frappe.get_doc({**roster, "presence": "On Call"}).insert()
		with pytest.raises(frappe.ValidationError):
			frappe.get_doc({**roster, "to_date": "2020-01-01"}).insert()
		week = dispatch.week(centre.name, nowdate())
	today = next(day for day in week["days"] if day["date"] == nowdate())
	assert [(one["label"], one["window"]) for one in today["there"]] == [("集里街道司法所", "3号窗口")]
	assert len(week["days"]) == 7 and len(week["on_call"]) == 1
	with as_user(world.user("Dispatcher", "B")):
		assert not any(day["there"] for day in dispatch.week(centre.name, nowdate())["days"])
	with as_user(world.user("Neighbour Head", "A")), pytest.raises(frappe.PermissionError):
		dispatch.week(centre.name)


def test_what_the_proposal_says_is_sent_with_its_reason(dispatcher, world, as_user):
	from grid_governance.api import handover as api

	mediator = world.worker("Mediator", "A")
	case = at_street(difficulty="Minor Matter")
	case.db_set("handling_unit", core.STREET)
	with as_user(dispatcher):
		made = api.propose(case.name)
		sent = api.send(
			case.name,
			made["asked"] or "请办理",
			to_unit=made["unit"],
			to_worker=made["worker"],
			routing_reason=made["reason"],
		)
	hop = frappe.get_doc("Case Handover", sent["name"])
	assert (hop.kind, hop.to_unit, hop.to_worker) == (owner.ASSIGN_DOWN, core.VILLAGE_A, mediator)
	assert hop.routing_reason == made["reason"]
	assert Holder(hop.to_unit, None, hop.to_worker) == Holder(core.VILLAGE_A, None, mediator)
