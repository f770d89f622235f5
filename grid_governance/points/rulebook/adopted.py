"""What adopted rules make of the catalogue in one unit: items switched on, own points inside the band. Pure.

The rules of the nearest unit upwards hold; where a unit has rules for one book and rules for all books, those
of the book. Without rules in force the catalogue holds as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from grid_governance.points.rulebook.notation import caps_text
from grid_governance.points.rulebook.rules import BETWEEN, BY_LEVEL, PERIODS, Cap, Item, RuleError


@dataclass(frozen=True)
class Switched:
	"""One item as the rules switch it on. points, low, high: 0 leaves what the catalogue says."""

	points: int = 0
	low: int = 0
	high: int = 0
	caps: tuple[Cap, ...] = ()


@dataclass(frozen=True)
class Adopted:
	"""Rules that are or were in force. book: "" for all books; last: None while nothing follows them."""

	name: str
	title: str
	unit: str
	book: str
	first: date
	last: date | None
	items: dict[str, Switched] = field(default_factory=dict)


def in_force(adopted: Iterable[Adopted], unit: str, book: str, day: date) -> Adopted | None:
	"""The rules that hold in `unit` for `book` on `day`, None when there are none."""
	holding = [
		one
		for one in adopted
		if unit.startswith(one.unit)
		and one.book in ("", book)
		and one.first <= day
		and (one.last is None or day <= one.last)
	]
	return max(holding, key=lambda one: (len(one.unit), one.book != "", one.first), default=None)


def applied(item: Item, row: Switched) -> Item:
	"""The item with the rules' own points, limits and stricter caps."""
	return replace(
		item,
		points=row.points or item.points,
		low=row.low or item.low,
		high=row.high or item.high,
		caps=stricter(item.caps, row.caps),
	)


def stricter(caps: Iterable[Cap], own: Iterable[Cap]) -> tuple[Cap, ...]:
	"""Both lists as one: of each period the lower figures (0 is no limit)."""
	found = {cap.period: cap for cap in caps}
	for cap in own:
		known = found.get(cap.period, Cap(cap.period))
		found[cap.period] = Cap(cap.period, _lower(known.times, cap.times), _lower(known.points, cap.points))
	return tuple(found[period] for period in PERIODS if period in found)


def check_row(item: Item, row: Switched) -> None:
	"""Whether the rules may switch the item on like this. Raises RuleError."""
	if item.counting == BY_LEVEL and (row.points or row.low or row.high):
		raise RuleError("levels_stay", item=item.label)
	if item.counting == BETWEEN:
		_check_limits(item, row)
	elif row.low or row.high:
		raise RuleError("no_limits_here", item=item.label)
	elif row.points and row.points != item.points and not item.band_low <= row.points <= item.band_high:
		if not item.band_high:
			raise RuleError("no_band", item=item.label, expected=item.points, given=row.points)
		raise RuleError(
			"outside_band", item=item.label, low=item.band_low, high=item.band_high, given=row.points
		)
	for cap in row.caps:
		known = next((one for one in item.caps if one.period == cap.period), Cap(cap.period))
		if 0 < known.times < cap.times or 0 < known.points < cap.points:
			raise RuleError("looser_cap", item=item.label, offered=caps_text([known]), given=caps_text([cap]))


def _check_limits(item: Item, row: Switched) -> None:
	if row.points:
		raise RuleError("limits_only", item=item.label)
	low, high = row.low or item.low, row.high or item.high
	if not item.low <= low <= high <= item.high:
		raise RuleError("outside_band", item=item.label, low=item.low, high=item.high, given=f"{low}-{high}")


def _lower(one: int, other: int) -> int:
	return min(one, other) if one and other else one or other
