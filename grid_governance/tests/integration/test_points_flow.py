"""From deed to ledger: a declaration's way, a batch's way, and what bad input does (nothing, clearly).

World: village A with grid A1; the neighbour head enters, the grid worker checks, the points clerk endorses.
"""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.api import points as api
from grid_governance.points import ledger
from grid_governance.points.declaring import batches
from grid_governance.points.recusal import RecusalError
from grid_governance.points.rulebook.messages import RuleBroken
from grid_governance.tests.factories import core, points, registry


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


def test_staff_of_another_village_are_not_found_by_their_name_either(village):
	book = points.make_book("Village Staff Class")
	for unit in (village.world.village_a, village.world.village_b):
		core.make_worker("Grid Officer", unit, email=f"zhangsanfeng.{unit}@gg.test")
	with village.as_user(village.endorser):
		found = api.people_of(book.name, village.world.village_a, text="zhangsanfeng")
		assert [row.subject_name for row in found] == [f"zhangsanfeng.{village.world.village_a}"]
		assert api.people_of(book.name, village.world.village_b, text="zhangsanfeng") == []
