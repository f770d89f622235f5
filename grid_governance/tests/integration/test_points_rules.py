"""Rules from draft to the board: the road with its conditions, and what holds for a deed then.

World: village A drafts (clerk), the street's points office files. Item `sweep` gives 5 points, band 3 to 7.
"""

from __future__ import annotations

import frappe
import pytest
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate, nowdate

from grid_governance.points.rulebook import adoption
from grid_governance.points.rulebook.holding import Holding
from grid_governance.points.rulebook.messages import RuleBroken
from grid_governance.tests.factories import core, points, registry, rules


@pytest.fixture
def town(world, as_user):
	return Town(world, as_user)


class Town:
	def __init__(self, world, as_user):
		self.as_user = as_user
		self.clerk = world.user("Village Points Clerk")
		self.office = world.user("Points Office Member", "street")
		points.photo(self.clerk)
		self.book = points.make_book()
		self.sweep = points.make_item(5, band_low=3, band_high=7, item_name="清扫村道")
		self.other = points.make_item(2)
		self.household = registry.make_household()

	def act(self, doc, action, user=None, **values):
		with self.as_user(user or self.clerk):
			doc = frappe.get_doc(doc.doctype, doc.name)
			if values:
				doc.update(values)
				doc.save()
			return apply_workflow(doc, action)

	def draft(self, *rows, **values):
		with self.as_user(self.clerk):
			return rules.draft_rules(*(rows or (self.sweep,)), **values)

	def to_assembly(self, doc, **assembly):
		self.act(doc, "Seek Opinions", opinions_from=add_days(nowdate(), -7), opinions_to=nowdate())
		return self.act(doc, "Record Assembly", **{**rules.ASSEMBLY, "assembly_date": nowdate(), **assembly})

	def in_effect(self, doc, first=None):
		self.to_assembly(doc)
		self.act(doc, "File With The Township", self.office)
		return self.act(doc, "Bring Into Force", in_force_from=first or nowdate())

	def declare(self, item=None, **values):
		return points.make_declaration(self.book, item or self.sweep, self.household, **values)


def test_rules_go_from_draft_to_effect_and_then_decide_the_points(town):
	assert town.declare().points == 5
	doc = town.draft({"item": town.sweep.name, "points": 4})
	doc = town.in_effect(doc)
	assert (doc.stage, doc.filed_by, getdate(doc.filed_on)) == ("In Effect", town.office, getdate(nowdate()))
	assert frappe.db.get_value("Points Rules", doc.name, "stage") == "In Effect"
	assert town.declare(occasion=1, deed_date=add_days(nowdate(), -1)).points == 5
	fresh = registry.make_household()
	assert points.make_declaration(town.book, town.sweep, fresh).points == 4


def test_only_items_switched_on_count_where_rules_are_in_force(town):
	rules.adopt(town.sweep)
	with pytest.raises(RuleBroken, match="not switched on"):
		town.declare(town.other)
	elsewhere = registry.make_household(core.GRID_B1)
	assert points.make_declaration(town.book, town.other, elsewhere).points == 2


def test_a_deed_keeps_the_points_of_its_day(town):
	yesterday = add_days(nowdate(), -1)
	rules.adopt({"item": town.sweep.name, "points": 3}, last=add_days(nowdate(), -3), stage="Superseded")
	rules.adopt({"item": town.sweep.name, "points": 7}, first=add_days(nowdate(), -2))
	assert town.declare(deed_date=add_days(nowdate(), -4)).points == 3
	assert town.declare(deed_date=yesterday).points == 7


def test_a_change_of_the_catalogue_leaves_the_deeds_before_it_alone(town):
	frappe.db.set_value(
		"Points Item", town.sweep.name, "creation", add_days(nowdate(), -30), update_modified=False
	)
	item = frappe.get_doc("Points Item", town.sweep.name)
	item.update({"points": 6, "caps": [{"period": "Month", "times": 9}]})
	item.save()
	assert [(row.points, getdate(row.until)) for row in item.past] == [(5, getdate(add_days(nowdate(), -1)))]
	assert town.declare(deed_date=add_days(nowdate(), -2)).points == 5
	assert town.declare().points == 6
	item.points = 7
	item.save()
	assert len(item.past) == 1, "what stood for a part of a day is no earlier figure"


def test_rules_for_a_book_leave_other_books_alone(town):
	other_book = points.make_book()
	rules.adopt({"item": town.sweep.name, "points": 7}, book=town.book.name)
	assert town.declare().points == 7
	assert points.make_declaration(other_book, town.other, town.household).points == 2


def test_stricter_caps_of_the_village_count(town):
	rules.adopt({"item": town.sweep.name, "caps": "月1次"})
	town.declare(deed_date=nowdate())
	doc = town.declare(deed_date=nowdate(), occasion=1, item=town.sweep, save=False)
	held = Holding([core.GRID_A1]).item(town.sweep.name, core.GRID_A1, getdate(nowdate()), town.book.name)
	assert [(cap.period, cap.times) for cap in held.caps] == [("Month", 1)] and doc.points is None


@pytest.mark.parametrize(
	("row", "words"),
	[
		({"points": 8}, "allows 3 to 7"),
		({"points": 2}, "allows 3 to 7"),
		({"min_points": 3}, "fixed points"),
		({"caps": "月四次"}, "no cap"),
	],
)
def test_a_village_stays_within_the_band(town, row, words):
	with pytest.raises(frappe.ValidationError, match=words):
		town.draft({"item": town.sweep.name, **row})
	assert not frappe.db.exists("Points Rules", {"grid_unit": core.VILLAGE_A})


def test_rules_wait_for_opinions_assembly_and_filing(town):
	doc = town.draft()
	with pytest.raises(frappe.ValidationError, match="Opinions"):
		town.act(doc, "Seek Opinions")
	town.act(doc, "Seek Opinions", opinions_from=nowdate(), opinions_to=nowdate())
	for wrong, words in (
		({}, "Kind Of Assembly"),
		({**rules.ASSEMBLY, "assembly_date": add_days(nowdate(), 1)}, "not been held"),
		({**rules.ASSEMBLY, "assembly_date": nowdate(), "members_present": 12}, "have to be there"),
		({**rules.ASSEMBLY, "assembly_date": nowdate(), "votes_for": 12, "votes_against": 14}, "not adopted"),
		(
			{**rules.ASSEMBLY, "assembly_date": nowdate(), "assembly_kind": "Meeting Of The Office"},
			"its people",
		),
	):
		with pytest.raises(frappe.ValidationError, match=words):
			town.act(doc, "Record Assembly", **wrong)
	assert frappe.db.get_value("Points Rules", doc.name, "stage") == "Opinions Sought"


def test_what_the_assembly_voted_on_does_not_change_afterwards(town):
	doc = town.draft()
	town.to_assembly(doc)
	with town.as_user(town.clerk), pytest.raises(frappe.ValidationError, match="fixed"):
		changed = frappe.get_doc("Points Rules", doc.name)
		changed.rows[0].points = 7
		changed.save()
	town.act(doc, "Send Back", town.office, decision_reason="请补会议记录")
	with town.as_user(town.clerk):
		changed = frappe.get_doc("Points Rules", doc.name)
		changed.rows[0].points = 7
		assert changed.save().rows[0].points == 7


def test_rules_never_reach_back(town):
	doc = town.draft()
	town.to_assembly(doc)
	town.act(doc, "File With The Township", town.office)
	with pytest.raises(frappe.ValidationError, match="do not reach back"):
		town.act(doc, "Bring Into Force", in_force_from=add_days(nowdate(), -1))


def test_the_next_rules_supersede_those_before(town):
	old = rules.adopt(town.sweep)
	new = town.in_effect(town.draft({"item": town.sweep.name, "points": 6}))
	old.reload()
	assert (old.stage, getdate(old.in_force_to)) == ("Superseded", getdate(add_days(nowdate(), -1)))
	assert old.superseded_by == new.name


def test_rules_that_begin_later_let_the_old_ones_run_until_then(town):
	old = rules.adopt(town.sweep)
	town.in_effect(town.draft(), first=add_days(nowdate(), 10))
	old.reload()
	assert (old.stage, getdate(old.in_force_to)) == ("In Effect", getdate(add_days(nowdate(), 9)))
	old.db_set("in_force_to", add_days(nowdate(), -1))
	adoption.retire()
	assert frappe.db.get_value("Points Rules", old.name, "stage") == "Superseded"


# ---------------------------------------------------------------- campaigns


def test_a_campaign_multiplies_once_and_the_row_explains_it(town):
	rules.make_campaign((town.sweep, 1.5))
	better = rules.make_campaign((town.sweep, 2), unit=core.STREET)
	doc = town.declare()
	assert (doc.base_points, doc.multiplier, doc.points, doc.campaign) == (5, 2, 10, better.name)
	doc.save()
	assert doc.points == 10, "a second save multiplies nothing"
	assert town.declare(deed_date=add_days(nowdate(), -11)).points == 5


def test_points_between_limits_are_multiplied_from_what_was_typed(town):
	gift = points.make_item(0, counting="Between Limits", min_points=5, max_points=20)
	rules.make_campaign((gift, 1.5))
	doc = town.declare(gift, points=7)
	assert (doc.base_points, doc.points) == (7, 11)
	doc.description = "补充"
	assert doc.save().points == 11
	doc.points = 8
	assert (doc.save().base_points, doc.points) == (8, 12)


def test_a_batch_row_explains_its_multiplied_points(town):
	campaign = rules.make_campaign(town.sweep)
	batch = points.make_batch(town.book, town.sweep, [town.household, registry.make_household()])
	assert {(row.base_points, row.points, row.campaign) for row in batch.people} == {(5, 10, campaign.name)}
	batch.description = "补充"
	assert {row.points for row in batch.save().people} == {10}


def test_a_campaign_adds_an_item_that_the_rules_left_out(town):
	rules.adopt(town.sweep)
	rules.make_campaign((town.other, 1))
	doc = town.declare(town.other)
	assert (doc.points, doc.campaign) == (2, None)
	with pytest.raises(RuleBroken, match="not switched on"):
		town.declare(town.other, deed_date=add_days(nowdate(), -11))


def test_a_campaign_is_approved_and_stopped(town):
	with town.as_user(town.clerk):
		doc = rules.make_campaign(town.sweep, approved=False, from_date=nowdate())
	town.act(doc, "Ask Approval")
	town.act(doc, "Approve Campaign", town.office)
	assert town.declare().points == 10
	stopped = town.act(doc, "Stop Campaign")
	assert getdate(stopped.to_date) == getdate(nowdate())


def test_overlapping_campaigns_are_named_on_the_form(town):
	known = rules.make_campaign((town.sweep, 2), unit=core.STREET)
	rules.make_campaign((town.sweep, 3), unit=core.VILLAGE_B)
	doc = rules.make_campaign(town.sweep)
	assert [row.name for row in doc.overlaps()] == [known.name]


@pytest.mark.parametrize(("days", "words"), [(-20, "before the first"), (400, "at most a year")])
def test_a_campaign_has_sound_dates(town, days, words):
	with pytest.raises(frappe.ValidationError, match=words):
		rules.make_campaign(town.sweep, to_date=add_days(nowdate(), days))


def test_a_campaign_does_not_reach_back(town):
	with town.as_user(town.clerk):
		doc = rules.make_campaign(town.sweep, approved=False)
	town.act(doc, "Ask Approval")
	with pytest.raises(frappe.ValidationError, match="does not reach back"):
		town.act(doc, "Approve Campaign", town.office)
