"""A list of names as Excel or CSV: name, group, address, points. No database: what is wrong is named by its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from grid_governance.points.listing.paste import MOST_LINES, Line
from grid_governance.points.listing.words import door_key, group_key, name_key
from grid_governance.points.rulebook.rules import HIGHEST
from grid_governance.registry.importing import cells, furniture, table
from grid_governance.registry.importing.columns import TEXT, Column
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
	return table.headers(COLUMNS, ALSO, *translations)


def read(path: Path, known: dict[str, str]) -> tuple[list[Line], list[WrongLine]]:
	"""Raises ProblemError for a file that is no list: another kind, merged cells, no headers, too many rows."""
	limits = table.Limits(
		LARGEST_FILE,
		MOST_LINES,
		"The file has more than {0} rows.",
		"Split it, for example one file per group.",
	)
	return _sorted(table.read(path, known, ("name",), limits))


def _sorted(rows: Iterable[tuple[int, dict[str, object]]]) -> tuple[list[Line], list[WrongLine]]:
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
	book, page = furniture.with_headers("Name List", COLUMNS, translate)
	for line, person in enumerate(people, start=2):
		for column, value in enumerate((person.name, person.group, person.address), start=1):
			cell = page.cell(line, column, value)
			cell.data_type, cell.number_format = "s", "@"  # a name that begins with = is no formula
	return furniture.content(book)
