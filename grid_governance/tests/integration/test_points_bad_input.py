"""Deeds that do not fit are refused with a clear message, and nothing is changed."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.points.rulebook.messages import RuleBroken
from grid_governance.tests.factories import core, points, registry


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
	with_photo = village.declare(
		item, deed_date=add_days(nowdate(), -1), evidence=[{"file": points.photo(village.enterer)}]
	)
	assert village.act(with_photo, "Declare").stage == "Awaiting Check"
