"""What every workbook that goes out has beside its rows: headers, how to fill it in, drop-downs. No database."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from grid_governance.registry.importing.columns import Column

_LISTS = "lists"


def with_headers(
	title: str, columns: Iterable[Column], translate: Callable[[str], str]
) -> tuple[Workbook, Worksheet]:
	"""A plain list: a workbook and its one sheet, which has the columns' headers and nothing below them."""
	book = Workbook()
	sheet = book.active
	sheet.title = translate(title)
	for index, column in enumerate(columns, start=1):
		sheet.cell(1, index, translate(column.header)).font = Font(bold=True)
		sheet.column_dimensions[get_column_letter(index)].width = column.width
	sheet.freeze_panes = "A2"
	return book, sheet


def no_formula(value: object) -> object:
	"""A cell's value; a text that Excel would take for a formula is marked as text."""
	return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def content(book: Workbook) -> bytes:
	"""The .xlsx of a workbook."""
	out = io.BytesIO()
	book.save(out)
	return out.getvalue()


def how_to(book: Workbook, lines: Iterable[str], translate: Callable[[str], str]) -> None:
	"""A sheet of numbered lines, which are in the reader's language already."""
	sheet = book.create_sheet(translate("How To Fill In"))
	sheet.column_dimensions["A"].width = 110
	for line, text in enumerate(lines, start=1):
		sheet.cell(line, 1, f"{line}. {text}").alignment = Alignment(wrap_text=True)


def drop_downs(
	book: Workbook, sheet, options: Mapping[int, Sequence[str]], last: int, translate: Callable[[str], str]
) -> None:
	"""Drop-downs in rows 2 to `last` of the columns that have options (column number from 1 → English words).

	Lists stand on a hidden sheet: Excel refuses lists of more than 255 characters inside a cell's rule.
	"""
	lists = book.create_sheet(_LISTS)
	lists.sheet_state = "hidden"
	for place, (index, words) in enumerate(options.items(), start=1):
		for line, word in enumerate(words, start=1):
			lists.cell(line, place, translate(word))
		source = get_column_letter(place)
		rule = DataValidation(
			"list",
			formula1=f"{_LISTS}!${source}$1:${source}${len(words)}",
			allow_blank=True,
			showErrorMessage=True,
		)
		rule.errorTitle, rule.error = translate("Please Correct"), translate("Choose one from the list.")
		letter = get_column_letter(index)
		rule.add(f"{letter}2:{letter}{last}")
		sheet.add_data_validation(rule)
