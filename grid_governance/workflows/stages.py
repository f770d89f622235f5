"""Stages from states: what a save, a Kanban drag or a PUT means for `stage` (docs/workflows.md).

Admins own the states of a Workflow; each state writes one of the DocType's stages through the
platform's update_field / update_value. The platform applies those in apply_workflow only, so the
stage is derived here at every save, and both always agree.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.workflow import (
	WorkflowPermissionError,
	get_transitions,
	get_workflow,
	get_workflow_name,
	has_approval_access,
)

STAGE_FIELD = "stage"


def active_workflow(doctype: str):
	"""The DocType's active Workflow record, or None."""
	return get_workflow(doctype) if get_workflow_name(doctype) else None


def stage_of(workflow, state: str) -> str | None:
	"""The stage that `state` writes, None for an unknown state."""
	for row in workflow.states:
		if row.state == state and row.update_field == STAGE_FIELD:
			return row.update_value
	return None


def state_for(workflow, stage: str) -> str | None:
	"""The first state that carries `stage`."""
	return next(
		(
			row.state
			for row in workflow.states
			if row.update_field == STAGE_FIELD and row.update_value == stage
		),
		None,
	)


def options(doctype: str) -> list[str]:
	"""The stages of a DocType, in their order."""
	field = frappe.get_meta(doctype).get_field(STAGE_FIELD)
	return [o for o in (field.options or "").split("\n") if o] if field else []


def derive(doc) -> None:
	"""Set state and stage of `doc` so that they agree (called in before_validate).

	A state that changed rules: the platform checks the transition, the stage follows. A stage that
	arrives changed by itself becomes the one transition that leads there and that this user may take;
	else it is refused with the actions that are allowed.
	"""
	workflow = active_workflow(doc.doctype)
	stored = doc.get_doc_before_save()
	if not workflow:
		doc.stage = stored.stage if stored else options(doc.doctype)[0]
		return
	field = workflow.workflow_state_field
	if stored is None:
		doc.set(field, doc.get(field) or workflow.states[0].state)
	elif not doc.get(field):
		doc.set(field, stored.get(field))
	if stored is not None and doc.get(field) == stored.get(field) and doc.stage != stored.stage:
		doc.set(field, _state_by_stage(doc, stored, workflow))
	elif stored is not None and doc.get(field) != stored.get(field):
		_check_self_approval(doc, stored, workflow)
	elif stored is not None and not state_for(workflow, stored.stage):
		return  # the code brought it to a stage that this admin's workflow has no state for
	doc.stage = stage_of(workflow, doc.get(field)) or (stored.stage if stored else options(doc.doctype)[0])


def _state_by_stage(doc, stored, workflow) -> str:
	allowed = get_transitions(stored, workflow)
	states = {t["next_state"] for t in allowed if stage_of(workflow, t["next_state"]) == doc.stage}
	if len(states) == 1:
		return states.pop()
	actions = ", ".join(_(t["action"]) for t in allowed) or "–"
	frappe.throw(
		_("{0} cannot be set to {1} by hand. Allowed actions here: {2}").format(
			_(doc.doctype), _(doc.stage), actions
		),
		WorkflowPermissionError,
	)


def _check_self_approval(doc, stored, workflow) -> None:
	"""The platform asks this in apply_workflow only; a PUT of the state must not get round it."""
	before, after = (d.get(workflow.workflow_state_field) for d in (stored, doc))
	taken = [t for t in get_transitions(stored, workflow) if t["next_state"] == after]
	if taken and not any(has_approval_access(frappe.session.user, stored, frappe._dict(t)) for t in taken):
		frappe.throw(
			_("Nobody takes the step from {0} to {1} for an own record.").format(_(before), _(after)),
			WorkflowPermissionError,
		)
