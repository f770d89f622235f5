"""The level table: groups (everything, size classes, types) × levels, with sums and the year up to date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from grid_governance.cases.statistics import counting, monthly, rates
from grid_governance.cases.statistics.asked import Asked
from grid_governance.figures import changes
from grid_governance.figures.spans import Span
from grid_governance.registry import codes

KEYS = ("registered", "registered_accepted", "registered_settled")
ALL, SIZE, TYPE = "all", "size", "type"
SUM, YEAR = "level_sum", "year_to_date"
# column → levels of the handling unit that it holds; grids count with their village
LEVELS = {
	"province": ("Province",),
	"city": ("City",),
	"county": ("County",),
	"township": ("Township",),
	"village": ("Village", "Grid", "Micro-grid"),
}
COLUMNS = {
	"province": "Province",
	"city": "City",
	"county": "County",
	"township": "Township",
	"village": "Village",
	SUM: "Sum Of Levels",
	YEAR: "Year To Date",
}
_COLUMN_OF = {
	length: next(column for column, names in LEVELS.items() if name in names)
	for length, name in zip(codes.LENGTHS, codes.LEVELS, strict=True)
}


@dataclass(frozen=True)
class Line:
	label: str
	part: str
	whole: str | None = None

	@property
	def is_rate(self) -> bool:
		return self.whole is not None

	def value(self, figures: dict[str, float]) -> float | None:
		part = figures.get(self.part, 0)
		return changes.rate(part, figures.get(self.whole, 0)) if self.is_rate else int(part)

	def shown(self, figures: dict[str, float]) -> str:
		value = self.value(figures)
		return rates.shown(value) + ("%" if value is not None else "") if self.is_rate else str(value)


LINES = (
	Line("Disputes Found", KEYS[0]),
	Line("Cases Mediated", KEYS[1]),
	Line("Share Mediated", KEYS[1], KEYS[0]),
	Line("Cases Succeeded", KEYS[2]),
	Line("Share Succeeded", KEYS[2], KEYS[1]),
)


@dataclass
class Group:
	"""label: English. narrow: further filters of the cases it holds. figures: column → {measure: figure}."""

	kind: str
	label: str
	narrow: dict = field(default_factory=dict)
	figures: dict[str, dict[str, float]] = field(default_factory=dict)


def year_to_date(span: Span) -> Span:
	"""From January of the year in which `span` ends."""
	return Span(f"{span.last[:4]}-01", span.last)


def table(asked: Asked) -> list[Group]:
	"""Everything first, then the size classes, then the types in their order."""
	groups = {(ALL, None): Group(ALL, "All Disputes")}
	for (least, label), (after, _label) in zip(
		counting.SIZES, (*counting.SIZES[1:], (None, "")), strict=True
	):
		narrow = {"people_involved": _between(least, after)}
		groups[SIZE, label] = Group(SIZE, label, narrow)
	for name in monthly.categories():
		groups[TYPE, name] = Group(TYPE, name, {"category": name})
	year = replace(asked, span=year_to_date(asked.span))
	for dimension, kind in (("size", SIZE), ("category", TYPE)):
		_fill(groups, kind, asked.count(KEYS, (dimension, "level")), _by_level)
		_fill(groups, kind, year.count(KEYS, (dimension,)), lambda _key: (YEAR,))
	return list(groups.values())


def _between(least: int, after: int | None) -> list:
	"""Route options of a size class; a list of the Desk has no “between” for numbers, it takes two conditions."""
	if after is None:
		return [">=", least]
	return ["<", after] if not least else [f'[">=", {least}]', f'["<", {after}]']


def _by_level(key: tuple) -> tuple[str, ...]:
	return (_COLUMN_OF.get(key[1], "village"), SUM)


def _fill(groups: dict, kind: str, found: dict, columns: Callable[[tuple], tuple[str, ...]]) -> None:
	for key, figures in found.items():
		into = [groups.setdefault((kind, key[0]), Group(kind, key[0] or "", {"category": key[0]}))]
		if kind == SIZE:  # every case has a size: their sum is everything
			into.append(groups[ALL, None])
		for group in into:
			for column in columns(key):
				sums = group.figures.setdefault(column, dict.fromkeys(KEYS, 0))
				for name in KEYS:
					sums[name] += figures[name]
