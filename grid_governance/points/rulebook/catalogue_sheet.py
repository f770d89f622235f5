"""The workbook of a catalogue: its columns, and the items written into it with drop-downs. No database.

Every column of Points Item that a person fills in has one here, so that an uploaded download changes nothing.
Levels and caps stand in one cell each (notation.py). Cells are text: codes keep their digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from grid_governance.points.rulebook.notation import CAPS_EXAMPLE, LEVELS_EXAMPLE
from grid_governance.registry.importing import furniture
from grid_governance.registry.importing.columns import (
	CHECK,
	CODE,
	DATE,
	NO,
	OPTION,
	TEXT,
	YES,
	Column,
)

NUMBER = "number"
ITEM = "item"
READY_ROWS = 300  # empty rows below the items that have drop-downs too
COLUMNS = (
	Column("item_code", ITEM, "Item Code", CODE),
	Column("item_name", ITEM, "Item Name", TEXT, required=True, width=44),
	Column("category", ITEM, "Points Category", OPTION, required=True, width=26),
	Column("peace_and_law", ITEM, "Peace And Law", CHECK),
	Column("grid_unit", ITEM, "Owner Unit", CODE, width=16),
	Column("valid_from", ITEM, "Valid From", DATE),
	Column("valid_to", ITEM, "Valid To", DATE),
	Column("status", ITEM, "Item Status", OPTION, ("In Use", "Stopped")),
	Column("for_residents", ITEM, "For Residents", CHECK),
	Column("for_party_members", ITEM, "For Party Members", CHECK),
	Column("for_families", ITEM, "For Families", CHECK),
	Column("for_village_staff", ITEM, "For Village Staff", CHECK),
	Column("for_organisations", ITEM, "For Organisations", CHECK),
	Column(
		"counting",
		ITEM,
		"How Points Are Set",
		OPTION,
		("Fixed Points", "Between Limits", "By Level"),
		required=True,
		width=14,
	),
	Column("points", ITEM, "Points", NUMBER, width=8),
	Column("min_points", ITEM, "Lowest Points", NUMBER, width=8),
	Column("max_points", ITEM, "Highest Points", NUMBER, width=8),
	Column("band_low", ITEM, "Band From", NUMBER, width=8),
	Column("band_high", ITEM, "Band To", NUMBER, width=8),
	Column("levels", ITEM, "Levels", TEXT, width=30),
	Column("per", ITEM, "Counted Per", TEXT, width=8),
	Column("times_per_day", ITEM, "Times A Day", NUMBER, width=8),
	Column("caps", ITEM, "Caps", TEXT, width=18),
	Column("evidence_required", ITEM, "Evidence Required", CHECK),
	Column("evidence_hint", ITEM, "Evidence Needed", TEXT, width=24),
	Column("sensitive", ITEM, "Sensitive", CHECK),
	Column("description", ITEM, "Description", TEXT, width=30),
)
HOW_TO = (
	"One line per item. An item is known by its code, without a code by its name and owner unit.",
	"Lines that you delete change nothing in the catalogue; to end an item set its status to Stopped.",
	"Fixed Points: fill in the points, and the band in which rules of villages may set them.",
	"Between Limits: fill in the lowest and highest points. By Level: fill in the levels, for example {0}.",
	"Caps are written like {1}; an empty cell is no cap.",
	"An empty Owner Unit is the whole site; a village writes its own code.",
	"All columns are text. No merged cells, no formulas. Dates are written year-month-day.",
	"Before anything is changed you see what would be added and changed; with one wrong cell nothing is.",
)
_HEAD = PatternFill("solid", fgColor="FFDDEBF7")


def workbook(items: Iterable[dict], categories: Sequence[str], translate: Callable[[str], str]) -> bytes:
	"""The items (fieldname → value, levels and caps as text) as bytes of an .xlsx in the language of `translate`."""
	book = Workbook()
	sheet = book.active
	sheet.title = translate("Points Catalogue")
	for index, column in enumerate(COLUMNS, start=1):
		cell = sheet.cell(1, index, translate(column.header) + ("*" if column.required else ""))
		cell.font, cell.fill = Font(bold=True), _HEAD
		cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
		sheet.column_dimensions[get_column_letter(index)].width = column.width
	last = 1
	for last, item in enumerate(items, start=2):
		for index, column in enumerate(COLUMNS, start=1):
			_write(sheet.cell(last, index), _shown(column, item.get(column.field), translate))
	sheet.row_dimensions[1].height = 32
	sheet.freeze_panes = "C2"
	sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
	words = (translate(text).format(LEVELS_EXAMPLE, CAPS_EXAMPLE) for text in HOW_TO)
	furniture.how_to(book, words, translate)
	furniture.drop_downs(book, sheet, _options(categories), last + READY_ROWS, translate)
	return furniture.content(book)


def _shown(column: Column, value: object, translate: Callable[[str], str]) -> str | None:
	if column.kind == CHECK:
		return translate(YES if value else NO)
	if value in (None, "", 0):
		return None
	if column.kind == OPTION:
		return translate(str(value))
	return ILLEGAL_CHARACTERS_RE.sub("", str(value))


def _write(cell, value: str | None) -> None:
	"""Text, also where it begins with an equals sign: nothing of the catalogue is run by Excel."""
	cell.value = value
	cell.number_format = "@"
	if value is not None:
		cell.data_type = "s"
		cell.alignment = Alignment(vertical="top", wrap_text=True)


def _options(categories: Sequence[str]) -> dict[int, Sequence[str]]:
	"""Column number → what may be chosen there."""
	found: dict[int, Sequence[str]] = {}
	for index, column in enumerate(COLUMNS, start=1):
		options = (YES, NO) if column.kind == CHECK else column.options
		options = categories if column.field == "category" else options
		if options:
			found[index] = options
	return found
