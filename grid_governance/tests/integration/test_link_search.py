"""What a Link field finds: a catalogue is sought by the word on the screen and comes whole, in its order."""

import frappe
import pytest

from grid_governance.api.search import link_query
from grid_governance.seeds.case_categories import CATEGORIES


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
