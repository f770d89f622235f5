"""When limits end: known days, a second count that walks minute by minute and day by day, and properties.

National Day 2026: rest 1 to 7 October, Saturday 10 October and Sunday 20 September are worked.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_governance.calendar_days import Calendar, CalendarEndsError, same_day
from grid_governance.cases.clocks import arithmetic
from grid_governance.cases.clocks.arithmetic import (
	DAY,
	MINUTE,
	MONTH,
	WORKING_DAY,
	WORKING_MINUTE,
	Due,
	Office,
)

SPANS = ((time(8, 30), time(12, 0)), (time(14, 0), time(17, 30)))
OFFICE = Office(Calendar(), SPANS)
UNITS = (MINUTE, WORKING_MINUTE, DAY, WORKING_DAY, MONTH)

moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)).map(lambda m: m.replace(microsecond=0))
lengths = st.integers(1, 40)
rest_days = st.sets(st.dates(date(2026, 1, 1), date(2027, 6, 1)), max_size=30)


def at(text: str) -> datetime:
	return datetime.fromisoformat(text)


# ---------------------------------------------------------------- known days


@pytest.mark.parametrize(
	("start", "amount", "unit", "end"),
	[
		("2026-09-01 10:00", 30, DAY, "2026-10-08 23:59:59"),  # 1 October is a holiday, rolls behind it
		("2026-09-21 16:00", 9, WORKING_DAY, "2026-10-10 23:59:59"),  # Mid-Autumn on the 25th, National Day
		("2026-10-08 09:00", 2, WORKING_DAY, "2026-10-10 23:59:59"),  # the Saturday is worked
		("2026-01-31 09:00", 1, MONTH, "2026-02-28 23:59:59"),  # no 31st; that Saturday is worked (调休)
		("2026-03-02 08:00", 1, MONTH, "2026-04-02 23:59:59"),
		("2026-11-22 23:50", 30, MINUTE, "2026-11-23 00:20:00"),
		("2026-11-23 11:50", 30, WORKING_MINUTE, "2026-11-23 14:20:00"),  # lunch does not count
		("2026-11-20 17:20", 30, WORKING_MINUTE, "2026-11-23 08:50:00"),  # nor the weekend
		("2026-11-22 12:00", 210, WORKING_MINUTE, "2026-11-23 12:00:00"),  # ends with the morning
	],
)
def test_known_ends(start, amount, unit, end):
	assert arithmetic.due(at(start), amount, unit, OFFICE).at == at(end)


@pytest.mark.parametrize(
	("end", "before", "unit", "warned"),
	[
		("2026-11-23 14:20", 10, WORKING_MINUTE, "2026-11-23 14:10"),
		("2026-11-23 14:20", 40, WORKING_MINUTE, "2026-11-23 11:40"),
		("2026-11-23 00:20", 30, MINUTE, "2026-11-22 23:50"),
		("2026-11-30 23:59:59", 5, DAY, "2026-11-25 08:30"),
		("2026-11-30 23:59:59", 5, WORKING_DAY, "2026-11-23 08:30"),
	],
)
def test_known_warnings(end, before, unit, warned):
	assert arithmetic.warning(at("2026-10-12 09:00"), at(end), before, unit, OFFICE) == at(warned)


def test_appraisal_does_not_count_for_a_medical_dispute():
	"""30 working days from 2 November; twelve have gone by on the 18th, eighteen are left from 1 December."""
	end = arithmetic.due(at("2026-11-02 09:00"), 30, WORKING_DAY, OFFICE)
	after = arithmetic.resumed(end, at("2026-11-18 15:00"), at("2026-12-01 09:00"), WORKING_DAY, OFFICE)
	assert (end.last_day, after.last_day) == (date(2026, 12, 14), date(2026, 12, 25))


# ---------------------------------------------------------------- counted a second way


def walk(start: datetime, amount: int, unit: str, office: Office) -> datetime:
	"""The same end by trying every minute or every day in turn."""
	rest = lru_cache(office.calendar.is_rest_day)
	if unit in (MINUTE, WORKING_MINUTE):
		moment, gone = start, 0
		while gone < amount:
			moment += timedelta(seconds=1) if moment.second else timedelta(minutes=1)
			begun = moment - timedelta(seconds=1)
			worked = not rest(begun.date()) and any(a <= begun.time() < b for a, b in office.spans)
			gone += unit == MINUTE or worked
		return moment
	day = start.date()
	if unit == MONTH:
		number = day.day
		for _n in range(amount):
			day = day.replace(day=1) + timedelta(days=31)
		day = day.replace(day=1)
		while day.day < number and (day + timedelta(days=1)).month == day.month:
			day += timedelta(days=1)
	else:
		left = amount
		while left:
			day += timedelta(days=1)
			left -= unit == DAY or not rest(day)
	while rest(day):
		day += timedelta(days=1)
	return datetime(day.year, day.month, day.day, 23, 59, 59)


@settings(max_examples=50)
@given(start=moments, amount=lengths, unit=st.sampled_from(UNITS), entered=rest_days)
def test_the_end_is_what_walking_there_gives(start, amount, unit, entered):
	office = Office(Calendar(dict.fromkeys(entered, True)), SPANS)
	start = start.replace(second=0)
	assert arithmetic.due(start, amount, unit, office).at == walk(start, amount, unit, office)


@settings(max_examples=20)
@given(start=moments, end=moments, entered=rest_days)
def test_working_time_is_the_sum_of_its_minutes(start, end, entered):
	start, end = (m.replace(second=0) for m in sorted((start, min(end, start + timedelta(days=4)))))
	office = Office(Calendar(dict.fromkeys(entered, True)), SPANS)
	minutes, moment, rest = 0, start, lru_cache(office.calendar.is_rest_day)
	while moment < end:
		minutes += not rest(moment.date()) and any(a <= moment.time() < b for a, b in SPANS)
		moment += timedelta(minutes=1)
	assert arithmetic.working_time(start, end, office) == timedelta(minutes=minutes)


# ---------------------------------------------------------------- properties


@given(start=moments, amount=lengths, unit=st.sampled_from(UNITS))
def test_a_limit_ends_after_it_began_and_a_longer_one_not_sooner(start, amount, unit):
	end = arithmetic.due(start, amount, unit, OFFICE).at
	assert start < end <= arithmetic.due(start, amount + 1, unit, OFFICE).at


@given(
	start=moments,
	later=st.timedeltas(timedelta(0), timedelta(days=9)),
	amount=lengths,
	unit=st.sampled_from(UNITS),
)
def test_who_starts_later_ends_not_sooner(start, later, amount, unit):
	first, second = (arithmetic.due(m, amount, unit, OFFICE).at for m in (start, start + later))
	assert first <= second


@given(start=moments, amount=lengths, unit=st.sampled_from((DAY, WORKING_DAY, MONTH)))
def test_no_limit_in_days_ends_on_a_rest_day(start, amount, unit):
	assert not OFFICE.calendar.is_rest_day(arithmetic.due(start, amount, unit, OFFICE).at.date())


@given(start=moments, amount=lengths, unit=st.sampled_from(UNITS), share=st.floats(0, 1))
def test_a_pause_of_no_length_changes_nothing(start, amount, unit, share):
	end = arithmetic.due(start, amount, unit, OFFICE)
	moment = (start + (end.at - start) * share).replace(microsecond=0)
	assert arithmetic.resumed(end, moment, moment, unit, OFFICE).at == end.at


@given(
	start=moments,
	amount=lengths,
	unit=st.sampled_from(UNITS),
	share=st.floats(0, 1),
	length=st.timedeltas(timedelta(0), timedelta(days=30)),
)
def test_a_pause_leaves_what_was_left(start, amount, unit, share, length):
	end = arithmetic.due(start, amount, unit, OFFICE)
	paused = (start + (end.at - start) * share).replace(microsecond=0)
	again = (paused + length).replace(microsecond=0)
	after = arithmetic.resumed(end, paused, again, unit, OFFICE)
	assert after.at >= end.at
	assert _left(paused, end, unit) == _left(again, after, unit)


def _left(moment: datetime, end: Due, unit: str):
	"""Of a limit that rolled the days behind its own last day are no part."""
	if unit == MINUTE:
		return end.at - moment
	if unit == WORKING_MINUTE:
		return arithmetic.working_time(moment, end.at, OFFICE)
	days = [moment.date() + timedelta(days=n) for n in range(1, (end.last_day - moment.date()).days + 1)]
	return sum(unit != WORKING_DAY or not OFFICE.calendar.is_rest_day(day) for day in days)


@given(start=moments, amount=lengths, unit=st.sampled_from(UNITS), before=st.integers(1, 60))
def test_the_warning_lies_within_the_limit(start, amount, unit, before):
	end = arithmetic.due(start, amount, unit, OFFICE).at
	assert start <= arithmetic.warning(start, end, before, unit, OFFICE) <= end


def test_without_a_number_of_days_there_is_no_warning():
	assert arithmetic.warning(at("2026-11-02"), at("2026-11-20"), 0, DAY, OFFICE) is None


# ---------------------------------------------------------------- what cannot be


@pytest.mark.parametrize("unit", UNITS)
def test_a_limit_of_zero_is_refused(unit):
	with pytest.raises(ValueError):
		arithmetic.due(at("2026-11-02"), 0, unit, OFFICE)


def test_an_office_that_never_opens_is_refused():
	class Closed(Calendar):
		def is_rest_day(self, day: date) -> bool:
			return True

	for office, unit in (
		(Office(Calendar(), ()), WORKING_MINUTE),
		(Office(Closed(), SPANS), WORKING_MINUTE),
		(Office(Closed(), SPANS), WORKING_DAY),
		(Office(Closed(), SPANS), DAY),
	):
		with pytest.raises(CalendarEndsError):
			arithmetic.due(at("2026-11-02"), 1, unit, office)


def test_nobody_resumes_before_the_pause():
	with pytest.raises(ValueError):
		arithmetic.resumed(Due(at("2026-11-20")), at("2026-11-10"), at("2026-11-09"), DAY, OFFICE)


# ---------------------------------------------------------------- years to come


def test_a_day_that_the_site_entered_goes_before_the_table():
	# a year that the state's table will not know for long, with the weekdays of 2027
	holiday, worked = date(2055, 10, 1), date(2055, 10, 9)
	calendar = Calendar({holiday: True, worked: False})
	assert Calendar().years_without_table(holiday, worked) == [2055]
	assert calendar.years_without_table(holiday, worked) == []
	assert calendar.is_rest_day(holiday) and not calendar.is_rest_day(worked)
	assert calendar.last_day(date(2055, 9, 27), 4) == date(2055, 10, 4)
	assert calendar.add_working_days(date(2055, 10, 8), 1) == worked


def test_a_month_ends_on_the_day_of_the_same_number_or_its_last():
	assert same_day(date(2026, 1, 31), 1) == date(2026, 2, 28)
	assert same_day(date(2027, 12, 31), 2) == date(2028, 2, 29)
	assert same_day(date(2026, 11, 22), 14) == date(2028, 1, 22)
