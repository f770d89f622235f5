"""The appraisal meeting's quorum, recusal by row, doors and repetitions (world: integration/appraisal.py)."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime

from grid_governance.api import appraisal as api
from grid_governance.points.recusal import RecusalError
from grid_governance.points.review import appraisal_outcome
from grid_governance.tests.factories import appraisal as make
from grid_governance.tests.factories import core, registry
from grid_governance.tests.integration.appraisal import MEMBERS, Village, outcomes, stage


@pytest.fixture
def village(world, as_user):
	return Village(world, as_user)


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


def test_a_member_does_not_hide_behind_the_record_of_another(village):
	home = registry.make_household(head="吴老师")
	village.deed(home)
	stranger = registry.make_household(core.GRID_A2)
	member = {"member_name": "吴老师", "resident": stranger.head}
	assert village.meeting(members=[member, *MEMBERS]).rows[0].recused == "吴老师"


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


def test_a_meeting_whose_job_died_is_taken_up_again_every_hour(village, monkeypatch):
	for _ in range(2):
		village.deed()
	meeting = village.meeting()
	monkeypatch.setattr(appraisal_outcome, "INLINE", 1)
	jobs = []
	monkeypatch.setattr(frappe, "enqueue", lambda method, **values: jobs.append(values["meeting"]))
	village.conclude(meeting)
	appraisal_outcome.resume_unfinished()
	assert jobs == [meeting.name], "young ones are left to their own job"
	frappe.db.set_value(meeting.doctype, meeting.name, "concluded_on", add_to_date(now_datetime(), hours=-2))
	appraisal_outcome.resume_unfinished()
	with village.as_user(village.clerk):
		assert api.continue_concluding(meeting.name)["status"] == "Being Concluded"
	assert jobs == [meeting.name] * 3
