"""Divisions: one pass, a repeat changes nothing, wrong lines told, cities without counties merged."""

import frappe
import pytest

from grid_governance.demo import places
from grid_governance.registry import codes, division_files, divisions
from grid_governance.registry.division_files import Row

GUANGDONG = (
	("44", "广东省"),
	("4419", "东莞市"),
	("441900", "东莞市"),
	("441900003", "东城街道"),
	("441900003001", "岗贝社区居民委员会"),
)


def put(*pairs, **options):
	return divisions.import_rows([Row("t.csv", n, *pair) for n, pair in enumerate(pairs, 2)], **options)


def test_the_shipped_places_come_in_and_a_repeat_changes_nothing(savepoint):
	divisions.import_path(places.DIVISIONS)
	assert frappe.db.get_value("Grid Unit", "430181002211", ["unit_name", "kind", "level"]) == (
		"西湖村",
		"Villagers' Committee",
		"Village",
	)
	again = divisions.import_path(places.DIVISIONS)
	assert (again.created, again.renamed, again.wrong_count) == (0, 0, 0) and again.unchanged == again.read


def test_a_city_without_counties_is_one_unit_with_its_townships_below(savepoint):
	result = put(*GUANGDONG)
	assert (result.created, result.merged, result.wrong_count) == (4, 1, 0)
	assert frappe.db.get_value("Grid Unit", "441900003", "parent_grid_unit") == "4419"
	repeat = put(*GUANGDONG)
	assert (repeat.created, repeat.wrong_count) == (0, 0)


def test_an_imported_unit_is_the_one_that_the_form_would_have_made(savepoint):
	put(*GUANGDONG)
	by_form = frappe.get_doc(doctype="Grid Unit", code="441900004", unit_name="南城街道").insert()
	columns = ("level", "parent_grid_unit", "status", "is_group", "docstatus")
	values = [frappe.db.get_value("Grid Unit", code, columns) for code in ("441900003", by_form.name)]
	assert values[0] == values[1]
	row = frappe.db.get_value("Grid Unit", "441900003", ("lft", "rgt", "code"))
	assert row == (*codes.tree_bounds("441900003"), "441900003")


@pytest.mark.parametrize(
	("code", "name", "reason"),
	[
		("44A9", "x", "digits only"),
		("44190", "x", "2, 4, 6, 9"),
		("4450", "", "name is empty"),
		("450123", "x", "neither here nor in the file"),
	],
)
def test_a_wrong_line_is_told_with_its_number_and_the_others_go_in(savepoint, code, name, reason):
	result = put(GUANGDONG[0], (code, name), GUANGDONG[1])
	assert result.created == 2 and result.wrong_count == 1
	assert result.wrong[0][:2] == ("t.csv", 3) and reason in result.wrong[0][4]


def test_a_name_that_a_sibling_has_is_refused(savepoint):
	result = put(GUANGDONG[0], ("4401", "广州市"), ("4402", "广州市"))
	assert result.created == 2 and "same name" in result.wrong[0][4]


def test_only_the_wanted_county_comes_with_all_above_it(savepoint):
	result = divisions.import_path(places.DIVISIONS, ["620902"])
	wanted = [r.code for r in division_files.rows(places.DIVISIONS) if r.code.startswith("620902")]
	assert result.created == len(wanted) + 2 and all(frappe.db.exists("Grid Unit", code) for code in wanted)
	assert frappe.db.exists("Grid Unit", "6209") and not frappe.db.exists("Grid Unit", "610327104")


def test_changed_names_are_told_and_taken_over_only_when_asked(savepoint):
	put(*GUANGDONG[:2])
	assert put(GUANGDONG[0], ("4419", "新东莞市")).named_otherwise == 1
	assert frappe.db.get_value("Grid Unit", "4419", "unit_name") == "东莞市"
	assert put(GUANGDONG[0], ("4419", "新东莞市"), update_names=True).renamed == 1
	assert frappe.db.get_value("Grid Unit", "4419", "unit_name") == "新东莞市"


def test_the_reorganised_stay_closed(savepoint):
	put(*GUANGDONG)
	frappe.db.set_value("Grid Unit", "441900003", "status", "Closed")
	result = put(("441900003002", "花园新村社区居民委员会"))
	assert result.created == 0 and "closed" in result.wrong[0][4]
