"""The one-tap check shows and does only what this person may check; each refusal beside one who may."""

from __future__ import annotations

import frappe
import pytest
from frappe.model.workflow import apply_workflow

from grid_governance.api import checking as api
from grid_governance.points.recusal import RecusalError
from grid_governance.tests.bench.table import counted_queries
from grid_governance.tests.factories import core, points, registry


class Yard:
	def __init__(self, world, as_user):
		self.world, self.as_user = world, as_user
		self.book, self.item = points.make_book(), points.make_item()
		self.home = registry.make_household(head="本邻长")
		self.other = registry.make_household(head="邻居")
		self.head = world.user("Neighbour Head", core.GRID_A1)
		self.elsewhere = world.user("Neighbour Head", core.GRID_A2)
		self.clerk = world.user("Village Points Clerk")
		frappe.db.set_value("Grid Worker", {"user": self.head}, "resident", self.home.head)

	def declared(self, household, user=None, **values):
		with self.as_user(user or self.clerk):
			doc = points.make_declaration(self.book, self.item, household, **values)
			return apply_workflow(doc, "Declare")

	def batch(self, households):
		with self.as_user(self.clerk):
			doc = points.make_batch(self.book, self.item, households, deed_date="2026-03-01")
			return apply_workflow(doc, "Declare")

	def seen(self, user):
		with self.as_user(user):
			answer = api.waiting_deeds()
		return [row["name"] for row in answer["deeds"]], answer["for_others"]


@pytest.fixture
def yard(world, as_user):
	return Yard(world, as_user)


def test_only_what_this_person_may_check_is_shown(yard):
	right = yard.declared(yard.other)
	yard.declared(yard.home)
	yard.declared(yard.other, user=yard.head, deed_date="2026-02-01")
	yard.batch([yard.home, registry.make_household()])
	free = yard.batch([registry.make_household()])
	names, for_others = yard.seen(yard.head)
	assert sorted(names) == sorted([right.name, free.name]) and for_others == 3
	assert yard.seen(yard.elsewhere) == ([], 0)


def test_a_card_tells_who_what_when_and_shows_the_picture_but_no_account_names(yard):
	yard.declared(yard.other, evidence=[{"file": points.photo(yard.clerk)}], description="清扫门前道路")
	with yard.as_user(yard.head):
		card = api.waiting_deeds()["deeds"][0]
	assert (card["subject_name"], card["item_name"], card["points"]) == ("邻居", yard.item.item_name, 5)
	assert card["pictures"] == [points.PHOTO] and card["address"] and card["description"]
	assert not {"entered_by", "subject", "phone"} & set(card)


def test_one_tap_checks_and_a_second_one_is_told_that_somebody_was_faster(yard):
	doc = yard.declared(yard.other)
	with yard.as_user(yard.head):
		assert api.check_true(doc.doctype, doc.name) == {"stage": "Checked"}
		with pytest.raises(frappe.ValidationError):
			api.check_true(doc.doctype, doc.name)
	assert frappe.db.get_value(doc.doctype, doc.name, "checked_by") == yard.head


def test_sending_back_needs_a_reason_and_keeps_it(yard):
	doc = yard.declared(yard.other)
	with yard.as_user(yard.head):
		with pytest.raises(frappe.ValidationError):
			api.send_back(doc.doctype, doc.name, "  ")
		assert api.send_back(doc.doctype, doc.name, "照片看不清") == {"stage": "Sent Back"}
	assert frappe.db.get_value(doc.doctype, doc.name, "decision_reason") == "照片看不清"


def test_rows_of_a_batch_are_taken_out_with_a_reason_by_who_may_check_the_rest(yard):
	doc = yard.batch([registry.make_household() for _ in range(3)])
	with yard.as_user(yard.head):
		rows = api.batch_rows(doc.name)
		for bad in ({rows[0]["row"]: " "}, {"nobody": "x"}):
			with pytest.raises(frappe.ValidationError):
				api.check_true(doc.doctype, doc.name, bad)
		api.check_true(doc.doctype, doc.name, {rows[0]["row"]: "未到场"})
	doc.reload()
	assert [row.status for row in doc.people] == ["Taken Out", "To Be Counted", "To Be Counted"]


def test_the_doors_refuse_own_household_own_entry_and_another_range(yard):
	own, mine = yard.declared(yard.home), yard.declared(yard.other, user=yard.head)
	batch = yard.batch([yard.home])
	with yard.as_user(yard.head):
		for doc in (own, mine, batch):
			with pytest.raises(RecusalError):
				api.check_true(doc.doctype, doc.name)
	with yard.as_user(yard.elsewhere):
		for call in (
			lambda: api.check_true(own.doctype, own.name),
			lambda: api.send_back(own.doctype, own.name, "x"),
			lambda: api.batch_rows(batch.name),
			lambda: api.check_true("Household", yard.home.name),
		):
			with pytest.raises(frappe.PermissionError):
				call()
	with yard.as_user(yard.world.user("Shop Keeper")), pytest.raises(frappe.PermissionError):
		api.waiting_deeds()
	officer = yard.world.user("Grid Officer", core.GRID_A1)
	for doc in (own, mine, batch):
		with yard.as_user(officer):
			assert api.check_true(doc.doctype, doc.name) == {"stage": "Checked"}


def test_the_list_costs_the_same_queries_for_three_deeds_and_for_twelve(yard):
	def cost():
		with yard.as_user(yard.head), counted_queries() as queries:
			api.waiting_deeds()
		return len(queries)

	for _ in range(3):
		yard.declared(registry.make_household(), evidence=[{"file": points.photo(yard.clerk)}])
	few = cost()
	for _ in range(9):
		yard.declared(registry.make_household())
	assert cost() <= few
