"""When a limit ends, when to warn, and what pauses do to it. Pure, no Frappe.

Limits in minutes run on; limits in working minutes run within the working hours of working days; limits in days and
months end at 24 o'clock of their last day as the civil code counts it (calendar_days.py), shown as 23:59:59.
Times are naive datetimes of the site's time zone, whole seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from grid_governance.calendar_days import LONGEST_REST, Calendar, CalendarEndsError, same_day

MINUTE = "Minute"
WORKING_MINUTE = "Working Minute"
DAY = "Calendar Day"
WORKING_DAY = "Working Day"
MONTH = "Calendar Month"
BY_THE_CLOCK = (MINUTE, WORKING_MINUTE)

MIDNIGHT = time(0, 0)
DAY_ENDS = time(23, 59, 59)
MINUTE_LENGTH = timedelta(minutes=1)


@dataclass(frozen=True)
class Office:
	"""A calendar with the working hours of a working day: spans (from, to) in their order."""

	calendar: Calendar
	spans: tuple[tuple[time, time], ...]

	def opens_at(self) -> time:
		return self.spans[0][0] if self.spans else MIDNIGHT

	def spans_of(self, day: date) -> list[tuple[datetime, datetime]]:
		if self.calendar.is_rest_day(day):
			return []
		return [(datetime.combine(day, start), datetime.combine(day, end)) for start, end in self.spans]


@dataclass(frozen=True)
class Due:
	"""at: the last second. last_day: of limits in days and months, before it rolled off a rest day."""

	at: datetime
	last_day: date | None = None


def due(start: datetime, amount: int, unit: str, office: Office) -> Due:
	"""The end of a limit of `amount` `unit`s that starts at `start`.

	Raises ValueError for an amount below one or an unknown unit, CalendarEndsError when no working time comes.
	"""
	if amount < 1:
		raise ValueError(amount)
	start = start.replace(microsecond=0)
	if unit == MINUTE:
		return Due(start + amount * MINUTE_LENGTH)
	if unit == WORKING_MINUTE:
		return Due(add_working_time(start, amount * MINUTE_LENGTH, office))
	day = start.date()
	if unit == DAY:
		return on_day(day + timedelta(days=amount), office)
	if unit == MONTH:
		return on_day(same_day(day, amount), office)
	if unit == WORKING_DAY:
		return on_day(office.calendar.add_working_days(day, amount), office)
	raise ValueError(unit)


def on_day(last_day: date, office: Office) -> Due:
	"""A limit that ends on `last_day`, or on the next working day when that is a rest day."""
	return Due(end_of(office.calendar.rolled(last_day)), last_day)


def end_of(day: date) -> datetime:
	return datetime.combine(day, DAY_ENDS)


def warning(start: datetime, end: datetime, before: int, unit: str, office: Office) -> datetime | None:
	"""When to warn `before` the end: minutes for limits by the clock, else days, in the morning; never before `start`.

	None with nothing to warn of.
	"""
	if before < 1:
		return None
	start = start.replace(microsecond=0)
	if unit == MINUTE:
		found = end - before * MINUTE_LENGTH
	elif unit == WORKING_MINUTE:
		found = take_working_time(end, before * MINUTE_LENGTH, start, office)
	else:
		day = end.date()
		if unit == WORKING_DAY:
			day = office.calendar.add_working_days(day, -before)
		else:
			day -= timedelta(days=before)
		found = datetime.combine(day, office.opens_at())
	return max(found, start)


def resumed(end: Due, paused_at: datetime, resumed_at: datetime, unit: str, office: Office) -> Due:
	"""The end after a pause: what was left at `paused_at` is left at `resumed_at`.

	Of limits in days the days after the pause's first are left; those in working days leave working days.
	"""
	paused_at, resumed_at = paused_at.replace(microsecond=0), resumed_at.replace(microsecond=0)
	if resumed_at < paused_at:
		raise ValueError(resumed_at)
	if unit == MINUTE:
		return Due(end.at + (resumed_at - paused_at))
	if unit == WORKING_MINUTE:
		return Due(add_working_time(resumed_at, working_time(paused_at, end.at, office), office))
	last_day = end.last_day or end.at.date()
	if unit == WORKING_DAY:
		left = office.calendar.working_days(paused_at.date(), last_day)
		day = resumed_at.date()
		return on_day(office.calendar.add_working_days(day, left) if left else day, office)
	return on_day(last_day + (resumed_at.date() - paused_at.date()), office)


def add_working_time(start: datetime, length: timedelta, office: Office) -> datetime:
	"""When `length` of working time has gone by since `start`; at a span's end rather than the next one's start."""
	if length <= timedelta():
		return start
	for begins, ends in _spans_from(start, office):
		begins = max(begins, start)
		if begins + length <= ends:
			return begins + length
		length -= max(ends - begins, timedelta())
	raise CalendarEndsError(start.date())


def take_working_time(end: datetime, length: timedelta, not_before: datetime, office: Office) -> datetime:
	"""The moment from which `length` of working time is left until `end`; `not_before` when there is less."""
	day = end.date()
	while day >= not_before.date():
		for begins, ends in reversed(office.spans_of(day)):
			ends = min(ends, end)
			if ends - begins >= length:
				return ends - length
			length -= max(ends - begins, timedelta())
		day -= timedelta(days=1)
	return not_before


def working_time(start: datetime, end: datetime, office: Office) -> timedelta:
	"""How much working time lies between the two."""
	total = timedelta()
	for n in range((end.date() - start.date()).days + 1):
		for begins, ends in office.spans_of(start.date() + timedelta(days=n)):
			total += max(min(ends, end) - max(begins, start), timedelta())
	return total


def _spans_from(start: datetime, office: Office) -> Iterator[tuple[datetime, datetime]]:
	"""Working spans from `start`'s day on, until LONGEST_REST days go by without one."""
	day, idle = start.date(), 0
	while idle < LONGEST_REST:
		spans = [span for span in office.spans_of(day) if span[0] < span[1]]
		idle = 0 if spans else idle + 1
		yield from spans
		day += timedelta(days=1)
