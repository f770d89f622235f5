"""Which items a resident can declare in a book."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance.points.rulebook import catalogue
from grid_governance.points.rulebook.holding import Holding
from grid_governance.points.rulebook.rules import Item
from grid_governance.portal.people import Person
from grid_governance.registry import codes


def items_of(person: Person, book: str, deed_date: str | None = None) -> list[dict]:
	"""Items of the book's class that hold where the person lives on the deed's day, by category.

	name, item_name, category, counting, points, low, high, levels ({name: points}), per, evidence_required,
	evidence_hint. Sensitive items are declared to the grid officer, not here.
	"""
	field = catalogue.CLASS_FIELDS[catalogue.book(book).subject_class]
	day = getdate(deed_date or nowdate())
	rows = frappe.get_all(
		"Points Item",
		{"status": "In Use", field: 1, "sensitive": 0},
		["name", "item_name", "category", "per", "evidence_hint", "grid_unit", "valid_from", "valid_to"],
		order_by="category, item_code, item_name",
	)
	held = Holding([person.grid_unit])
	names = held.names(person.grid_unit, day, book)
	return [
		_row(row, held.item(row.name, person.grid_unit, day, book))
		for row in rows
		if (names is None or row.name in names)
		and (not row.grid_unit or codes.contains(row.grid_unit, person.grid_unit))
		and (not row.valid_from or row.valid_from <= day)
		and (not row.valid_to or row.valid_to >= day)
	]


def _row(row, item: Item) -> dict:
	return {
		"name": row.name,
		"item_name": row.item_name,
		"category": _(row.category),
		"per": row.per,
		"counting": item.counting,
		"points": item.points,
		"low": item.low,
		"high": item.high,
		"levels": item.levels,
		"evidence_required": item.evidence_required,
		"evidence_hint": row.evidence_hint,
	}
