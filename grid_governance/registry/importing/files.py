"""From an uploaded file to rows of raw cells. Says what a file is when it is not what it should be.

`read(path, words)` gives a Table: its rows come one at a time (a sheet of 160,000 rows is never held as
a whole), each a Row(line, cells) with the raw values by fieldname, empty ones left out.
"""

from __future__ import annotations

import csv
import itertools
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from grid_governance.registry.division_files import encoding_of
from grid_governance.registry.importing.columns import (
	BY_FIELD,
	COLUMNS,
	REASON_HEADER,
	SAMPLE_MARK,
	Dictionary,
	squeeze,
)
from grid_governance.registry.problems import Problem, ProblemError

HEADER_WITHIN = 10  # rows: some offices put a title above
LARGEST_ROWS = 300_000
LARGEST_UNPACKED = 2 << 30
FILE = "import_file"

_MERGED = re.compile(rb'<mergeCell[^>]*? ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')


class Row(NamedTuple):
	line: int
	cells: dict[str, object]


@dataclass
class Table:
	"""What was found: header row, field by column, headers nobody knows, and the rows to come."""

	header_line: int
	fields: dict[int, str]
	unknown: list[str]
	rows: Iterable[Row] = ()
	merged: list[str] = field(default_factory=list)


def refuse(message: str, remedy: str = "", *args: object) -> ProblemError:
	return ProblemError(Problem(FILE, message, remedy, args))


def read(path: str | Path, words: Dictionary, reason_headers: Iterable[str] = ()) -> Table:
	"""Open an .xlsx or .csv. Raises ProblemError when it is neither, has no header row or lacks a column.

	`reason_headers`: what the column of reasons is called in a returned file; it is passed over.
	"""
	path = Path(path)
	ignored = {squeeze(h) for h in (*reason_headers, REASON_HEADER)}
	kind = what_is(path)
	if kind == "xlsx":
		return _read_xlsx(path, words, ignored)
	if kind == "text":
		return _table(csv_lines(path), words, ignored)
	raise refuse(
		"This file is {0}, not an Excel workbook (.xlsx) or CSV.",
		"Open it in Excel and save it as an Excel workbook (.xlsx), or use the template.",
		kind,
	)


def what_is(path: Path) -> str:
	"""xlsx, text, or the English name of what it is instead."""
	with path.open("rb") as stream:
		head = stream.read(65536)
	if not head.strip():
		return "an empty file"
	if head.startswith(b"\xd0\xcf\x11\xe0"):
		locked = "EncryptedPackage".encode("utf-16-le") in head
		return "a workbook locked with a password" if locked else "an old Excel file (.xls)"
	if head.startswith(b"PK"):
		return _what_zip(path)
	if head.startswith(b"%PDF"):
		return "a PDF"
	if re.match(rb"\s*(<!doctype html|<html|<table|<\?xml)", head, re.IGNORECASE):
		return "a web page with the name of an Excel file"
	if b"\x00" in head or head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z")):
		return "something else"
	return "text"


def _what_zip(path: Path) -> str:
	try:
		with zipfile.ZipFile(path) as archive:
			names = archive.namelist()
			size = sum(info.file_size for info in archive.infolist())
	except zipfile.BadZipFile:
		return "a damaged workbook"
	if size > LARGEST_UNPACKED:
		return "larger than 2 GB when unpacked"
	return "xlsx" if "xl/workbook.xml" in names else "another kind of packed file"


def csv_lines(path: Path) -> Iterator[tuple[int, list[object]]]:
	with path.open("rb") as raw:
		encoding = encoding_of(raw.read(65536))
	with path.open(encoding=encoding, errors="replace", newline="") as stream:
		sample = stream.read(4096)
		stream.seek(0)
		delimiter = "\t" if sample.count("\t") > sample.count(",") else ","
		reader = csv.reader(stream, delimiter=delimiter)
		try:
			for cells in reader:
				yield reader.line_num, cells
		except csv.Error as error:
			raise refuse(
				"The text of line {0} is no CSV.", "Save it again from Excel.", reader.line_num
			) from error


def sheets_of(path: Path) -> list:
	"""The sheets of an .xlsx, read-only, to be streamed.

	Its content, not its name, says what it is: an upload arrives under a name of the server.
	"""
	import openpyxl

	sheets = openpyxl.load_workbook(path.open("rb"), read_only=True, data_only=False).worksheets
	for sheet in sheets:
		sheet.reset_dimensions()
	return sheets


def _read_xlsx(path: Path, words: Dictionary, ignored: set[str]) -> Table:
	try:
		sheets = sheets_of(path)
	except Exception as error:  # openpyxl raises whatever its XML or zip parser raised
		raise refuse(
			"This file is {0}, not an Excel workbook (.xlsx) or CSV.",
			"Open it in Excel and save it as an Excel workbook (.xlsx), or use the template.",
			"a damaged workbook",
		) from error
	missing = None
	for sheet in sheets:
		try:
			table = _table(enumerate(sheet.iter_rows(values_only=True), start=1), words, ignored)
		except ProblemError as error:
			missing = missing or error
			continue
		table.merged = merged_below(path, sheet, table.header_line)
		return table
	raise missing or refuse("The workbook has no sheet.", "Use the template.")


def refuse_merged(path: Path, sheet, header_line: int) -> None:
	"""Raise ProblemError when cells below the header are merged."""
	merged = merged_below(path, sheet, header_line)
	if merged:
		raise refuse("Cells {0} are merged.", "Undo the merging and fill in each cell.", "、".join(merged))


def merged_below(path: Path, sheet, header_line: int) -> list[str]:
	"""Merged ranges below the header (a read-only sheet does not tell them), at most 20."""
	part = getattr(sheet, "_worksheet_path", "").lstrip("/")
	found: list[str] = []
	with zipfile.ZipFile(path) as archive:
		if part not in archive.namelist():
			return found
		with archive.open(part) as stream:
			tail = b""
			while block := stream.read(1 << 20):
				block = tail + block
				end = 0
				for match in _MERGED.finditer(block):
					end = match.end()
					left, top, right, bottom = (g.decode() for g in match.groups())
					if int(bottom) > header_line and len(found) < 20:
						found.append(f"{left}{top}:{right}{bottom}")
				tail = block[max(end, len(block) - 200) :]
	return found


def _table(lines: Iterator[tuple[int, list[object]]], words: Dictionary, ignored: set[str]) -> Table:
	lines = iter(lines)
	line, cells, names = 0, [], []
	for line, cells in itertools.islice(lines, HEADER_WITHIN):  # noqa: B007 (used below)
		names = [squeeze(str(cell).lstrip("\ufeff")) if cell is not None else "" for cell in cells]
		if words.headers.get(next((n for n in names if words.headers.get(n) == "resident_name"), "")):
			break
	else:
		raise refuse(
			"None of the first {0} rows holds the headers.",
			"Use the template; its header row must stay as it is.",
			HEADER_WITHIN,
		)
	fields: dict[int, str] = {}
	unknown = []
	for index, name in enumerate(names):
		found = words.headers.get(name)
		if found in fields.values():
			raise refuse("The column {0} stands there twice.", "Delete one of them.", BY_FIELD[found].header)
		if found:
			fields[index] = found
		elif name and name not in ignored:
			unknown.append(str(cells[index]).strip())
	lacking = [c.header for c in COLUMNS if c.required and c.field not in fields.values()]
	if lacking:
		raise refuse("The column {0} is missing.", "Use the template.", lacking[0])
	table = Table(line, fields, unknown)
	table.rows = _rows(lines, fields)
	return table


def _rows(lines: Iterator[tuple[int, list[object]]], fields: dict[int, str]) -> Iterator[Row]:
	count = 0
	for line, values in lines:
		cells = {
			fields[index]: value
			for index, value in enumerate(values)
			if index in fields and value is not None and value != ""
		}
		if not cells or str(cells.get("resident_name") or "").strip().endswith(SAMPLE_MARK):
			continue
		count += 1
		if count > LARGEST_ROWS:
			raise refuse(
				"The file has more than {0} rows.",
				"Split it, for example one file per village.",
				LARGEST_ROWS,
			)
		yield Row(line, cells)
