"""Lists are ledgers (台账): they show all the columns that a DocType names, not the platform's first four."""

import frappe

from grid_governance.scopes import SCOPES
from grid_governance.seeds import plant as plant_rows

USUAL = 4
AT_MOST = 8


def plant() -> None:
	rows = []
	for doctype in SCOPES:
		columns = [df for df in frappe.get_meta(doctype).fields if df.in_list_view]
		if len(columns) >= USUAL:
			# beside the columns stands the indicator of the status
			rows.append({"name": doctype, "total_fields": str(min(len(columns) + 1, AT_MOST))})
	plant_rows("List View Settings", rows)


def remove() -> None:
	"""Uninstall: settings of lists that go away with us."""
	frappe.db.delete("List View Settings", {"name": ["in", list(SCOPES)]})
