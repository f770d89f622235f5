"""The appraisal meeting from the draw to the ledger: passed, changed, refused, and what is left to others.

World: integration/appraisal.py.
"""

from __future__ import annotations

import frappe
import pytest
from frappe.model.workflow import apply_workflow

from grid_governance.api import rounds
from grid_governance.points.recusal import RecusalError
from grid_governance.tests.factories import appraisal as make
from grid_governance.tests.factories import core, points, registry
from grid_governance.tests.integration.appraisal import Village, outcomes, stage


@pytest.fixture
def village(world, as_user):
	return Village(world, as_user)


# ---------------------------------------------------------------- the usual way


def test_passed_deeds_are_endorsed_by_the_meeting_and_wait_for_the_notice(village):
	deed, batch = village.deed(), village.batch([registry.make_household() for _ in range(3)])
	meeting = village.meeting()
	assert (meeting.row_count, meeting.present_count, meeting.needed_count) == (4, 3, 3)
	assert all(row.address for row in meeting.rows), "of two families of one name the door tells which"
	assert village.conclude(meeting)["status"] == "Meeting Concluded"
	for doc in (deed, batch):
		doc.reload()
		assert (doc.stage, doc.endorsed_by, doc.appraisal_meeting) == (
			"Endorsed",
			village.clerk,
			meeting.name,
		)
	assert outcomes(meeting) == ["Row Endorsed"] * 4


def test_a_book_without_a_notice_is_credited_at_once(village):
	book = points.make_book(approving_body="Appraisal Meeting", notice_days=0)
	home = registry.make_household()
	deed, batch = village.deed(home, book=book), village.batch([home], book=book, deed_date="2026-01-05")
	village.conclude(village.meeting())
	assert (stage(deed), stage(batch)) == ("Credited", "Credited")
	assert frappe.db.get_value("Points Account", {"book": book.name, "subject": home.name}, "balance") == 10


def test_a_refused_deed_is_not_recognised_and_may_be_declared_anew(village):
	home = registry.make_household()
	deed = village.deed(home)
	meeting = village.meeting()
	village.decide(meeting, deed, "Refused", reason="当日外出，未参加")
	village.conclude(meeting)
	deed.reload()
	assert (deed.stage, deed.decision_reason) == ("Not Recognised", "当日外出，未参加")
	assert village.deed(home).stage == "Checked"


def test_points_are_changed_within_the_items_limits(village):
	item = points.make_item(counting="Between Limits", min_points=1, max_points=8)
	level = points.make_item(counting="By Level", levels=(("一等", 10), ("二等", 6)))
	by_hours, by_level = village.deed(item=item, points=8), village.deed(item=level, level="一等")
	meeting = village.meeting()
	village.decide(meeting, by_hours, "Points Changed", points_after=3)
	village.decide(meeting, by_level, "Points Changed", points_after=6)
	village.conclude(meeting)
	by_level.reload()
	assert frappe.db.get_value(by_hours.doctype, by_hours.name, "points") == 3
	assert (by_level.points, by_level.level, by_level.stage) == (6, "二等", "Endorsed")


@pytest.mark.parametrize("points_after", [0, 9, 1000])
def test_points_beyond_the_items_limits_are_refused(village, points_after):
	deed = village.deed(
		item=points.make_item(counting="Between Limits", min_points=1, max_points=8), points=8
	)
	meeting = village.meeting()
	with pytest.raises(frappe.ValidationError):
		village.decide(meeting, deed, "Points Changed", points_after=points_after)


def test_rows_of_a_batch_are_taken_out_or_changed_and_the_rest_goes_on(village):
	homes = [registry.make_household() for _ in range(3)]
	batch = village.batch(homes)
	meeting = village.meeting()
	village.decide(meeting, batch, "Refused", subject=homes[1].name, reason="未到场")
	village.conclude(meeting)
	batch.reload()
	assert batch.stage == "Endorsed" and batch.people_count == 2
	assert [(row.status, row.reason) for row in batch.people] == [
		("To Be Counted", None),
		("Taken Out", "未到场"),
		("To Be Counted", None),
	]


def test_a_batch_refused_as_a_whole_is_not_recognised(village):
	batch = village.batch([registry.make_household() for _ in range(2)])
	meeting = village.meeting()
	village.decide(meeting, batch, "Refused", reason="活动未举行")
	village.conclude(meeting)
	assert stage(batch) == "Not Recognised"


# ---------------------------------------------------------------- who decides


def test_no_single_person_endorses_where_the_book_asks_for_a_meeting(village):
	deed = village.deed()
	for user in (village.clerk, village.township, "Administrator"):
		with village.as_user(user), pytest.raises(frappe.ValidationError):
			doc = frappe.get_doc(deed.doctype, deed.name)
			doc.workflow_state = "Endorsed"
			doc.save()
	assert stage(deed) == "Checked"


def test_where_the_book_asks_for_the_township_only_the_township_endorses(village):
	book = points.make_book(approving_body="Township", notice_days=5)
	deed = village.deed(book=book)
	with village.as_user(village.clerk), pytest.raises(frappe.ValidationError):
		apply_workflow(deed, "Endorse")
	assert village.meeting().row_count == 0
	with village.as_user(village.township):
		assert apply_workflow(deed, "Endorse").stage == "Endorsed"


def test_rows_of_village_staff_are_left_to_the_township_also_out_of_a_batch(village):
	staff, others = village.staff_household(), [registry.make_household() for _ in range(2)]
	with village.as_user(village.enterer):
		deed = points.make_declaration(village.book, village.item, staff, deed_date="2026-02-02")
	deed = make.checked(deed, village.enterer, village.clerk, village.as_user)
	with village.as_user(village.enterer):
		batch = points.make_batch(village.book, village.item, [staff, *others])
	batch = make.checked(batch, village.enterer, village.clerk, village.as_user)
	meeting = village.meeting()
	assert sorted(row.result for row in meeting.rows) == ["Left To The Township"] * 2 + ["Passed"] * 2
	village.conclude(meeting)
	assert stage(deed) == "Checked" and stage(batch) == "Endorsed"
	split = frappe.get_doc("Points Batch", {"stage": "Checked", "book": village.book.name})
	assert [row.subject for row in split.people] == [staff.name] and split.people_count == 1
	assert (split.entered_by, split.checked_by) == (village.enterer, village.clerk)
	with village.as_user(village.clerk), pytest.raises(RecusalError):
		apply_workflow(split, "Endorse")
	for doc in (deed, split):
		with village.as_user(village.township):
			assert apply_workflow(doc, "Endorse").stage == "Endorsed"


def test_nobody_hands_a_row_to_the_township_that_is_not_staff(village):
	deed = village.deed()
	with pytest.raises(frappe.ValidationError):
		village.decide(village.meeting(), deed, "Left To The Township")


def test_a_round_goes_through_the_meeting_cell_by_cell(village):
	homes = [registry.make_household() for _ in range(2)]
	score = points.make_item(counting="Between Limits", min_points=1, max_points=10)
	with village.as_user(village.enterer):
		name = rounds.create_round(
			village.book.name,
			core.GRID_A1,
			frappe.utils.nowdate(),
			"入户评比",
			[village.item.name, score.name],
		)["name"]
		cells = [{"subject": home.name, "item": score.name, "points": 9} for home in homes]
		cells += [{"subject": home.name, "item": village.item.name, "points": 5} for home in homes]
		rounds.save_cells(name, cells)
	batch = make.checked(
		frappe.get_doc("Points Batch", name), village.enterer, village.checker, village.as_user
	)
	meeting = village.meeting()
	assert sorted(row.item for row in meeting.rows) == sorted([score.name, village.item.name] * 2)
	with village.as_user(village.clerk):
		for row in meeting.rows:
			if row.item == score.name and row.subject == homes[0].name:
				row.update({"result": "Points Changed", "points_after": 6})
			elif row.item == score.name:
				row.update({"result": "Refused", "reason": "院内杂物未清"})
		meeting.save()
	village.conclude(meeting)
	batch = frappe.get_doc("Points Batch", batch.name)
	assert (batch.stage, batch.people_count, batch.points_total) == ("Endorsed", 2, 16)


def test_rows_taken_off_the_list_are_left_over_in_a_batch_of_their_own(village):
	homes = [registry.make_household() for _ in range(3)]
	batch = village.batch(homes)
	meeting = village.meeting()
	with village.as_user(village.clerk):
		meeting.remove(meeting.rows[0])
		meeting.save()
	village.conclude(meeting)
	left = frappe.get_doc("Points Batch", {"stage": "Checked", "book": village.book.name})
	assert stage(batch) == "Endorsed" and [row.subject for row in left.people] == [homes[0].name]
	again = village.meeting()
	assert [row.source_name for row in again.rows] == [left.name]
