"""Return visits by schedule, and what breaks out again as a linked case."""

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.api import aftercare as api
from grid_governance.api import mediation
from grid_governance.cases import steps
from grid_governance.cases.mediation import visits
from grid_governance.tests.integration.aftercare_scenes import agreement_in_force, clock


@pytest.fixture
def desk(world, as_user):
	return agreement_in_force(world, as_user)


@pytest.fixture
def closed(desk, as_user):
	with as_user(desk.user):
		steps.record_performance(desk.agreement, desk.term, nowdate(), 50000)
		steps.close_case(desk.case)
	return desk


def visits_of(desk):
	return frappe.get_all(
		"Return Visit", {"dispute_case": desk.case}, ["name", "due_on", "visit_status"], order_by="due_on"
	)


def test_closing_plans_the_visits_of_the_settings_and_starts_their_clocks(closed):
	planned = visits_of(closed)
	assert [str(row.due_on) for row in planned] == [add_days(nowdate(), days) for days in (7, 30, 90)]
	assert {row.visit_status for row in planned} == {"Visit Due"}
	assert {clock(row.name) for row in planned} == {"Running"}


def test_a_visit_is_recorded_with_one_choice(closed, as_user):
	name = visits_of(closed)[0].name
	with as_user(closed.user):
		assert api.visit_form(name)["performance"] == "Fully Performed"
		answer = api.record_visit(name, "Very Satisfied")
	assert answer == {"visit_status": "Visit Done", "performance": "Fully Performed"}
	doc = frappe.get_doc("Return Visit", name)
	assert str(doc.visited_on) == nowdate() and doc.visitor and clock(name) == "Met"


def test_the_officer_of_the_grid_sees_and_makes_the_visits_due(closed, world, as_user):
	name = visits_of(closed)[0].name
	frappe.db.set_value("Return Visit", name, "due_on", add_days(nowdate(), -1))
	with as_user(world.user("Grid Officer", world.grid_a1)):
		assert [row["name"] for row in api.visits_due()] == [name]
		api.record_visit(name, "Satisfied", way="Visit At Home")
		assert not api.visits_due()
	with as_user(world.user("Grid Officer", world.grid_b1)):
		assert not api.visits_due(add_days(nowdate(), 400))


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"satisfaction": ""}, "how satisfied"),
		({"hidden_risk": 1}, "which risks"),
		({"visited_on": "2999-01-01"}, "in the future"),
		({"visited_on": "2020-01-01"}, "before the case"),
	],
)
def test_an_incomplete_visit_is_refused_and_stays_due(closed, as_user, values, message):
	name = visits_of(closed)[0].name
	with as_user(closed.user), pytest.raises(frappe.ValidationError, match=message):
		api.record_visit(name, **{"satisfaction": "Satisfied", **values})
	assert frappe.db.get_value("Return Visit", name, "visit_status") == "Visit Due"


def test_a_recorded_visit_is_not_changed(closed, as_user):
	name = visits_of(closed)[0].name
	with as_user(closed.user):
		api.record_visit(name, "Satisfied")
		doc = frappe.get_doc("Return Visit", name)
		doc.satisfaction = "Dissatisfied"
		with pytest.raises(frappe.ValidationError, match="not changed"):
			doc.save()


def test_reopening_drops_what_is_due_and_closing_plans_anew(closed, as_user):
	with as_user(closed.user):
		api.record_visit(visits_of(closed)[0].name, "Satisfied")
		case = frappe.get_doc("Dispute Case", closed.case)
		case.reopen_reason = "乙方反悔"
		case.save()
		frappe.get_attr("frappe.model.workflow.apply_workflow")(case, "Reopen Case")
	assert sorted(row.visit_status for row in visits_of(closed)) == [
		"Visit Done",
		"Visit Dropped",
		"Visit Dropped",
	]


def test_the_settings_take_lists_of_days_only():
	settings = frappe.get_doc("Grid Governance Settings")
	settings.return_visit_days = "soon"
	with pytest.raises(frappe.ValidationError, match="7, 30, 90"):
		settings.save()
	settings.reload()
	settings.return_visit_days = "14"
	settings.save()


def test_a_quarrel_settled_on_the_spot_is_visited_where_the_settings_say_so(world, as_user):
	frappe.db.set_single_value("Grid Governance Settings", "return_visit_days_spot", "15")
	with as_user(world.user("Grid Officer", world.grid_a1)):
		case = steps.settle_on_the_spot("Neighbour Dispute", world.grid_a1, "张三", "李四", "争吵", "和解")
	assert len(visits_of(frappe._dict(case=case.name))) == 1


def test_a_recurrence_opens_a_linked_case_with_parties_and_facts(closed, as_user):
	name = visits_of(closed)[0].name
	with as_user(closed.user):
		with pytest.raises(frappe.ValidationError, match="Record the return visit first"):
			api.open_recurrence(name, "又欠薪")
		api.record_visit(
			name, "Dissatisfied", hidden_risk=1, risk_note="再次拖欠", performance="Not Performed"
		)
		answer = api.open_recurrence(name, "2026年6月起再次拖欠")
		with pytest.raises(frappe.ValidationError, match="opened for this recurrence already"):
			api.open_recurrence(name, "再来一次")
	case = frappe.get_doc("Dispute Case", answer["name"])
	assert (case.recurs_from, case.recurring, case.stage) == (closed.case, 1, "Registered")
	assert [row.party_name for row in case.parties] == ["王建国", "宏达建筑有限公司"]
	assert "2026年6月起再次拖欠" in case.facts and "拖欠工资" in case.facts
	assert frappe.db.get_value("Return Visit", name, "recurring_case") == case.name


def test_performance_found_follows_the_rows(desk, as_user):
	assert visits.performance_found(desk.case) == "Not Performed"
	with as_user(desk.user):
		steps.record_performance(desk.agreement, desk.term, nowdate(), 1)
		assert visits.performance_found(desk.case) == "Performed In Part"
		steps.record_performance(desk.agreement, desk.term, nowdate(), 49999)
	assert visits.performance_found(desk.case) == "Fully Performed"
	assert not mediation.open_terms(desk.agreement)
