"""Merge, split and move units: what would happen, and do it."""

from __future__ import annotations

import frappe

from grid_governance.registry import reorganise


@frappe.whitelist(methods=["GET", "POST"])
def preview(name: str) -> dict:
	"""What the Unit Reorganisation `name` would do: {moves, new_units, records}.

	moves: [[old code, new code]]; new_units: [[code, name]]; records: {DocType: living records that move}.
	Raises frappe.PermissionError without read access, ReorganisationError when it cannot be done.
	"""
	doc = frappe.get_doc("Unit Reorganisation", name)
	doc.check_permission("read")
	plan = doc.plan()
	return {
		"moves": [list(pair) for pair in plan.moves.items()],
		"new_units": [[code, unit_name] for code, (unit_name, _old) in plan.new.items()],
		"records": reorganise.counts(plan),
	}


@frappe.whitelist(methods=["POST"])
def carry_out(name: str) -> dict[str, int]:
	"""Carry out the Unit Reorganisation `name` in one transaction; returns {DocType: records moved}.

	Raises frappe.PermissionError without write access, ReorganisationError when it cannot be done.
	"""
	return frappe.get_doc("Unit Reorganisation", name).carry_out()
