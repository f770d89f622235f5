"""Grid Units: the tree holds by codes alone, and bad codes change nothing."""

import frappe
import pytest

from grid_governance.api import units
from grid_governance.registry import codes
from grid_governance.tests.factories import core
from grid_governance.tests.factories.registry import make_household, make_resident


def make(code=None, name="新网格", **values):
	return frappe.get_doc(doctype="Grid Unit", code=code, unit_name=name, **values).insert()


def test_level_parent_and_bounds_come_from_the_code(world):
	doc = frappe.get_doc("Grid Unit", world.village_a)
	assert (doc.level, doc.parent_grid_unit, doc.is_group) == ("Village", world.street, 1)
	assert (doc.lft, doc.rgt) == codes.tree_bounds(world.village_a)


@pytest.mark.parametrize(
	("operator", "code", "expected"),
	[
		("descendants of", core.VILLAGE_A, {core.GRID_A1, core.GRID_A2}),
		("descendants of", core.VILLAGE_B, {core.GRID_B1}),
		("ancestors of", core.GRID_A1, {core.VILLAGE_A, core.STREET, "430181", "4301", "43"}),
		("not descendants of", core.STREET, {core.STREET, "430181", "4301", "43"}),
	],
)
def test_platform_tree_filters_are_right(world, operator, code, expected):
	found = frappe.get_list("Grid Unit", {"name": [operator, code]}, pluck="name", limit=0)
	assert {n for n in found if n in {c for c, _ in core.UNITS}} == expected


def test_next_free_code_is_given_below_a_village_and_a_provisional_one_below_a_street(world):
	assert make(parent_grid_unit=world.village_a).name == f"{world.village_a}003"
	village = make(parent_grid_unit=world.street, name="新社区")
	assert (village.name, village.status) == (f"{world.street}901", "Provisional")


@pytest.mark.parametrize(
	("code", "parent", "says"),
	[
		("4301x1", None, "not a unit code"),
		("43018", None, "not a unit code"),
		("430181002300", "430181", "does not lie inside"),
		("430181777001", None, "is not there yet"),
	],
)
def test_bad_codes_are_refused_and_nothing_is_written(world, code, parent, says):
	before = frappe.db.count("Grid Unit")
	with pytest.raises(frappe.ValidationError, match=says):
		make(code, parent_grid_unit=parent)
	assert frappe.db.count("Grid Unit") == before


def test_siblings_do_not_share_a_name(world):
	with pytest.raises(frappe.ValidationError, match="already the name"):
		make(f"{world.village_a}009", name="第一网格")
	assert make(f"{world.village_b}009", name="第二网格").name


def test_a_unit_is_never_renamed_and_not_deleted_with_children(world):
	with pytest.raises(frappe.ValidationError):
		frappe.rename_doc("Grid Unit", world.grid_a1, f"{world.village_a}099")
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("Grid Unit", world.village_a)
	assert frappe.db.exists("Grid Unit", world.grid_a1)


def test_a_unit_is_closed_by_reorganise_only(world, as_user):
	with as_user(world.user("System Operator", "A")):
		for values in ({"status": "Closed"}, {"successor": world.grid_a2}):
			doc = frappe.get_doc("Grid Unit", world.grid_a1)
			doc.update(values)
			with pytest.raises(frappe.ValidationError, match="Reorganise only"):
				doc.save()
	assert frappe.db.get_value("Grid Unit", world.grid_a1, ["status", "successor"]) == ("In Use", None)


def test_range_condition_equals_startswith_in_the_database(world):
	"""The property of codes.bounds, in MariaDB's own collation."""
	for code in (world.street, "430181", "43", "430181002999"):
		low, high = codes.bounds(code)
		by_range = frappe.db.sql(
			"select name from `tabGrid Unit` where name >= %s and name < %s order by name",
			(low, high),
			pluck=True,
		)
		assert by_range == sorted(n for n in frappe.get_all("Grid Unit", pluck="name") if n.startswith(code))


def test_operator_makes_units_inside_the_own_posts_only(world, as_user):
	with as_user(world.user("System Operator", "A")):
		assert units.add_unit(unit_name="第九网格", parent=world.village_a)
		with pytest.raises(frappe.PermissionError):
			units.add_unit(unit_name="第九网格", parent=world.village_b)
	with as_user(world.user("Grid Officer", "A")), pytest.raises(frappe.PermissionError):
		units.add_unit(unit_name="第八网格", parent=world.village_a)


def test_tree_opens_at_the_users_posts(world, as_user):
	with as_user(world.user("System Operator", "street")):
		assert [row["value"] for row in units.get_tree_nodes()] == [world.street]
		below = units.get_tree_nodes(parent=world.street)
		assert {row["value"] for row in below} >= {world.village_a, world.village_b}
		assert all(row["expandable"] for row in below if row["value"] == world.village_a)


def test_closed_units_take_no_new_records(world):
	frappe.db.set_value("Grid Unit", world.grid_a2, "status", "Closed")
	frappe.clear_document_cache("Grid Unit", world.grid_a2)
	with pytest.raises(frappe.ValidationError, match="closed"):
		core.make_worker("Grid Officer", world.grid_a2)


def test_size_counts_both_populations_inside_the_own_posts(world, as_user):
	household = make_household(world.grid_a1)
	make_resident(household, status="Registered Here, Living Elsewhere")
	with as_user(world.user("Grid Head", "A")):
		size = units.size_of_unit(world.grid_a1)
		assert (size["households"], size["living"], size["registered"]) == (1, 1, 2)
		assert size["remark"] == "small"
		assert units.size_of_unit(world.village_a)["remark"] == ""
		with pytest.raises(frappe.PermissionError):
			units.size_of_unit(world.grid_b1)
