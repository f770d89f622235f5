"""The Monthly Return on paper: the official table across an A4 page, the same columns as in Excel (workbook.py)."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance.cases.statistics import monthly, workbook
from grid_governance.cases.statistics.measures import MEASURES
from grid_governance.figures.spans import Span


def return_paper(doc) -> frappe._dict:
	"""What the paper shows (jinja method): unit, time, heads [(group or None, [labels])], rows, sums, sweeps, who."""
	keys = [key for _group, members in workbook.GROUPS for key in members]
	blank = [dict.fromkeys(keys) | {"category": name} for name in monthly.categories()]
	rows = doc.rows_as_dicts() if doc.rows else blank
	sums = [_shown(total, key) for key, total in monthly.sums(rows, keys).items()]
	day = getdate(doc.month) if doc.month else None
	month = f"{day.year}-{day.month:02d}" if day else ""
	return frappe._dict(
		unit=doc.grid_unit and frappe.db.get_value("Grid Unit", doc.grid_unit, "unit_name"),
		time=workbook.time_of(Span(month, month)) if day else None,
		heads=[(group and _(group), [_label(key) for key in members]) for group, members in workbook.GROUPS],
		rows=[(_(row["category"] or ""), [_shown(row[key], key) for key in keys]) for row in rows],
		sums=sums if doc.rows else [""] * len(keys),
		sweeps=[doc.get(key) or 0 if doc.rows else "____" for key in monthly.SWEEP_FIGURES],
		who=doc.handed_in_by and frappe.db.get_value("User", doc.handed_in_by, "full_name"),
		when=doc.handed_in_on and getdate(doc.handed_in_on),
	)


def _label(key: str) -> str:
	return _(workbook.BELOW.get(key) or MEASURES[key].label)


def _shown(value: float | None, key: str) -> str:
	return "" if value is None else monthly.shown(value, key)
