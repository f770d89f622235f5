"""What a login's Desk begins with: its own workspace, and its own unit in new records."""

from itertools import pairwise

import frappe

from grid_governance.posts import posts_of
from grid_governance.registry import codes
from grid_governance.scopes import SCOPES

MODULE = "Grid Governance"
VILLAGE_DIGITS = 12


def extend_boot(bootinfo: frappe._dict) -> None:
	"""Breadcrumbs lead to the module's first workspace: let it be one that this login may open.

	Who works in one village, grid or micro-grid need not choose it in every new record; it is the posts
	that say where, so no default is stored with the user.
	"""
	of_module = (bootinfo.get("module_wise_workspaces") or {}).get(MODULE)
	if of_module:
		allowed = [page["name"] for page in bootinfo.get("allowed_workspaces") or []]
		bootinfo.module_wise_workspaces[MODULE] = [name for name in allowed if name in of_module] or of_module
	bootinfo.grid_governance_doctypes = list(SCOPES)
	bootinfo.grid_place = own_place()
	unit = own_unit()
	if unit and bootinfo.get("user"):
		bootinfo.user.defaults.setdefault("grid_unit", unit)


def own_unit() -> str | None:
	"""The smallest unit of the user's posts when they lie within each other, from the village down."""
	units = _nested_units()
	return units[-1] if units and len(units[-1]) >= VILLAGE_DIGITS else None


def own_place() -> str | None:
	"""The largest unit of the user's posts when they lie within each other: what an office keeps for its whole area."""
	units = _nested_units()
	return units[0] if units else None


def _nested_units() -> list[str]:
	"""Units of the user's posts from the largest to the smallest; none when they lie beside each other."""
	units = sorted({post.unit for post in posts_of()}, key=len)
	return units if all(codes.contains(outer, inner) for outer, inner in pairwise(units)) else []
