"""Any neighbour head's households, found by name, pinyin initials or place (as the dispatch desk of 集里 does)."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.registry import finding

MOST_HEADS, MOST_HOUSEHOLDS = 10, 60


def find(text: str) -> dict:
	"""{heads: neighbour heads whose name or unit matches, households: those that match}, in the user's range."""
	text = (text or "").strip()
	if len(text) < 2:
		return {"heads": [], "households": []}
	return {"heads": _heads(text), "households": _rows(finding.names_matching("Household", text))}


def households_of(worker: str) -> list[dict]:
	"""The households of one neighbour head, in the order of their addresses."""
	names = frappe.get_list(
		"Household",
		{"neighbour_head": worker, "status": "On Register"},
		pluck="name",
		order_by="address_order",
		limit_page_length=MOST_HOUSEHOLDS,
	)
	return _rows(names)


def _heads(text: str) -> list[dict]:
	like = f"%{text}%"
	units = frappe.get_all(
		"Grid Unit", {"unit_name": ["like", like], "level": "Micro-grid"}, pluck="name", limit=50
	)
	duties = frappe.get_all("Grid Duty", {"role": "Neighbour Head"}, pluck="name")
	found = frappe.get_list(
		"Grid Worker",
		filters=[["Grid Post", "duty", "in", duties], ["Grid Worker", "enabled", "=", 1]],
		or_filters=[
			["Grid Worker", "worker_name", "like", like],
			*([["Grid Post", "grid_unit", "in", units]] if units else []),
		],
		fields=["name", "worker_name", "phone", "grid_unit"],
		distinct=True,
		limit_page_length=MOST_HEADS,
		order_by="`tabGrid Worker`.grid_unit asc",
	)
	titles = dict(
		frappe.get_all(
			"Grid Unit",
			{"name": ["in", [row.grid_unit for row in found] or [""]]},
			["name", "unit_name"],
			as_list=True,
		)
	)
	for row in found:
		row.place = titles.get(row.grid_unit, row.grid_unit)
	return found


def _rows(names: list[str]) -> list[dict]:
	if not names:
		return []
	names = names[:MOST_HOUSEHOLDS]
	rows = frappe.get_all(
		"Household",
		{"name": ["in", names]},
		["name", "address", "neighbour_head", "living_count", "grid_unit"],
		order_by="address_order",
	)
	heads = finding.names_of_heads(names)
	workers = {row.neighbour_head for row in rows if row.neighbour_head}
	called = dict(
		frappe.get_all(
			"Grid Worker", {"name": ["in", list(workers) or [""]]}, ["name", "worker_name"], as_list=True
		)
	)
	for row in rows:
		row.head_name = heads.get(row.name) or _("(no head yet)")
		row.neighbour_head_name = called.get(row.neighbour_head)
	return rows
