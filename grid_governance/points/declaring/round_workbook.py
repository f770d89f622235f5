"""A whole appraisal round as a workbook: households below each other, items beside each other. No database.

Column A and row 1 are hidden and carry the keys, so that names may be corrected by hand and lines be sorted; a
cell is points, or the name of a level. What is wrong is named by its cell: E12.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from grid_governance.points.rulebook.rules import BETWEEN, BY_LEVEL
from grid_governance.registry.importing import furniture
from grid_governance.registry.importing.files import refuse, refuse_merged, sheets_of, what_is
from grid_governance.registry.problems import ProblemError

LARGEST_FILE = 10 << 20
MOST_LINES = 20_000
KEYS, HEADERS = 1, 2  # rows above the households
FACTS = ("Villagers' Group", "Full Name", "Address")
FIRST_ITEM = len(FACTS) + 2
HOW_TO = (
	"One line per household, one column per item. Type points into the cells; an empty cell gives none.",
	"An item with fixed points takes these points or a tick, or stays empty; one with levels takes a level's name.",
	"Lines may be sorted or left out; a line that is left out stays as it is on the round sheet.",
	"The hidden first column and row tell whose line it is. Please leave them as they are.",
	"No merged cells, no formulas. With one wrong cell nothing is taken over, and each wrong cell is named.",
)
_LINE = Side(style="thin", color="FF999999")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="FFDDEBF7")


@dataclass(frozen=True)
class Typed:
	"""One cell of the file: where (E12), whose, which item, and what stands there (None: nothing)."""

	where: str
	subject: str
	item: str
	value: object


def write(
	batch: str, items: Sequence[dict], rows: Iterable[dict], cells: dict, translate: Callable[[str], str]
) -> bytes:
	"""The .xlsx of a round. items: round_sheet.columns; rows: {subject, name, address, group}; cells: (subject,
	item) → points or the name of a level.
	"""
	book = Workbook()
	sheet = book.active
	sheet.title = translate("Round Sheet")
	_heads(sheet, batch, items, translate)
	line = HEADERS
	for line, row in enumerate(rows, start=HEADERS + 1):
		facts = (row["group"], row["name"], row["address"])
		for column, value in enumerate((row["subject"], *facts), start=1):
			_text(sheet.cell(line, column), value)
		for column, item in enumerate(items, start=FIRST_ITEM):
			cell = sheet.cell(line, column, cells.get((row["subject"], item["item"])))
			cell.border, cell.alignment = _GRID, Alignment(horizontal="center")
	sheet.row_dimensions[KEYS].hidden = True
	sheet.column_dimensions["A"].hidden = True
	for letter, width in zip("BCD", (8, 12, 28), strict=True):
		sheet.column_dimensions[letter].width = width
	sheet.freeze_panes = sheet.cell(HEADERS + 1, FIRST_ITEM)
	furniture.how_to(book, (translate(text) for text in HOW_TO), translate)
	levels = {
		column: list(item["levels"])
		for column, item in enumerate(items, start=FIRST_ITEM)
		if item["counting"] == BY_LEVEL
	}
	furniture.drop_downs(book, sheet, levels, line, str)
	return furniture.content(book)


def _heads(sheet, batch: str, items: Sequence[dict], translate: Callable[[str], str]) -> None:
	_text(sheet.cell(KEYS, 1), batch)
	_text(sheet.cell(HEADERS, 1), translate("Record Code"))
	for column, word in enumerate(FACTS, start=2):
		_head(sheet.cell(HEADERS, column), translate(word))
	for column, item in enumerate(items, start=FIRST_ITEM):
		_text(sheet.cell(KEYS, column), item["item"])
		_head(sheet.cell(HEADERS, column), f"{item['label']}\n{translate('{0} points').format(worth(item))}")
		sheet.column_dimensions[get_column_letter(column)].width = 14
	sheet.row_dimensions[HEADERS].height = 48


def worth(item: dict) -> str:
	"""What an item gives, short: 5, 1-10, 优10/良5."""
	if item["counting"] == BETWEEN:
		return f"{item['low']}-{item['high']}"
	if item["counting"] == BY_LEVEL:
		return "/".join(f"{level}{points}" for level, points in item["levels"].items())
	return str(item["points"])


def _head(cell, value: str) -> None:
	_text(cell, value)
	cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, _GRID
	cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _text(cell, value: object) -> None:
	"""Text, also where it begins with an equals sign: no name is run by Excel."""
	cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value or ""))
	cell.data_type, cell.number_format = "s", "@"


# ---------------------------------------------------------------- reading


def read(path: Path, batch: str) -> list[Typed]:
	"""All cells of the items' columns. Raises ProblemError for a file that is not the workbook of this round."""
	if path.stat().st_size > LARGEST_FILE:
		raise refuse(
			"The file is larger than {0} MB.", "Split it, for example one file per group.", LARGEST_FILE >> 20
		)
	kind = what_is(path)
	if kind != "xlsx":
		raise refuse(
			"This file is {0}, not the workbook of the round.", "Download the workbook of the round.", kind
		)
	try:
		sheet = sheets_of(path)[0]
		lines = list(zip(range(1, MOST_LINES + HEADERS + 2), sheet.iter_rows(values_only=True), strict=False))
		refuse_merged(path, sheet, HEADERS)
	except ProblemError:
		raise
	except Exception as error:  # openpyxl raises whatever its XML or zip parser raised
		raise refuse("The workbook is damaged.", "Save it again from Excel.") from error
	keys = lines[0][1] if lines else ()
	if not keys or str(keys[0] or "") != batch:
		raise refuse("This is not the workbook of this round.", "Download the workbook of the round.")
	if len(lines) > MOST_LINES + HEADERS:
		raise refuse(
			"The file has more than {0} rows.", "Split it, for example one file per group.", MOST_LINES
		)
	items = {at: str(key) for at, key in enumerate(keys) if at >= FIRST_ITEM - 1 and key}
	return [typed for number, row in lines[HEADERS:] for typed in _line(number, row, items)]


def _line(number: int, row: Sequence, items: dict[int, str]) -> Iterable[Typed]:
	subject = str(row[0] or "").strip() if row else ""
	for at, item in items.items():
		value = row[at] if at < len(row) else None
		value = value.strip() or None if isinstance(value, str) else value
		if subject or value is not None:
			yield Typed(f"{get_column_letter(at + 1)}{number}", subject, item, value)
