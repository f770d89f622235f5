"""What a Link field finds: a catalogue is sought by the word on the screen and comes whole, in its order."""

import frappe
import pytest
from frappe.desk.search import get_link_title

from grid_governance.api.catalogue import item_query
from grid_governance.api.search import link_query
from grid_governance.seeds.case_categories import CATEGORIES
from grid_governance.tests.factories import core, points
from grid_governance.tests.factories import registry as make


@pytest.fixture(autouse=True)
def chinese():
	before, frappe.local.lang = frappe.local.lang, "zh"
	yield
	frappe.local.lang = before


def names(doctype: str, txt: str) -> list[str]:
	return [row[0] for row in link_query(doctype, txt)]


def test_a_translated_name_is_found_by_the_word_the_user_sees(world, as_user):
	with as_user(world.user("Grid Officer", "A")):
		frappe.local.lang = "zh"
		assert names("Case Category", "邻里") == ["Neighbour Dispute"]
		assert names("Case Category", "neighbour") == ["Neighbour Dispute"]
		assert names("Case Category", "没有这一类") == []


def test_a_catalogue_comes_whole_in_its_order_and_without_what_is_disabled(world, as_user):
	frappe.db.set_value("Case Category", "Tourism Dispute", "enabled", 0)
	with as_user(world.user("Grid Officer", "A")):
		assert names("Case Category", "") == [name for name in CATEGORIES if name != "Tourism Dispute"]


@pytest.fixture
def houses(world):
	return {
		place: make.make_household(unit, head="欧阳晓峰", villagers_group="7", room=room)
		for place, unit, room in (("A", world.grid_a1, "71"), ("B", world.grid_b1, "72"))
	}


@pytest.mark.parametrize("asked", ["欧阳", "oyxf", "晓峰 7组", "71号", "7组71号 oy"])
def test_a_household_is_found_by_its_heads_name_initials_and_address(world, houses, as_user, asked):
	with as_user(world.user("Grid Officer", "A")):
		row = next(row for row in link_query("Household", asked) if row[0] == houses["A"].name)
		assert row[-1] == "欧阳晓峰"


@pytest.mark.parametrize("asked", ["欧阳", "oyxf", "oyxf 7组", "晓峰 71号"])
def test_a_resident_is_found_by_name_initials_and_address(world, houses, as_user, asked):
	with as_user(world.user("Grid Officer", "A")):
		assert houses["A"].head in names("Resident", asked)
		assert houses["A"].head not in names("Resident", f"{asked} 8组")


def test_nobody_finds_the_neighbours_by_name(world, houses, as_user):
	for asked in ("欧阳", "oyxf", "欧阳 7组"):
		with as_user(world.user("Grid Officer", "A")):
			assert houses["B"].name not in names("Household", asked)
			assert houses["B"].head not in names("Resident", asked)
		with as_user(world.user("Grid Officer", "B")):
			assert names("Household", asked) == [houses["B"].name]


@pytest.mark.parametrize("asked", ["村（居）民 义诊", "村(居)民义诊", "村居民义诊"])
def test_a_catalogue_is_found_whatever_brackets_and_spaces_were_typed(world, as_user, asked):
	item = points.make_item(5, item_name="参加村(居)民义诊")
	with as_user(world.user("Village Points Clerk")):
		assert item.name in names("Points Item", asked)
		assert item.name in [
			row[0] for row in item_query("Points Item", asked, filters={"grid_unit": core.GRID_A1})
		]
		assert item.name not in names("Points Item", f"{asked}夜间")


def test_people_are_named_where_the_platform_would_say_their_login(world):
	login = world.user("Grid Officer", "A")
	assert get_link_title("User", login) == frappe.db.get_value("User", login, "full_name") != login
