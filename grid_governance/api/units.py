"""Grid units for tree views and pickers."""

import frappe

from grid_governance import permissions, reach
from grid_governance.registry import codes, population


@frappe.whitelist()
def get_tree_nodes(doctype: str = "Grid Unit", parent: str = "", **_filters) -> list[dict]:
	"""Return the units below `parent`, or, at the root, the units of the user's posts.

	Each row: value (code), title (name), level, expandable (0/1). Units are public reference data; whoever
	holds no post (an administrator) starts at the provinces.
	"""
	frappe.has_permission("Grid Unit", "read", throw=True)
	unit = frappe.qb.DocType("Grid Unit")
	child = frappe.qb.DocType("Grid Unit").as_("child")
	below = frappe.qb.from_(child).select(child.name).where(child.parent_grid_unit == unit.name).limit(1)
	query = (
		frappe.qb.from_(unit)
		.select(unit.name.as_("value"), unit.unit_name.as_("title"), unit.level, below.as_("first_child"))
		.where(unit.status != "Closed")
		.orderby(unit.name)
	)
	if parent and parent[0].isdigit():
		query = query.where(unit.parent_grid_unit == parent)
	else:
		starts = _outermost(sorted({post.unit for post in permissions.posts_of()}))
		query = query.where(unit.name.isin(starts)) if starts else query.where(unit.level == codes.LEVELS[0])
	return [{**row, "expandable": int(bool(row.pop("first_child")))} for row in query.run(as_dict=True)]


def _outermost(units: list[str]) -> list[str]:
	return [u for u in units if not any(u != other and codes.contains(other, u) for other in units)]


@frappe.whitelist(methods=["POST"])
def add_unit(unit_name: str, parent: str = "", code: str = "", **_tree) -> str:
	"""Create a unit below `parent` (empty code: the next free number is given); returns its code.

	Raises frappe.PermissionError outside the user's posts, frappe.ValidationError for a bad code or name.
	"""
	doc = frappe.new_doc("Grid Unit")
	doc.update({"unit_name": unit_name, "code": code})
	if parent and parent[0].isdigit():
		doc.parent_grid_unit = parent
	doc.insert()
	return doc.name


@frappe.whitelist()
def size_of_unit(unit: str) -> dict:
	"""Households on the register of `unit`, and its two populations, which are two figures.

	Returns {households, living, registered, remark}: living here (real population), registered here;
	remark is "", "small" or "large" against the settings' figures, for grids only. Raises
	frappe.PermissionError where the user may not read households.
	"""
	reach.require("Household", "read", unit)
	size = population.size_of_range(*codes.bounds(unit))
	return {**size, "remark": _size_remark(unit, size["households"])}


def _size_remark(unit: str, households: int) -> str:
	if codes.level_name(unit) != "Grid":
		return ""
	settings = frappe.get_cached_doc("Grid Governance Settings")
	if households < (settings.grid_households_min or 0):
		return "small"
	return "large" if settings.grid_households_max and households > settings.grid_households_max else ""
