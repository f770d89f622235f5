"""Disputes at a glance: dragged cards take the workflow's step, lists show clocks, the calendar open terms."""

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.api import boards, clocks, mediation
from grid_governance.cases import steps
from grid_governance.seeds.boards import BOARD
from grid_governance.tests.factories import cases
from grid_governance.tests.factories import clocks as clock_factory


@pytest.fixture
def desk(world):
	return clock_factory.holder(world)


def test_a_dragged_card_is_a_step_of_the_workflow(world, desk, as_user):
	with as_user(desk.user):
		case = cases.make_case(category="Neighbour Dispute", mediation_body=desk.body, mediator=desk.mediator)
		steps.ask_consent(case.name)
		board = boards.move(BOARD, case.name, "Registered", "Taken On", 0, 0)
	case.reload()
	assert (case.stage, bool(case.file_number)) == ("Taken On", True)
	assert all(case.name not in (column.order or "") for column in board.columns)


def test_a_drag_over_stages_or_from_elsewhere_changes_nothing(world, desk, as_user):
	with as_user(desk.user):
		case = clock_factory.in_hand(desk)
		with pytest.raises(frappe.ValidationError):
			boards.move(BOARD, case.name, "Taken On", "Filed", 0, 0)
	with as_user(world.user("Mediator", "B")), pytest.raises(frappe.PermissionError):
		boards.move(BOARD, case.name, "Taken On", "In Mediation", 0, 0)
	assert frappe.db.get_value("Dispute Case", case.name, "stage") == "Taken On"


def test_looking_at_the_board_writes_nothing_onto_it(world, desk, as_user):
	with as_user(desk.user):
		case = clock_factory.in_hand(desk)
		board, moved = boards.keep_order(BOARD, frappe.as_json({"In Mediation": [case.name]}))
	assert moved == [] and frappe.db.get_value("Dispute Case", case.name, "stage") == "Taken On"
	assert all(case.name not in (column.order or "") for column in board.columns)


def test_a_list_shows_the_clock_that_ends_first_to_who_reads_the_case(world, desk, as_user):
	with as_user(desk.user):
		case = clock_factory.in_hand(desk)
		found = clocks.of_list([case.name, "no such case"])
	assert list(found) == [case.name]
	assert found[case.name].limit_name == "Mediation" and found[case.name].seconds_left > 0
	with as_user(world.user("Mediator", "B")):
		assert clocks.of_list([case.name]) == {}


def test_open_terms_stand_in_the_calendar_until_they_are_performed(world, desk, as_user):
	def shown():
		events = mediation.session_events("Mediation Session", nowdate(), str(add_days(nowdate(), 10)))
		return [event["start"] for event in events if event["name"] == agreement.name]

	with as_user(desk.user):
		case = clock_factory.in_hand(desk)
		steps.record_session(case.name, "双方愿意协商。", rights_told=1)
		due = add_days(nowdate(), 5)
		agreement = steps.draw_up_agreement(
			case.name, [{"content": "赔偿300元", "amount": 300, "due_date": due}]
		)
		assert shown() == []  # it does not bind yet
		steps.put_into_effect(agreement.name, nowdate())
		assert [str(day) for day in shown()] == [due]
	with as_user(world.user("Mediator", "B")):
		assert shown() == []
	with as_user(desk.user):
		steps.record_performance(agreement.name, steps.terms_of(agreement.name)[0], nowdate(), 300)
		assert shown() == []
