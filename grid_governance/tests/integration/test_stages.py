"""State and stage stay together through every door that can change one of them.

The record is a Dispute Case just registered in grid A1; the mediator of village A may take it on, a
grid worker may report it up, a leader may look only.
"""

import json

import frappe
import pytest
from frappe.client import set_value
from frappe.model.workflow import (
	WorkflowPermissionError,
	WorkflowTransitionError,
	apply_workflow,
	bulk_workflow_approval,
)

from grid_governance.tests.factories.cases import make_case
from grid_governance.workflows import stages
from grid_governance.workflows.move import move, move_many


@pytest.fixture
def case(world):
	return make_case()


def both(case):
	return frappe.db.get_value("Dispute Case", case.name, ["workflow_state", "stage"])


def reload_as(case):
	return frappe.get_doc("Dispute Case", case.name)


def test_a_new_record_has_the_first_state_and_its_stage(case):
	assert both(case) == ("Registered", "Registered")


def test_a_workflow_action_sets_both(world, case, as_user):
	with as_user(world.user("Grid Officer", "A")):
		apply_workflow(reload_as(case), "Submit For Screening")
	assert both(case) == ("Screening", "Screening")


def test_a_put_of_the_state_takes_the_stage_along(world, case, as_user):
	with as_user(world.user("Grid Officer", "A")):
		doc = reload_as(case)
		doc.update({"workflow_state": "Screening"})
		doc.save()
	assert both(case) == ("Screening", "Screening")


def test_a_kanban_drag_of_the_stage_becomes_the_transition(world, case, as_user):
	with as_user(world.user("Grid Officer", "A")):
		set_value("Dispute Case", case.name, "stage", "Screening")
	assert both(case) == ("Screening", "Screening")


def test_a_stage_that_no_allowed_action_reaches_is_refused_with_the_actions(world, case, as_user):
	with as_user(world.user("Grid Officer", "A")):
		with pytest.raises(WorkflowPermissionError, match="Submit For Screening"):
			set_value("Dispute Case", case.name, "stage", "Case Closed")
	assert both(case) == ("Registered", "Registered")


def test_state_and_stage_that_disagree_follow_the_state(world, case, as_user):
	with as_user(world.user("Grid Officer", "A")):
		doc = reload_as(case)
		doc.update({"workflow_state": "Screening", "stage": "Filed"})
		doc.save()
	assert both(case) == ("Screening", "Screening")


def test_bulk_approval_sets_both(world, savepoint, as_user, monkeypatch):
	cases = [make_case(), make_case()]
	monkeypatch.setattr(frappe.db, "commit", lambda: None)  # the platform commits each one
	with as_user(world.user("Grid Officer", "A")):
		bulk_workflow_approval(json.dumps([c.name for c in cases]), "Dispute Case", "Submit For Screening")
	assert {both(c) for c in cases} == {("Screening", "Screening")}


@pytest.mark.parametrize("duty", ["Leader", "Shop Keeper", "Reception Clerk"])
def test_a_wrong_role_takes_no_transition_by_any_door(world, case, as_user, duty):
	with as_user(world.user(duty, "A")):
		with pytest.raises((WorkflowTransitionError, frappe.PermissionError)):
			apply_workflow(reload_as(case), "Take On")
		with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			doc = reload_as(case)
			doc.workflow_state = "Taken On"
			doc.save()
		with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			set_value("Dispute Case", case.name, "stage", "Taken On")
	assert both(case) == ("Registered", "Registered")


def test_a_right_role_from_the_neighbours_village_takes_none_either(world, case, as_user):
	with as_user(world.user("Mediator", "B")), pytest.raises(frappe.PermissionError):
		apply_workflow(reload_as(case), "Take On")
	assert both(case) == ("Registered", "Registered")


def test_an_action_out_of_order_is_refused(world, case, as_user):
	with as_user(world.user("Mediator", "A")), pytest.raises(WorkflowTransitionError):
		apply_workflow(reload_as(case), "File Case")
	assert both(case) == ("Registered", "Registered")


def test_the_codes_own_moves_pick_the_state_of_the_stage(case):
	move(reload_as(case), "Screening")
	assert both(case) == ("Screening", "Screening")
	other = make_case()
	move_many("Dispute Case", [case.name, other.name], "Application Withdrawn", end_reason="已和好")
	assert {both(case), both(other)} == {("Application Withdrawn", "Application Withdrawn")}
	assert reload_as(other).end_reason == "已和好"


def test_a_stage_that_does_not_exist_is_no_move(case):
	with pytest.raises(frappe.ValidationError):
		move(reload_as(case), "Somewhere")
	assert both(case) == ("Registered", "Registered")


def rename_states(workflow):
	"""What an admin may do: own names, roles and a further step for the same stages."""
	for name in ("Street Review", "Our Screening"):
		frappe.get_doc(doctype="Workflow State", workflow_state_name=name).insert(ignore_if_duplicate=True)
	for row in workflow.states:
		if row.state == "Screening":
			row.state = "Our Screening"
	for row in workflow.transitions:
		row.state = "Our Screening" if row.state == "Screening" else row.state
		row.next_state = "Our Screening" if row.next_state == "Screening" else row.next_state
	workflow.save()


def test_renamed_states_carry_the_same_stages_everywhere(world, case, as_user):
	rename_states(frappe.get_doc("Workflow", {"document_type": "Dispute Case", "is_active": 1}))
	with as_user(world.user("Grid Officer", "A")):
		set_value("Dispute Case", case.name, "stage", "Screening")
	assert both(case) == ("Our Screening", "Screening")
	other = make_case()
	move(reload_as(other), "Screening")
	assert both(other) == ("Our Screening", "Screening")


def test_states_in_use_cannot_be_taken_from_a_workflow(case):
	move(reload_as(case), "Screening")
	with pytest.raises(frappe.ValidationError, match="Records are still in these states"):
		rename_states(frappe.get_doc("Workflow", {"document_type": "Dispute Case", "is_active": 1}))


def test_without_any_workflow_records_keep_their_stage(world, case):
	for name in frappe.get_all("Workflow", {"document_type": "Dispute Case"}, pluck="name"):
		frappe.delete_doc("Workflow", name)
	frappe.clear_cache(doctype="Dispute Case")
	doc = reload_as(case)
	doc.stage = "Filed"
	doc.save()
	assert both(case)[1] == "Registered"
	move(reload_as(case), "Screening")
	assert both(case)[1] == "Screening"
	assert stages.active_workflow("Dispute Case") is None
