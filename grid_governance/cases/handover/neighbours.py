"""Any neighbour head's households, found by name, pinyin initials or place (as the dispatch desk of 集里 does)."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance import criteria, serving
from grid_governance.registry import finding, population
from grid_governance.registry.neighbours import DUTY, heads_of

MOST_HEADS, MOST_HOUSEHOLDS = 10, 60
COLUMNS = ("name", "address", "grid_unit")


def find(text: str) -> dict:
	"""{heads: neighbour heads whose name or unit matches, households: those that match}, in the user's range.

	heads: [{name, worker_name, phone, unit, place}]. Below two letters nothing is sought.
	"""
	text = (text or "").strip()
	if len(text) < 2:
		return {"heads": [], "households": []}
	return {"heads": _heads(text), "households": _rows(finding.names_matching("Household", text))}


def households_of(unit: str) -> list[dict]:
	"""The households of one neighbour head's unit (a micro-grid), in the order of their addresses."""
	names = frappe.get_list(
		"Household",
		{"grid_unit": unit, "status": "On Register"},
		pluck="name",
		order_by="address_order",
		limit_page_length=MOST_HOUSEHOLDS,
	)
	return _rows(names)


def _heads(text: str) -> list[dict]:
	query, worker, post, _duty = serving.today()
	unit, like = frappe.qb.DocType("Grid Unit"), f"%{text}%"
	return (
		query.join(unit)
		.on(unit.name == post.grid_unit)
		.select(worker.name, worker.worker_name, worker.phone)
		.select(unit.name.as_("unit"), unit.unit_name.as_("place"))
		.where(post.duty == DUTY)
		.where(worker.worker_name.like(like) | unit.unit_name.like(like))
		.where(criteria.readable("Grid Worker"))
		.orderby(unit.name)
		.limit(MOST_HEADS)
		.run(as_dict=True)
	)


def _rows(names: list[str]) -> list[dict]:
	if not names:
		return []
	names = names[:MOST_HOUSEHOLDS]
	rows = frappe.get_all("Household", {"name": ["in", names]}, COLUMNS, order_by="address_order")
	heads, living = finding.names_of_heads(names), population.count_living(names)
	neighbour_heads = {unit: "、".join(heads_of(unit)) for unit in {row.grid_unit for row in rows}}
	for row in rows:
		row.head_name = heads.get(row.name) or _("(no head yet)")
		row.living_count = living.get(row.name, 0)
		row.neighbour_head_name = neighbour_heads[row.grid_unit]
	return rows
