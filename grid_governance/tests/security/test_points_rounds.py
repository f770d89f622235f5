"""Self-award and reaching over by way of rounds, lists and photos: refused; who is entitled passes.

World: village A (grid A1) with a round over three households, one of them the checker's own; village B is the
neighbour.
"""

from __future__ import annotations

import frappe
import pytest
from frappe.model.workflow import apply_workflow
from frappe.utils import nowdate

from grid_governance.api import batches as lists
from grid_governance.api import evidence, rounds
from grid_governance.points.recusal import RecusalError
from grid_governance.points.rulebook.messages import RuleBroken
from grid_governance.tests.factories import core, notices, points, registry


@pytest.fixture
def stage(world, as_user):
	return Stage(world, as_user)


class Stage:
	def __init__(self, world, as_user):
		self.world, self.as_user = world, as_user
		self.book = points.make_book()
		self.item = points.make_item(0, counting="Between Limits", min_points=1, max_points=10)
		self.houses = [registry.make_household() for _ in range(3)]
		self.writer = world.user("Neighbour Head", core.GRID_A1)
		self.checker = world.user("Grid Officer", core.GRID_A1)
		self.clerk = world.user("Village Points Clerk")
		self.neighbour = world.user("Village Points Clerk", "B")

	def open(self, user=None, unit=core.GRID_A1):
		with self.as_user(user or self.writer):
			made = rounds.create_round(self.book.name, unit, nowdate(), "入户评比", [self.item.name])
			return made["name"]

	def fill(self, name, user=None, points=5):
		with self.as_user(user or self.writer):
			cells = [
				{"subject": house.name, "item": self.item.name, "points": points} for house in self.houses
			]
			return rounds.save_cells(name, cells)

	def act(self, name, action, user):
		with self.as_user(user):
			return apply_workflow(frappe.get_doc("Points Batch", name), action)

	def live_in(self, user, house):
		"""The login is a resident of the household."""
		resident = registry.make_resident(house)
		frappe.db.set_value("Resident", resident.name, "user", user)


def test_a_round_of_the_neighbours_village_is_neither_opened_read_nor_filled(stage):
	with pytest.raises(frappe.PermissionError):
		stage.open(stage.neighbour)
	name = stage.open()
	stage.fill(name)
	with pytest.raises(frappe.PermissionError):
		stage.fill(name, stage.neighbour)
	with stage.as_user(stage.neighbour):
		for call in (
			lambda: rounds.read_round(name),
			lambda: rounds.set_round_items(name, [stage.item.name]),
			lambda: rounds.take_out(name, [], "x"),
		):
			with pytest.raises(frappe.PermissionError):
				call()
	with stage.as_user(stage.clerk):
		assert len(rounds.read_round(name)["cells"]) == 3


def test_the_neighbours_households_get_nothing_in_a_round_of_ones_own(stage):
	name = stage.open(stage.neighbour, core.GRID_B1)
	with pytest.raises(frappe.ValidationError, match="does not live in"):
		stage.fill(name, stage.neighbour)
	assert not frappe.db.exists("Points Batch Person", {"parent": name})


def test_nobody_checks_a_round_with_the_own_household_in_it_until_it_is_taken_out(stage):
	stage.live_in(stage.checker, stage.houses[1])
	name = stage.open()
	stage.fill(name)
	stage.act(name, "Declare", stage.writer)
	with pytest.raises(RecusalError):
		stage.act(name, "Check As True", stage.checker)
	with stage.as_user(stage.clerk):
		cell = [{"subject": stage.houses[1].name, "item": stage.item.name}]
		assert rounds.take_out(name, cell, "由他人另行核实")["taken_out"] == 1
	assert stage.act(name, "Check As True", stage.checker).stage == "Checked"


def test_who_typed_a_round_does_not_check_it_and_cells_are_not_raised_by_another(stage):
	name = stage.open(stage.clerk)
	stage.fill(name, stage.clerk)
	with pytest.raises(frappe.ValidationError):
		stage.fill(name, stage.checker, points=10)
	stage.act(name, "Declare", stage.clerk)
	for user in (stage.clerk, stage.checker, "Administrator"):
		with pytest.raises(frappe.ValidationError):
			stage.fill(name, user, points=10)
	with pytest.raises(RecusalError):
		stage.act(name, "Check As True", stage.clerk)
	assert stage.act(name, "Check As True", stage.checker).stage == "Checked"


def test_cells_sent_through_the_record_itself_pass_the_same_rules(stage):
	name = stage.open()
	stage.fill(name)
	with stage.as_user(stage.writer):
		doc = frappe.get_doc("Points Batch", name)
		doc.people[0].points = 99
		with pytest.raises(RuleBroken):
			doc.save()
		doc.reload()
		doc.append("people", {"subject": stage.houses[0].name, "item": stage.item.name, "points": 5})
		with pytest.raises(RuleBroken):
			doc.save()
		doc.reload()
		doc.update({"entered_by": stage.checker, "people_count": 99, "points_total": 999})
		doc.people[1].points = 6
		doc.save()
	assert (doc.entered_by, doc.people_count, doc.points_total) == (stage.writer, 3, 16)
	with stage.as_user(stage.checker), pytest.raises(frappe.ValidationError):
		doc = frappe.get_doc("Points Batch", name)
		doc.people[0].points = 10
		doc.save()


def test_names_of_the_neighbours_people_do_not_come_out_of_the_list_doors(stage):
	stage.houses[0].reload()
	with stage.as_user(stage.neighbour):
		for call in (lists.people_named, lambda book, unit: lists.match_text(book, unit, "1、户主")["rows"]):
			assert stage.houses[0].name not in str(call(stage.book.name, core.VILLAGE_A))
	with stage.as_user(stage.clerk):
		assert stage.houses[0].name in str(lists.people_named(stage.book.name, core.VILLAGE_A))


def test_a_photo_is_hung_only_where_one_may_write(stage):
	name = stage.open()
	with stage.as_user(stage.neighbour):
		with pytest.raises(frappe.PermissionError):
			evidence.add_photo("Points Batch", name)
		with pytest.raises(frappe.PermissionError):
			evidence.add_photo("Household", stage.houses[0].name)
	with stage.as_user(stage.writer), pytest.raises(frappe.ValidationError, match="choose a file"):
		evidence.add_photo("Points Batch", name)


def test_photos_of_a_meeting_and_a_notice_are_hung_by_their_own_village_only(stage):
	with stage.as_user(stage.clerk):
		papers = [
			frappe.get_doc(
				doctype="Appraisal Meeting", meeting_name="评议会", grid_unit=core.VILLAGE_A
			).insert(),
			notices.make_notice(core.VILLAGE_A, book=notices.make_book().name),
		]
	for doc in papers:
		with stage.as_user(stage.neighbour), pytest.raises(frappe.PermissionError):
			evidence.add_photo(doc.doctype, doc.name)
		with stage.as_user(stage.clerk), pytest.raises(frappe.ValidationError, match="choose a file"):
			evidence.add_photo(doc.doctype, doc.name)


def test_a_stranger_neither_downloads_prints_nor_uploads_a_round(stage):
	name = stage.open()
	with stage.as_user(stage.neighbour):
		for call in (rounds.download_round, rounds.print_round, rounds.upload_round):
			with pytest.raises(frappe.PermissionError):
				call(name)
	with stage.as_user(stage.writer):
		rounds.download_round(name)
		assert frappe.response["filename"] == "入户评比.xlsx"
		with pytest.raises(frappe.ValidationError, match="choose a file"):
			rounds.upload_round(name)
