"""Photos of deeds: kept privately with their time and place, seen by whoever handles the deed, never in the way.

World: village A with grid A1; the neighbour head puts up photos, the grid officer checks.
"""

from __future__ import annotations

import frappe
import pytest
from frappe.model.workflow import apply_workflow

from grid_governance.points.declaring import evidence
from grid_governance.tests.factories import core, points, registry
from grid_governance.tests.unit.test_points_photo import LIUYANG, picture

DECLARATION = "Points Declaration"


@pytest.fixture
def writer(world):
	return world.user("Neighbour Head", core.GRID_A1)


def declare(row: dict):
	item = points.make_item(evidence_required=1)
	return points.make_declaration(points.make_book(), item, registry.make_household(), evidence=[row])


def put_up(content: bytes, head: bytes = b"", name: str = "照片 1.jpg") -> dict:
	return evidence.store(content, head, name, DECLARATION, None)


def test_time_and_place_stay_though_the_photo_was_shrunk_and_stripped(writer, as_user):
	with as_user(writer):
		found = put_up(picture(), picture("2026:11:20 09:30:05", LIUYANG))
		doc = declare({"file": found.pop("file_url"), **found})
	row = doc.evidence[0]
	assert (str(row.taken_on), row.place) == ("2026-11-20 09:30:05", "28.160000,113.640000")


def test_a_photo_without_data_is_evidence_all_the_same(writer, as_user):
	with as_user(writer):
		found = put_up(picture())
		doc = declare({"file": found["file_url"]})
		assert (found["taken_on"], found["place"]) == (None, None)
		assert apply_workflow(doc, "Declare").stage == "Awaiting Check"


def test_a_photo_put_up_before_saving_is_seen_by_who_checks_and_not_by_the_neighbour(world, writer, as_user):
	with as_user(writer):
		found = put_up(picture())
		doc = declare({"file": found["file_url"]})
	file = frappe.get_doc("File", {"file_url": found["file_url"]})
	assert (file.attached_to_doctype, file.attached_to_name, file.is_private) == (DECLARATION, doc.name, 1)
	with as_user(world.user("Grid Officer", core.GRID_A1)):
		assert frappe.has_permission("File", "read", doc=file.name)
	with as_user(world.user("Grid Officer", core.GRID_B1)):
		assert not frappe.has_permission("File", "read", doc=file.name)


def test_the_photo_of_another_is_not_taken_over_by_its_address(world, writer, as_user):
	with as_user(world.user("Grid Officer", core.GRID_B1)):
		found = put_up(picture("2026:11:20 09:30:05"))
	with as_user(writer), pytest.raises(frappe.PermissionError):
		declare({"file": found["file_url"]})
	assert not frappe.db.get_value("File", {"file_url": found["file_url"]}, "attached_to_name")


def test_time_and_place_are_not_changed_by_hand(writer, as_user):
	with as_user(writer):
		found = put_up(picture("2026:11:20 09:30:05"))
		doc = declare({"file": found["file_url"], "taken_on": found["taken_on"], "place": "<script>"})
		assert doc.evidence[0].place is None
		doc.evidence[0].update({"taken_on": "2020-01-01 00:00:00", "place": "1,1"})
		doc.save()
	assert (str(doc.evidence[0].taken_on), doc.evidence[0].place) == ("2026-11-20 09:30:05", None)


@pytest.mark.parametrize("content", [b"MZ no picture", b"", picture()[:60], b"<svg onload='alert(1)'/>"])
def test_what_is_no_picture_is_refused_and_nothing_is_kept(writer, as_user, content):
	before = frappe.db.count("File")
	with as_user(writer), pytest.raises(frappe.ValidationError, match="no picture"):
		put_up(content)
	assert frappe.db.count("File") == before
