"""Shipped workflows come once, are upgraded while untouched, and never undo an admin.

Each test starts from the site's own planted workflows and is rolled back.
"""

import copy
import subprocess
import sys

import frappe
import pytest

from grid_governance import seeds
from grid_governance.workflows import definitions, sync

ALL = definitions.all_definitions()
IDS = [d["name"] for d in ALL]


@pytest.fixture(params=ALL, ids=IDS)
def definition(request, savepoint):
	return request.param


def stored(name):
	return frappe.get_doc("Workflow", name)


def test_a_site_has_each_workflow_active_and_current(definition):
	workflow = stored(definition["name"])
	assert workflow.is_active
	assert sync.projection(workflow) == sync.shipped_projection(definition)
	assert sync.sync(definition) == "current"


def test_present_version_stands_last_in_the_fingerprints(definition):
	"""A change of a definition without a new fingerprint would never reach the sites."""
	assert definition["fingerprints"][-1] == sync.fingerprint(sync.shipped_projection(definition))


def test_definition_is_sound(definition):
	states = {state: stage for state, stage, _style, _roles in definition["states"]}
	options = frappe.get_meta(definition["document_type"]).get_field("stage").options.split("\n")
	assert set(states.values()) <= set(options)
	assert set(definition["required_stages"]) <= set(options)
	for before, _action, after, roles in definition["transitions"]:
		assert before in states and after in states and roles
	assert next(iter(states.values())) == options[0]


def edit_add_state(workflow):
	frappe.get_doc(doctype="Workflow State", workflow_state_name="Street Review").insert()
	first = workflow.states[0]
	workflow.append(
		"states",
		{
			"state": "Street Review",
			"doc_status": "0",
			"update_field": "stage",
			"update_value": first.update_value,
			"allow_edit": first.allow_edit,
		},
	)


def edit_change_role(workflow):
	workflow.transitions[0].allowed = "System Manager"


def edit_condition(workflow):
	workflow.transitions[0].condition = "doc.owner"


@pytest.mark.parametrize("edit", [edit_add_state, edit_change_role, edit_condition])
def test_an_admins_edit_stays(definition, edit):
	workflow = stored(definition["name"])
	edit(workflow)
	workflow.save()
	edited = sync.projection(stored(definition["name"]))
	assert sync.sync(definition) == "left"
	assert sync.projection(stored(definition["name"])) == edited


def test_an_admins_rename_stays(definition):
	frappe.rename_doc("Workflow", definition["name"], "Our Own Name", force=True)
	assert sync.sync(definition) == "left"
	assert not frappe.db.exists("Workflow", definition["name"])
	assert frappe.db.get_value("Workflow", "Our Own Name", "is_active")


def test_an_admins_deletion_stays(definition):
	frappe.delete_doc("Workflow", definition["name"])
	assert sync.sync(definition) == "left"
	assert not frappe.db.exists("Workflow", {"document_type": definition["document_type"]})


def test_an_admins_replacement_stays_active(definition):
	own = frappe.copy_doc(stored(definition["name"]))
	own.update({"workflow_name": "Own Flow", "name": "Own Flow", "is_active": 1})
	own.insert()
	assert sync.sync(definition) == "current"
	assert frappe.db.get_value("Workflow", "Own Flow", "is_active")
	assert not frappe.db.get_value("Workflow", definition["name"], "is_active")


def test_an_untouched_older_copy_is_upgraded(definition):
	older = copy.deepcopy(definition)
	older["transitions"] = older["transitions"][:-1]
	workflow = stored(definition["name"])
	sync._write(workflow, older, "upgraded")
	then = sync.fingerprint(sync.projection(stored(definition["name"])))
	assert sync.sync(definition) == "left", "an unknown copy is the admin's"
	shipped = {**definition, "fingerprints": (then, *definition["fingerprints"])}
	assert sync.sync(shipped) == "upgraded"
	assert sync.projection(stored(definition["name"])) == sync.shipped_projection(definition)


def before_notices(definition) -> dict:
	"""The points workflows as they were first shipped: without the states of the public notice."""
	noticed = ("On Notice", "Under Objection")
	return {**definition, "states": tuple(row for row in definition["states"] if row[0] not in noticed)}


@pytest.mark.parametrize("name", ["Points Declaration", "Points Batch"])
def test_a_site_of_before_the_notices_gets_their_states_unless_its_admin_edited_it(name, savepoint):
	definition = definitions.for_doctype(name)
	workflow = sync._write(stored(name), before_notices(definition), "upgraded") and stored(name)
	assert sync.fingerprint(sync.projection(workflow)) == definition["fingerprints"][0]
	edit_change_role(workflow)
	workflow.save()
	assert sync.sync(definition) == "left"
	sync._write(stored(name), before_notices(definition), "upgraded")
	assert sync.sync(definition) == "upgraded"
	assert "On Notice" in {row.state for row in stored(name).states}


def test_layout_and_switching_off_are_no_edit(definition):
	frappe.db.set_value("Workflow", definition["name"], {"is_active": 0, "workflow_data": "[1]"})
	frappe.clear_document_cache("Workflow", definition["name"])
	assert sync.sync(definition) == "current"
	assert not frappe.db.get_value("Workflow", definition["name"], "is_active")


def test_a_workflow_made_by_the_admin_before_us_keeps_ours_away(definition):
	frappe.rename_doc("Workflow", definition["name"], "Made Before", force=True)
	frappe.db.delete("Seed Log", {"seed_doctype": "Workflow", "seed_key": definition["name"]})
	assert sync.sync(definition) == "left"
	assert not seeds.was_planted("Workflow", definition["name"])


def test_a_real_migrate_keeps_edits_and_deletions(site):
	"""The whole of `bench migrate` in a process of its own, as an update of the app runs it."""
	edited, deleted = ALL[0]["name"], ALL[1]["name"]
	workflow = stored(edited)
	edit_change_role(workflow)
	workflow.save()
	frappe.delete_doc("Workflow", deleted)
	frappe.db.commit()
	try:
		done = subprocess.run(
			[sys.executable, "-m", "frappe.utils.bench_helper", "frappe", "--site", site, "migrate"],
			capture_output=True,
			text=True,
			check=False,
		)
		assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
		frappe.db.rollback()
		frappe.clear_cache()
		assert stored(edited).transitions[0].allowed == "System Manager"
		assert not frappe.db.exists("Workflow", deleted)
	finally:
		frappe.db.rollback()
		sync._write(stored(edited), ALL[0], "upgraded")
		frappe.db.delete("Seed Log", {"seed_doctype": "Workflow", "seed_key": deleted})
		assert sync.sync(ALL[1]) == "created"
		frappe.db.commit()
