"""A filed case is sealed: no door adds to it, changes it or takes from it; the same doors serve a reopened one.

Each knock is tried on the filed case, and, where nothing else forbids it, once more after the logged reopening.
"""

import os

import frappe
import pytest

from grid_governance.api import case_file as api
from grid_governance.cases import steps
from grid_governance.cases.case_file import completeness, seal, volumes
from grid_governance.cases.followers import FOLLOWERS
from grid_governance.tests.factories import case_file as make
from grid_governance.tests.security import knock
from grid_governance.tests.security.seal_doors import DOORS, NOT_ON_A_CLOSED_CASE, put, share_with

SEALED = "filed"
OF_A_FILE = "name file_url file_name is_private content_hash attached_to_name attached_to_field".split()


@pytest.fixture
def desk(world, as_user):
	filed = make.filed(world, as_user)
	return frappe._dict(
		user=filed.user,
		case=filed.case.name,
		paper=filed.paper,
		session=filed.session,
		agreement=filed.agreement,
		performance=filed.performance,
		other=world.user("Grid Officer", "A"),
	)


@pytest.fixture
def opened(desk, as_user):
	"""The same case with its seal broken: what was refused goes through now."""

	def reopen():
		with as_user(desk.user):
			api.reopen(desk.case, "复查")

	return reopen


def snapshot(desk) -> dict:
	"""Everything that the seal keeps."""
	case = {"reference_doctype": "Dispute Case", "reference_name": desk.case}
	files = frappe.get_all(
		"File",
		{"attached_to_name": ["in", [desk.case, desk.session, desk.agreement, desk.performance]]},
		OF_A_FILE,
		order_by="name",
	)
	return {
		"files": files,
		"comments": frappe.db.count("Comment", {**case, "comment_type": "Comment"}),
		"shares": frappe.db.count("DocShare", {"share_doctype": "Dispute Case", "share_name": desk.case}),
		"todos": frappe.db.count("ToDo", {"reference_type": "Dispute Case", "reference_name": desk.case}),
		"tags": frappe.db.get_value("Dispute Case", desk.case, "_user_tags"),
		"case": frappe.db.get_value("Dispute Case", desk.case, ["stage", "facts", "mediator"]),
		"record": frappe.db.get_value("Mediation Session", desk.session, "record"),
		"scan": frappe.db.get_value("Mediation Agreement", desk.agreement, "signed_scan"),
		"paid": frappe.db.count("Term Performance", {"dispute_case": desk.case}),
	}


def knocks(desk, doors, told: str | None) -> dict[str, str]:
	"""Try every door from the same state; door → what went other than it should. told: what a refusal says."""
	wrong, before = {}, snapshot(desk)
	paper = frappe.get_doc("File", desk.paper).get_full_path()
	for door in doors:
		frappe.db.savepoint("knock_at_a_seal")
		frappe.clear_messages()
		answer = None
		try:
			DOORS[door](desk)
		except (frappe.ValidationError, frappe.PermissionError) as error:
			answer = str(error) + str(frappe.get_message_log())
		frappe.db.rollback(save_point="knock_at_a_seal")
		frappe.clear_document_cache("Dispute Case", desk.case)
		if told is None and answer is not None:
			wrong[door] = answer
		elif told is not None and (answer is None or told not in answer):
			wrong[door] = answer or "came through"
		if snapshot(desk) != before:
			wrong[door] = "something changed"
		if told and not os.path.exists(paper):  # no transaction brings a file back
			wrong[door] = "the paper is gone from the disk"
	return wrong


def test_no_door_opens_on_a_filed_case(desk, as_user):
	with as_user(desk.user):
		assert not knocks(desk, DOORS, SEALED)


def test_not_even_administrator_writes_into_a_sealed_file(desk):
	assert not knocks(desk, DOORS, SEALED)


def test_the_same_doors_serve_a_case_that_was_reopened(desk, opened, as_user):
	opened()
	with as_user(desk.user):
		assert not knocks(desk, [door for door in DOORS if door not in NOT_ON_A_CLOSED_CASE], None)


def test_nothing_of_a_sealed_case_is_deleted(desk):
	file = frappe.db.get_value("Case File", {"dispute_case": desk.case})
	for doctype, name in (
		("Dispute Case", desk.case),
		("Mediation Session", desk.session),
		("Mediation Agreement", desk.agreement),
		("Case File", file),
	):
		with pytest.raises(frappe.ValidationError):
			frappe.delete_doc(doctype, name, force=True)
		assert frappe.db.exists(doctype, name)


def test_a_sealed_file_is_not_made_public_nor_renamed_nor_hung_elsewhere(desk, as_user):
	for changes in (
		{"is_private": 0},
		{"file_name": "anders.jpg"},
		{"attached_to_name": "other"},
		{"attached_to_doctype": None, "attached_to_name": None},
	):
		before = snapshot(desk)
		frappe.db.savepoint("sealed")
		with as_user(desk.user), pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			put("File", desk.paper, **changes)
		frappe.db.rollback(save_point="sealed")
		assert snapshot(desk) == before, changes


def test_a_twin_with_the_same_content_does_not_change_a_sealed_file(desk, as_user):
	"""Files of the same content share one place on the disk; a twin of one's own must not reach through."""
	sealed = frappe.get_doc("File", desk.paper)
	path, content = sealed.get_full_path(), sealed.get_content()
	with as_user(desk.user):
		twin = frappe.get_doc(
			doctype="File", file_name="zwilling.jpg", is_private=1, content=content
		).insert()
		assert twin.file_url == sealed.file_url
		for change in (lambda: put("File", twin.name, is_private=0), lambda: twin.optimize_file()):
			with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
				change()
			frappe.get_doc("File", twin.name).on_rollback()
		frappe.delete_doc("File", twin.name)
	assert os.path.exists(path)
	assert frappe.db.get_value("File", desk.paper, "is_private") == 1


def test_a_sealed_volume_outlasts_the_reopening_of_its_file(desk, opened, as_user):
	with as_user(desk.user):
		content = frappe.generate_hash(length=20).encode()
		stored = volumes.keep(frappe.get_doc("Dispute Case", desk.case), "卷宗第1卷.pdf", content)
	frappe.db.set_value(
		"Case File Volume", {"parent": completeness.file_of(desk.case).name}, "file", stored.file_url
	)
	opened()
	for user in (desk.user, "Administrator"):
		with as_user(user):
			for change in ({"file_name": "anders.pdf"}, {"attached_to_field": "slot_6"}):
				with pytest.raises(frappe.ValidationError):
					put("File", stored.name, **change)
			with pytest.raises(frappe.ValidationError):
				frappe.delete_doc("File", stored.name)
	with as_user(desk.user):  # another paper of the reopened file goes
		frappe.delete_doc("File", desk.paper)
	assert frappe.db.exists("File", stored.name) and not frappe.db.exists("File", desk.paper)
	os.remove(stored.get_full_path())


def test_entries_that_a_request_dresses_up_as_the_platforms_own_are_refused(desk, as_user):
	for kind in ("Info", "Workflow", "Attachment"):
		frappe.db.savepoint("sealed")
		with as_user(desk.user), pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			frappe.get_doc(
				doctype="Comment",
				comment_type=kind,
				reference_doctype="Dispute Case",
				reference_name=desk.case,
				content="x",
			).insert()
		frappe.db.rollback(save_point="sealed")


def test_the_step_of_filing_itself_is_in_the_timeline(desk):
	kinds = frappe.get_all(
		"Comment", {"reference_doctype": "Dispute Case", "reference_name": desk.case}, pluck="comment_type"
	)
	assert "Workflow" in kinds


def test_what_only_ends_something_stays_possible(desk, opened, as_user):
	"""A share is taken away, a task is done: access and to-do lists are no papers of the file."""
	opened()
	with as_user(desk.user):
		share = share_with(desk)
		DOORS["an assignment"](desk)
		steps.file_case(desk.case)
		todo = frappe.get_doc("ToDo", {"reference_name": desk.case})
		todo.status = "Closed"
		todo.save()
	frappe.delete_doc("DocShare", share.name, ignore_permissions=True)
	assert not frappe.db.exists("DocShare", share.name)


def test_reading_a_sealed_file_goes_on(desk, as_user):
	with as_user(desk.user):
		assert api.get_slots(desk.case)["sealed"]
		assert knock.rest("GET", "Dispute Case", desk.case)
		assert frappe.has_permission("File", "read", doc=desk.paper)


def test_the_seal_covers_every_record_that_follows_a_case():
	assert set(FOLLOWERS) - set(seal.RECORDS) == set(seal.KEEPS_TIME) & set(FOLLOWERS)
