"""A small table, .xlsx or CSV, as a whole: known headers → rows of {field: raw cell}. No database.

Larger lists come as a stream (files.py). What is read here is turned down as a whole when it is another kind of
file, too large, damaged, merged, or without the headers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from grid_governance.registry.importing.columns import Column, squeeze
from grid_governance.registry.importing.files import (
	HEADER_WITHIN,
	Row,
	csv_lines,
	refuse,
	refuse_merged,
	sheets_of,
	what_is,
)
from grid_governance.registry.problems import ProblemError


class Limits(NamedTuple):
	"""The most bytes and filled rows, what is said of more rows, and what helps against both."""

	size: int
	rows: int
	too_many: str
	remedy: str


def headers(
	columns: Iterable[Column], also: Mapping[str, Sequence[str]], *translations: Callable[[str], str]
) -> dict[str, str]:
	"""Header as it may be written → field. also: what offices write beside the words of the template."""
	columns = tuple(columns)
	found = {squeeze(say(column.header)): column.field for say in (str, *translations) for column in columns}
	return found | {squeeze(word): field for field, words in also.items() for word in words}


def read(path: Path, known: Mapping[str, str], needed: Iterable[str], limits: Limits) -> list[Row]:
	"""The rows below the headers, filled cells only, without empty rows. Raises ProblemError for what is no table.

	known: header → field (of two columns of one field the first counts); needed: fields without which a line is not
	the header.
	"""
	if path.stat().st_size > limits.size:
		raise refuse("The file is larger than {0} MB.", limits.remedy, limits.size >> 20)
	kind = what_is(path)
	if kind not in ("xlsx", "text"):
		raise refuse(
			"This file is {0}, not an Excel workbook (.xlsx) or CSV.",
			"Open it in Excel and save it as an Excel workbook (.xlsx), or use the template.",
			kind,
		)
	if kind == "text":
		lines = csv_lines(path)
		return list(_rows(lines, _header(lines, known, set(needed))[1], limits))
	try:
		sheet = sheets_of(path)[0]
		lines = enumerate(sheet.iter_rows(values_only=True), start=1)
		number, fields = _header(lines, known, set(needed))
		refuse_merged(path, sheet, number)
		return list(_rows(lines, fields, limits))
	except ProblemError:
		raise
	except Exception as error:  # openpyxl raises whatever its XML or zip parser raised
		raise refuse("The workbook is damaged.", "Save it again from Excel.") from error


def _header(
	lines: Iterator[tuple[int, Sequence]], known: Mapping[str, str], needed: set[str]
) -> tuple[int, dict[int, str]]:
	"""The header's line and the fields by column; `lines` go on below it."""
	for number, line in lines:
		fields: dict[int, str] = {}
		for index, value in enumerate(line):
			field = known.get(squeeze(str(value).lstrip("\ufeff"))) if value is not None else None
			if field and field not in fields.values():
				fields[index] = field
		if needed <= set(fields.values()):
			return number, fields
		if number >= HEADER_WITHIN:
			break
	raise refuse(
		"None of the first {0} rows holds the headers.",
		"Use the template; its header row must stay as it is.",
		HEADER_WITHIN,
	)


def _rows(lines: Iterator[tuple[int, Sequence]], fields: Mapping[int, str], limits: Limits) -> Iterator[Row]:
	count = 0
	for number, line in lines:
		cells = {
			fields[index]: value
			for index, value in enumerate(line)
			if index in fields and value is not None and str(value).strip()
		}
		if not cells:
			continue
		count += 1
		if count > limits.rows:
			raise refuse(limits.too_many, limits.remedy, limits.rows)
		yield Row(number, cells)
