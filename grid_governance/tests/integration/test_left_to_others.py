"""Rows of the own household in a batch of many: they wait for another person, the rest goes on.

World: village A; a batch of three households, in one of them lives who checks or endorses it.
"""

from __future__ import annotations

import frappe
import pytest

from grid_governance.api import checking as api
from grid_governance.points.recusal import RecusalError
from grid_governance.tests.factories import core
from grid_governance.tests.integration.points_scenes import Village


@pytest.fixture
def village(world, as_user):
	return Village(world, as_user)


def lives_in(village, user: str, row) -> None:
	head = frappe.db.get_value("Household", row.subject, "head")
	frappe.db.set_value("Grid Worker", {"user": user}, "resident", head)


def stages(*names):
	return [frappe.db.get_value("Points Batch", name, ["stage", "people_count"]) for name in names]


def test_the_own_row_waits_for_another_and_the_rest_goes_on(village):
	batch = village.batch(count=3)
	lives_in(village, village.checker, batch.people[1])
	village.act(batch, "Declare")
	with pytest.raises(RecusalError):
		village.act(batch, "Check As True")
	with village.as_user(village.checker):
		assert api.rows_for_others(batch.name) == [batch.people[1].subject_name]
		left = api.leave_to_others(batch.name)
		assert left["rows"] == 1 and api.rows_for_others(batch.name) == []
	village.act(batch, "Check As True")
	assert stages(batch.name, left["batch"]) == [("Checked", 2), ("Awaiting Check", 1)]
	with pytest.raises(RecusalError):
		village.act(frappe._dict(doctype="Points Batch", name=left["batch"]), "Check As True")
	rest = frappe.get_doc("Points Batch", left["batch"])
	village.act(rest, "Check As True", village.world.user("Grid Head"))
	# the checker works for the village: the township endorses
	village.act(rest, "Endorse", village.world.user("Points Office Member", "street"))
	village.act(batch, "Endorse")
	assert stages(batch.name, rest.name) == [("Credited", 2), ("Credited", 1)]
	assert [village.balance(frappe._dict(name=row.subject)) for row in batch.people] == [5, 5, 5]


def test_rows_of_village_staff_are_left_when_the_village_endorses(village):
	batch = village.batch(count=3)
	lives_in(village, village.world.user("Grid Head"), batch.people[0])
	village.act(batch, "Declare")
	with village.as_user(village.checker):
		assert api.rows_for_others(batch.name) == []
	village.act(batch, "Check As True")
	with village.as_user(village.endorser):
		left = api.leave_to_others(batch.name)
	village.act(batch, "Endorse")
	assert stages(batch.name, left["batch"]) == [("Credited", 2), ("Checked", 1)]


def test_who_entered_it_whoever_has_nothing_to_leave_and_a_batch_of_own_rows_are_told(village):
	batch = village.batch(count=2)
	village.act(batch, "Declare")
	for user in (village.enterer, village.checker):
		with village.as_user(user), pytest.raises((frappe.ValidationError, RecusalError)):
			api.leave_to_others(batch.name)
	lives_in(village, village.checker, batch.people[0])
	own = frappe.db.get_value("Household", batch.people[0].subject, "head")
	frappe.db.set_value(
		"Resident", frappe.db.get_value("Household", batch.people[1].subject, "head"), "household", "x"
	)
	frappe.db.set_value("Resident", own, "registered_household", batch.people[1].subject)
	with village.as_user(village.checker), pytest.raises(RecusalError):
		api.leave_to_others(batch.name)
	assert stages(batch.name) == [("Awaiting Check", 2)]


def test_somebody_of_another_village_neither_reads_nor_moves_rows(village):
	batch = village.batch(count=2)
	village.act(batch, "Declare")
	stranger = village.world.user("Grid Officer", core.VILLAGE_B)
	for call in (api.rows_for_others, api.leave_to_others):
		with village.as_user(stranger), pytest.raises(frappe.PermissionError):
			call(batch.name)
	assert stages(batch.name) == [("Awaiting Check", 2)]
