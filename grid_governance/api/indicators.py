"""What the form of a Case Indicator offers: the records that can be counted."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.cases.statistics import indicators


@frappe.whitelist()
def countable(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict | str | None = None
) -> list[tuple]:
	"""Rows (name, Chinese name) for the link field; the arguments are the platform's."""
	frappe.has_permission("Case Indicator", "read", throw=True)
	found = [(name, _(name)) for name in indicators.countable()]
	return [row for row in found if txt.lower() in row[0].lower() or txt in row[1]]
