"""What the poster of adopted rules shows: items under their headings with points and caps, deductions, adoption."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance.points.rulebook import adopted, catalogue, offered, rules_rows


def rules_poster(doc) -> dict:
	"""{unit, township, book, sections: [(heading, [{number, name, points, caps}])], deductions, adopted_by}."""
	day = getdate(doc.in_force_from or nowdate())
	return {
		"unit": _unit_name(doc.grid_unit),
		"township": _unit_name(doc.grid_unit[:9]) if len(doc.grid_unit) > 9 else "",
		"book": frappe.get_cached_value("Points Book", doc.book, "book_name") if doc.book else None,
		"sections": _sections(doc, day),
		"deductions": [_deduction(number, row) for number, row in enumerate(doc.deductions, 1)],
	}


def _sections(doc, day) -> list[tuple[str, list[dict]]]:
	"""By the headings of the rows, else by category, in the catalogue's order; numbered through."""
	order = frappe.get_all("Points Category", order_by="sort_order asc", pluck="name")
	found: dict[str, list] = {}
	for row in doc.rows:
		item = frappe.get_cached_doc("Points Item", row.item)
		found.setdefault(row.heading or item.category, []).append((item, row))
	known = {name: place for place, name in enumerate(order)}
	headings = sorted(found, key=lambda heading: known.get(heading, -1))
	result, number = [], 0
	for heading in headings:
		rows = []
		for item, row in found[heading]:
			number += 1
			rows.append(_line(number, item, row, day))
		result.append((_(heading), rows))
	return result


def _line(number: int, item, row, day) -> dict:
	holds = adopted.applied(catalogue.item(item.name, day), rules_rows.switched(row))
	return {
		"number": number,
		"name": item.item_name,
		"points": offered.worth(holds, item.per),
		"caps": offered.bounds(holds),
	}


def _deduction(number: int, row) -> dict:
	item = frappe.get_cached_doc("Deduction Item", row.item)
	points = row.points or (
		item.min_points if item.min_points == item.max_points else f"{item.min_points}-{item.max_points}"
	)
	return {
		"number": number,
		"name": item.item_name,
		"points": _("{0} points per {1}").format(points, item.per)
		if item.per
		else _("{0} points").format(points),
		"basis": item.basis,
	}


def _unit_name(code: str) -> str:
	return frappe.db.get_value("Grid Unit", code, "unit_name") or code
