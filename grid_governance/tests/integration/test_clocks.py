"""Clocks of cases: rules by place and type, starts and stops, pauses and extensions.

Village A in the street of factories/core.py; its mediator holds the case.
"""

from datetime import datetime, timedelta

import frappe
import pytest
from frappe.utils import add_days, get_datetime, getdate, now_datetime, nowdate

from grid_governance.cases.clocks import limits, policies, running
from grid_governance.cases.handover import feedback
from grid_governance.tests.factories import cases, clocks


@pytest.fixture
def desk(world):
	return clocks.holder(world)


@pytest.fixture
def in_hand(desk, as_user):
	with as_user(desk.user):
		return clocks.in_hand(desk)


# ---------------------------------------------------------------- rules


def test_the_shipped_limits_are_those_of_the_law(world):
	found = {
		category: policies.find(limits.MEDIATION, world.grid_a1, category, "Trifle", getdate())
		for category in ("Neighbour Dispute", "Labour Dispute", "Medical Dispute")
	}
	assert [(rule.amount, rule.unit) for rule in found.values()] == [
		(1, "Calendar Month"),
		(15, "Calendar Day"),
		(30, "Working Day"),
	]
	assert {rule.extension for rule in found.values()} == {limits.WITH_CONSENT}


def test_the_nearest_unit_decides_and_in_it_the_closest_row(world):
	clocks.make_policy([{"amount": 9}, {"amount": 8, "category": "Labour Dispute"}], world.street)
	clocks.make_policy([{"amount": 7, "difficulty": "Trifle"}], world.village_a)

	def amount(unit, category, difficulty):
		return policies.find(limits.MEDIATION, unit, category, difficulty, getdate()).amount

	assert amount(world.grid_a1, "Labour Dispute", "Trifle") == 7, "the village's own, whatever the type"
	assert amount(world.grid_a1, "Labour Dispute", "Hard Matter") == 8
	assert amount(world.village_b, "Neighbour Dispute", "Trifle") == 9
	assert policies.find(limits.CONFIRMATION, world.grid_a1, None, None, getdate()) is None


def test_a_policy_counts_on_its_days_only(world):
	clocks.make_policy([{"amount": 4}], world.street, valid_from="2026-03-01", valid_to="2026-03-31")
	clocks.make_policy([{"amount": 5}], world.street, status="Stopped")
	amounts = [
		policies.find(limits.MEDIATION, world.street, None, None, getdate(day)).amount
		for day in ("2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01")
	]
	assert amounts == [1, 4, 4, 1]


@pytest.mark.parametrize(
	("rows", "message"),
	[
		([{"amount": 0}], "between 1 and"),
		([{"amount": -2}], "between 1 and"),
		([{"amount": 4000, "unit": "Calendar Day"}], "between 1 and"),
		([{"amount": 30, "unit": "Minute", "warn_before": 30}], "before the limit has begun"),
		([{"amount": 15, "warn_before": 16}], "before the limit has begun"),
		([{"amount": 1, "unit": "Calendar Month", "warn_before": 29}], "before the limit has begun"),
		([{}, {}], "set twice"),
	],
)
def test_limits_that_cannot_be_are_refused(world, rows, message):
	before = frappe.db.count("Response Policy")
	with pytest.raises(frappe.ValidationError, match=message):
		clocks.make_policy(rows, world.street)
	assert frappe.db.count("Response Policy") == before


def test_a_changed_policy_re_dates_no_clock(desk, as_user):
	policy = clocks.make_policy([{"amount": 10}], desk.world.village_a)
	with as_user(desk.user):
		case = cases.taken_on(cases.make_case(), desk.mediator, desk.body)
	before = clocks.clock_of(case).as_dict()
	policy.limits[0].amount = 2
	policy.save()
	clocks.sweep_all()
	running.stop(limits.MEDIATION, case)
	after = clocks.clock_of(case)
	assert (after.due_at, after.limit_amount) == (before.due_at, 10) and after.clock_state == limits.MET


# ---------------------------------------------------------------- a case's clocks


def test_the_mediation_clock_runs_from_taking_on_to_the_agreement(in_hand, desk, as_user):
	clock = clocks.clock_of(in_hand)
	assert clock.clock_state == limits.RUNNING and clock.charged_unit == in_hand.handling_unit
	assert (clock.level, clock.case_mediator) == ("Village", desk.mediator)
	assert clock.next_at == clock.warn_at < clock.due_at == clock.first_due_at
	with as_user(desk.user):
		cases.in_force(in_hand)
	clock.reload()
	assert clock.clock_state == limits.MET and clock.stopped_at and not clock.next_at


def test_a_court_s_letter_sets_the_end_and_the_reply(desk, as_user):
	with as_user(desk.user):
		due = add_days(nowdate(), 20)
		parties = [{**row, "consent": "Agrees To Mediation"} for row in (cases.PARTY_A, cases.PARTY_B)]
		letter = {
			"source": "Delegated By Court",
			"source_due": due,
			"source_number": "（2026）湘0181诉前调12号",
		}
		case = cases.make_case(parties=parties, **letter)
		case = cases.taken_on(case, desk.mediator, desk.body)
	for limit in (limits.MEDIATION, limits.REPLY_TO_SENDER):
		assert str(clocks.clock_of(case, limit).due_at) == f"{due} 23:59:59"


def test_an_answered_sender_s_clock_stays_stopped_when_the_case_is_saved_again(desk, as_user):
	with as_user(desk.user):
		case = cases.make_case(source_due=add_days(nowdate(), 20))
		clock = clocks.clock_of(case, limits.REPLY_TO_SENDER)
		feedback.reply_to_source(case.name, "已调解成功")
		frappe.get_doc("Dispute Case", case.name).save()
	rows = frappe.get_all(
		"Case Clock",
		{"dispute_case": case.name, "limit_name": limits.REPLY_TO_SENDER},
		["name", "clock_state"],
	)
	assert [(row.name, row.clock_state) for row in rows] == [(clock.name, limits.MET)]


def test_the_report_of_a_dangerous_case_runs_in_minutes_until_it_is_made(desk, as_user):
	with as_user(desk.user):
		case = cases.make_case(may_escalate=1)
		clock = clocks.clock_of(case, limits.ESCALATION_REPORT)
		assert get_datetime(clock.due_at) - get_datetime(clock.started_at) == timedelta(minutes=30)
		case.update({"reported_to": "Police Station", "reported_at": now_datetime()})
		case.save()
	clock.reload()
	assert clock.clock_state == limits.MET


def test_a_report_made_too_late_is_a_breach_without_any_sweep(desk, as_user):
	with as_user(desk.user):
		case = cases.make_case(may_escalate=1)
		clock = clocks.clock_of(case, limits.ESCALATION_REPORT)
		clocks.put_back(clock, hours=2)
		case.update({"reported_to": "Police Station", "reported_at": now_datetime()})
		case.save()
	clock.reload()
	assert clock.clock_state == limits.BREACHED and clock.breached_at == clock.due_at and clock.stopped_at


def test_one_clock_runs_for_a_limit_and_a_new_one_after_its_end(in_hand):
	first = clocks.clock_of(in_hand).name
	assert running.start(limits.MEDIATION, in_hand) == first
	running.stop(limits.MEDIATION, in_hand)
	assert running.start(limits.MEDIATION, in_hand) != first


def test_clocks_follow_the_case_to_another_place(in_hand, desk):
	case = frappe.get_doc("Dispute Case", in_hand.name)
	case.grid_unit = desk.world.grid_a2
	case.save()
	assert clocks.clock_of(case).grid_unit == desk.world.grid_a2


def test_an_historic_load_keeps_its_own_times(in_hand):
	running.stop(limits.MEDIATION, in_hand)
	started = datetime(2026, 3, 2, 9)
	name = running.start(limits.HANDLE, in_hand, at=started)
	running.stop(limits.HANDLE, in_hand, at=started + timedelta(days=3))
	clock = frappe.get_doc("Case Clock", name)
	assert (clock.clock_state, clock.started_at) == (limits.MET, started)


# ---------------------------------------------------------------- pause, resume, extend


def test_a_pause_gives_back_its_days(in_hand):
	clock = clocks.clock_of(in_hand)
	clocks.put_back(clock, days=10)
	due = getdate(clocks.clock_of(in_hand).last_day)
	running.pause(limits.MEDIATION, in_hand, "委托司法鉴定", at=now_datetime() - timedelta(days=6))
	clock.reload()
	assert clock.clock_state == limits.PAUSED and not clock.next_at
	running.resume(limits.MEDIATION, in_hand)
	clock.reload()
	assert clock.clock_state == limits.RUNNING and getdate(clock.last_day) == getdate(add_days(due, 6))
	assert [row.kind for row in clock.changes] == ["Pause", "Resumption"]
	assert clock.changes[0].reason == "委托司法鉴定"


def test_a_paused_clock_is_never_swept_and_stops_in_time(in_hand):
	running.pause(limits.MEDIATION, in_hand, "委托司法鉴定")
	clocks.put_back(clocks.clock_of(in_hand), days=90)
	clocks.sweep_all()
	assert clocks.clock_of(in_hand).clock_state == limits.PAUSED
	running.stop(limits.MEDIATION, in_hand)
	assert clocks.clock_of(in_hand).clock_state == limits.MET


def test_longer_than_a_month_needs_the_consent_of_both(in_hand):
	due = add_days(nowdate(), 60)
	with pytest.raises(frappe.ValidationError, match="Both parties must agree"):
		running.extend(limits.MEDIATION, in_hand, due, "双方仍在协商")
	consent = {"consent_by": "双方当事人", "consent_on": add_days(nowdate(), 1)}
	with pytest.raises(frappe.ValidationError, match="consent lies in the future"):
		running.extend(limits.MEDIATION, in_hand, due, "双方仍在协商", consent)
	running.extend(limits.MEDIATION, in_hand, due, "双方仍在协商", {**consent, "consent_on": nowdate()})
	clock = clocks.clock_of(in_hand)
	assert clock.clock_state == limits.EXTENDED and str(clock.due_at) == f"{due} 23:59:59"
	assert clock.first_due_at < clock.due_at and clock.changes[0].consent_by == "双方当事人"


def test_no_rule_of_a_village_stretches_people_s_mediation_beyond_a_month_alone(desk, as_user):
	clocks.make_policy([{"amount": 10, "unit": "Calendar Day"}], desk.world.village_a)
	with as_user(desk.user):
		case = cases.taken_on(cases.make_case(), desk.mediator, desk.body)
	running.extend(limits.MEDIATION, case, add_days(nowdate(), 20), "双方仍在协商")
	with pytest.raises(frappe.ValidationError, match="Both parties must agree"):
		running.extend(limits.MEDIATION, case, add_days(nowdate(), 45), "双方仍在协商")


@pytest.mark.parametrize(
	("act", "message"),
	[
		(lambda case: running.pause(limits.MEDIATION, case, " "), "reason"),
		(lambda case: running.pause(limits.HANDLE, case, "鉴定"), "No clock runs"),
		(lambda case: running.resume(limits.MEDIATION, case), "not paused"),
		(lambda case: running.extend(limits.MEDIATION, case, nowdate(), "协商", True), "after the present"),
		(lambda case: running.pause(limits.MEDIATION, case, "鉴定", at="2020-01-01"), "started later"),
	],
)
def test_what_cannot_be_done_to_a_clock_changes_nothing(in_hand, act, message):
	before = clocks.clock_of(in_hand).as_dict()
	with pytest.raises(frappe.ValidationError, match=message):
		act(in_hand)
	assert clocks.clock_of(in_hand).as_dict() == before


def test_no_time_is_given_back_that_has_not_gone_by_or_twice(in_hand):
	clock = clocks.clock_of(in_hand)
	clocks.put_back(clock, days=10)
	ahead = now_datetime() + timedelta(days=60)
	with pytest.raises(frappe.ValidationError, match="in the future"):
		running.pause(limits.MEDIATION, in_hand, "委托鉴定", at=ahead)
	running.pause(limits.MEDIATION, in_hand, "委托鉴定", at=now_datetime() - timedelta(days=6))
	with pytest.raises(frappe.ValidationError, match="in the future"):
		running.resume(limits.MEDIATION, in_hand, at=ahead)
	running.resume(limits.MEDIATION, in_hand, at=now_datetime() - timedelta(days=3))
	with pytest.raises(frappe.ValidationError, match="earlier pause"):
		running.pause(limits.MEDIATION, in_hand, "委托鉴定", at=now_datetime() - timedelta(days=5))
	running.pause(limits.MEDIATION, in_hand, "补充鉴定", at=now_datetime() - timedelta(days=2))


def test_a_limit_that_has_run_out_is_not_washed_white(in_hand):
	clocks.put_back(clocks.clock_of(in_hand), days=60)
	for act in (
		lambda: running.extend(limits.MEDIATION, in_hand, add_days(nowdate(), 60), "协商", True),
		lambda: running.pause(limits.MEDIATION, in_hand, "鉴定"),
		lambda: running.pause(limits.MEDIATION, in_hand, "鉴定", at=now_datetime() - timedelta(days=50)),
	):
		with pytest.raises(frappe.ValidationError, match="stays on record"):
			act()
	running.stop(limits.MEDIATION, in_hand)
	assert clocks.clock_of(in_hand).clock_state == limits.BREACHED
