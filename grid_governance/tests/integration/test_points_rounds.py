"""Appraisal rounds: households × items, a row per cell, from the sheet to the ledger.

World: village A with grid A1; the neighbour head types, the grid officer checks, the points clerk endorses.
"""

from __future__ import annotations

import frappe
import pytest
from frappe.model.workflow import apply_workflow
from frappe.utils import nowdate

from grid_governance.api import rounds as api
from grid_governance.points.declaring import batches
from grid_governance.points.rulebook.messages import RuleBroken
from grid_governance.tests.bench.table import counted_queries
from grid_governance.tests.factories import core, points, registry


@pytest.fixture
def village(world, as_user):
	return Village(world, as_user)


class Village:
	"""A round of three items: base points, a score, a level."""

	def __init__(self, world, as_user, households=3):
		self.world, self.as_user = world, as_user
		self.households = [registry.make_household() for _ in range(households)]
		self.book = points.make_book()
		self.base = points.make_item(100)
		self.clean = points.make_item(0, counting="Between Limits", min_points=1, max_points=10)
		self.garden = points.make_item(0, counting="By Level", levels=[("一星", 5), ("二星", 10)])
		self.items = [self.base.name, self.clean.name, self.garden.name]
		self.writer = world.user("Neighbour Head", core.GRID_A1)
		self.checker = world.user("Grid Officer", core.GRID_A1)
		self.endorser = world.user("Village Points Clerk")

	def open(self, unit=core.GRID_A1, **values):
		with self.as_user(self.writer):
			args = {"deed_date": nowdate(), "activity": "三季度入户评比", "items": self.items, **values}
			return api.create_round(self.book.name, unit, **args)["name"]

	def type(self, name, *cells, user=None):
		"""cells: (household number, item, points or level)."""
		with self.as_user(user or self.writer):
			return api.save_cells(
				name,
				[
					{
						"subject": self.households[row].name,
						"item": item.name,
						"level" if isinstance(value, str) else "points": value,
					}
					for row, item, value in cells
				],
			)

	def act(self, name, *steps):
		for action, user in steps:
			with self.as_user(user):
				apply_workflow(frappe.get_doc("Points Batch", name), action)

	def through(self, name):
		self.act(name, ("Declare", self.writer), ("Check As True", self.checker), ("Endorse", self.endorser))
		return frappe.get_doc("Points Batch", name)

	def balances(self):
		found = frappe.get_all("Points Account", {"book": self.book.name}, ["subject", "balance"])
		by_subject = {row.subject: row.balance for row in found}
		return [by_subject.get(household.name, 0) for household in self.households]


def test_a_sheet_typed_in_pieces_becomes_entries_row_by_row(village):
	name = village.open()
	village.type(name, *[(row, village.base, 100) for row in range(3)])
	numbers = village.type(name, (0, village.clean, 8), (1, village.garden, "二星"), (2, village.clean, 3))
	assert (numbers["people_count"], numbers["points_total"]) == (3, 321)
	doc = village.through(name)
	assert (doc.stage, doc.counted_count, doc.refused_count) == ("Credited", 6, 0)
	assert village.balances() == [108, 110, 103]


def test_the_sheet_reads_back_what_was_typed_in_the_order_of_the_doors(village):
	name = village.open()
	village.type(name, (1, village.clean, 8))
	with village.as_user(village.writer):
		sheet = api.read_round(name)
	subjects = [row["subject"] for row in sheet["rows"]]
	assert set(subjects) >= {household.name for household in village.households}
	assert [item["item"] for item in sheet["items"]] == village.items and sheet["batch"]["editable"]
	assert [(c.subject, c.item, c.points) for c in sheet["cells"]] == [
		(village.households[1].name, village.clean.name, 8)
	]


def test_a_cell_is_changed_and_emptied(village):
	name = village.open()
	village.type(name, (0, village.clean, 8), (1, village.clean, 5))
	numbers = village.type(name, (0, village.clean, 9), (1, village.clean, None))
	assert (numbers["saved"], numbers["removed"], numbers["points_total"]) == (1, 1, 9)
	rows = frappe.get_doc("Points Batch", name).people
	assert [(row.subject, row.points) for row in rows] == [(village.households[0].name, 9)]


@pytest.mark.parametrize("value", [11, 2.5, -3, "三星", "<script>"])
def test_a_wrong_cell_names_the_household_and_nothing_is_saved(village, value):
	name = village.open()
	village.type(name, (0, village.base, 100))
	item = village.garden if isinstance(value, str) else village.clean
	with pytest.raises(RuleBroken, match="户主"):
		village.type(name, (1, village.base, 100), (1, item, value))
	assert len(frappe.get_doc("Points Batch", name).people) == 1


def test_a_household_of_the_neighbour_has_no_cell(village):
	name = village.open()
	village.households.append(registry.make_household(core.GRID_B1))
	with pytest.raises(frappe.ValidationError, match="does not live in"):
		village.type(name, (0, village.base, 100), (3, village.base, 100))
	assert not frappe.get_doc("Points Batch", name).people


def test_an_item_outside_the_round_has_no_cell_and_a_used_column_stays(village):
	name, other = village.open(), points.make_item(5)
	with pytest.raises(frappe.ValidationError):
		village.type(name, (0, other, 5))
	village.type(name, (0, village.clean, 5))
	with village.as_user(village.writer):
		with pytest.raises(frappe.ValidationError, match=village.clean.item_name):
			api.set_round_items(name, [other.name])
		assert len(api.set_round_items(name, [*village.items, other.name])["items"]) == 4
	assert village.type(name, (0, other, 5))["points_total"] == 10


def test_cells_belong_to_who_opened_the_round_and_are_fixed_after_declaring(village):
	name = village.open()
	village.type(name, (0, village.base, 100))
	for user in (village.checker, village.endorser):
		with pytest.raises(frappe.ValidationError):
			village.type(name, (1, village.base, 100), user=user)
	with pytest.raises(frappe.PermissionError):
		village.type(name, (1, village.base, 100), user=village.world.user("Village Points Clerk", "B"))
	village.act(name, ("Declare", village.writer))
	with pytest.raises(frappe.ValidationError):
		village.type(name, (1, village.base, 100))
	assert len(frappe.get_doc("Points Batch", name).people) == 1


def test_a_round_saved_from_its_form_keeps_its_cells(village):
	name = village.open()
	village.type(name, (0, village.base, 100), (1, village.clean, 5))
	with village.as_user(village.writer):
		doc = frappe.get_doc("Points Batch", name)
		doc.run_method("onload")
		assert doc.people == []
		doc.description = "逐户评比"
		doc.save()
	doc.reload()
	assert [row.points for row in doc.people] == [100, 5] and doc.description == "逐户评比"


def test_an_empty_round_is_not_declared(village):
	with pytest.raises(frappe.ValidationError):
		village.act(village.open(), ("Declare", village.writer))


def test_an_item_retired_after_the_check_is_refused_with_its_reason_and_the_rest_is_credited(village):
	name = village.open()
	village.type(name, (0, village.base, 100), (0, village.clean, 5), (1, village.clean, 6))
	village.act(name, ("Declare", village.writer), ("Check As True", village.checker))
	village.clean.reload()
	village.clean.status = "Stopped"
	village.clean.save()
	village.act(name, ("Endorse", village.endorser))
	doc = frappe.get_doc("Points Batch", name)
	assert (doc.stage, doc.counted_count, doc.refused_count) == ("Credited", 1, 2)
	assert all("no longer in use" in row.reason for row in doc.people if row.status == "Not Counted")
	assert village.balances() == [100, 0, 0]


def test_a_cap_is_asked_per_item(village):
	village.clean.append("caps", {"period": "Month", "times": 1})
	village.clean.save()
	first = village.open()
	village.type(first, (0, village.clean, 5), (0, village.base, 100))
	village.act(first, ("Declare", village.writer))
	second = village.open(deed_date=str(frappe.utils.getdate(nowdate()).replace(day=1)), activity="补评")
	if frappe.utils.getdate(nowdate()).day > 1:
		with pytest.raises(RuleBroken, match="cap"):
			village.type(second, (0, village.clean, 5))
		assert village.type(second, (0, village.base, 100))["saved"] == 1


def test_the_rules_ask_as_many_questions_for_many_cells_as_for_few(world, as_user):
	village = Village(world, as_user, households=40)
	name = village.open()
	with counted_queries() as few:
		village.type(name, (0, village.base, 100), (0, village.clean, 5))
	with counted_queries() as many:
		village.type(
			name,
			*[(row, village.base, 100) for row in range(1, 40)],
			*[(row, village.clean, 5) for row in range(1, 40)],
		)
	assert len(many) <= len(few) + 2
	with counted_queries() as declaring:
		village.act(name, ("Declare", village.writer))
	assert len(declaring) < 120


def test_a_large_round_is_credited_in_the_background_by_sets(world, as_user, monkeypatch):
	village = Village(world, as_user, households=20)
	name = village.open()
	village.type(
		name,
		*[(row, village.base, 100) for row in range(20)],
		*[(row, village.clean, 2) for row in range(20)],
	)
	monkeypatch.setattr(frappe, "enqueue", lambda *args, **kwargs: None)
	doc = village.through(name)
	assert doc.stage == "Endorsed"
	monkeypatch.setattr(batches, "CHUNK", 15)
	while batches.credit_set(name):
		pass
	batches.finish(frappe.get_doc("Points Batch", name))
	assert frappe.db.get_value("Points Batch", name, ["stage", "counted_count"]) == ("Credited", 40)
	assert village.balances() == [102] * 20


def test_right_cells_are_kept_when_wrong_ones_are_to_be_named(village):
	name = village.open()
	typed = [
		(0, village.clean, {"points": 99}),
		(1, village.clean, {"points": 9}),
		(2, village.garden, {"level": "五星"}),
	]
	with village.as_user(village.writer):
		done = api.save_cells(
			name,
			[
				{"subject": village.households[row].name, "item": item.name, **value}
				for row, item, value in typed
			],
			skip_wrong=True,
		)
	assert (done["saved"], done["points_total"]) == (1, 9)
	assert [row["subject"] for row in done["refused"]] == [village.households[n].name for n in (0, 2)]


def test_a_cell_is_taken_out_while_others_handle_the_round_and_needs_a_reason(village):
	name = village.open()
	village.type(name, (0, village.base, 100), (0, village.clean, 5), (1, village.base, 100))
	village.act(name, ("Declare", village.writer))
	cell = [{"subject": village.households[0].name, "item": village.clean.name}]
	with village.as_user(village.checker):
		with pytest.raises(frappe.ValidationError):
			api.take_out(name, cell, " ")
		assert api.take_out(name, cell, "院内未清扫")["taken_out"] == 1
	village.act(name, ("Check As True", village.checker), ("Endorse", village.endorser))
	assert village.balances() == [100, 100, 0]


def test_items_to_choose_from_fit_book_unit_and_day(village):
	other = points.make_item(5, grid_unit=core.VILLAGE_B)
	staff = points.make_item(5, for_families=0, for_residents=0, for_village_staff=1)
	with village.as_user(village.writer):
		rows = api.items_for(village.book.name, core.GRID_A1, nowdate())
	found = {row["name"]: row["worth"] for row in rows}
	assert [found[name] for name in village.items] == ["100", "1-10", "5/10"]
	assert not {other.name, staff.name} & set(found)


def test_the_platform_looks_only_at_rows_that_somebody_has_changed(village):
	name = village.open()
	village.type(name, *[(row, village.base, 100) for row in range(3)])
	with village.as_user(village.writer):
		doc = frappe.get_doc("Points Batch", name)
		doc.people[1].reason = "x" * 500
		with pytest.raises(frappe.ValidationError):
			doc.save()
		doc = frappe.get_doc("Points Batch", name)
		doc.description = "逐户"
		doc.save()
		assert not [row for row in doc.get_all_children() if row.parentfield == "people"]
		assert {row.address for row in doc.people} == {house.address for house in village.households}
