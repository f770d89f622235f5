"""The appraisal meeting from the draw to the ledger: quorum, recusal by row, refusals, what is left to others.

World: village A; a family book that the meeting endorses, 5 days of notice; three members from outside the
register, and `chair`, a member who lives in household "of_chair".
"""

from __future__ import annotations

import frappe
import pytest

from grid_governance.api import appraisal as api
from grid_governance.points import appraisal_outcome
from grid_governance.points.recusal import RecusalError
from grid_governance.tests.factories import appraisal as make
from grid_governance.tests.factories import core, points, registry

MEMBERS = ("赵代表", "钱代表", "孙代表")


class Village:
	def __init__(self, world, as_user):
		self.world, self.as_user = world, as_user
		self.book = points.make_book(approving_body="Appraisal Meeting", notice_days=5)
		self.item = points.make_item()
		self.clerk = world.user("Village Points Clerk")
		self.enterer = world.user("Neighbour Head", core.GRID_A1)
		self.checker = world.user("Grid Officer", core.GRID_A1)
		self.township = world.user("Points Office Member", "street")

	def deed(self, household=None, item=None, book=None, **values):
		with self.as_user(self.enterer):
			doc = points.make_declaration(
				book or self.book, item or self.item, household or registry.make_household(), **values
			)
		return make.checked(doc, self.enterer, self.checker, self.as_user)

	def batch(self, households, **values):
		with self.as_user(self.enterer):
			doc = points.make_batch(values.pop("book", self.book), self.item, households, **values)
		return make.checked(doc, self.enterer, self.checker, self.as_user)

	def meeting(self, members=MEMBERS, user=None, **values):
		with self.as_user(user or self.clerk):
			return make.drawn(make.make_meeting(members=members, **values))

	def decide(self, meeting, source, result, **values):
		with self.as_user(self.clerk):
			meeting.reload()
			for row in meeting.rows:
				if row.source_name == source.name and values.get("subject", row.subject) == row.subject:
					row.update({"result": result, **values})
			meeting.save()

	def conclude(self, meeting, user=None):
		with self.as_user(user or self.clerk):
			return api.conclude(meeting.name)

	def staff_household(self):
		home = registry.make_household(head="村干部")
		frappe.db.set_value("Grid Worker", {"user": self.checker}, "resident", home.head)
		return home


@pytest.fixture
def village(world, as_user):
	return Village(world, as_user)


def stage(doc) -> str:
	return frappe.db.get_value(doc.doctype, doc.name, "stage")


def outcomes(meeting) -> list[str]:
	return [row.outcome for row in frappe.get_doc(meeting.doctype, meeting.name).rows]


# ---------------------------------------------------------------- the usual way


def test_passed_deeds_are_endorsed_by_the_meeting_and_wait_for_the_notice(village):
	deed, batch = village.deed(), village.batch([registry.make_household() for _ in range(3)])
	meeting = village.meeting()
	assert (meeting.row_count, meeting.present_count, meeting.needed_count) == (4, 3, 3)
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
		frappe.model.workflow.apply_workflow(deed, "Endorse")
	assert village.meeting().row_count == 0
	with village.as_user(village.township):
		assert frappe.model.workflow.apply_workflow(deed, "Endorse").stage == "Endorsed"


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
		frappe.model.workflow.apply_workflow(split, "Endorse")
	for doc in (deed, split):
		with village.as_user(village.township):
			assert frappe.model.workflow.apply_workflow(doc, "Endorse").stage == "Endorsed"


def test_nobody_hands_a_row_to_the_township_that_is_not_staff(village):
	deed = village.deed()
	with pytest.raises(frappe.ValidationError):
		village.decide(village.meeting(), deed, "Left To The Township")


# ---------------------------------------------------------------- quorum and recusal


def test_without_quorum_chair_minutes_or_rows_nothing_is_concluded(village):
	deed = village.deed()
	absent = [*MEMBERS, *({"member_name": f"缺席{n}", "present": 0} for n in range(3))]
	broken = (
		village.meeting(members=absent),
		village.meeting(chaired_by="李外人"),
		village.meeting(minutes=False),
		village.meeting(meeting_date="2099-01-01"),
		village.meeting(members=MEMBERS[:2]),
	)
	with village.as_user(village.clerk):
		empty = make.make_meeting(members=MEMBERS)
	for meeting in (*broken, empty):
		with pytest.raises(frappe.ValidationError):
			village.conclude(meeting)
	assert stage(deed) == "Checked"


def test_members_of_the_appraisal_group_cannot_be_left_off_the_list(village):
	village.world.user("Appraisal Group Member")
	village.deed()
	with pytest.raises(frappe.ValidationError, match="appraisal"):
		village.conclude(village.meeting())


def test_a_member_stays_out_of_the_own_households_row_and_it_needs_a_quorum_all_the_same(village):
	home, other = registry.make_household(head="周主任"), registry.make_household()
	own, deed = village.deed(home), village.deed(other)
	chair = {"member_name": "周主任", "resident": home.head}
	meeting = village.meeting(members=[chair, *MEMBERS[:2]])
	rows = {row.source_name: row for row in meeting.rows}
	assert (rows[own.name].recused, rows[own.name].voters) == ("周主任", 2)
	assert (rows[deed.name].recused, rows[deed.name].voters) == (None, 3)
	village.conclude(meeting)
	assert (stage(own), stage(deed)) == ("Checked", "Endorsed"), "2 of 3 are no quorum for the own row"
	village.conclude(village.meeting(members=[chair, *MEMBERS]))
	assert stage(own) == "Endorsed"


def test_a_member_known_by_name_alone_is_taken_for_the_resident_of_that_name(village):
	home = registry.make_household(head="吴老师")
	village.deed(home)
	assert village.meeting(members=["吴老师", *MEMBERS]).rows[0].recused == "吴老师"


def test_a_member_may_declare_an_interest_and_only_members_can(village):
	deed = village.deed()
	meeting = village.meeting(members=[*MEMBERS, "李代表"])
	village.decide(meeting, deed, "Passed", declared_recusal="李代表、赵代表")
	meeting.reload()
	assert (meeting.rows[0].recused, meeting.rows[0].voters) == ("赵代表、李代表", 2)
	with pytest.raises(frappe.ValidationError):
		village.decide(meeting, deed, "Passed", declared_recusal="路人")


def test_who_concludes_signs_no_row_of_the_own_household(village):
	member = village.world.user("Appraisal Group Member")
	home = registry.make_household(head="郑组员")
	frappe.db.set_value("Grid Worker", {"user": member}, "resident", home.head)
	worker = frappe.db.get_value("Grid Worker", {"user": member})
	deed = village.deed(home)
	meeting = village.meeting(members=[{"member_name": "郑组员", "worker": worker}, *MEMBERS])
	with pytest.raises(RecusalError):
		village.conclude(meeting, user=member)
	assert stage(deed) == "Checked"
	village.conclude(meeting)
	assert stage(deed) == "Endorsed"


# ---------------------------------------------------------------- doors and repetitions


def test_rows_are_drawn_not_typed_and_facts_and_status_are_not_written_by_hand(village):
	deed = village.deed()
	meeting = village.meeting()
	with village.as_user(village.clerk):
		meeting.rows[0].update({"points": 500, "subject_name": "x", "outcome": "Row Endorsed"})
		meeting.status = "Meeting Concluded"
		meeting.save()
		meeting.reload()
		assert (meeting.rows[0].points, meeting.rows[0].outcome, meeting.status) == (
			5,
			None,
			"Being Prepared",
		)
		meeting.append("rows", {"source_doctype": deed.doctype, "source_name": deed.name, "result": "Passed"})
		with pytest.raises(frappe.ValidationError):
			meeting.save()


def test_concluding_twice_is_refused_and_a_concluded_meeting_stays(village):
	deed = village.deed()
	meeting = village.meeting()
	village.conclude(meeting)
	modified = frappe.db.get_value(deed.doctype, deed.name, "modified")
	with pytest.raises(frappe.ValidationError):
		village.conclude(meeting)
	with village.as_user(village.clerk), pytest.raises(frappe.ValidationError):
		frappe.get_doc(meeting.doctype, meeting.name).update({"venue": "别处"}).save()
	assert frappe.db.get_value(deed.doctype, deed.name, "modified") == modified


def test_a_deed_that_another_meeting_decided_is_left_alone_and_said_so(village):
	deed = village.deed()
	first, second = village.meeting(), village.meeting()
	village.conclude(first)
	village.conclude(second)
	assert outcomes(second) == ["Not Carried Out"]
	assert frappe.db.get_value(deed.doctype, deed.name, "appraisal_meeting") == first.name


def test_many_rows_are_carried_out_by_one_background_job_that_goes_on_where_it_stopped(village, monkeypatch):
	batch = village.batch([registry.make_household() for _ in range(29)])
	deeds = [village.deed() for _ in range(3)]
	meeting = village.meeting()
	jobs = []
	monkeypatch.setattr(frappe, "enqueue", lambda method, **values: jobs.append(values))
	assert village.conclude(meeting)["status"] == "Being Concluded"
	assert jobs[0]["job_id"].endswith(meeting.name) and jobs[0]["deduplicate"]
	assert appraisal_outcome.carry_out_set(meeting.name) == 32
	assert [stage(deed) for deed in deeds] == ["Endorsed"] * 3 and stage(batch) == "Checked"
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	appraisal_outcome.job(meeting.name)
	appraisal_outcome.job(meeting.name)
	assert stage(batch) == "Endorsed" and outcomes(meeting) == ["Row Endorsed"] * 32
	assert frappe.db.get_value(meeting.doctype, meeting.name, "status") == "Meeting Concluded"


def test_the_neighbouring_village_neither_draws_nor_concludes(village):
	village.deed()
	meeting = village.meeting()
	neighbour = village.world.user("Village Points Clerk", "B")
	for call in (
		lambda: api.draw_deeds(meeting.name),
		lambda: api.conclude(meeting.name),
		lambda: api.call_off(meeting.name, "x"),
		lambda: api.candidates(core.VILLAGE_A),
	):
		with village.as_user(neighbour), pytest.raises(frappe.PermissionError):
			call()
	with village.as_user(village.clerk):
		assert api.call_off(meeting.name, "改期")["status"] == "Meeting Called Off"
