"""A list of names as Excel or CSV: name, group, address, points. No database: what is wrong is named by its line."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from grid_governance.points.listing.paste import MOST_LINES, Line
from grid_governance.points.listing.words import door_key, group_key, name_key
from grid_governance.points.rulebook.rules import HIGHEST
from grid_governance.registry.importing import cells
from grid_governance.registry.importing.columns import TEXT, Column, squeeze
from grid_governance.registry.importing.files import HEADER_WITHIN, csv_lines, merged_below, refuse, what_is
from grid_governance.registry.problems import Problem, ProblemError

LARGEST_FILE = 5 << 20
PERSON = "person"
COLUMNS = (
	Column("name", PERSON, "Name", TEXT, required=True),
	Column("group", PERSON, "Villagers' Group", TEXT),
	Column("address", PERSON, "Address", TEXT, width=24),
	Column("points", PERSON, "Points", TEXT),
)
BY_FIELD = {column.field: column for column in COLUMNS}
# what offices write above such columns beside the words of the template
ALSO = {
	"name": ("姓名", "户主", "户主姓名", "名字", "参加人员", "人员"),
	"group": ("组", "组别", "小组", "村民小组", "所在组"),
	"address": ("地址", "门牌", "门牌号", "住址", "家庭住址"),
	"points": ("积分", "分数", "得分", "分值"),
}


@dataclass(frozen=True)
class WrongLine:
	"""A line that cannot be read. problem: in English with its arguments, as everywhere in imports."""

	number: int
	text: str
	problem: Problem


def headers(*translations: Callable[[str], str]) -> dict[str, str]:
	"""Header as it may be written → field."""
	found = {squeeze(say(column.header)): column.field for say in (str, *translations) for column in COLUMNS}
	return found | {squeeze(word): field for field, words in ALSO.items() for word in words}


def read(path: Path, known: dict[str, str]) -> tuple[list[Line], list[WrongLine]]:
	"""Raises ProblemError for a file that is no list: another kind, merged cells, no headers, too many rows."""
	if path.stat().st_size > LARGEST_FILE:
		raise refuse(
			"The file is larger than {0} MB.", "Split it, for example one file per group.", LARGEST_FILE >> 20
		)
	kind = what_is(path)
	if kind not in ("xlsx", "text"):
		raise refuse(
			"This file is {0}, not an Excel workbook (.xlsx) or CSV.",
			"Open it in Excel and save it as an Excel workbook (.xlsx), or use the template.",
			kind,
		)
	return _sorted(_xlsx(path, known) if kind == "xlsx" else _lines(csv_lines(path), known)[1])


def _xlsx(path: Path, known: dict[str, str]) -> Iterator[tuple[int, dict[str, object]]]:
	try:
		# its content, not its name, says what it is: an upload arrives under a name of the server
		content = io.BytesIO(path.read_bytes())
		sheet = load_workbook(content, read_only=True, data_only=False).worksheets[0]
		sheet.reset_dimensions()
		header, rows = _lines(enumerate(sheet.iter_rows(values_only=True), start=1), known)
		merged = merged_below(path, sheet, header)
	except ProblemError:
		raise
	except Exception as error:  # openpyxl raises whatever its XML or zip parser raised
		raise refuse("The workbook is damaged.", "Save it again from Excel.") from error
	if merged:
		raise refuse("Cells {0} are merged.", "Undo the merging and fill in each cell.", "、".join(merged))
	return rows


def _lines(rows: Iterable[tuple[int, Iterable]], known: dict[str, str]) -> tuple[int, Iterator]:
	"""The header's line and the rows below it, each as (line, filled cells by field)."""
	rows = iter(rows)
	for number, row in rows:
		fields: dict[int, str] = {}
		for index, value in enumerate(row):
			field = known.get(squeeze(str(value).lstrip("\ufeff"))) if value is not None else None
			if field and field not in fields.values():
				fields[index] = field
		if "name" in fields.values():
			return number, _rows(rows, fields)
		if number >= HEADER_WITHIN:
			break
	raise refuse(
		"None of the first {0} rows holds the headers.",
		"Use the template; its header row must stay as it is.",
		HEADER_WITHIN,
	)


def _rows(rows: Iterator, fields: dict[int, str]) -> Iterator[tuple[int, dict[str, object]]]:
	count = 0
	for number, row in rows:
		found = {
			fields[index]: value
			for index, value in enumerate(row)
			if index in fields and value is not None and str(value).strip()
		}
		if not found:
			continue
		count += 1
		if count > MOST_LINES:
			raise refuse(
				"The file has more than {0} rows.", "Split it, for example one file per group.", MOST_LINES
			)
		yield number, found


def _sorted(rows: Iterator[tuple[int, dict[str, object]]]) -> tuple[list[Line], list[WrongLine]]:
	lines, wrong = [], []
	for number, found in rows:
		text = " ".join(str(value).strip() for value in found.values())[:140]
		try:
			lines.append(_line(number, text, found))
		except ProblemError as error:
			wrong.append(WrongLine(number, text, error.problem))
	return lines, wrong


def _line(number: int, text: str, found: dict[str, object]) -> Line:
	clean = {field: cells.clean(BY_FIELD[field], value) for field, value in found.items()}
	name = name_key(clean.get("name") or "")
	if not name:
		raise ProblemError(Problem("name", "The cell is empty.", "Please fill it in."))
	return Line(
		text=text,
		name=name,
		number=number,
		group=group_key(clean.get("group") or ""),
		door=door_key(clean.get("address") or ""),
		points=_points(clean.get("points")),
	)


def _points(text: object) -> int | None:
	if text in (None, ""):
		return None
	bare = str(text).removesuffix("分")
	if not bare.isdecimal() or not 0 < int(bare) <= HIGHEST:
		raise ProblemError(
			Problem("points", "“{0}” is no whole number.", "Write a whole number.", (str(text),))
		)
	return int(bare)


def template(people: Iterable, translate: Callable[[str], str]) -> bytes:
	"""The list of those who may be named (roster.Member), to tick off: who did not come is deleted from it."""
	book = Workbook()
	page = book.active
	page.title = translate("Name List")
	page.append([translate(column.header) for column in COLUMNS])
	for cell in page[1]:
		cell.font = Font(bold=True)
	for line, person in enumerate(people, start=2):
		for column, value in enumerate((person.name, person.group, person.address), start=1):
			cell = page.cell(line, column, value)
			cell.data_type, cell.number_format = "s", "@"  # a name that begins with = is no formula
	for letter, column in zip("ABCD", COLUMNS, strict=True):
		page.column_dimensions[letter].width = column.width
	page.freeze_panes = "A2"
	out = io.BytesIO()
	book.save(out)
	return out.getvalue()
