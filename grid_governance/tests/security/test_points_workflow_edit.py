"""Whatever an administrator's workflow offers, and through whatever door: no self-award, and no step past the rules.

The honest step over the same workflow still works.
"""

from __future__ import annotations

import json

import frappe
import pytest
from frappe.model.workflow import apply_workflow

from grid_governance.tests.factories import points
from grid_governance.tests.security.award_stage import Stage
from grid_governance.tests.security.knock import call, rest

EVERYBODY = ("Village Points Clerk", "Grid Officer", "Grid Head")


@pytest.fixture
def stage(world, as_user):
	made = Stage(world, as_user)
	workflow = frappe.get_doc("Workflow", "Points Declaration")
	for before, after in (
		("Draft", "Endorsed"),
		("Awaiting Check", "Endorsed"),
		("Checked", "On Notice"),
		("Endorsed", "On Notice"),
		("Checked", "Credited"),
		("On Notice", "Credited"),
	):
		for role in EVERYBODY:
			row = {"state": before, "action": "Endorse", "next_state": after, "allowed": role}
			workflow.append("transitions", {**row, "allow_self_approval": 1})
	workflow.save(ignore_permissions=True)
	return made


def stored(doc) -> str:
	return frappe.db.get_value(doc.doctype, doc.name, "stage")


def test_a_shortened_workflow_lets_nobody_endorse_the_own_household_or_entry(stage):
	with stage.as_user(stage.clerk):
		mine = points.make_declaration(stage.book, stage.item, stage.other)
	stage.refused(mine, "Endorse", stage.clerk)
	own = stage.enter(stage.own)
	stage.refused(own, "Endorse", stage.clerk)
	other = stage.enter(stage.other, deed_date="2026-03-03")
	assert stage.act(other, "Endorse", stage.clerk).stage == "Credited", "the office did shorten the way"


def test_no_workflow_puts_on_notice_or_credits_past_the_endorsement(stage):
	doc = stage.enter(stage.other)
	stage.act(doc, "Check As True", stage.head)
	for state in ("On Notice", "Under Objection", "Credited"):
		for user in (stage.clerk, "Administrator"):
			with stage.as_user(user), pytest.raises((frappe.ValidationError, frappe.PermissionError)):
				changed = frappe.get_doc(doc.doctype, doc.name)
				changed.workflow_state = state
				changed.save()
	assert stored(doc) == "Checked"


def test_no_door_checks_or_endorses_the_own_household(stage):
	doc = stage.enter(stage.own)
	sent = json.loads(frappe.as_json({**doc.as_dict(), "workflow_state": "Checked", "stage": "Checked"}))
	named = {"doctype": doc.doctype, "name": doc.name}
	doors = {
		"set_value of the state": lambda: call(
			"frappe.client.set_value", "POST", **named, fieldname="workflow_state", value="Checked"
		),
		"set_value of the stage": lambda: call(
			"frappe.client.set_value", "POST", **named, fieldname="stage", value="Checked"
		),
		"set_value of who entered": lambda: call(
			"frappe.client.set_value", "POST", **named, fieldname="entered_by", value=stage.head
		),
		"set_value of who checked": lambda: call(
			"frappe.client.set_value", "POST", **named, fieldname="checked_by", value=stage.head
		),
		"client.save": lambda: call("frappe.client.save", "POST", doc=json.dumps(sent)),
		"savedocs": lambda: call(
			"frappe.desk.form.save.savedocs", "POST", doc=json.dumps(sent), action="Save"
		),
		"apply_workflow": lambda: call(
			"frappe.model.workflow.apply_workflow", "POST", doc=json.dumps(sent), action="Check As True"
		),
		"bulk approval": lambda: call(
			"frappe.model.workflow.bulk_workflow_approval",
			"POST",
			docnames=json.dumps([doc.name]),
			doctype=doc.doctype,
			action="Check As True",
		),
		"REST PUT": lambda: rest("PUT", doc.doctype, doc.name, workflow_state="Checked"),
		"one tap": lambda: call("grid_governance.api.checking.check_true", "POST", **named),
	}
	for door, knock in doors.items():
		with stage.as_user(stage.clerk):
			try:
				knock()
			except Exception:
				frappe.clear_messages()
		row = frappe.db.get_value(doc.doctype, doc.name, ["stage", "checked_by", "entered_by"])
		assert row == ("Awaiting Check", None, stage.worker), door
	with stage.as_user(stage.head):
		call("grid_governance.api.checking.check_true", "POST", **named)
	assert stored(doc) == "Checked"


def test_a_workflow_that_forgets_the_roles_still_asks_for_the_meeting(stage):
	book = points.make_book(approving_body="Appraisal Meeting", notice_days=0)
	with stage.as_user(stage.worker):
		doc = points.make_declaration(book, stage.item, stage.other)
		apply_workflow(doc, "Declare")
	stage.refused(doc, "Endorse", stage.clerk)
	stage.refused(doc, "Endorse", stage.head)
