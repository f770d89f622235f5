"""The sheet of a round on paper: to be carried from door to door and filled in by hand, or as it was typed."""

from __future__ import annotations

from itertools import groupby

import frappe
from frappe import _

from grid_governance import papers
from grid_governance.points.declaring import round_sheet
from grid_governance.points.declaring.round_workbook import worth
from grid_governance.points.ledger.faces import group_in_words

UPRIGHT = 5  # items that fit beside each other on an upright page


def sheet(batch) -> str:
	"""The HTML page. The caller has checked that the round may be printed."""
	stored = round_sheet.cells(batch.name)
	typed = {
		(cell.subject, cell.item): cell.level or cell.points for cell in stored if cell.status != "Taken Out"
	}
	columns = round_sheet.columns(batch)
	context = {
		"doc": batch,
		"place": frappe.db.get_value("Grid Unit", batch.grid_unit, "unit_name"),
		"book": frappe.db.get_value("Points Book", batch.book, "book_name"),
		"items": [{**column, "worth": worth(column)} for column in columns],
		"groups": [
			{"name": group_in_words(name), "rows": list(rows)}
			for name, rows in groupby(round_sheet.rows(batch, stored), key=lambda row: row["group"])
		],
		"typed": typed,
		"wide": len(columns) > UPRIGHT,
	}
	return papers.sheet("round_sheet.html", _("Round Sheet"), context)
