"""A case on its way: village → town → department and back; deemed signed, handed back, recalled, struck off.

village A has the case; the town has a dispatcher and a department (司法所) with a liaison of scope Assigned.
"""

import frappe
import pytest
from frappe.utils import add_days, add_to_date, now_datetime

from grid_governance.api import handover as api
from grid_governance.api import reception as window
from grid_governance.cases import owner
from grid_governance.cases.clocks import limits, sweep
from grid_governance.cases.handover import acts
from grid_governance.cases.handover.chain import HandoverError
from grid_governance.cases.owner import Holder
from grid_governance.tests.factories import cases, core, handovers
from grid_governance.tests.factories.handovers import NEIGHBOUR
from grid_governance.tests.integration.handover_scenes import clock, holder, people_of, run, stage


@pytest.fixture
def people(world):
	return people_of(world)


@pytest.fixture
def case(people, as_user):
	with as_user(people.village):
		return cases.make_case()


# ---------------------------------------------------------------- the whole way


def test_village_to_town_to_department_and_back_with_one_owner_at_every_moment(case, people, as_user):
	justice = Holder(core.STREET, people.department)
	first = run(as_user, people.officer, handovers.send, case)
	assert holder(case) == (core.VILLAGE_A, None), "not signed for yet"
	assert frappe.db.get_value("Dispute Case", case.name, "stage") == "Screening"
	run(as_user, people.clerk, acts.sign, first.name)
	assert holder(case) == (core.STREET, None)
	second = run(
		as_user,
		people.town,
		handovers.send,
		case,
		justice,
		owner.ASSIGN_DOWN,
		due=add_days(now_datetime(), 9),
	)
	run(as_user, people.liaison, acts.sign, second.name)
	assert holder(case) == (core.STREET, people.department)
	with pytest.raises(HandoverError, match="sent on"):
		run(as_user, people.town, acts.handle, first.name, "x")
	run(as_user, people.liaison, acts.take_in_hand, second.name)
	run(as_user, people.liaison, acts.handle, second.name, "双方达成一致")
	run(as_user, people.town, acts.rework, second.name, "补充书面材料")
	assert stage(second) == owner.IN_HAND and clock(second, limits.HANDLE)
	run(as_user, people.liaison, acts.handle, second.name, "双方达成一致，材料齐全")
	run(as_user, people.liaison, acts.feed_back, second.name, "已办结")
	run(as_user, people.town, acts.strike_off, second.name, "电话核实属实")
	assert holder(case) == (core.STREET, None), "back with the town"
	run(as_user, people.town, acts.handle, first.name, "司法所已办结")
	run(as_user, people.town, acts.feed_back, first.name, "已办结")
	run(as_user, people.village, acts.strike_off, first.name, "入户核实")
	assert holder(case) == (core.VILLAGE_A, None) and stage(first) == stage(second) == owner.STRUCK_OFF


def test_each_clock_is_charged_to_its_own_level(case, people, as_user):
	first = run(as_user, people.village, handovers.send, case)
	run(as_user, people.town, acts.sign, first.name)
	to_sign, to_handle = clock(first, limits.SIGN_FOR), clock(first, limits.HANDLE)
	assert to_sign.charged_unit == to_handle.charged_unit == core.STREET
	assert to_sign.clock_state == limits.MET and to_sign.stopped_at and not to_handle.stopped_at
	down = run(as_user, people.town, handovers.send, case, NEIGHBOUR, owner.ASSIGN_DOWN)
	assert clock(down, limits.SIGN_FOR).charged_unit == core.VILLAGE_B


def test_the_senders_date_counts_for_the_handling(case, people, as_user):
	due = add_to_date(now_datetime(), days=3).replace(microsecond=0)
	hop = run(as_user, people.village, handovers.send, case, due=due)
	run(as_user, people.town, acts.sign, hop.name)
	assert clock(hop, limits.HANDLE).due_at == due


def test_nobody_signs_in_time_and_the_case_moves_by_the_clock(case, people, as_user):
	hop = run(as_user, people.village, handovers.send, case)
	late = clock(hop, limits.SIGN_FOR).due_at
	name = frappe.db.get_value("Case Clock", {"reference_name": hop.name, "limit_name": limits.SIGN_FOR})
	acts.deem_signed(frappe.db.get_value("Case Clock", name, "*", as_dict=True))
	hop.reload()
	assert (hop.stage, hop.signed_late, hop.signed_by) == (owner.DEEMED, 1, None)
	assert holder(case) == (core.STREET, None) and clock(hop, limits.HANDLE) and late
	acts.deem_signed({"reference_name": hop.name})  # a second call does nothing
	with pytest.raises(HandoverError):
		run(as_user, people.town, acts.sign, hop.name)
	run(as_user, people.town, acts.hand_back, hop.name, "不属本级职责")
	assert holder(case) == (core.VILLAGE_A, None)


def test_the_sweep_deems_signed(case, people, as_user):
	hop = run(as_user, people.village, handovers.send, case)
	past = add_to_date(now_datetime(), minutes=-5)
	frappe.db.set_value(
		"Case Clock", {"reference_name": hop.name}, {"due_at": past, "next_at": past, "warn_at": past}
	)
	sweep_now()
	assert stage(hop) == owner.DEEMED and clock(hop, limits.SIGN_FOR).clock_state == limits.BREACHED


def test_receiver_and_sender_hear_that_a_case_is_deemed_signed(case, people, as_user):
	"""The time is the receiver's: whoever took the case in, a colleague in the sender's grid, is not told instead."""
	case.db_set("first_receiver", frappe.db.get_value("Grid Worker", {"user": people.officer}))
	hop = run(as_user, people.village, handovers.send, case)
	frappe.db.delete("Notification Log", {"for_user": ["in", list(people.values())]})
	past = add_to_date(now_datetime(), minutes=-5)
	frappe.db.set_value("Case Clock", {"reference_name": hop.name}, {"due_at": past, "next_at": past})
	sweep_now()
	for user, lines in ((people.town, 1), (people.village, 1), (people.officer, 0), (people.neighbour, 0)):
		told = frappe.get_all("Notification Log", {"for_user": user}, pluck="subject")
		assert len(told) == lines and all("deemed signed" in line or "视为签收" in line for line in told)


def sweep_now():
	"""The minute's work without its commits."""
	commit, frappe.db.commit = frappe.db.commit, lambda: None
	try:
		sweep.run()
	finally:
		frappe.db.commit = commit


# ---------------------------------------------------------------- back, recalled, decided


def test_handed_back_twice_then_the_centre_decides(case, people, as_user, world):
	for reason in ("材料不全", "不属本级"):
		hop = run(as_user, people.village, handovers.send, case)
		run(as_user, people.clerk, acts.hand_back, hop.name, reason)
		assert holder(case) == (core.VILLAGE_A, None) and stage(hop) == owner.HANDED_BACK
	with pytest.raises(HandoverError, match="twice"):
		run(as_user, people.village, handovers.send, case)
	with pytest.raises(frappe.PermissionError):
		run(as_user, people.village, handovers.send, case, decision="就是你们的")
	hop = run(as_user, people.town, handovers.send, case, decision="属街道事权，由街道承办")
	with pytest.raises(HandoverError, match="decided"):
		run(as_user, people.clerk, acts.hand_back, hop.name, "还是不办")
	run(as_user, people.clerk, acts.sign, hop.name)
	assert holder(case) == (core.STREET, None)


def test_a_reason_is_needed_and_nothing_changes_without_it(case, people, as_user):
	hop = run(as_user, people.village, handovers.send, case)
	for act, words in ((acts.hand_back, " "), (acts.handle, "x"), (acts.strike_off, "x"), (acts.rework, "x")):
		with pytest.raises((HandoverError, frappe.PermissionError)):
			run(as_user, people.clerk, act, hop.name, words)
	assert stage(hop) == owner.PENDING and holder(case) == (core.VILLAGE_A, None)


def test_recalled_while_not_signed_for_only(case, people, as_user):
	hop = run(as_user, people.village, handovers.send, case)
	with pytest.raises(frappe.PermissionError):
		run(as_user, people.clerk, acts.recall, hop.name)
	run(as_user, people.village, acts.recall, hop.name, "当事人已和解")
	assert stage(hop) == owner.RECALLED and clock(hop, limits.SIGN_FOR).stopped_at
	again = run(as_user, people.village, handovers.send, case)
	run(as_user, people.clerk, acts.sign, again.name)
	with pytest.raises(HandoverError):
		run(as_user, people.village, acts.recall, again.name)


def test_only_who_sent_it_strikes_off_and_only_after_feedback(case, people, as_user):
	hop = run(as_user, people.village, handovers.send, case)
	run(as_user, people.clerk, acts.sign, hop.name)
	run(as_user, people.clerk, acts.handle, hop.name, "已调处")
	with pytest.raises(HandoverError):
		run(as_user, people.village, acts.strike_off, hop.name, "核实")
	run(as_user, people.clerk, acts.feed_back, hop.name, "已办结")
	with pytest.raises(frappe.PermissionError):
		run(as_user, people.clerk, acts.strike_off, hop.name, "自己核实")
	run(as_user, people.village, acts.strike_off, hop.name, "核实")
	assert stage(hop) == owner.STRUCK_OFF


# ---------------------------------------------------------------- assistance, replies, routing


def test_assistance_leaves_the_case_where_it_is(case, people, as_user):
	hop = run(as_user, people.village, handovers.send, case, Holder("", people.department), owner.ASSISTANCE)
	with pytest.raises(HandoverError, match="already"):
		run(as_user, people.village, handovers.send, case, Holder("", people.department), owner.ASSISTANCE)
	run(as_user, people.liaison, acts.sign, hop.name)
	lead = run(as_user, people.village, handovers.send, case)
	run(as_user, people.liaison, acts.handle, hop.name, "已派员到场")
	run(as_user, people.liaison, acts.feed_back, hop.name, "已派员到场")
	run(as_user, people.village, acts.strike_off, hop.name, "在场核实")
	assert holder(case) == (core.VILLAGE_A, None) and stage(lead) == owner.PENDING


@pytest.fixture
def from_the_window(people, as_user):
	values = {"centre_name": "流转测试中心", "grid_unit": core.STREET, "number_mark": "流"}
	centre = frappe.get_doc(doctype="Governance Centre", **values).insert(ignore_permissions=True)
	with as_user(people.clerk):
		made = window.receive(centre.name, "王建国", "拖欠工资", "13900000001", event_unit=core.VILLAGE_A)
		done = window.to_dispute(made["name"], "Labour Dispute", "宏达公司", "支付工资")
	return frappe._dict(reception=made["name"], name=done["dispute_case"])


def test_the_visitor_is_told_before_the_uppermost_sender_is_satisfied(from_the_window, people, as_user):
	case = from_the_window
	hop = run(as_user, people.village, handovers.send, case)
	run(as_user, people.town, acts.sign, hop.name)
	run(as_user, people.town, acts.handle, hop.name, "公司已支付")
	with pytest.raises(HandoverError, match="visitor"):
		run(as_user, people.town, acts.feed_back, hop.name, "已办结")
	with pytest.raises(HandoverError):
		run(as_user, people.town, acts.feed_back, hop.name, "已办结", "工资已到账", "By Smoke")
	run(as_user, people.town, acts.feed_back, hop.name, "已办结", "工资已到账", "Told By Phone")
	seen = frappe.db.get_value("Reception", case.reception, ["came_of_it", "told_way"])
	assert seen == ("工资已到账", "Told By Phone")
	assert frappe.db.get_value("Case Handover", hop.name, "visitor_told_at")


def test_the_visitor_and_the_outside_sender_are_answered_without_a_handover(from_the_window, people, as_user):
	case = from_the_window.name
	with as_user(people.village):
		api.reply_to_visitor(case, "已支付", "Told In Person")
		with pytest.raises(HandoverError):
			api.reply_to_visitor(case, "再说一次", "Told In Person")
		with pytest.raises(HandoverError):
			api.reply_to_source(case, "无人等待")
		frappe.get_doc("Dispute Case", case).db_set({"source_number": "（2026）浏法委字第8号"})
		api.reply_to_source(case, "已调解成功")
	assert frappe.db.get_value("Dispute Case", case, "source_reply") == "已调解成功"
	with pytest.raises(frappe.PermissionError):
		run(as_user, people.neighbour, api.reply_to_source, case, "越权")


def test_the_way_of_a_case_says_who_when_how_long_and_what_next(case, people, as_user):
	hop = run(as_user, people.village, handovers.send, case)
	way = run(as_user, people.town, api.way, case.name)
	assert way["acts"][hop.name] == ["sign", "hand_back", "recall"] and way["waiting"]
	row = way["hops"][0]
	names = [frappe.db.get_value("Grid Unit", unit, "unit_name") for unit in (core.VILLAGE_A, core.STREET)]
	assert [row.sender, row.receiver, row.minutes] == [*names, 0] and row.clock.due_at
	assert run(as_user, people.village, api.way, case.name)["acts"][hop.name] == ["recall"]
	with pytest.raises(frappe.PermissionError):
		run(as_user, people.neighbour, api.way, case.name)


def test_a_proposal_says_who_and_why_and_is_kept_on_the_case(case, people, world, as_user):
	mediator = world.worker("Mediator", "A")
	frappe.get_doc("Dispute Case", case.name).db_set("difficulty", "Minor Matter")
	made = run(as_user, people.village, api.propose, case.name)
	assert (made["unit"], made["worker"], made["kind"]) == (core.VILLAGE_A, mediator, owner.ASSIGN_DOWN)
	assert frappe.db.get_value("Dispute Case", case.name, "routing_note") == made["reason"]
	frappe.db.set_value("Routing Rule", {"name": ["is", "set"]}, "enabled", 0)
	made = run(as_user, people.village, api.propose, case.name)
	assert made["receiver"] is None and "stays with the centre" in made["reason"]


def test_routing_prefers_the_department_whose_liaison_sits_at_the_centre(case, people, world, as_user):
	rule = {"rule_name": "劳动", "category": "Labour Dispute", "target": "Department"}
	with pytest.raises(frappe.ValidationError):
		frappe.get_doc(doctype="Routing Rule", **rule).insert()
	frappe.get_doc(doctype="Routing Rule", department=people.department, **rule).insert()
	centre = frappe.get_doc(
		doctype="Governance Centre", centre_name="值班测试中心", grid_unit=core.STREET
	).insert(ignore_permissions=True)
	roster = {"doctype": "Duty Roster", "centre": centre.name, "department": people.department}
	days = dict.fromkeys(("saturday", "sunday"), 1)
	with as_user(people.town):
		with pytest.raises(frappe.ValidationError):
			frappe.get_doc({**roster, "department": None}).insert()
		frappe.get_doc({**roster, **days}).insert()
	made = run(as_user, people.village, api.propose, case.name)
	assert made["department"] == people.department and "is there today" in made["reason"]
