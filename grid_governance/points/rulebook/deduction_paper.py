"""What the two papers of a deduction say besides the record: names of units, book and item, the address."""

from __future__ import annotations

import frappe

from grid_governance.points.redemption import holder


def deduction_paper(doc) -> dict:
	"""{unit, address, book, item, per, rules_title, adopted_on, filed_on} of a deduction."""
	rules = doc.rules and frappe.db.get_value(
		"Points Rules", doc.rules, ["rules_title", "assembly_date", "filed_on"], as_dict=True
	)
	village = doc.grid_unit[:12]
	return {
		"unit": frappe.db.get_value("Grid Unit", village, "unit_name") or village,
		"address": holder.address_of(doc),
		"book": frappe.get_cached_value("Points Book", doc.book, "book_name"),
		"item": frappe.get_cached_value("Deduction Item", doc.item, "item_name"),
		"rules": rules or frappe._dict(),
	}
