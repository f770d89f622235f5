"""Working days and the last day of a term, as the civil code counts them. Pure, no Frappe.

Articles 201 to 203: the day on which a term begins does not count, a term in months ends on the day of the same
number (else on the month's last day), and a term that would end on a statutory rest day ends on the next working
day. Make-up days (调休) are working days although they fall on a weekend.

A Calendar is the state's table (chinesecalendar) and, before it, what the site itself has entered for years that
the table does not know yet (grid_governance/work_calendar.py reads it).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import chinese_calendar

SATURDAY = 5
# A year and a month without one working day: no calendar, a mistake.
LONGEST_REST = 400
ONE_DAY = timedelta(days=1)


class CalendarEndsError(ValueError):
	"""No working day comes any more after `args[0]`."""


@dataclass(frozen=True)
class Calendar:
	"""entered: day → whether it is a rest day, where the site knows better than the state's table."""

	entered: Mapping[date, bool] = field(default_factory=dict)

	def is_rest_day(self, day: date) -> bool:
		"""Whether `day` is a weekend or holiday; weekends alone in a year without a table."""
		known = self.entered.get(day)
		if known is not None:
			return known
		try:
			return chinese_calendar.is_holiday(day)
		except NotImplementedError:
			return day.weekday() >= SATURDAY

	def rolled(self, day: date) -> date:
		"""`day`, or the next working day after it (article 203); raises CalendarEndsError."""
		return self._walk(day, ONE_DAY)

	def last_day(self, start: date, days: int) -> date:
		"""The last day of a term of `days` that begins on `start`; raises ValueError below one day."""
		if days < 1:
			raise ValueError(days)
		return self.rolled(start + timedelta(days=days))

	def last_day_of_months(self, start: date, months: int) -> date:
		"""The last day of a term of `months` (article 202); raises ValueError below one month."""
		if months < 1:
			raise ValueError(months)
		return self.rolled(same_day(start, months))

	def add_working_days(self, day: date, days: int) -> date:
		"""The `days`th working day after `day`, before it when negative; with 0 `day` itself, rolled forward."""
		if not days:
			return self.rolled(day)
		step = ONE_DAY if days > 0 else -ONE_DAY
		for _n in range(abs(days)):
			day = self._walk(day + step, step)
		return day

	def working_days(self, after: date, until: date) -> int:
		"""How many working days lie after `after`, up to and with `until`."""
		length = (until - after).days
		return sum(not self.is_rest_day(after + timedelta(days=n)) for n in range(1, length + 1))

	def years_without_table(self, start: date, end: date) -> list[int]:
		"""The years from `start` to `end` whose holidays are not known here (weekends alone were heeded)."""
		return [year for year in range(start.year, end.year + 1) if not self.knows(year)]

	def knows(self, year: int) -> bool:
		"""Whether the state's table has the year or the site has entered a day of it."""
		try:
			chinese_calendar.is_holiday(date(year, 1, 1))
		except NotImplementedError:
			return any(day.year == year for day in self.entered)
		return True

	def _walk(self, day: date, step: timedelta) -> date:
		"""`day` or the next working day in the direction of `step`."""
		first = day
		for _n in range(LONGEST_REST):
			if not self.is_rest_day(day):
				return day
			day += step
		raise CalendarEndsError(first)


def same_day(start: date, months: int) -> date:
	"""The day of the same number `months` later, else that month's last day."""
	year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
	return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


STATE = Calendar()
