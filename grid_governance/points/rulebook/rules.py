"""The rules of points items: whole points, classes, dates, places, levels, caps. Pure, no Frappe.

A rule that is broken raises RuleError with a code and values; messages.py puts it into words.
"""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

FIXED, BETWEEN, BY_LEVEL = "Fixed Points", "Between Limits", "By Level"
PERIODS = ("Day", "Week", "Month", "Year")
HIGHEST = 100_000  # points of one deed; a larger figure is a slip of the finger


class RuleError(ValueError):
	"""A broken rule: `code` names it, `values` fill its message."""

	def __init__(self, code: str, **values):
		super().__init__(code)
		self.code = code
		self.values = values


class RowError(RuleError):
	"""A broken rule with the row that broke it."""

	def __init__(self, error: RuleError, where: str | None):
		super().__init__(error.code, **error.values)
		self.where = where


@dataclass(frozen=True)
class Cap:
	"""At most `times` deeds and `points` points in a period; 0 is no limit."""

	period: str
	times: int = 0
	points: int = 0


@dataclass(frozen=True)
class Item:
	"""What a Points Item demands. classes: subject classes; unit: owner unit, "" for the whole site."""

	name: str
	label: str
	classes: frozenset[str]
	counting: str = FIXED
	points: int = 0
	low: int = 0
	high: int = 0
	levels: dict[str, int] = field(default_factory=dict)
	caps: tuple[Cap, ...] = ()
	unit: str = ""
	valid_from: date | None = None
	valid_to: date | None = None
	in_use: bool = True
	times_per_day: int = 1
	evidence_required: bool = False
	band_low: int = 0  # what adopted rules may set instead of the fixed points
	band_high: int = 0


@dataclass(frozen=True)
class Deed:
	"""One deed for the caps. `group` is whom they count: the doer, or the account."""

	group: str
	day: date
	points: int


def whole(value: object) -> int:
	"""`value` as whole positive points. Raises RuleError("not_whole") for 2.5, "2.5", -1, 0, "", True."""
	if isinstance(value, str) and value.strip().lstrip("+").isdecimal():
		value = int(value)
	if isinstance(value, float) and value.is_integer():
		value = int(value)
	if type(value) is not int or not 0 < value <= HIGHEST:
		raise RuleError("not_whole", given=value)
	return value


def points_for(item: Item, given: object = None, level: str | None = None) -> int:
	"""The points of one deed: the item's own, those given between its limits, or those of the level.

	A figure given for a fixed item or a level must be theirs: nobody gets more by typing it.
	"""
	if item.counting == BY_LEVEL:
		if level not in item.levels:
			raise RuleError("no_level", item=item.label, levels="、".join(item.levels))
		expected = item.levels[level]
	elif item.counting == FIXED:
		expected = item.points
	else:
		points = whole(given)
		if not item.low <= points <= item.high:
			raise RuleError("outside_limits", item=item.label, low=item.low, high=item.high, given=points)
		return points
	if given not in (None, "", 0) and whole(given) != expected:
		raise RuleError("other_points", item=item.label, expected=expected, given=given)
	return whole(expected)


def check_item(item: Item, subject_class: str, unit: str, day: date, today: date) -> None:
	"""Whether a deed of `day` by a subject of this class in `unit` may be counted by this item."""
	if day > today:
		raise RuleError("future_deed", day=day)
	check_in_force(item, day)
	if subject_class not in item.classes:
		raise RuleError("wrong_class", item=item.label, subject_class=subject_class)
	if item.unit and not unit.startswith(item.unit):
		raise RuleError("wrong_place", item=item.label, unit=unit, owner=item.unit)


def check_in_force(item: Item, day: date) -> None:
	"""Whether the item counts deeds of `day` at all; it may have been retired since one was declared."""
	if not item.in_use:
		raise RuleError("item_stopped", item=item.label)
	if (item.valid_from and day < item.valid_from) or (item.valid_to and day > item.valid_to):
		raise RuleError(
			"not_valid_then",
			item=item.label,
			day=day,
			first=item.valid_from or "–",
			last=item.valid_to or "–",
		)


def check_occasion(item: Item, occasion: int) -> None:
	"""The n-th time on one day must be allowed by the item."""
	if not 1 <= occasion <= max(item.times_per_day, 1):
		raise RuleError("too_often_a_day", item=item.label, times=max(item.times_per_day, 1))


@lru_cache(maxsize=4096)
def period_of(period: str, day: date, year_start_month: int = 1) -> tuple[date, date]:
	"""First and last day of the period that holds `day`. Weeks begin on Monday, years as the book says."""
	if period == "Day":
		return day, day
	if period == "Week":
		first = day - timedelta(days=day.weekday())
		return first, first + timedelta(days=6)
	if period == "Month":
		return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
	if period != "Year":
		raise ValueError(period)
	year = day.year if day.month >= year_start_month else day.year - 1
	first = date(year, year_start_month, 1)
	return first, date(year + 1, year_start_month, 1) - timedelta(days=1)


def check_window(day: date, today: date, days: int) -> None:
	"""Whether a deed of `day` may still be declared: at most `days` days after it, 0 is no limit."""
	if days and (today - day).days > days:
		raise RuleError("declared_late", day=day, days=days, last=day + timedelta(days=days))


def check_caps(item: Item, new: Deed, others: Iterable[Deed], year_start_month: int = 1) -> None:
	"""Whether `new` still fits under every cap beside `others` of the same item (any group, any day)."""
	mine = [deed for deed in others if deed.group == new.group]
	for cap in item.caps:
		first, last = period_of(cap.period, new.day, year_start_month)
		inside = [deed.points for deed in mine if first <= deed.day <= last]
		if cap.times and len(inside) + 1 > cap.times:
			raise RuleError(
				"cap_times", item=item.label, period=cap.period, limit=cap.times, first=first, last=last
			)
		if cap.points and sum(inside) + new.points > cap.points:
			raise RuleError(
				"cap_points",
				item=item.label,
				period=cap.period,
				limit=cap.points,
				used=sum(inside),
				first=first,
				last=last,
			)


def widest_period(item: Item, day: date, year_start_month: int = 1) -> tuple[date, date] | None:
	"""The days that matter for the item's caps around `day`, None without caps."""
	spans = [period_of(cap.period, day, year_start_month) for cap in item.caps]
	return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None


def deed_key(book: str, item: str, group: str, day: date, occasion: int = 1) -> str:
	"""One deed is paid once per book: 64 hex digits over book, item, whose deed, day, and which time that day."""
	return hashlib.sha256("|".join((book, item, group, day.isoformat(), str(occasion))).encode()).hexdigest()
