"""An uploaded catalogue as clean rows. No database: what is wrong is named by line and column.

`read(path, words)` gives Lines, each with the cells by fieldname (None for an empty cell) or its problems.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grid_governance.points.rulebook.catalogue_sheet import COLUMNS, NUMBER
from grid_governance.points.rulebook.notation import caps_of, caps_text, levels_of, levels_text
from grid_governance.points.rulebook.rules import HIGHEST
from grid_governance.registry.importing import cells as cell_rules
from grid_governance.registry.importing.columns import OPTION, TEXT, Column, squeeze
from grid_governance.registry.importing.files import HEADER_WITHIN, refuse, refuse_merged, sheets_of, what_is
from grid_governance.registry.problems import Problem, ProblemError

MOST_LINES = 1000
LARGEST_FILE = 5 << 20
BY_FIELD = {column.field: column for column in COLUMNS}


@dataclass(frozen=True)
class Words:
	"""How headers and options are written in one site: text as people write it → field or option."""

	headers: dict[str, str]
	options: dict[str, dict[str, str]]


@dataclass
class Line:
	number: int
	values: dict[str, object]
	problems: list[Problem] = field(default_factory=list)


def words(categories: list[str], *translations) -> Words:
	"""Words understood; `translations` are functions English → word, English itself always is."""
	speak = (str, *translations)
	options = {column.field: column.options for column in COLUMNS if column.kind == OPTION}
	options["category"] = tuple(categories)
	return Words(
		{squeeze(say(column.header)): column.field for say in speak for column in COLUMNS},
		{name: {squeeze(say(o)): o for say in speak for o in listed} for name, listed in options.items()},
	)


def read(path: Path, known: Words) -> list[Line]:
	"""All lines of the first sheet with the headers. Raises ProblemError for a file that is no such workbook."""
	if path.stat().st_size > LARGEST_FILE:
		raise refuse("The file is larger than {0} MB.", "Delete what does not belong to the catalogue.", 5)
	kind = what_is(path)
	if kind != "xlsx":
		raise refuse(
			"This file is {0}, not an Excel workbook (.xlsx).",
			"Open it in Excel and save it as an Excel workbook (.xlsx).",
			"text" if kind == "text" else kind,
		)
	try:
		sheet = sheets_of(path)[0]
		rows = iter(enumerate(sheet.iter_rows(), start=1))
		header, fields = _header(rows, known)
		refuse_merged(path, sheet, header)
		return list(_lines(rows, fields, known))
	except ProblemError:
		raise
	except Exception as error:  # openpyxl raises whatever its XML or zip parser raised
		raise refuse(
			"This file is {0}, not an Excel workbook (.xlsx).",
			"Open it in Excel and save it as an Excel workbook (.xlsx).",
			"a damaged workbook",
		) from error


def _header(rows: Iterator, known: Words) -> tuple[int, dict[int, str]]:
	for number, cells in rows:
		found = [known.headers.get(squeeze(cell.value)) for cell in cells]
		if "item_name" in found:
			break
		if number >= HEADER_WITHIN:
			raise _no_header()
	else:
		raise _no_header()
	twice = next((name for name in found if name and found.count(name) > 1), None)
	if twice:
		raise refuse("The column {0} stands there twice.", "Delete one of them.", BY_FIELD[twice].header)
	for column in COLUMNS:
		if column.required and column.field not in found:
			raise refuse("The column {0} is missing.", "Use a downloaded catalogue.", column.header)
	return number, {index: name for index, name in enumerate(found) if name}


def _no_header() -> ProblemError:
	return refuse(
		"None of the first {0} rows holds the headers.",
		"Use a downloaded catalogue; its header row must stay as it is.",
		HEADER_WITHIN,
	)


def _lines(rows: Iterator, fields: dict[int, str], known: Words) -> Iterator[Line]:
	count = 0
	for number, cells in rows:
		line = Line(number, dict.fromkeys(fields.values()))
		filled = {
			fields[index]: cell
			for index, cell in enumerate(cells)
			if index in fields and cell.value is not None and str(cell.value).strip()
		}
		if not filled:
			continue
		count += 1
		if count > MOST_LINES:
			raise refuse("The catalogue has more than {0} lines.", "Upload it in parts.", MOST_LINES)
		for name, cell in filled.items():
			try:
				line.values[name] = _clean(BY_FIELD[name], cell, known.options.get(name))
			except ProblemError as error:
				problem = error.problem
				line.problems.append(Problem(name, problem.message, problem.remedy, problem.args))
		line.problems += [
			Problem(column.field, "The cell is empty.", "Please fill it in.")
			for column in COLUMNS
			if column.required and column.field not in filled
		]
		yield line


def _clean(column: Column, cell, options: dict[str, str] | None) -> object:
	if getattr(cell, "data_type", None) == "f":
		raise ProblemError(
			Problem(column.field, "The cell holds a formula.", "Copy the column and paste it as values.")
		)
	value = cell.value
	if column.kind == NUMBER:
		return _number(column.field, value)
	if column.field == "levels":
		return levels_text(levels_of(str(value)))
	if column.field == "caps":
		return caps_text(caps_of(str(value)))
	if column.kind == TEXT:
		return cell_rules.text(column.field, value)
	return cell_rules.clean(column, value, options)


def _number(name: str, value: object) -> int:
	text = cell_rules.text(name, value)
	if not text.isdecimal() or int(text) > HIGHEST:
		raise ProblemError(Problem(name, "“{0}” is no whole number.", "Write a whole number.", (text,)))
	return int(text)
