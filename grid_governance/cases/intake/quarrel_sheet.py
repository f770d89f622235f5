"""A list of small quarrels as Excel or CSV: its columns, reading what was uploaded, the template. No database.

Cells come out as the text that a clerk would have typed; quarrels.py judges them, from a file as from the screen.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from grid_governance.registry.importing import cells
from grid_governance.registry.importing.columns import DATE, TEXT, Column, squeeze
from grid_governance.registry.importing.files import HEADER_WITHIN, csv_lines, merged_below, refuse, what_is
from grid_governance.registry.problems import ProblemError

LARGEST_FILE = 5 << 20
MOST_ROWS = 200
QUARREL = "quarrel"
COLUMNS = (
	Column("day", QUARREL, "Date Of Event", DATE, required=True, width=13),
	Column("category", QUARREL, "Case Category", TEXT, required=True, width=16),
	Column("party_a", QUARREL, "Party A", TEXT, required=True, width=16),
	Column("party_b", QUARREL, "Party B", TEXT, required=True, width=16),
	Column("facts", QUARREL, "Facts In Brief", TEXT, required=True, width=40),
	Column("settlement", QUARREL, "How It Was Settled", TEXT, required=True, width=40),
	Column("mediator", QUARREL, "Settled By", TEXT, width=12),
	Column("place", QUARREL, "Grid", TEXT, width=14),
)
FIELDS = tuple(column.field for column in COLUMNS)
BY_FIELD = {column.field: column for column in COLUMNS}
# what offices write above such columns beside the words of the template
ALSO = {
	"day": ("日期", "时间", "发生时间", "化解日期", "化解时间", "调解时间", "纠纷时间"),
	"category": ("类型", "纠纷类别", "类别"),
	"party_a": ("当事人甲", "申请人", "甲方当事人", "当事人a"),
	"party_b": ("当事人乙", "被申请人", "乙方当事人", "当事人b"),
	"facts": ("纠纷简要情况", "简要情况", "事由", "纠纷事由", "纠纷内容", "矛盾纠纷情况"),
	"settlement": ("化解情况", "调解结果", "处理结果", "化解方式", "处理情况"),
	"mediator": ("调解员", "化解人", "调解人", "经办人"),
	"place": ("所属网格", "网格名称", "发生地"),
}


def headers(*translations: Callable[[str], str]) -> dict[str, str]:
	"""Header as it may be written → field."""
	found = {squeeze(say(column.header)): column.field for say in (str, *translations) for column in COLUMNS}
	return found | {squeeze(word): field for field, words in ALSO.items() for word in words}


def read(path: Path, known: dict[str, str]) -> list[dict[str, str]]:
	"""Rows of {field: text}. Raises ProblemError for a file that is no such list; nothing of it is kept."""
	if path.stat().st_size > LARGEST_FILE:
		raise refuse("The file is larger than {0} MB.", "Enter one month at a time.", LARGEST_FILE >> 20)
	kind = what_is(path)
	if kind == "text":
		return list(_rows(csv_lines(path), known)[1])
	if kind != "xlsx":
		raise refuse(
			"This file is {0}, not an Excel workbook (.xlsx) or CSV.",
			"Open it in Excel and save it as an Excel workbook (.xlsx), or use the template.",
			kind,
		)
	try:
		sheet = load_workbook(path, read_only=True, data_only=False).worksheets[0]
		sheet.reset_dimensions()
		header, rows = _rows(enumerate(sheet.iter_rows(values_only=True), start=1), known)
		merged = merged_below(path, sheet, header)
		rows = [] if merged else list(rows)
	except ProblemError:
		raise
	except Exception as error:  # openpyxl raises whatever its XML or zip parser raised
		raise refuse("The workbook is damaged.", "Save it again from Excel.") from error
	if merged:
		raise refuse("Cells {0} are merged.", "Undo the merging and fill in each cell.", "、".join(merged))
	return rows


def template(categories: Iterable[str], translate: Callable[[str], str]) -> bytes:
	"""The empty .xlsx: headers, and the kinds of dispute to choose from."""
	book = Workbook()
	page = book.active
	page.title = translate("Quarrel List")
	page.append([translate(column.header) for column in COLUMNS])
	for cell in page[1]:
		cell.font = Font(bold=True)
	for letter, column in zip("ABCDEFGH", COLUMNS, strict=True):
		page.column_dimensions[letter].width = column.width
	words = book.create_sheet(translate("Case Category"))
	for name in categories:
		words.append([name])
	choice = DataValidation(type="list", formula1=f"='{words.title}'!$A$1:$A${words.max_row}")
	page.add_data_validation(choice)
	choice.add(f"B2:B{MOST_ROWS + 1}")
	page.freeze_panes = "A2"
	out = io.BytesIO()
	book.save(out)
	return out.getvalue()


def _rows(lines: Iterable[tuple[int, Iterable]], known: dict[str, str]) -> tuple[int, Iterator[dict]]:
	"""The header's line and the rows below it."""
	lines = iter(lines)
	for number, line in lines:
		fields: dict[int, str] = {}
		for index, value in enumerate(line):
			name = known.get(squeeze(str(value).lstrip("\ufeff"))) if value is not None else None
			if name and name not in fields.values():
				fields[index] = name
		if {"party_a", "facts"} <= set(fields.values()):
			return number, _below(lines, fields)
		if number >= HEADER_WITHIN:
			break
	raise refuse(
		"None of the first {0} rows holds the headers.",
		"Use the template; its header row must stay as it is.",
		HEADER_WITHIN,
	)


def _below(lines: Iterator, fields: dict[int, str]) -> Iterator[dict[str, str]]:
	count = 0
	for _number, line in lines:
		row = {fields[i]: _text(fields[i], value) for i, value in enumerate(line) if i in fields}
		if not any(row.values()):
			continue
		count += 1
		if count > MOST_ROWS:
			raise refuse("The list has more than {0} rows.", "Enter one month at a time.", MOST_ROWS)
		yield row


def _text(field: str, value: object) -> str:
	"""A cell as text; what cannot be read stays as it was written, so that the row's message can name it."""
	if value is None:
		return ""
	try:
		return str(cells.clean(BY_FIELD[field], value) or "")
	except ProblemError:
		return str(value).strip()
