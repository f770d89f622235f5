"""An admin may shape states freely, but not leave our records without a stage."""

import frappe
import pytest

from grid_governance.workflows import definitions

DEFINITION = next(d for d in definitions.all_definitions() if d["document_type"] == "Dispute Case")


@pytest.fixture
def workflow(savepoint):
	return frappe.get_doc("Workflow", DEFINITION["name"])


def new_state(workflow, name, **values):
	frappe.get_doc(doctype="Workflow State", workflow_state_name=name).insert(ignore_if_duplicate=True)
	workflow.append("states", {"state": name, "doc_status": "0", "allow_edit": "Mediator", **values})


def test_a_state_without_a_stage_is_refused_with_the_choices(workflow):
	new_state(workflow, "Street Review")
	with pytest.raises(frappe.ValidationError, match=r"must write a stage.*Registered, Screening"):
		workflow.save()


def test_a_stage_that_the_doctype_does_not_have_is_refused(workflow):
	new_state(workflow, "Street Review", update_field="stage", update_value="Elsewhere")
	with pytest.raises(frappe.ValidationError, match="must write a stage"):
		workflow.save()


def test_a_state_named_like_a_stage_gets_it(workflow):
	workflow.states[0].update({"update_field": None, "update_value": None})
	workflow.save()
	assert workflow.states[0].update_value == workflow.states[0].state


def test_one_state_writes_one_stage(workflow):
	new_state(workflow, workflow.states[0].state, update_field="stage", update_value="Screening")
	with pytest.raises(frappe.ValidationError, match="two different stages"):
		workflow.save()


def test_leaving_out_a_stage_that_code_waits_for_is_named(workflow):
	frappe.db.delete("Dispute Case", {"workflow_state": "Filed"})  # rolled back; a state in use would stay
	workflow.set("states", [s for s in workflow.states if s.state != "Filed"])
	workflow.set("transitions", [t for t in workflow.transitions if t.next_state != "Filed"])
	workflow.save()
	assert any("Filed" in str(m) for m in frappe.get_message_log())


def test_workflows_of_other_doctypes_are_none_of_our_business(savepoint):
	frappe.get_doc(doctype="Workflow State", workflow_state_name="Plain").insert(ignore_if_duplicate=True)
	other = frappe.get_doc(
		doctype="Workflow",
		workflow_name="ToDo Flow",
		document_type="ToDo",
		workflow_state_field="status",
		states=[{"state": "Plain", "doc_status": "0", "allow_edit": "System Manager"}],
	)
	assert other.insert().name
