"""The workbooks that go out: the template, and the wrong rows with the reason in red in the cell.

Both have the same columns, text format throughout and drop-downs, so that Excel keeps all 18 digits and
a corrected file goes straight back in.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from grid_governance.registry.importing import furniture
from grid_governance.registry.importing.columns import (
	CHECK,
	COLUMNS,
	NO,
	OPTION,
	REASON_HEADER,
	SAMPLE_MARK,
	YES,
	Column,
)
from grid_governance.registry.importing.grouping import Person

READY_ROWS = 2000  # rows of the template with drop-downs; text format is the columns' own
SAMPLE = {
	"villagers_group": "3",
	"room": "12",
	"household_type": "Family Household",
	"dwelling_use": "Lived In By Owner",
	"resident_name": f"张三{SAMPLE_MARK}",
	"relation_to_head": "Head Of Household",
	"sex": "Male",
	"birth_date": "1985-03-09",
	"nation": "汉族",
	"identity_kind": "ID Card",
	"identity_number": "11010519491231002X",
	"phone": "13800000000",
	"status": "Living And Registered Here",
	"is_party_member": NO,
	"is_volunteer": YES,
}
HOW_TO = (
	"One line per person. The lines of one household have the same address columns.",
	"Columns with a star must be filled. Every household has exactly one head.",
	"Grid Unit Code may stay empty: the row then belongs to the unit of the import.",
	"All columns are text. Do not change that: Excel otherwise sets the last digits of an ID number to 0.",
	"Dates are written year-month-day, for example 1985-03-09.",
	"Sex and birth date may stay empty when there is an ID number.",
	"Who has no document yet: choose No Document Yet and write the reason.",
	"No merged cells, no formulas. The sample row is not read.",
	"A household at an address that is on the register already is compared: filled cells change it, empty cells "
	"leave it.",
	"Who is on the register in another unit comes by a Move-in Request, not by this list.",
	"The file holds personal data: keep it in the office, delete it when the import is done.",
)

_RED = Font(color="FFC00000", bold=True)
_WRONG = PatternFill("solid", fgColor="FFFFC7CE")
_HEAD = PatternFill("solid", fgColor="FFDDEBF7")
_THIN = Border(*(Side(style="thin", color="FFBFBFBF"),) * 4)


def template(translate: Callable[[str], str]) -> bytes:
	"""The empty template as bytes of an .xlsx, in the language of `translate`."""
	book, sheet = _start(translate, reasons=False)
	for index, column in enumerate(COLUMNS, start=1):
		cell = sheet.cell(2, index, _shown(column, SAMPLE.get(column.field), translate))
		cell.font = Font(color="FF7F7F7F", italic=True)
		cell.number_format = "@"
	return furniture.content(book)


def wrong_rows(people: Iterable[Person], translate: Callable[[str], str]) -> bytes:
	"""The given rows as they came, the wrong cells red with the reason, all reasons in the last column."""
	book, sheet = _start(translate, reasons=True)
	last = len(COLUMNS) + 1
	for line, person in enumerate(people, start=2):
		reasons = {}
		for problem in person.problems:
			reasons.setdefault(problem.field, []).append(problem.text(translate))
		for index, column in enumerate(COLUMNS, start=1):
			cell = sheet.cell(line, index, _text(person.cells.get(column.field)))
			cell.number_format = "@"
			if column.field in reasons:
				cell.font, cell.fill = _RED, _WRONG
				cell.comment = Comment("\n".join(reasons[column.field]), "")
		texts = [
			f"{translate(next((c.header for c in COLUMNS if c.field == name), 'Note'))}: {' '.join(lines)}"
			for name, lines in reasons.items()
		]
		cell = sheet.cell(
			line, last, "\n".join(texts) or translate("Another row of this household is wrong.")
		)
		cell.font, cell.alignment = _RED, Alignment(wrap_text=True, vertical="top")
	return furniture.content(book)


def _start(translate: Callable[[str], str], reasons: bool):
	book = Workbook()
	sheet = book.active
	sheet.title = translate("Household List")
	for index, column in enumerate(COLUMNS, start=1):
		cell = sheet.cell(1, index, translate(column.header) + ("*" if column.required else ""))
		cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, _THIN
		cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
		sheet.column_dimensions[get_column_letter(index)].width = column.width
		sheet.column_dimensions[get_column_letter(index)].number_format = "@"
	if reasons:
		cell = sheet.cell(1, len(COLUMNS) + 1, translate(REASON_HEADER))
		cell.font, cell.fill = _RED, _WRONG
		sheet.column_dimensions[get_column_letter(len(COLUMNS) + 1)].width = 60
	sheet.row_dimensions[1].height = 32
	sheet.freeze_panes = "A2"
	furniture.how_to(book, map(translate, HOW_TO), translate)
	furniture.drop_downs(book, sheet, _options(), READY_ROWS + 1, translate)
	return book, sheet


def _options() -> dict[int, tuple[str, ...]]:
	"""Column number → what may be chosen there."""
	chosen = ((YES, NO) if column.kind == CHECK else column.options for column in COLUMNS)
	return {index: options for index, options in enumerate(chosen, start=1) if options}


def _shown(column: Column, value: str | None, translate: Callable[[str], str]) -> str | None:
	return translate(value) if value and column.kind in (OPTION, CHECK) else value


def _text(value: object) -> str | None:
	"""A cell as it came, as text; a leading = stays text and is no formula."""
	if value is None:
		return None
	if isinstance(value, datetime.datetime):
		value = value.date()
	text = str(value)
	return f"'{text}" if text.startswith("=") else text
