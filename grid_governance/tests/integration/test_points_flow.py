"""From deed to ledger: a declaration's way, a batch's way, and what bad input does (nothing, clearly).

World: village A with grid A1; the neighbour head enters, the grid worker checks, the points clerk endorses.
"""

from __future__ import annotations

import frappe
import pytest
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, nowdate

from grid_governance.api import points as api
from grid_governance.points import batches, ledger
from grid_governance.points.messages import RuleBroken
from grid_governance.points.recusal import RecusalError
from grid_governance.tests.factories import core, points, registry


@pytest.fixture
def village(world, as_user):
	return Village(world, as_user)


class Village:
	def __init__(self, world, as_user):
		self.world, self.as_user = world, as_user
		self.household = registry.make_household()
		self.book, self.item = points.make_book(), points.make_item()
		self.enterer = world.user("Neighbour Head", core.GRID_A1)
		self.checker = world.user("Grid Officer", core.GRID_A1)
		self.endorser = world.user("Village Points Clerk")

	def declare(self, item=None, household=None, **values):
		with self.as_user(self.enterer):
			return points.make_declaration(
				self.book, item or self.item, household or self.household, **values
			)

	def batch(self, count=3, **values):
		households = [registry.make_household() for _ in range(count)]
		with self.as_user(self.enterer):
			return points.make_batch(self.book, self.item, households, **values)

	def act(self, doc, action, user=None):
		user = user or {"Declare": self.enterer, "Check As True": self.checker}.get(action, self.endorser)
		with self.as_user(user):
			return apply_workflow(frappe.get_doc(doc.doctype, doc.name), action)

	def through(self, doc):
		for action in ("Declare", "Check As True"):
			self.act(doc, action)
		self.act(doc, "Endorse")
		return frappe.get_doc(doc.doctype, doc.name)

	def balance(self, household=None):
		subject = (household or self.household).name
		return (
			frappe.db.get_value("Points Account", {"book": self.book.name, "subject": subject}, "balance")
			or 0
		)


def test_a_deed_becomes_an_entry_when_endorsed(village):
	doc = village.through(village.declare())
	assert doc.stage == "Credited" and village.balance() == 5
	entry = frappe.get_doc("Points Entry", doc.entry)
	assert (entry.source_doctype, entry.source_name, entry.item) == (doc.doctype, doc.name, village.item.name)
	assert (doc.entered_by, doc.checked_by, doc.endorsed_by) == (
		village.enterer,
		village.checker,
		village.endorser,
	)


def test_a_book_with_a_notice_waits_after_the_endorsement(village):
	village.book.notice_days = 5
	village.book.save()
	doc = village.through(village.declare())
	assert doc.stage == "Endorsed" and village.balance() == 0


def test_sending_back_needs_a_reason_and_opens_the_facts_to_the_enterer(village):
	doc = village.declare()
	village.act(doc, "Declare")
	with pytest.raises(frappe.ValidationError):
		village.act(doc, "Send Back", village.checker)
	frappe.db.set_value(doc.doctype, doc.name, "decision_reason", "照片不清")
	village.act(doc, "Send Back", village.checker)
	doc.reload()
	with village.as_user(village.enterer):
		doc.description = "补充说明"
		doc.save()
	assert village.through(doc).stage == "Credited"


def test_facts_are_fixed_after_declaring_and_belong_to_who_entered_them(village):
	doc = village.declare()
	with village.as_user(village.checker), pytest.raises(frappe.ValidationError):
		draft = frappe.get_doc(doc.doctype, doc.name)
		draft.description = "x"
		draft.save()
	village.act(doc, "Declare")
	for user in (village.enterer, village.checker, "Administrator"):
		with village.as_user(user), pytest.raises(frappe.ValidationError):
			fixed = frappe.get_doc(doc.doctype, doc.name)
			fixed.deed_date = add_days(nowdate(), -1)
			fixed.save()


def test_who_entered_a_deed_does_not_endorse_it_even_after_the_check_of_another(village):
	with village.as_user(village.endorser):
		doc = points.make_declaration(village.book, village.item, village.household)
	village.act(doc, "Declare", village.endorser)
	village.act(doc, "Check As True", village.checker)
	with pytest.raises(RecusalError):
		village.act(doc, "Endorse", village.endorser)
	assert frappe.db.get_value(doc.doctype, doc.name, "stage") == "Checked"


def test_a_reversed_deed_may_be_declared_and_credited_anew(village):
	first = village.through(village.declare())
	with pytest.raises(RuleBroken):
		village.declare()
	ledger.reverse([first.entry], "查实有误")
	assert village.balance() == 0
	second = village.through(village.declare())
	assert second.entry != first.entry and village.balance() == 5


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize("value", [2.5, -5, "abc", 99])
def test_wrong_points_are_refused(village, value):
	with pytest.raises(RuleBroken):
		village.declare(points=value)
	assert not frappe.db.exists("Points Declaration", {"book": village.book.name})


@pytest.mark.parametrize(
	"values",
	[
		{"valid_to": "2020-12-31"},
		{"valid_from": "2099-01-01"},
		{"for_families": 0},
		{"grid_unit": core.VILLAGE_B},
		{"status": "Stopped"},
	],
)
def test_an_item_that_does_not_fit_is_refused(village, values):
	with pytest.raises(RuleBroken):
		village.declare(item=points.make_item(**values))


def test_an_item_of_the_own_village_and_of_the_levels_above_fits(village):
	for n, unit in enumerate((core.VILLAGE_A, core.STREET, "4301", "")):
		assert village.declare(
			item=points.make_item(grid_unit=unit or None), deed_date=add_days(nowdate(), -n)
		)


def test_a_book_of_another_village_is_refused(village):
	village.book = points.make_book(grid_unit=core.VILLAGE_B)
	with pytest.raises(RuleBroken):
		village.declare()


def test_a_book_takes_a_deed_within_its_days_and_says_until_when(village):
	village.book.declare_within_days = 10
	village.book.save()
	assert village.declare(deed_date=add_days(nowdate(), -10))
	late = add_days(nowdate(), -11)
	with pytest.raises(RuleBroken, match=f"within 10 days.*{late}.*until {add_days(late, 10)}"):
		village.declare(deed_date=late)


def test_a_deed_declared_in_time_and_sent_back_is_not_shut_out_by_the_window(village):
	doc = village.declare(deed_date=add_days(nowdate(), -10))
	village.act(doc, "Declare")
	frappe.db.set_value(doc.doctype, doc.name, "decision_reason", "照片不清")
	village.act(doc, "Send Back", village.checker)
	village.book.declare_within_days = 5
	village.book.save()
	doc.reload()
	with village.as_user(village.enterer):
		doc.description = "补充说明"
		doc.save()
		doc.deed_date = add_days(nowdate(), -9)
		with pytest.raises(RuleBroken, match="within 5 days"):
			doc.save()
	assert village.through(doc).stage == "Credited"


def test_an_item_retired_after_the_check_is_not_credited_and_the_deed_stays_where_it_was(village):
	doc = village.declare()
	village.act(doc, "Declare")
	village.act(doc, "Check As True")
	village.item.status = "Stopped"
	village.item.save()
	with pytest.raises(RuleBroken, match="no longer in use"):
		village.act(doc, "Endorse")
	assert village.balance() == 0


def test_the_same_deed_twice_is_refused_while_handled_and_when_paid(village):
	first = village.declare()
	with pytest.raises(RuleBroken, match=f"户主, {nowdate()}, {village.item.item_name}"):
		village.declare()
	village.through(first)
	with pytest.raises(RuleBroken):
		village.declare()
	assert village.declare(deed_date=add_days(nowdate(), -1))


def test_a_deed_taken_back_may_be_entered_again(village):
	village.act(village.declare(), "Take Back", village.enterer)
	assert village.declare()


def test_caps_count_what_is_still_being_handled(village):
	item = points.make_item(caps=[("Year", 2, 0)])
	for days in (-1, -2):
		village.act(village.declare(item, deed_date=f"2026-03-0{3 + days}"), "Declare")
	with pytest.raises(RuleBroken, match="cap"):
		village.declare(item, deed_date="2026-03-05")
	assert village.declare(item, deed_date="2025-03-05")


def test_a_doer_must_belong_to_the_household(village):
	stranger = registry.make_resident()
	member = registry.make_resident(village.household)
	with pytest.raises(RuleBroken):
		village.declare(doer=stranger.name)
	assert village.declare(doer=member.name)


def test_evidence_is_asked_for_when_declaring(village):
	item = points.make_item(evidence_required=1)
	doc = village.declare(item)
	with pytest.raises(RuleBroken):
		village.act(doc, "Declare")
	with_photo = village.declare(item, deed_date=add_days(nowdate(), -1), evidence=[{"file": points.PHOTO}])
	assert village.act(with_photo, "Declare").stage == "Awaiting Check"


# ---------------------------------------------------------------- batches


def test_a_batch_goes_from_deed_to_ledger_as_a_whole(village):
	doc = village.through(village.batch(4))
	assert (doc.stage, doc.counted_count, doc.refused_count) == ("Credited", 4, 0)
	assert all(row.status == "Counted" and row.entry for row in doc.people)


def test_who_is_taken_out_gets_nothing_and_a_reason_is_asked_for(village):
	doc = village.batch(3)
	village.act(doc, "Declare")
	doc.reload()
	with village.as_user(village.checker):
		doc.people[1].status = "Taken Out"
		with pytest.raises(frappe.ValidationError):
			doc.save()
		doc.reload()
		doc.people[1].update({"status": "Taken Out", "reason": "当天未到场"})
		doc.save()
	village.act(doc, "Check As True")
	village.act(doc, "Endorse")
	doc.reload()
	assert [row.status for row in doc.people] == ["Counted", "Taken Out", "Counted"]
	assert doc.counted_count == 2


def test_one_wrong_row_is_named_and_nothing_is_saved(village):
	other = registry.make_household(core.GRID_B1)
	with pytest.raises(frappe.ValidationError, match="Row 2"), village.as_user(village.enterer):
		points.make_batch(village.book, village.item, [village.household, other])
	with pytest.raises(RuleBroken, match="Row 2"), village.as_user(village.enterer):
		points.make_batch(village.book, village.item, [village.household, village.household])


def test_a_deed_is_paid_once_over_declarations_and_batches(village):
	village.declare()
	with pytest.raises(RuleBroken), village.as_user(village.enterer):
		points.make_batch(village.book, village.item, [village.household])


def test_a_large_batch_is_left_to_one_background_job(village, monkeypatch):
	queued = []
	monkeypatch.setattr(frappe, "enqueue", lambda *args, **kwargs: queued.append(kwargs))
	monkeypatch.setattr(batches, "INLINE", 2)
	doc = village.through(village.batch(3))
	assert doc.stage == "Endorsed" and [job["batch"] for job in queued if "batch" in job] == [doc.name]
	assert queued[-1]["deduplicate"] and queued[-1]["enqueue_after_commit"]


# ---------------------------------------------------------------- API


def test_declaration_balance_and_statement_over_the_api(village):
	with village.as_user(village.enterer):
		made = api.create_declaration(
			village.book.name, village.household.name, village.item.name, nowdate(), declare=True
		)
	assert made["stage"] == "Awaiting Check" and made["points"] == 5
	doc = frappe.get_doc("Points Declaration", made["name"])
	village.act(doc, "Check As True")
	village.act(doc, "Endorse")
	with village.as_user(village.endorser):
		now = api.balance(book=village.book.name, subject=village.household.name)
		assert (now["balance"], now["earned"], now["redeemed"]) == (5, 5, 0)
		sheet = api.statement(now["account"])
		assert (sheet["opening"], sheet["closing"], len(sheet["rows"])) == (0, 5, 1)


def test_people_of_a_unit_are_found_for_a_batch_only_where_one_may_read(village):
	other = registry.make_household(core.GRID_B1)
	with village.as_user(village.endorser):
		found = [row.name for row in api.people_of(village.book.name, core.VILLAGE_A)]
		assert village.household.name in found and other.name not in found
		assert other.name not in [row.name for row in api.people_of(village.book.name, core.STREET)]
