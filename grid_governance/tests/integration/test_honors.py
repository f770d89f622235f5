"""Honors come from the ranks of a settled year, a person decides, a unit recommends upwards; no points are given.

Village A: 30, 20, 20, 5 points · village B: 50, 10 (all of 2025, settled for the street).
"""

from __future__ import annotations

import frappe
import pytest

from grid_governance.api import honors as api
from grid_governance.points.recusal import RecusalError
from grid_governance.points.year_end import honors, settlement
from grid_governance.points.year_end.honors import HonorError
from grid_governance.tests.factories import core, registry
from grid_governance.tests.factories.settlement import YEAR, make_accounts, make_book, make_settlement


@pytest.fixture
def year(world):
	book = make_book()
	a = make_accounts(book, (30, 20, 20, 5))
	b = make_accounts(book, (50, 10), core.GRID_B1)
	doc = make_settlement(book, core.STREET)
	settlement.start(doc)
	return frappe._dict(book=book, a=a, b=b, doc=doc, world=world)


def make_rule(year, title="积分之星", level="Village", **values):
	doc = {"doctype": "Honor Rule", "honor_title": title, "book": year.book.name, "level": level, **values}
	return frappe.get_doc(doc).insert(ignore_permissions=True)


def proposed(rule) -> list[tuple]:
	columns = ["account", "honor_rank", "awarding_unit", "name", "status"]
	return frappe.get_all(
		"Honor Award", {"rule": rule.name}, columns, order_by="awarding_unit, honor_rank, account"
	)


def test_first_places_of_each_village_ties_included_and_nobody_twice(year):
	rule = make_rule(year, first_places=2)
	assert honors.propose(rule.name, YEAR, core.STREET) == 5
	rows = proposed(rule)
	assert [(row.awarding_unit, row.honor_rank) for row in rows] == [
		(core.VILLAGE_A, 1),
		(core.VILLAGE_A, 2),
		(core.VILLAGE_A, 2),
		(core.VILLAGE_B, 1),
		(core.VILLAGE_B, 2),
	]
	assert honors.propose(rule.name, YEAR, core.STREET) == 0 and {row.status for row in rows} == {
		"Proposed For Honor"
	}


@pytest.mark.parametrize(
	("values", "unit", "expected"),
	[
		({"chosen_by": "Points Threshold", "threshold": 20}, core.STREET, 4),
		({"chosen_by": "Points Threshold", "threshold": 20}, core.VILLAGE_A, 3),
		({"level": "Township", "first_places": 1}, core.STREET, 1),
		({"level": "Township", "first_places": 3}, core.STREET, 4),
	],
)
def test_by_points_or_by_place_on_the_level_of_the_rule(year, values, unit, expected):
	rule = make_rule(year, **values)
	assert honors.propose(rule.name, YEAR, unit) == expected


def test_a_year_that_is_not_settled_a_stopped_rule_and_a_unit_below_the_level_are_refused(year):
	rule = make_rule(year, level="Township")
	for name, when, unit in (
		(rule.name, 2024, core.STREET),
		(rule.name, YEAR, core.VILLAGE_A),
		(make_rule(year, status="Stopped").name, YEAR, core.STREET),
		(make_rule(year, chosen_by="Recommendation From Below").name, YEAR, core.STREET),
	):
		with pytest.raises(HonorError):
			honors.propose(name, when, unit)


@pytest.mark.parametrize(
	"wrong",
	[
		{"first_places": 0},
		{"chosen_by": "Points Threshold"},
		{"level": "Township", "grid_unit": core.VILLAGE_A},
	],
)
def test_a_rule_that_says_nothing_is_refused(year, wrong):
	with pytest.raises(frappe.ValidationError):
		make_rule(year, **wrong)


def test_only_who_has_authority_over_the_awarding_unit_decides(year, as_user):
	rule = make_rule(year, first_places=1)
	honors.propose(rule.name, YEAR, core.STREET)
	names = {row.awarding_unit: row.name for row in proposed(rule)}
	with as_user(year.world.user("Village Points Clerk", "B")):
		with pytest.raises(frappe.PermissionError):
			api.decide([names[core.VILLAGE_A]], 1)
		with pytest.raises(frappe.PermissionError):
			api.propose(rule.name, YEAR, core.STREET)
		assert api.decide([names[core.VILLAGE_B]], 1) == {"decided": 1}
	with as_user(year.world.user("Leader", "A")):
		with pytest.raises(frappe.PermissionError):
			api.decide([names[core.VILLAGE_A]], 1)


def test_nobody_decides_about_the_own_household(year, as_user):
	rule = make_rule(year, first_places=1)
	honors.propose(rule.name, YEAR, core.VILLAGE_A)
	name = proposed(rule)[0].name
	clerk = year.world.user("Village Points Clerk", "A")
	home = frappe.db.get_value("Points Account", year.a[0], "subject")
	registry.make_resident(home, resident_name="张文书", user=clerk)
	with as_user(clerk):
		with pytest.raises(RecusalError):
			api.decide([name], 1)
	with as_user(year.world.user("Points Office Member", "street")):
		assert api.decide([name], 1) == {"decided": 1}


def test_certificates_are_numbered_and_a_refusal_needs_its_reason(year):
	rule = make_rule(year, first_places=2)
	honors.propose(rule.name, YEAR, core.VILLAGE_A)
	names = [row.name for row in proposed(rule)]
	with pytest.raises(HonorError):
		honors.decide(names, False, " ")
	honors.decide(names[:2], True)
	honors.decide(names[2:], False, "本人谢绝")
	numbers = sorted(frappe.get_all("Honor Award", {"name": ["in", names[:2]]}, pluck="certificate_no"))
	assert numbers == ["〔2025〕第001号", "〔2025〕第002号"]
	with pytest.raises(HonorError, match="decided already"):
		honors.decide(names[:1], True)


def test_a_unit_recommends_as_many_as_its_rule_allows_and_the_level_above_decides(year, as_user):
	above = make_rule(year, "街道积分之星", "Township", chosen_by="Recommendation From Below")
	rule = make_rule(year, first_places=2, recommends_to=above.name, recommend_at_most=1)
	honors.propose(rule.name, YEAR, core.STREET)
	names = [row.name for row in proposed(rule)]
	with pytest.raises(HonorError):
		honors.recommend(names[0])
	honors.decide(names, True)
	with as_user(year.world.user("Village Points Clerk", "A")):
		new = api.recommend(names[0])["name"]
		with pytest.raises(HonorError, match="already"):
			api.recommend(names[0])
		with pytest.raises(HonorError, match="as many as it may"):
			api.recommend(names[1])
		with pytest.raises(frappe.PermissionError):
			api.decide([new], 1)
	assert honors.recommend(names[3])
	with as_user(year.world.user("Points Office Member", "street")):
		assert api.decide([new], 1) == {"decided": 1}
	assert frappe.db.get_value("Honor Award", new, ["awarding_unit", "recommended_from"]) == (
		core.STREET,
		names[0],
	)


def test_recommendations_go_up_and_within_the_book(year):
	same = make_rule(year)
	with pytest.raises(frappe.ValidationError):
		make_rule(year, recommends_to=same.name)


def test_no_honor_is_entered_or_changed_by_hand_and_none_gives_points(year):
	rule = make_rule(year, first_places=1)
	before = frappe.db.count("Points Entry")
	honors.propose(rule.name, YEAR, core.VILLAGE_A)
	name = proposed(rule)[0].name
	honors.decide([name], True)
	assert frappe.db.count("Points Entry") == before
	doc = frappe.get_doc("Honor Award", name)
	doc.update({"honor_title": "劳动模范", "points": 999}).save()
	assert frappe.db.get_value("Honor Award", name, ["honor_title", "points"]) == ("积分之星", 30)
	with pytest.raises(frappe.PermissionError):
		frappe.get_doc({**doc.as_dict(), "name": None, "account": year.a[3]}).insert()


def test_the_list_of_honors_is_printed_within_the_own_reach_only(year, as_user):
	rule = make_rule(year, first_places=1)
	honors.propose(rule.name, YEAR, core.STREET)
	honors.decide([row.name for row in proposed(rule)], True)
	with as_user(year.world.user("Village Points Clerk", "B")):
		for unit in (core.VILLAGE_A, core.STREET):
			with pytest.raises(frappe.PermissionError):
				api.list_of_honors(unit, YEAR)
		api.list_of_honors(core.VILLAGE_B, YEAR)
	assert frappe.response["filecontent"].startswith(b"%PDF")
