"""Who makes the rules of points: a village neither changes the county's band nor another village's rules, and
nobody files, approves or decides what the same person drafted.

Each test denies one actor and proves the right one.
"""

from __future__ import annotations

import frappe
import pytest
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, nowdate

from grid_governance.points.recusal import RecusalError
from grid_governance.tests.factories import core, points, registry, rules

REFUSED = (frappe.PermissionError, frappe.ValidationError)


class Stage:
	def __init__(self, world, as_user):
		self.world, self.as_user = world, as_user
		self.clerk = world.user("Village Points Clerk")
		self.neighbour = world.user("Village Points Clerk", "B")
		self.office = world.user("Points Office Member", "street")
		self.item = points.make_item(5, band_low=3, band_high=7)

	def voted(self, **values):
		with self.as_user(values.pop("user", self.clerk)):
			doc = rules.draft_rules(self.item, **values)
		doc.db_set(
			{
				**rules.ASSEMBLY,
				"assembly_date": nowdate(),
				"stage": "Assembly Held",
				"workflow_state": "Assembly Held",
			}
		)
		return doc

	def act(self, doc, action, user):
		with self.as_user(user):
			return apply_workflow(frappe.get_doc(doc.doctype, doc.name), action)


@pytest.fixture
def stage(world, as_user):
	return Stage(world, as_user)


def test_a_village_does_not_change_the_countys_item_or_band_the_site_does(stage):
	with stage.as_user(stage.clerk), pytest.raises(frappe.PermissionError):
		item = frappe.get_doc("Points Item", stage.item.name)
		item.update({"points": 50, "band_high": 90})
		item.save()
	item = frappe.get_doc("Points Item", stage.item.name)
	assert (item.points, item.band_high) == (5, 7)
	item.band_high = 9
	assert item.save().band_high == 9


@pytest.mark.parametrize("sneak", ["past", "offered"])
def test_columns_of_the_code_are_not_written_by_hand(stage, sneak):
	if sneak == "past":
		item = frappe.get_doc("Points Item", stage.item.name)
		item.append("past", {"until": nowdate(), "counting": "Fixed Points", "points": 99})
		assert not item.save().past
	else:
		with stage.as_user(stage.clerk):
			doc = rules.draft_rules({"item": stage.item.name, "offered": "100"})
		assert doc.rows[0].offered.startswith("5")


def test_a_neighbour_neither_writes_nor_moves_the_rules_of_a_village(stage):
	with stage.as_user(stage.clerk):
		doc = rules.draft_rules(stage.item)
	for change in ({"rules_title": "改"}, {"grid_unit": core.VILLAGE_B}):
		with stage.as_user(stage.neighbour), pytest.raises(frappe.PermissionError):
			theirs = frappe.get_doc("Points Rules", doc.name)
			theirs.update(change)
			theirs.save()
	with stage.as_user(stage.neighbour), pytest.raises(frappe.PermissionError):
		rules.draft_rules(stage.item)
	with stage.as_user(stage.clerk):
		doc.reload()
		doc.rules_title = "甲社区积分细则"
		assert doc.save().rules_title == "甲社区积分细则"


def test_a_village_does_not_draft_rules_for_the_street(stage):
	with stage.as_user(stage.clerk), pytest.raises(frappe.PermissionError):
		rules.draft_rules(stage.item, unit=core.STREET)
	with stage.as_user(stage.office):
		assert rules.draft_rules(stage.item, unit=core.STREET).name


def test_a_village_does_not_file_its_own_rules_the_township_does(stage):
	doc = stage.voted()
	with pytest.raises(REFUSED):
		stage.act(doc, "File With The Township", stage.clerk)
	office_in_village = stage.world.user("Points Office Member", "A")
	with pytest.raises(REFUSED):
		stage.act(doc, "File With The Township", office_in_village)
	assert stage.act(doc, "File With The Township", stage.office).filed_by == stage.office


def test_who_drafted_rules_does_not_file_them(stage):
	doc = stage.voted(user=stage.office)
	with pytest.raises(RecusalError):
		stage.act(doc, "File With The Township", stage.office)
	other = stage.world.user("Points Office Member", "street", email="second.office@gg.test")
	if other == stage.office:
		other = core.make_worker("Points Office Member", core.STREET, email="second.office@gg.test")
	assert stage.act(doc, "File With The Township", other).filed_by == other


@pytest.mark.parametrize("stage_name", ["Filed With The Township", "In Effect", "Superseded"])
def test_no_stage_is_reached_by_writing_it(stage, stage_name):
	with stage.as_user(stage.clerk):
		doc = rules.draft_rules(stage.item)
		doc.stage = stage_name
		with pytest.raises(REFUSED):
			doc.save()
	assert frappe.db.get_value("Points Rules", doc.name, "stage") == "Draft"


def test_who_drafted_a_campaign_does_not_approve_it(stage):
	with stage.as_user(stage.office):
		doc = rules.make_campaign(stage.item, approved=False, from_date=nowdate())
		apply_workflow(doc, "Ask Approval")
	with pytest.raises(RecusalError):
		stage.act(doc, "Approve Campaign", stage.office)
	other = core.make_worker("Points Office Member", core.STREET, email="second.office@gg.test")
	assert stage.act(doc, "Approve Campaign", other).approved_by == other


def test_a_village_does_not_approve_its_own_campaign(stage):
	with stage.as_user(stage.clerk):
		doc = rules.make_campaign(stage.item, approved=False, from_date=nowdate())
		apply_workflow(doc, "Ask Approval")
	with pytest.raises(REFUSED):
		stage.act(doc, "Approve Campaign", stage.world.user("Points Office Member", "A"))
	assert stage.act(doc, "Approve Campaign", stage.office).stage == "Campaign Approved"


def test_an_approved_campaign_is_not_made_more_generous(stage):
	campaign = rules.make_campaign((stage.item, 1.5))
	with stage.as_user(stage.clerk), pytest.raises(frappe.ValidationError, match="fixed"):
		doc = frappe.get_doc("Points Campaign", campaign.name)
		doc.items[0].multiplier = 3
		doc.save()
	with stage.as_user(stage.clerk), pytest.raises(frappe.ValidationError, match="fixed"):
		doc = frappe.get_doc("Points Campaign", campaign.name)
		doc.to_date = add_days(nowdate(), 300)
		doc.save()
	with stage.as_user(stage.office):
		doc = frappe.get_doc("Points Campaign", rules.make_campaign((stage.item, 2)).name)
		doc.items[0].multiplier, doc.purpose = 2, "冬季整治"  # 2 as the browser sends it
		assert doc.save().purpose == "冬季整治"


def test_multiplied_points_are_not_typed_into_a_declaration(stage):
	book, household = points.make_book(), registry.make_household()
	campaign = rules.make_campaign(stage.item)
	elsewhere = registry.make_household(core.GRID_B1)
	with stage.as_user(stage.neighbour):
		doc = points.make_declaration(
			book, stage.item, elsewhere, campaign=campaign.name, multiplier=3, base_points=50
		)
	assert (doc.points, doc.base_points, doc.multiplier, doc.campaign) == (5, 5, 0, None)
	with stage.as_user(stage.clerk):
		assert points.make_declaration(book, stage.item, household).points == 10


def test_deductions_stay_with_those_who_handle_them(stage):
	item, book = rules.make_deduction_item(), points.make_book()
	rules.adopt(stage.item, deductions=[item])
	with stage.as_user(stage.clerk):
		doc = rules.make_deduction(book, item, registry.make_household())
	for duty, place in (
		("Neighbour Head", core.GRID_A1),
		("Grid Officer", core.GRID_A1),
		("Shop Keeper", "A"),
		("Leader", "street"),
		("Village Points Clerk", "B"),
	):
		with stage.as_user(stage.world.user(duty, place)):
			assert not frappe.has_permission("Points Deduction", "read", doc.name), duty
			try:
				assert not frappe.get_list("Points Deduction", pluck="name"), duty
			except frappe.PermissionError:
				pass
	with stage.as_user(stage.world.user("Supervisory Committee Member")):
		assert frappe.has_permission("Points Deduction", "read", doc.name)
		assert not frappe.has_permission("Points Deduction", "write", doc.name)
