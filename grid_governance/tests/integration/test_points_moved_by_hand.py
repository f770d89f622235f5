"""A household that is put into another unit by its form: the points went along, and its timeline says so.

A family in grid A1 with 100 points in a family book of the whole site; its son with 5 of his own.
"""

from __future__ import annotations

import frappe
import pytest

from grid_governance.points import ledger
from grid_governance.points.ledger import accounts
from grid_governance.registry import relations
from grid_governance.tests.factories import points, registry


@pytest.fixture
def home(world):
	doc = registry.make_household(head="张大明")
	son = registry.make_resident(doc, resident_name="张小明", relation_to_head=relations.SON)
	points.make_account(points.make_book(book_name="家庭账本"), doc, points=100)
	own = accounts.account_for(points.make_book("Resident Class").name, "Resident", son.name)
	ledger.post([points.posting(own, 5)])
	return doc


def move(home, unit: str) -> None:
	doc = frappe.get_doc("Household", home.name)
	doc.grid_unit = unit
	doc.save()


def timeline(home) -> list[str]:
	filters = {"reference_doctype": "Household", "reference_name": home.name, "comment_type": "Info"}
	return frappe.get_all("Comment", filters, pluck="content")


def test_the_timeline_names_every_account_that_went_along(home, world):
	move(home, world.grid_a2)
	(said,) = timeline(home)
	assert "张大明 with 100 points follows" in said and "张小明 with 5 points follows" in said


def test_points_whose_book_is_not_kept_in_the_new_unit_are_named_for_the_points_office(home, world):
	points.make_account(points.make_book(book_name="本村账本", grid_unit=world.village_a), home, points=7)
	move(home, world.grid_b1)
	(said,) = timeline(home)
	assert (
		"“本村账本”: the book is not kept there; the points office transfers the 7 points of 张大明" in said
	)


def test_another_change_says_nothing(home):
	frappe.get_doc("Household", home.name).update({"room": "77"}).save()
	assert timeline(home) == []
