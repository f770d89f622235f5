"""The sweep of each minute: warns once, ends once, tells the unit above, catches up without a storm.

Village A in the street of factories/core.py; its mediator holds the case, the street's duty-holders are told when
something is late.
"""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime

from grid_governance import work_calendar
from grid_governance.cases import steps
from grid_governance.cases.clocks import health, limits, sweep, telling
from grid_governance.tests.factories import cases, clocks


@pytest.fixture
def desk(world):
	return clocks.holder(world)


@pytest.fixture
def in_hand(desk, as_user):
	with as_user(desk.user):
		return clocks.in_hand(desk)


def test_the_sweep_warns_once_and_ends_once(in_hand, desk):
	clocks.put_back(clocks.clock_of(in_hand), days=28)
	clocks.sweep_all()
	clocks.sweep_all()
	clock = clocks.clock_of(in_hand)
	assert clock.clock_state == limits.WARNED and clock.next_at == clock.due_at
	assert len(clocks.told(desk.user)) == 1 and "ends at" in clocks.told(desk.user)[0].subject
	clocks.put_back(clock, days=10)
	clocks.sweep_all()
	clocks.sweep_all()
	clock.reload()
	assert clock.clock_state == limits.BREACHED and clock.breached_at == clock.due_at and not clock.next_at
	subjects = [row.subject for row in clocks.told(desk.user)]
	assert len(subjects) == 2 and "ran out" in subjects[1] and in_hand.file_number in subjects[1]


def test_the_end_of_a_limit_goes_to_the_duty_holders_of_the_unit_above(in_hand, desk):
	above = desk.world.user("Dispatcher", "street")
	neighbour = desk.world.user("Dispatcher", "B")
	clocks.put_back(clocks.clock_of(in_hand), days=60)
	clocks.sweep_all()
	assert clocks.clock_of(in_hand).escalated_to == desk.world.street
	assert len(clocks.told(above)) == 1 and clocks.told(above)[0].document_name == in_hand.name
	assert clocks.told(neighbour) == []


def test_the_end_of_mediation_is_proposed_and_never_taken(in_hand, desk):
	clocks.put_back(clocks.clock_of(in_hand), days=60)
	clocks.sweep_all()
	comments = frappe.get_all(
		"Comment", {"reference_name": in_hand.name, "comment_type": "Info"}, pluck="content"
	)
	assert len(comments) == 1
	assert frappe.db.get_value("Dispute Case", in_hand.name, "stage") == "Taken On"


def test_after_a_standstill_everyone_gets_one_line(desk, as_user):
	"""Warnings that were slept through are not told any more; what ran out is told once, together."""
	with as_user(desk.user):
		made = [cases.taken_on(cases.make_case(), desk.mediator, desk.body) for _n in range(telling.MANY + 1)]
	for case in made:
		clocks.put_back(clocks.clock_of(case), days=60)
	clocks.sweep_all()
	assert {clocks.clock_of(case).clock_state for case in made} == {limits.BREACHED}
	lines = clocks.told(desk.user)
	assert len(lines) == 1 and lines[0].subject.startswith(f"{len(made)} time limits have run out")


def test_a_sweep_reads_only_what_is_due(in_hand):
	plan = frappe.db.sql(
		"explain select * from `tabCase Clock` where next_at < %s order by next_at limit 500 for update skip locked",
		now_datetime(),
		as_dict=True,
	)
	assert plan[0].key == "next_at"
	assert sweep.act(now_datetime()) == 0


def test_a_failing_event_harms_no_other_clock_and_is_tried_again(in_hand, desk, as_user, monkeypatch):
	with as_user(desk.user):
		other = cases.taken_on(cases.make_case(), desk.mediator, desk.body)
	clocks.put_back(clocks.clock_of(in_hand), days=60)
	clocks.put_back(clocks.clock_of(other), days=60)
	calls = []

	def event(clock):
		calls.append(clock["dispute_case"])
		if clock["dispute_case"] == in_hand.name and len(calls) < 3:
			frappe.throw("not now")

	monkeypatch.setattr("grid_governance.cases.clocks.cases.propose_ending", event)
	clocks.sweep_all()
	failed = clocks.clock_of(in_hand)
	assert failed.clock_state == clocks.clock_of(other).clock_state == limits.BREACHED
	assert failed.next_at > now_datetime() and not clocks.clock_of(other).next_at
	frappe.db.set_value("Case Clock", failed.name, "next_at", now_datetime() - timedelta(minutes=1))
	clocks.sweep_all()
	assert not clocks.clock_of(in_hand).next_at and sorted(calls) == sorted(
		[in_hand.name, in_hand.name, other.name]
	)
	assert len([row for row in clocks.told(desk.user) if "ran out" in row.subject]) == 2


def test_a_case_that_ends_stops_its_clocks(in_hand, desk, as_user):
	with as_user(desk.user):
		steps.end_case(in_hand.name, "Withdraw Application", "双方自行和解", withdrawn_by="All Parties")
	assert clocks.clock_of(in_hand).clock_state == limits.MET


def test_a_sweep_that_does_not_come_is_told(in_hand):
	assert not [line for line in health.findings() if "nobody sweeps" in line]
	clocks.put_back(clocks.clock_of(in_hand), days=60)
	assert [line for line in health.findings() if line.startswith("1 clocks are due")]
	clocks.sweep_all()
	assert not [line for line in health.findings() if "nobody sweeps" in line]


def test_a_coming_year_without_holidays_is_told_until_one_is_entered(world, monkeypatch):
	monkeypatch.setattr(health, "nowdate", lambda: "2055-12-20")
	assert health.calendar_gap() == [2055, 2056]
	for day in ("2055-01-01", "2056-01-01"):
		frappe.get_doc(doctype="Work Calendar Day", day=day, day_kind="Rest Day", note="元旦").insert()
	assert health.calendar_gap() == []
	work_calendar.forget()
