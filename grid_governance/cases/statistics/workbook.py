"""The official tables as Excel workbooks: title, unit and time, ruled table, sums, lines to sign. No database.

The caller has set the language; every text passes through _. Names never become formulas.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import frappe
from frappe import _
from frappe.utils import getdate
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from grid_governance.cases.statistics import levels, monthly, subsidy_lists
from grid_governance.cases.statistics.measures import MEASURES
from grid_governance.figures import changes
from grid_governance.figures.spans import Span
from grid_governance.registry.importing import furniture

_LINE = Side(style="thin")
_RULED = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_FONT = "宋体"

# heads of the monthly table: (group over several columns, their measures)
GROUPS = (
	("Cases Accepted", ("accepted", "by_initiative", "by_application", "by_referral", "by_other")),
	("Mediation Results", ("mediated", "succeeded", "failed")),
	("Settled By Way", ("oral", "written", "on_the_spot", "otherwise")),
	(None, ("amount", "performed", "confirmed")),
	("Kept From Crime", ("crime_cases", "crime_people")),
	("Kept From Petition", ("petition_cases", "petition_people")),
)
# what a column is called below its group
BELOW = {
	"accepted": "Sum Of Sources",
	"crime_cases": "Cases",
	"crime_people": "Number Of People",
	"petition_cases": "Cases",
	"petition_people": "Number Of People",
}


def time_of(span: Span) -> str:
	"""2026年10月, 2026年第4季度, 2026年, or 2026年1月至9月."""
	(year, month), (last_year, last_month) = (map(int, text.split("-")) for text in (span.first, span.last))
	if span.first == span.last:
		return _("Month {1} of {0}").format(year, month)
	if span.quarter:
		return _("Year {0}, quarter {1}").format(year, span.quarter)
	if span.is_year:
		return _("Year {0}").format(year)
	if year == last_year:
		return _("Months {1} to {2} of {0}").format(year, month, last_month)
	return _("Month {1} of {0} to month {3} of {2}").format(year, month, last_year, last_month)


def monthly_table(place: str, time: str, rows: Sequence, sweeps: dict, handed_in: dict | None) -> bytes:
	"""rows: dicts with category and the figures of monthly.CASE_FIGURES; sweeps: those of monthly.SWEEP_FIGURES;
	handed_in: who and when, for a return that is fixed.
	"""
	book, sheet = _book(_("Monthly Mediation Table"))
	keys = [key for _group, members in GROUPS for key in members]
	last = len(keys) + 2
	_title(sheet, _("Monthly Mediation Table"), last)
	_facts(sheet, 2, last, _("Reporting unit: {0}").format(place), time)
	counted = _("Sweeps held: {0}; disputes found in sweeps: {1}; disputes prevented: {2}").format(
		*(int(sweeps.get(key) or 0) for key in monthly.SWEEP_FIGURES)
	)
	_facts(sheet, 3, last, counted)
	_two_heads(sheet, 4)
	line = 6
	for number, row in enumerate(rows, start=1):
		_row(sheet, line, [number, _(row["category"] or ""), *(_figure(row.get(key), key) for key in keys)])
		line += 1
	sums = monthly.sums(rows, keys)
	_row(sheet, line, [None, _("Together"), *(_figure(sums[key], key) for key in keys)], bold=True)
	amounts = keys.index("amount") + 3
	for number in range(6, line + 1):
		sheet.cell(number, amounts).number_format = "#,##0.00"
	who = _("Handed in by: {0}").format((handed_in or {}).get("who") or "")
	when = _("Handed in on: {0}").format((handed_in or {}).get("when") or "")
	_facts(sheet, line + 1, last, _("Head of the unit (signature):") + "　" * 12 + who + "　" * 6 + when)
	_widths(sheet, [6, 20, *(13 if key == "amount" else 8 for key in keys)])
	sheet.freeze_panes = "C6"
	return furniture.content(book)


def _two_heads(sheet, line: int) -> None:
	column = 1
	for label in (_("No."), _("Dispute Type")):
		sheet.merge_cells(start_row=line, end_row=line + 1, start_column=column, end_column=column)
		_head(sheet, line, column, label)
		column += 1
	for group, members in GROUPS:
		if group:
			sheet.merge_cells(
				start_row=line, end_row=line, start_column=column, end_column=column + len(members) - 1
			)
			_head(sheet, line, column, _(group))
		for key in members:
			label = _(BELOW.get(key) or MEASURES[key].label)
			if not group:
				sheet.merge_cells(start_row=line, end_row=line + 1, start_column=column, end_column=column)
			_head(sheet, line + (1 if group else 0), column, label)
			column += 1
	for row in sheet.iter_rows(min_row=line, max_row=line + 1, max_col=column - 1):
		for cell in row:
			cell.border = _RULED
	sheet.row_dimensions[line + 1].height = 44


def monthly_return(doc) -> bytes:
	"""A Monthly Return with its own figures."""
	day = getdate(doc.month)
	time = time_of(Span(f"{day.year}-{day.month:02d}", f"{day.year}-{day.month:02d}"))
	if (doc.version or 1) > 1:
		time += _(" (version {0})").format(doc.version)
	handed_in = None
	if doc.handed_in_on:
		who = frappe.get_cached_value("User", doc.handed_in_by, "full_name") if doc.handed_in_by else ""
		handed_in = {"who": who, "when": str(getdate(doc.handed_in_on))}
	place = frappe.get_cached_value("Grid Unit", doc.grid_unit, "unit_name")
	return monthly_table(place, time, doc.rows_as_dicts(), doc.as_dict(), handed_in)


def level_table(place: str, time: str, groups: Iterable[levels.Group]) -> bytes:
	"""Groups of levels.table: five lines each."""
	book, sheet = _book(_("Mediation Level Table"))
	last = len(levels.COLUMNS) + 2
	_title(sheet, _("Mediation Level Table"), last)
	_facts(sheet, 2, last, _("Reporting unit: {0}").format(place), time)
	for column, label in enumerate(
		(_("Dispute Type Or Size"), _("Counted Line"), *(_(label) for label in levels.COLUMNS.values())),
		start=1,
	):
		_head(sheet, 3, column, label)
	line = 4
	for group in groups:
		first = line
		for one in levels.LINES:
			cells = [one.value(group.figures.get(column, {})) for column in levels.COLUMNS]
			if one.is_rate:  # numbers that Excel shows as per cent
				cells = [changes.NOTHING if cell is None else round(cell / 100, 3) for cell in cells]
			_row(sheet, line, [_(group.label), _(one.label), *cells])
			for column in range(3, last + 1) if one.is_rate else ():
				sheet.cell(line, column).number_format = "0.0%"
				sheet.cell(line, column).alignment = _CENTRE
			line += 1
		sheet.merge_cells(start_row=first, end_row=line - 1, start_column=1, end_column=1)
	_widths(sheet, [24, 12, *([11] * len(levels.COLUMNS))])
	sheet.freeze_panes = "C4"
	return furniture.content(book)


def subsidy_list(doc) -> bytes:
	"""A line for each case, sums by mediator with a line to sign, the signatures below."""
	book, sheet = _book(_("Subsidy List"))
	heads = (
		_("No."), _("Mediator Name"), _("File Number"), _("Dispute Type"), _("End Of Mediation"),
		_("Result Of The Case"), _("Subsidy Grade"), _("Yuan Per Case"),
	)  # fmt: skip
	last = len(heads)
	_title(sheet, _("Subsidy List"), last)
	paper = subsidy_lists.subsidy_paper(doc)
	_facts(sheet, 2, last, _("Mediation body: {0}").format(paper.body), paper.month)
	for column, label in enumerate(heads, start=1):
		_head(sheet, 3, column, label)
	line = 4
	for row in doc.rows:
		_row(
			sheet,
			line,
			[
				row.idx,
				row.mediator_name,
				row.file_number,
				_(row.category or ""),
				getdate(row.ended_on) if row.ended_on else None,
				_(row.result or ""),
				row.grade,
				float(row.yuan or 0),
			],
		)
		line += 1
	_row(sheet, line, [None, _("Together"), None, None, None, None, None, float(doc.total or 0)], bold=True)
	line += 2
	for column, label in enumerate((_("Mediator Name"), _("Cases"), _("Yuan"), _("Signature")), start=2):
		_head(sheet, line, column, label)
	for one in paper.mediators:
		line += 1
		_row(sheet, line, [one.name, one.cases, float(one.yuan), None], first=2)
		sheet.row_dimensions[line].height = 26
	_facts(sheet, line + 2, last, "　".join(f"{label}：＿＿＿＿＿＿＿" for label in signers()))
	_widths(sheet, [6, 14, 24, 20, 14, 16, 18, 12])
	sheet.freeze_panes = "A4"
	return furniture.content(book)


def signers() -> list[str]:
	"""Who signs a subsidy list, besides the mediators."""
	return [_("Drawn Up By (Signature)"), _("Checked By (Signature)"), _("Approved By (Signature)")]


# ---------------------------------------------------------------- furniture


def _book(title: str):
	book = Workbook()
	sheet = book.active
	sheet.title = title[:31]
	sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
	sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
	sheet.sheet_properties.pageSetUpPr.fitToPage = True
	return book, sheet


def _title(sheet, text: str, last: int) -> None:
	sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=last)
	cell = sheet.cell(1, 1, text)
	cell.font, cell.alignment = Font(name=_FONT, size=18, bold=True), _CENTRE
	sheet.row_dimensions[1].height = 32


def _facts(sheet, line: int, last: int, text: str, right: str | None = None) -> None:
	"""A line of text over the whole width; `right` stands at its end."""
	middle = last if right is None else last - 3
	sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=middle)
	sheet.cell(line, 1, furniture.no_formula(text)).alignment = _LEFT
	if right is not None:
		sheet.merge_cells(start_row=line, end_row=line, start_column=middle + 1, end_column=last)
		sheet.cell(line, middle + 1, right).alignment = Alignment(horizontal="right", vertical="center")
	sheet.row_dimensions[line].height = 22


def _head(sheet, line: int, column: int, label: str) -> None:
	cell = sheet.cell(line, column, label)
	cell.font, cell.alignment, cell.border = Font(name=_FONT, bold=True), _CENTRE, _RULED


def _row(sheet, line: int, values: Sequence, bold: bool = False, first: int = 1) -> None:
	for column, value in enumerate(values, start=first):
		cell = sheet.cell(line, column, furniture.no_formula(value))
		cell.font, cell.border = Font(name=_FONT, bold=bold), _RULED
		cell.alignment = _CENTRE if not isinstance(value, str) or column == first else _LEFT


def _figure(value: object, key: str) -> float | int:
	return round(float(value or 0), 2) if key in monthly.DECIMAL else int(value or 0)


def _widths(sheet, widths: Sequence[float]) -> None:
	for number, width in enumerate(widths, start=1):
		sheet.column_dimensions[get_column_letter(number)].width = width
