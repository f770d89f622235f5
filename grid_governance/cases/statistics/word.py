"""The monthly report 月度工作报告 as Word: templates/word/monthly_report.docx with the figures of a return filled in.

In the template {{accepted}} is a figure of the return, {{row.accepted}} one of a type; the table's line that holds
{{row.…}} is repeated for each type that has a case. Whoever changes the template keeps these words.
"""

from __future__ import annotations

import copy
import io
import re
from pathlib import Path

import frappe
from docx import Document
from frappe import _
from frappe.utils import add_months, getdate, nowdate

from grid_governance.cases.statistics import monthly, rates, returns
from grid_governance.figures import changes

TEMPLATE = Path(__file__).parents[2] / "templates" / "word" / "monthly_report.docx"
PLACE = re.compile(r"\{\{\s*([a-z_.]+)\s*\}\}")
MOST_TYPES = 5


def monthly_report(doc) -> bytes:
	"""The report of a Monthly Return. The caller has checked the right to print it and set the language."""
	document = Document(str(TEMPLATE))
	rows = doc.rows_as_dicts()
	values = facts(doc, rows)
	for table in document.tables:
		_repeat(table, [row for row in rows if row["accepted"] or row["mediated"]])
	for paragraph in _paragraphs(document):
		_fill(paragraph, values)
	out = io.BytesIO()
	document.save(out)
	return out.getvalue()


def facts(doc, rows: list[dict]) -> dict[str, str]:
	"""Placeholder → text: the sums of the return, its rates, comparisons, the most frequent types, who and when."""
	sums = {**monthly.sums(rows), **{key: doc.get(key) or 0 for key in monthly.SWEEP_FIGURES}}
	day = getdate(doc.month)
	values = {key: _number(value, key) for key, value in sums.items()}
	rate = rates.of(sums, "success_rate")
	values |= {
		"unit": frappe.get_cached_value("Grid Unit", doc.grid_unit, "unit_name"),
		"year": str(day.year),
		"month": str(day.month),
		"success_rate": rates.shown(rate) + ("%" if rate is not None else ""),
		"types": _types(rows, sums["accepted"]),
		"remark": doc.remark or "",
		"day": _day(getdate(doc.handed_in_on or nowdate())),
	}
	for name, earlier in (("year_change", add_months(day, -12)), ("month_change", add_months(day, -1))):
		before = _accepted(doc.grid_unit, earlier)
		values[name] = changes.in_percent(changes.change(sums["accepted"], before))
	return values


def _accepted(unit: str, month) -> float:
	"""What the unit's return of another month says; without one the records."""
	found = returns.standing_returns([unit], month).get(unit)
	if found:
		return sum(row.accepted or 0 for row in frappe.get_doc(returns.DOCTYPE, found.name).rows)
	return returns.of_month(unit, month).one(["accepted"])["accepted"]


def _types(rows: list[dict], total: float) -> str:
	"""邻里纠纷12件（占30.0%）、…: the most frequent types."""
	first = sorted((row for row in rows if row["accepted"]), key=lambda row: -row["accepted"])[:MOST_TYPES]
	return "、".join(
		_("{0}: {1} cases ({2}%)").format(
			_(row["category"]), int(row["accepted"]), changes.rate(row["accepted"], total)
		)
		for row in first
	) or _("no cases")


def _day(day) -> str:
	return _("{0}-{1}-{2}").format(day.year, day.month, day.day)


def _number(value: object, key: str) -> str:
	return f"{float(value or 0):,.2f}" if key in monthly.DECIMAL else str(int(value or 0))


def _paragraphs(document):
	yield from document.paragraphs
	for table in document.tables:
		for row in table.rows:
			for cell in row.cells:
				yield from cell.paragraphs


def _repeat(table, rows: list[dict]) -> None:
	"""Repeat the line that holds {{row.…}} for each row."""
	for line in list(table.rows):
		if not any("{{row." in cell.text.replace(" ", "") for cell in line.cells):
			continue
		for row in rows:
			copied = copy.deepcopy(line._tr)
			line._tr.addprevious(copied)
			values = {f"row.{key}": _number(row[key], key) for key in monthly.CASE_FIGURES}
			values["row.category"] = _(row["category"] or "")
			for cell in next(one for one in table.rows if one._tr is copied).cells:
				for paragraph in cell.paragraphs:
					_fill(paragraph, values)
		table._tbl.remove(line._tr)


def _fill(paragraph, values: dict[str, str]) -> None:
	"""Placeholders that Word has split over several runs are found too; the first run's form stays."""
	text = "".join(run.text for run in paragraph.runs)
	if not PLACE.search(text):
		return
	filled = PLACE.sub(lambda match: values.get(match[1], match[0]), text)
	paragraph.runs[0].text = filled
	for run in paragraph.runs[1:]:
		run.text = ""
