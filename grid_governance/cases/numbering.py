"""The number of a people's mediation file: “(2026)集里人调字第12号”, without gaps per body and year."""

from __future__ import annotations

import frappe
from frappe.utils import getdate, nowdate

from grid_governance.cases import stages
from grid_governance.registry.numbers import format_file_number, next_file_number


def give(case) -> dict[str, object]:
	"""The columns that number `case` at acceptance; empty when it has its number or needs none.

	The body's counter row stays locked until the end of this transaction, so the step that takes a
	case on must be short; a step that fails gives its number back.
	"""
	if case.file_number or case.way_of_settlement != stages.PEOPLES_MEDIATION:
		return {}
	year = getdate(nowdate()).year
	number = next_file_number(case.mediation_body, year)
	mark = frappe.db.get_value("Mediation Body", case.mediation_body, "file_mark")
	return {
		"file_number": format_file_number(year, number, mark),
		"file_year": year,
		"file_sequence": number,
	}
