"""The sheet of opening balances: its template with the village's names in it, and its rows read and matched.

template(book, unit)      an .xlsx, one line per household or person, points to be filled in
read(path)                lines of cells; a file that is none is refused with what it is instead
match(lines, book, unit)  lines → rows of the correction; a doubtful name says how to make it plain
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import frappe
from frappe import _
from openpyxl import Workbook
from openpyxl.styles import Font

from grid_governance import permissions
from grid_governance.points.correcting import openings
from grid_governance.points.correcting.refusal import refuse
from grid_governance.points.declaring.deeds import subject_doctype
from grid_governance.registry.importing import cells, files, furniture
from grid_governance.registry.importing.columns import squeeze
from grid_governance.registry.problems import ProblemError

# field → header; the first two must be there, the record code finds a line without doubt
HEADERS = {
	"name": "Full Name",
	"points": "Points On The Passbook",
	"group": "Villagers' Group",
	"address": "Address",
	"remark": "Remark",
	"code": "Record Code",
}
# what villages call these columns in sheets of their own
ALSO = {
	"name": ("户主", "户主姓名", "户名"),
	"points": ("积分", "余额", "积分余额"),
	"group": ("组", "小组", "村民小组"),
	"address": ("门牌", "住址"),
}
ORDER = ("group", "name", "address", "points", "remark", "code")
LARGEST_FILE = 5 << 20


@dataclass(frozen=True)
class Line:
	"""One line as typed; points None when the cell is empty."""

	number: int
	name: str
	points: object
	group: str
	address: str
	remark: str
	code: str


def template(book: str, unit: str) -> bytes:
	"""The sheet with all households (or persons, bodies) of `unit` that the user reads, as an .xlsx."""
	workbook = Workbook()
	sheet = workbook.active
	sheet.title = _("Opening Balances")
	for index, field in enumerate(ORDER, start=1):
		cell = sheet.cell(1, index, _(HEADERS[field]))
		cell.font = Font(bold=True)
	for number, row in enumerate(_people(book, unit), start=2):
		values = (row.get("villagers_group"), row.subject_name, row.address, None, None, row.name)
		for index, value in enumerate(values, start=1):
			sheet.cell(number, index, furniture.no_formula(value)).number_format = "@"
	for letter, width in zip("ABCDEF", (12, 14, 30, 12, 24, 16), strict=True):
		sheet.column_dimensions[letter].width = width
	sheet.freeze_panes = "A2"
	return furniture.content(workbook)


# ---------------------------------------------------------------- reading


def read(path: str | Path) -> list[Line]:
	"""The lines that have a name or points. Raises CorrectionError for a file that is no such sheet."""
	path = Path(path)
	if path.stat().st_size > LARGEST_FILE:
		refuse(_("The file is larger than {0} MB.").format(LARGEST_FILE >> 20))
	try:
		kind = files.what_is(path)
		if kind not in ("xlsx", "text"):
			raise files.refuse(
				"This file is {0}, not an Excel workbook (.xlsx) or CSV.", "Save it as .xlsx or .csv.", kind
			)
		return list(_lines(_xlsx(path) if kind == "xlsx" else files.csv_lines(path)))
	except ProblemError as error:
		refuse(error.problem.text(_), _("Sheet Not Read"))


def _xlsx(path: Path) -> Iterator[tuple[int, list[object]]]:
	try:
		sheet = files.sheets_of(path)[0]
		yield from enumerate((list(row) for row in sheet.iter_rows(values_only=True)), start=1)
	except (OSError, ValueError, KeyError, IndexError, SyntaxError) as error:
		raise files.refuse("The workbook is damaged.", "Save it again from Excel.") from error


def _lines(rows: Iterable[tuple[int, list[object]]]) -> Iterator[Line]:
	fields: dict[int, str] = {}
	count = 0
	for number, row in rows:
		if not fields:
			fields = _header(row)
			if not fields and number >= files.HEADER_WITHIN:
				break
			continue
		found = {fields[i]: value for i, value in enumerate(row) if i in fields and value not in (None, "")}
		if not found.get("points") and found.get("points") != 0:
			continue  # nothing on the passbook: nothing to carry over
		count += 1
		if count > openings.MOST_ROWS:
			raise files.refuse(
				"The file has more than {0} rows.",
				"Split it, for example one file per group.",
				openings.MOST_ROWS,
			)
		yield Line(
			number=number, points=found["points"], **{f: _text(found.get(f)) for f in ORDER if f != "points"}
		)
	if not fields:
		raise files.refuse(
			"None of the first {0} rows holds the headers.",
			"Use the template; its header row must stay as it is.",
			files.HEADER_WITHIN,
		)


def _text(value: object) -> str:
	return "" if value is None else cells.text("", value)


def _header(row: list[object]) -> dict[int, str]:
	words = {squeeze(word): field for field in HEADERS for word in _wordings(field)}
	fields = {
		i: words[squeeze(str(c))] for i, c in enumerate(row) if c is not None and squeeze(str(c)) in words
	}
	return fields if {"name", "points"} <= set(fields.values()) else {}


def _wordings(field: str) -> set[str]:
	header = HEADERS[field]
	return {header, _(header), _(header, lang="zh"), *ALSO.get(field, ())}


# ---------------------------------------------------------------- matching


def match(lines: Iterable[Line], book: str, unit: str) -> list[dict]:
	"""Rows for the correction's table: line, subject, subject_name, detail, points, remark, problem."""
	people = _people(book, unit)
	by_code = {row.name: row for row in people}
	by_name: dict[str, list] = {}
	for row in people:
		by_name.setdefault(squeeze(row.subject_name or ""), []).append(row)
	return [_row(line, by_code, by_name) for line in lines]


def _row(line: Line, by_code: dict, by_name: dict) -> dict:
	row = {
		"line": line.number,
		"subject_name": line.name[:140],
		"detail": " ".join(filter(None, (line.group, line.address)))[:140],
		"remark": line.remark[:140],
	}
	row["points"], points_problem = _points(line.points)
	found, name_problem = _find(line, by_code, by_name)
	if found:
		row |= {
			"subject": found.name,
			"subject_name": found.subject_name,
			"detail": found.address or row["detail"],
		}
	return {**row, "problem": name_problem or points_problem}


def _points(value: object) -> tuple[int, str | None]:
	if isinstance(value, str):
		value = value.strip().replace(",", "").replace("，", "")
		if value.startswith("="):
			return 0, _("The cell holds a formula. Paste it as a value.")
		value = int(value) if value.lstrip("-").isdecimal() else value
	if isinstance(value, float) and value.is_integer():
		value = int(value)
	if type(value) is not int or not 0 < value <= openings.MOST_POINTS:
		return 0, _("“{0}” is no whole number of points above 0.").format(str(value)[:40])
	return value, None


def _find(line: Line, by_code: dict, by_name: dict) -> tuple[dict | None, str | None]:
	if line.code in by_code:
		return by_code[line.code], None
	if not line.name:
		return None, _(
			"The name is missing. If cells are merged, unmerge them and write the value in every row."
		)
	found = by_name.get(squeeze(line.name), [])
	if len(found) > 1 and line.group:
		group = line.group.removesuffix("组").strip()
		found = [
			row for row in found if (row.get("villagers_group") or "").removesuffix("组") == group
		] or found
	if len(found) > 1 and line.address:
		found = [row for row in found if squeeze(row.address or "") == squeeze(line.address)] or found
	if len(found) == 1:
		return found[0], None
	if not found:
		return None, _("Nobody of this name is on the register here.")
	places = "；".join(row.address or "–" for row in found[:4])
	return None, _("{0} of this name: write the group and the address. {1}").format(len(found), places)


def _people(book: str, unit: str) -> list[dict]:
	"""name, subject_name, address, villagers_group of all subjects of the book in `unit` that the user reads."""
	kind = subject_doctype(book)
	frappe.has_permission(kind, "read", throw=True)
	name = {
		"Household": "coalesce((select r.resident_name from `tabResident` r where r.name = t.head), '')",
		"Resident": "t.resident_name",
		"Grid Worker": "t.worker_name",
		"Local Organisation": "t.organisation_name",
	}[kind]
	detail = {"Household": "t.address", "Resident": "t.address", "Local Organisation": "t.address"}.get(
		kind, "''"
	)
	group = "t.villagers_group" if kind == "Household" else "''"
	order = "t.address_order" if kind in ("Household", "Resident") else "subject_name"
	where = [permissions.in_range("t.`grid_unit`", unit), permissions.conditions(kind, table="t")]
	if openings.GONE.get(kind):
		where.append("t.status not in ({})".format(", ".join(f"'{word}'" for word in openings.GONE[kind])))
	# the readable rows are a condition in SQL text, which the query builder cannot take
	most = 2 * openings.MOST_ROWS
	return frappe.db.sql(
		f"select t.name, {name} as subject_name, {detail} as address, {group} as villagers_group"
		f" from `tab{kind}` t where {' and '.join(filter(None, where))} order by {order} limit {most}",
		as_dict=True,
	)
