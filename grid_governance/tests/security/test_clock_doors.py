"""Clocks: nobody writes them by hand, only handlers of the case pause and extend, nobody grants himself time.

Village A's mediator holds the case; the officer of its grid reads it; village B is the neighbour.
"""

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.api import clocks as api
from grid_governance.cases.clocks import limits, running
from grid_governance.tests.factories import cases


@pytest.fixture
def held(world, as_user):
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	with as_user(user):
		case = cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body)
	clock = frappe.db.get_value("Case Clock", {"dispute_case": case.name, "limit_name": limits.MEDIATION})
	return frappe._dict(user=user, case=case, clock=clock)


def acts(clock):
	consent = {"consent_by": "双方当事人", "consent_on": nowdate()}
	return (
		lambda: api.pause(clock, "委托鉴定"),
		lambda: api.resume(clock),
		lambda: api.extend(clock, add_days(nowdate(), 60), "双方仍在协商", **consent),
	)


def test_the_neighbour_sees_and_moves_no_clock(held, world, as_user):
	with as_user(world.user("Mediator", "B")):
		assert held.clock not in frappe.get_list("Case Clock", pluck="name")
		for act in (*acts(held.clock), lambda: api.of_case(held.case.name)):
			with pytest.raises(frappe.PermissionError):
				act()
	with as_user(held.user):
		shown = api.of_case(held.case.name)
		assert held.clock in shown["may_act"] and not shown["proposal"]
		for act in acts(held.clock):
			act()


@pytest.mark.parametrize("duty", ["Grid Officer", "Neighbour Head", "Leader"])
def test_who_only_reads_the_case_moves_no_clock(held, world, as_user, duty):
	with as_user(world.user(duty, "A")):
		assert api.of_case(held.case.name)["may_act"] == []
		for act in acts(held.clock):
			with pytest.raises(frappe.PermissionError):
				act()
	with as_user(held.user):
		api.pause(held.clock, "委托鉴定")


@pytest.mark.parametrize("field", ["due_at", "clock_state", "charged_unit", "next_at", "stopped_at"])
def test_no_hand_writes_a_clock_not_even_the_administrator_s(held, world, as_user, field):
	values = {"due_at": "2030-01-01", "clock_state": "Met", "charged_unit": world.village_b}
	for user in (held.user, "Administrator"):
		with as_user(user):
			clock = frappe.get_doc("Case Clock", held.clock)
			clock.set(field, values.get(field, "2030-01-01"))
			with pytest.raises(frappe.ValidationError, match="not typed in"):
				clock.save()
			with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
				frappe.delete_doc("Case Clock", held.clock)
	assert frappe.db.get_value("Case Clock", held.clock, "clock_state") == limits.RUNNING


def test_time_that_the_unit_above_grants_is_not_taken_by_oneself(held, world, as_user):
	name = running.start(limits.HANDLE, held.case)
	with as_user(held.user), pytest.raises(frappe.PermissionError, match="unit above"):
		api.extend(name, add_days(nowdate(), 60), "案情复杂")
	with as_user(held.user), pytest.raises(frappe.PermissionError, match="unit above"):
		api.pause(name, "案情复杂")
	with as_user(held.user):
		assert name not in api.of_case(held.case.name)["may_act"]
	with as_user(world.user("Dispatcher", "street")):
		api.extend(name, add_days(nowdate(), 60), "案情复杂")
	assert frappe.db.get_value("Case Clock", name, "clock_state") == limits.EXTENDED


def test_a_village_sets_no_limits_and_no_holidays(held, world, as_user):
	rows = [{"limit_name": limits.MEDIATION, "amount": 90, "unit": "Calendar Day"}]
	policy = {"doctype": "Response Policy", "policy_name": "x", "grid_unit": world.village_a, "limits": rows}
	day = {"doctype": "Work Calendar Day", "day": "2055-10-01", "day_kind": "Rest Day"}
	for user in (held.user, world.user("System Operator", "B")):
		for values in (policy, day):
			with as_user(user), pytest.raises(frappe.PermissionError):
				frappe.get_doc(values).insert()
	with as_user(world.user("System Operator", "street")):
		frappe.get_doc(policy).insert()
	frappe.get_doc(day).insert()


def test_script_in_a_reason_stays_text(held, as_user):
	with as_user(held.user):
		api.pause(held.clock, "<script>alert(1)</script>委托鉴定")
	stored = frappe.db.get_value("Case Clock Change", {"parent": held.clock}, "reason")
	assert "<script>" not in stored and "委托鉴定" in stored
