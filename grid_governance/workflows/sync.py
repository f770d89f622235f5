"""Bring shipped workflows to a site without ever touching what an admin made of them.

Created only when the DocType has no Workflow at all and we never planted one before (what the admin
deleted stays deleted); upgraded only while the site's copy has the fingerprint of a version that we
once shipped. An edit, a rename or an own replacement is the admin's and stays.
"""

from __future__ import annotations

import hashlib
import json

import frappe

from grid_governance import seeds
from grid_governance.workflows.definitions import all_definitions
from grid_governance.workflows.stages import STAGE_FIELD


def sync_all() -> None:
	for definition in all_definitions():
		sync(definition)


def sync(definition: dict) -> str:
	"""Returns what was done: "created", "upgraded", "current" or "left" (it is the admin's)."""
	name, doctype = definition["name"], definition["document_type"]
	if frappe.db.exists("Workflow", name):
		workflow = frappe.get_doc("Workflow", name)
		found = fingerprint(projection(workflow))
		if found == fingerprint(shipped_projection(definition)):
			return "current"
		if found not in definition["fingerprints"]:
			return "left"
		return _write(workflow, definition, "upgraded")
	if frappe.db.exists("Workflow", {"document_type": doctype}) or seeds.was_planted("Workflow", name):
		return "left"
	workflow = frappe.new_doc("Workflow")
	workflow.update(
		{
			"workflow_name": name,
			"document_type": doctype,
			"workflow_state_field": "workflow_state",
			"is_active": 1,
			"send_email_alert": 0,
		}
	)
	done = _write(workflow, definition, "created")
	seeds.remember("Workflow", name)
	return done


def _write(workflow, definition: dict, done: str) -> str:
	_make_masters(definition)
	workflow.set("states", [])
	workflow.set("transitions", [])
	for row in _state_rows(definition):
		workflow.append("states", row)
	for row in _transition_rows(definition):
		workflow.append("transitions", row)
	workflow.workflow_data = None
	workflow.flags.ignore_permissions = True
	workflow.save()
	return done


def _make_masters(definition: dict) -> None:
	for state, _stage, style, _roles in definition["states"]:
		if not frappe.db.exists("Workflow State", state):
			frappe.get_doc(doctype="Workflow State", workflow_state_name=state, style=style).insert(
				ignore_permissions=True
			)
	for _state, action, _next, _roles in definition["transitions"]:
		if not frappe.db.exists("Workflow Action Master", action):
			frappe.get_doc(doctype="Workflow Action Master", workflow_action_name=action).insert(
				ignore_permissions=True
			)


def _state_rows(definition: dict) -> list[dict]:
	"""Optional states get no Workflow Action: those go by role alone, over every place, and cost a
	look at all users of the role at each save. What waits for whom stands in the workspaces' *today*.
	"""
	return [
		{
			"state": state,
			"doc_status": "0",
			"update_field": STAGE_FIELD,
			"update_value": stage,
			"allow_edit": role,
			"avoid_status_override": 0,
			"is_optional_state": 1,
		}
		for state, stage, _style, roles in definition["states"]
		for role in roles
	]


def _transition_rows(definition: dict) -> list[dict]:
	"""Self approval is judged on persons by the controllers (owner is not the subject), so the platform's is on."""
	return [
		{"state": state, "action": action, "next_state": after, "allowed": role, "allow_self_approval": 1}
		for state, action, after, roles in definition["transitions"]
		for role in roles
	]


def projection(workflow) -> dict:
	"""What counts as an edit: states, stages, transitions, roles; not layout, not is_active."""
	return {
		"states": sorted(
			[
				r.get("state"),
				r.get("update_field") or "",
				r.get("update_value") or "",
				r.get("allow_edit") or "",
			]
			for r in workflow.get("states")
		),
		"transitions": sorted(
			[
				r.get("state"),
				r.get("action"),
				r.get("next_state"),
				r.get("allowed"),
				int(r.get("allow_self_approval") or 0),
				r.get("condition") or "",
			]
			for r in workflow.get("transitions")
		),
	}


def shipped_projection(definition: dict) -> dict:
	return projection(frappe._dict(states=_state_rows(definition), transitions=_transition_rows(definition)))


def fingerprint(projected: dict) -> str:
	text = json.dumps(projected, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
	return hashlib.sha256(text.encode()).hexdigest()[:16]


def remove_all() -> None:
	"""At uninstall: workflows of DocTypes that go away with us would be orphans."""
	for definition in all_definitions():
		for name in frappe.get_all("Workflow", {"document_type": definition["document_type"]}, pluck="name"):
			frappe.delete_doc("Workflow", name, ignore_permissions=True, force=True)
