"""Spot checks: drawn with a seed that anybody can repeat, visited by others, with consequences.

World: village A; endorsed family deeds waiting for a notice. `enterer`, `checker` and `endorser` signed them,
`visitor` (points office of the street) and `overseer` (supervisory committee) did not.
"""

from __future__ import annotations

import frappe
import pytest
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, nowdate

from grid_governance.api import spot_checks as api
from grid_governance.points.notice import notice_rows
from grid_governance.points.recusal import RecusalError
from grid_governance.points.review import sampling, spot_checks
from grid_governance.tests.factories import appraisal as make
from grid_governance.tests.factories import core, points, registry


class Village:
	def __init__(self, world, as_user):
		self.world, self.as_user = world, as_user
		self.book, self.item = points.make_book(notice_days=5), points.make_item()
		self.enterer = world.user("Neighbour Head", core.GRID_A1)
		self.checker = world.user("Grid Officer", core.GRID_A1)
		self.endorser = world.user("Village Points Clerk")
		self.visitor = world.user("Points Office Member", "street")
		self.overseer = world.user("Supervisory Committee Member")

	def endorsed(self, doc):
		doc = make.checked(doc, self.enterer, self.checker, self.as_user)
		with self.as_user(self.endorser):
			return apply_workflow(doc, "Endorse")

	def deed(self, household=None, book=None):
		with self.as_user(self.enterer):
			doc = points.make_declaration(
				book or self.book, self.item, household or registry.make_household()
			)
		return self.endorsed(doc)

	def batch(self, count=5, book=None):
		with self.as_user(self.enterer):
			doc = points.make_batch(
				book or self.book, self.item, [registry.make_household() for _ in range(count)]
			)
		return self.endorsed(doc)

	def check(self, *docs, share=100, **values):
		rows = [
			(doc.doctype, doc.name, row.name if row else None)
			for doc in docs
			for row in (doc.get("people") or [None])
		]
		return frappe.get_doc("Spot Check", spot_checks.draw(core.VILLAGE_A, rows, share, 1, **values))

	def visit(self, check, row, result="True As Declared", user=None, **values):
		with self.as_user(user or self.visitor):
			return api.record_visit(check.name, row.name, result, **values)

	def on_notice(self, *docs):
		notice = frappe.get_doc(
			doctype="Public Notice",
			kind="Points",
			title="积分公示",
			grid_unit=core.VILLAGE_A,
			days=5,
			stage="On Notice",
		)
		notice.name = frappe.generate_hash(length=10)
		notice.db_insert()
		notice_rows.gather(notice)
		notice_rows.publish(notice.name)
		return notice


@pytest.fixture
def village(world, as_user):
	return Village(world, as_user)


def stage(doc) -> str:
	return frappe.db.get_value(doc.doctype, doc.name, "stage")


# ---------------------------------------------------------------- the draw


def test_the_stored_seed_and_the_same_rows_give_the_same_sample(village):
	batch = village.batch(8)
	check = village.check(batch, share=30)
	keys = [("Points Batch", batch.name, row.name) for row in batch.people]
	assert (check.population_count, check.sample_count, check.population_digest) == (
		8,
		3,
		sampling.digest(keys),
	)
	again = sampling.draw(reversed(keys), check.seed, check.sample_count)
	assert {row.source_row for row in check.rows} == {row for _doctype, _name, row in again}


def test_a_notice_is_drawn_for_once_and_the_settings_give_share_and_least(village):
	deeds = [village.deed() for _ in range(4)]
	rows = [(deed.doctype, deed.name, None) for deed in deeds]
	first = spot_checks.draw(core.VILLAGE_A, rows, drawn_for=(deeds[0].doctype, deeds[0].name))
	assert spot_checks.draw(core.VILLAGE_A, rows, drawn_for=(deeds[0].doctype, deeds[0].name)) == first
	doc = frappe.get_doc("Spot Check", first)
	assert (doc.share, doc.least, doc.limit_share, doc.sample_count) == (10, 3, 20, 3)
	assert doc.rows[0].address and doc.rows[0].checked_by == village.checker
	assert (
		spot_checks.draw(core.VILLAGE_A, rows, 0, 0) is None and spot_checks.draw(core.VILLAGE_A, []) is None
	)


def test_the_points_office_draws_by_hand_and_the_clerk_does_not(village):
	deed, batch = village.deed(), village.batch(2)
	values = {"grid_unit": core.VILLAGE_A, "from_date": add_days(nowdate(), -7), "to_date": nowdate()}
	with village.as_user(village.endorser), pytest.raises(frappe.PermissionError):
		api.draw_sample(**values)
	with village.as_user(village.visitor):
		with pytest.raises(frappe.ValidationError):
			api.draw_sample(**values, share=101)
		name = api.draw_sample(**values, share=100)["name"]
		assert api.draw_sample(core.VILLAGE_B, values["from_date"], nowdate())["name"] is None
	found = {row.source_name for row in frappe.get_doc("Spot Check", name).rows}
	assert found == {deed.name, batch.name}


# ---------------------------------------------------------------- who visits


def test_who_entered_checked_or_endorsed_a_row_does_not_visit_it(village, monkeypatch):
	check = village.check(village.deed())
	monkeypatch.setattr(spot_checks.frappe, "has_permission", lambda *a, **k: True)
	for user in (village.enterer, village.checker, village.endorser):
		with village.as_user(user), pytest.raises(RecusalError):
			spot_checks.refuse_visitor(check.rows[0])
	assert village.visit(check, check.rows[0])["status"] == "Check Finished"
	row = frappe.get_doc("Spot Check", check.name).rows[0]
	assert row.visitor == village.visitor and row.visited_on


def test_the_list_of_doors_holds_what_this_person_may_visit_until_it_is_visited(village):
	home = registry.make_household()
	check = village.check(village.deed(), village.deed(home))
	frappe.db.set_value("Grid Worker", {"user": village.overseer}, "resident", home.head)
	with village.as_user(village.overseer):
		(door,) = api.visits_due()
		assert door["spot_check"] == check.name and door["address"] and "checked_by" not in door
		api.record_visit(check.name, door["name"], "True As Declared")
		assert api.visits_due() == []
	with village.as_user(village.visitor):
		assert len([row for row in api.visits_due() if row["spot_check"] == check.name]) == 1
	with village.as_user(village.world.user("Points Office Member", "B")):
		assert api.visits_due() == []
	with village.as_user(village.checker), pytest.raises(frappe.PermissionError):
		api.visits_due()


def test_nobody_visits_the_own_household(village):
	home = registry.make_household()
	check = village.check(village.deed(home))
	frappe.db.set_value("Grid Worker", {"user": village.overseer}, "resident", home.head)
	with pytest.raises(RecusalError):
		village.visit(check, check.rows[0], user=village.overseer)
	village.visit(check, check.rows[0])


def test_sample_seed_and_findings_stay_as_they_are(village):
	check = village.check(*(village.deed() for _ in range(2)))
	village.visit(check, check.rows[0])
	with pytest.raises(frappe.ValidationError):
		village.visit(check, check.rows[0], "Not As Declared", note="改口")
	with village.as_user(village.visitor):
		doc = frappe.get_doc("Spot Check", check.name)
		doc.update({"seed": "x", "limit_share": 100, "failed_count": 9})
		doc.rows[0].update({"result": "Not As Declared", "checked_by": None})
		doc.save()
		doc.reload()
		assert (doc.seed, doc.limit_share, doc.failed_count) == (check.seed, 20, 0)
		assert (doc.rows[0].result, doc.rows[0].checked_by) == ("True As Declared", village.checker)
		doc.remove(doc.rows[1])
		with pytest.raises(frappe.ValidationError):
			doc.save()
		with pytest.raises(frappe.ValidationError):
			frappe.get_doc(doctype="Spot Check", check_name="自定", grid_unit=core.VILLAGE_A).insert()


# ---------------------------------------------------------------- what follows


def test_a_false_row_needs_a_note_and_is_not_recognised(village):
	deed = village.deed()
	check = village.check(deed)
	with pytest.raises(frappe.ValidationError):
		village.visit(check, check.rows[0], "Not As Declared")
	assert stage(deed) == "Endorsed"
	answer = village.visit(check, check.rows[0], "Not As Declared", note="本人说未参加")
	assert answer["consequence"] == "Not Credited" and stage(deed) == "Not Recognised"
	assert "本人说未参加" in frappe.db.get_value(deed.doctype, deed.name, "decision_reason")


def test_a_false_row_of_a_batch_is_taken_out_below_the_limit(village):
	batch = village.batch(6)
	check = village.check(batch)
	for row in check.rows[1:]:
		village.visit(check, row)
	assert village.visit(check, check.rows[0], "Not As Declared", note="不在家")["consequence"] == (
		"Taken Out Of The Batch"
	)
	batch.reload()
	assert (batch.stage, batch.people_count) == ("Endorsed", 5)
	assert [row.status for row in batch.people].count("Taken Out") == 1


def test_at_the_limit_the_whole_batch_is_checked_again_and_leaves_the_notice(village):
	batch, deed = village.batch(5), village.deed()
	notice = village.on_notice()
	check = village.check(batch)
	for row in check.rows[1:]:
		village.visit(check, row)
	village.visit(check, check.rows[0], "Not As Declared", note="不在家")
	batch.reload()
	assert (batch.stage, batch.checked_by, batch.endorsed_by) == ("Awaiting Check", None, None)
	rows = frappe.get_all("Notice Row", {"notice": notice.name}, ["source_name", "status"])
	assert sorted(row.status for row in rows if row.source_name == batch.name) == ["Put Back"] * 4 + [
		"Taken Out"
	]
	assert [row.status for row in rows if row.source_name == deed.name] == ["On Notice"]
	assert "4 rows with" in frappe.db.get_value("Public Notice", notice.name, "outcome")
	with village.as_user(village.checker):
		assert apply_workflow(batch, "Check As True").stage == "Checked"


def test_what_is_credited_stays_and_a_correction_is_asked_for_by_one_and_decided_by_another(village):
	book = points.make_book(notice_days=0)
	deed = village.deed(book=book)
	check = village.check(deed)
	answer = village.visit(check, check.rows[0], "Not As Declared", note="冒名")
	assert answer["consequence"] == "Correction Proposed" and stage(deed) == "Credited"
	with village.as_user(village.overseer), pytest.raises(frappe.PermissionError):
		api.propose_corrections(check.name)
	with village.as_user(village.visitor):
		names = api.propose_corrections(check.name)["corrections"]
		assert len(names) == 1 and not api.propose_corrections(check.name)["corrections"]
	draft = frappe.get_doc("Points Correction", names[0])
	assert (draft.status, draft.kind, draft.entries[0].entry) == ("Draft", "Reverse Entries", deed.entry)
	assert frappe.get_doc("Spot Check", check.name).rows[0].correction == draft.name


def test_the_checkers_share_of_failures_is_told(village):
	check = village.check(*(village.deed() for _ in range(4)))
	village.visit(check, check.rows[0], "Not As Declared", note="不属实")
	for row in check.rows[1:]:
		village.visit(check, row)
	doc = frappe.get_doc("Spot Check", check.name)
	(told,) = spot_checks.by_checker(doc.rows)
	assert (told["checker"], told["visited"], told["failed"], told["share"]) == (village.checker, 4, 1, 25.0)
	assert (doc.status, doc.failed_share) == ("Check Finished", 25.0)


def test_the_neighbouring_village_and_who_only_reads_record_nothing(village):
	check = village.check(village.deed())
	row = check.rows[0]
	for user in (village.world.user("Supervisory Committee Member", "B"), village.endorser):
		with village.as_user(user), pytest.raises(frappe.PermissionError):
			api.record_visit(check.name, row.name, "True As Declared")
	with village.as_user(village.overseer):
		for bad in (("", "True As Declared"), (row.name, "Maybe")):
			with pytest.raises(frappe.ValidationError):
				api.record_visit(check.name, *bad)
		assert api.record_visit(check.name, row.name, "True As Declared")["visited_count"] == 1
