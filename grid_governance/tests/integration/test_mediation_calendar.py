"""The times of sessions: a planned one is dragged in the calendar, records and terms stay; a fast clock is forgiven."""

import frappe
import pytest
from frappe.utils import add_to_date, get_datetime, now_datetime

from grid_governance.api import mediation as api
from grid_governance.cases import steps
from grid_governance.tests.factories import cases


@pytest.fixture
def desk(world):
	return cases.desk_of(world)


@pytest.fixture
def in_hand(desk, as_user):
	with as_user(desk.user):
		return cases.taken_on(cases.make_case(), desk.mediator, desk.body)


def later(hours=24):
	return str(add_to_date(now_datetime(), hours=hours))[:16] + ":00"


def dragged(name, starts, ends, doctype="Mediation Session"):
	return api.move_event(frappe.as_json({"doctype": doctype, "name": name, "start": starts, "end": ends}))


def test_a_planned_session_is_moved_in_the_calendar_and_keeps_having_no_end(in_hand, desk, as_user):
	times = [later(48), later(50), later(72), later(73)]
	with as_user(desk.user):
		name = api.plan_session(in_hand.name, later())
		dragged(name, times[0], times[1])
		row = frappe.db.get_value("Mediation Session", name, ["starts_on", "ends_on"], as_dict=True)
		assert (row.starts_on, row.ends_on) == (get_datetime(times[0]), None)
		dragged(name, times[0], times[1])
		assert frappe.db.get_value("Mediation Session", name, "ends_on") == get_datetime(times[1]), "resized"
		dragged(name, times[2], times[3])
		assert frappe.db.get_value("Mediation Session", name, "ends_on") == get_datetime(times[3])


def test_what_was_held_lies_in_the_past_or_is_a_term_is_not_moved(in_hand, desk, as_user, world):
	time, other_time, past = later(), later(48), later(-48)
	with as_user(desk.user):
		held = steps.record_session(in_hand.name, "双方陈述", rights_told=1)
		plan = api.plan_session(in_hand.name, time)
		agreement = cases.in_force(in_hand)
		for call, message in (
			(lambda: dragged(held.name, time, time), "only a planned session"),
			(lambda: dragged(plan, past, past), "has passed already"),
			(lambda: dragged(agreement.name, time, time, "Mediation Agreement"), "Only a new agreement"),
		):
			with pytest.raises(frappe.ValidationError, match=message):
				call()
	for other in (world.user("Mediator", "B"), world.user("Grid Officer", "A")):
		with as_user(other), pytest.raises(frappe.PermissionError):
			dragged(plan, other_time, other_time)
	stored = frappe.get_all(
		"Mediation Session", {"name": ["in", [held.name, plan]]}, ["name", "starts_on"], as_list=True
	)
	assert dict(stored) == {held.name: get_datetime(held.starts_on), plan: get_datetime(time)}


@pytest.mark.parametrize(("fast", "taken"), [(3, True), (30, False)])
def test_a_mediators_computer_may_be_some_minutes_fast(in_hand, desk, as_user, fast, taken):
	now = add_to_date(now_datetime(), minutes=fast)
	with as_user(desk.user):
		if taken:
			steps.record_session(in_hand.name, "双方陈述", rights_told=1, starts_on=now)
		else:
			with pytest.raises(frappe.ValidationError, match="in the future"):
				steps.record_session(in_hand.name, "双方陈述", rights_told=1, starts_on=now)
	held = {"dispute_case": in_hand.name, "session_status": "Held"}
	assert bool(frappe.db.count("Mediation Session", held)) == taken
