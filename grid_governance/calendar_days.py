"""Working days and the last day of a term, as the civil code counts them. Pure, no Frappe.

Articles 201 and 203: the day on which a term begins does not count, and a term that would end on a statutory rest
day ends on the next working day. Make-up days (调休) are working days although they fall on a weekend.
"""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar

SATURDAY = 5


def is_rest_day(day: date) -> bool:
	"""Whether `day` is a weekend or holiday of the state's table; weekends alone in a year without a table."""
	try:
		return chinese_calendar.is_holiday(day)
	except NotImplementedError:
		return day.weekday() >= SATURDAY


def last_day(start: date, days: int) -> date:
	"""The last day of a term of `days` that begins on `start`; raises ValueError below one day."""
	if days < 1:
		raise ValueError(days)
	day = start + timedelta(days=days)
	while is_rest_day(day):
		day += timedelta(days=1)
	return day


def years_without_table(start: date, end: date) -> list[int]:
	"""The years from `start` to `end` whose holidays are not known here (weekends alone were heeded)."""
	return [year for year in range(start.year, end.year + 1) if not _known(year)]


def _known(year: int) -> bool:
	try:
		chinese_calendar.is_holiday(date(year, 1, 1))
	except NotImplementedError:
		return False
	return True
