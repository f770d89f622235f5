"""The time a report covers, in whole months or a book's year, and what it is compared with. Pure, no Frappe."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

MONTH, QUARTER, YEAR, FROM_TO = "Month", "Quarter", "Year", "From To"
KINDS = (MONTH, QUARTER, YEAR, FROM_TO)
MOST_MONTHS = 120


class SpanError(ValueError):
	"""A span that cannot be one; `args[0]` says why in English."""


@dataclass(frozen=True)
class Span:
	"""Whole months `first` to `last` ("2026-01"). year: set for a points year, which each book begins as it likes."""

	first: str
	last: str
	year: int | None = None

	@property
	def months(self) -> list[str]:
		return [_text(n) for n in range(_number(self.first), _number(self.last) + 1)]

	def months_of(self, year_start_month: int) -> list[str]:
		"""The months in a book whose year starts in that month."""
		if self.year is None or year_start_month == 1:
			return self.months
		start = self.year * 12 + year_start_month - 1
		return [_text(n) for n in range(start, start + 12)]

	def days(self, year_start_month: int = 1) -> tuple[date, date]:
		"""First and last day."""
		months = self.months_of(year_start_month)
		(y, m), (last_y, last_m) = _parts(months[0]), _parts(months[-1])
		return date(y, m, 1), date(last_y, last_m, calendar.monthrange(last_y, last_m)[1])

	@property
	def quarter(self) -> int | None:
		"""1 to 4 where the span is a quarter of a year."""
		(first, month), (last, end) = _parts(self.first), _parts(self.last)
		return end // 3 if first == last and month % 3 == 1 and end == month + 2 else None

	@property
	def is_year(self) -> bool:
		"""Whether the span is a calendar year."""
		return self.first[:4] == self.last[:4] and (self.first[5:], self.last[5:]) == ("01", "12")

	def shifted(self, months: int) -> Span:
		"""As many months earlier."""
		year = None if self.year is None else self.year - months // 12
		return Span(_text(_number(self.first) - months), _text(_number(self.last) - months), year)

	@property
	def before(self) -> Span:
		"""The span of the same length just before: what 环比 compares with."""
		return self.shifted(_number(self.last) - _number(self.first) + 1)

	@property
	def year_before(self) -> Span:
		"""The same span a year earlier: what 同比 compares with."""
		return self.shifted(12)


def of_month(day: date) -> Span:
	return Span(_text(day.year * 12 + day.month - 1), _text(day.year * 12 + day.month - 1))


def of_quarter(day: date) -> Span:
	start = day.year * 12 + (day.month - 1) // 3 * 3
	return Span(_text(start), _text(start + 2))


def of_year(year: int) -> Span:
	return Span(_text(year * 12), _text(year * 12 + 11), year)


def between(first: date, last: date) -> Span:
	"""The whole months from that of `first` to that of `last`. Raises SpanError the wrong way round or too long."""
	low, high = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
	if low > high:
		raise SpanError("The first month lies after the last one.")
	if high - low >= MOST_MONTHS:
		raise SpanError("At most ten years can be shown at once.")
	return Span(_text(low), _text(high))


def _parts(month: str) -> tuple[int, int]:
	return int(month[:4]), int(month[5:7])


def _number(month: str) -> int:
	year, number = _parts(month)
	return year * 12 + number - 1


def _text(number: int) -> str:
	return f"{number // 12}-{number % 12 + 1:02d}"
