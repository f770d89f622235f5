"""The time a report covers at the ends of years, quarters and February, and what it is compared with."""

from datetime import date

import pytest

from grid_governance.cases.case_file import quarterly
from grid_governance.cases.statistics import levels
from grid_governance.figures import asking, spans

QUARTERS = [
	(date(2026, 1, 1), date(2026, 3, 31)),
	(date(2026, 4, 1), date(2026, 6, 30)),
	(date(2026, 7, 1), date(2026, 9, 30)),
	(date(2026, 10, 1), date(2026, 12, 31)),
]


@pytest.mark.parametrize(("first", "last"), QUARTERS)
def test_first_and_last_day_of_a_quarter_lie_in_it(first, last):
	assert spans.of_quarter(first) == spans.of_quarter(last)
	assert spans.of_quarter(first).days() == (first, last)
	number = QUARTERS.index((first, last)) + 1
	assert spans.of_quarter(last).quarter == number
	assert quarterly.span(2026, number) == (first, last)


def test_other_spans_are_no_quarter_and_no_year():
	december = spans.of_month(date(2026, 12, 31))
	turn = spans.between(date(2025, 12, 1), date(2026, 2, 1))
	second = spans.between(date(2026, 2, 1), date(2026, 4, 30))
	for span in (december, turn, second):
		assert span.quarter is None and not span.is_year
	assert spans.of_year(2026).is_year and spans.of_year(2026).quarter is None
	assert not spans.between(date(2025, 1, 1), date(2026, 12, 31)).is_year


@pytest.mark.parametrize(
	("day", "days", "before", "year_before"),
	[
		(
			date(2028, 2, 29),
			(date(2028, 2, 1), date(2028, 2, 29)),
			(date(2028, 1, 1), date(2028, 1, 31)),
			(date(2027, 2, 1), date(2027, 2, 28)),
		),
		(
			date(2028, 3, 31),
			(date(2028, 3, 1), date(2028, 3, 31)),
			(date(2028, 2, 1), date(2028, 2, 29)),
			(date(2027, 3, 1), date(2027, 3, 31)),
		),
		(
			date(2026, 12, 31),
			(date(2026, 12, 1), date(2026, 12, 31)),
			(date(2026, 11, 1), date(2026, 11, 30)),
			(date(2025, 12, 1), date(2025, 12, 31)),
		),
		(
			date(2027, 1, 1),
			(date(2027, 1, 1), date(2027, 1, 31)),
			(date(2026, 12, 1), date(2026, 12, 31)),
			(date(2026, 1, 1), date(2026, 1, 31)),
		),
	],
)
def test_a_month_is_compared_with_whole_months_whatever_their_length(day, days, before, year_before):
	span = spans.of_month(day)
	assert (span.days(), span.before.days(), span.year_before.days()) == (days, before, year_before)


def test_a_year_with_a_leap_day_is_compared_with_one_without():
	span = spans.of_year(2028)
	assert span.days() == (date(2028, 1, 1), date(2028, 12, 31))
	assert span.before == span.year_before == spans.of_year(2027)


def test_two_days_around_new_year_are_two_months_compared_with_the_two_before():
	span = spans.between(date(2026, 12, 31), date(2027, 1, 1))
	assert span.days() == (date(2026, 12, 1), date(2027, 1, 31))
	assert span.before.months == ["2026-10", "2026-11"]
	assert span.year_before.months == ["2025-12", "2026-01"]


def test_year_to_date_begins_in_the_year_in_which_the_span_ends():
	assert levels.year_to_date(spans.of_month(date(2026, 12, 31))).is_year
	assert levels.year_to_date(spans.of_month(date(2027, 1, 1))).months == ["2027-01"]
	turn = spans.between(date(2026, 11, 1), date(2027, 2, 28))
	assert levels.year_to_date(turn).days() == (date(2027, 1, 1), date(2027, 2, 28))


@pytest.mark.parametrize(
	("today", "month", "quarter"),
	[
		("2026-12-31", "2026-12", ["2026-10", "2026-12"]),
		("2027-01-01", "2027-01", ["2027-01", "2027-03"]),
		("2026-03-31", "2026-03", ["2026-01", "2026-03"]),
		("2026-04-01", "2026-04", ["2026-04", "2026-06"]),
		("2026-06-30", "2026-06", ["2026-04", "2026-06"]),
		("2026-09-30", "2026-09", ["2026-07", "2026-09"]),
		("2028-02-29", "2028-02", ["2028-01", "2028-03"]),
	],
)
def test_asked_for_nothing_a_report_covers_what_today_lies_in(monkeypatch, today, month, quarter):
	monkeypatch.setattr(asking, "nowdate", lambda: today)
	assert asking.span_of({}, spans.MONTH).months == [month]
	found = asking.span_of({}, spans.QUARTER)
	assert [found.first, found.last] == quarter
	assert asking.span_of({}, spans.YEAR) == spans.of_year(int(today[:4]))
	# the month of 29 February in a year that has none
	assert asking.span_of({"period": spans.MONTH, "month": 2, "year": 2027}).days()[1] == date(2027, 2, 28)
