"""Spans of a report and the figures of comparison, by hand-made examples and properties."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid_governance.figures import changes, spans


def test_month_quarter_year_and_from_to_cover_whole_months():
	assert spans.of_month(date(2026, 2, 14)).months == ["2026-02"]
	assert spans.of_quarter(date(2026, 12, 31)).months == ["2026-10", "2026-11", "2026-12"]
	assert spans.of_year(2026).days() == (date(2026, 1, 1), date(2026, 12, 31))
	assert spans.between(date(2025, 11, 30), date(2026, 2, 1)).months == [
		"2025-11",
		"2025-12",
		"2026-01",
		"2026-02",
	]


def test_a_points_year_follows_the_books_first_month():
	year = spans.of_year(2026)
	assert year.months_of(4)[0] == "2026-04" and year.months_of(4)[-1] == "2027-03"
	assert year.days(4) == (date(2026, 4, 1), date(2027, 3, 31))
	assert year.before.year == 2025 and year.before.months_of(4)[0] == "2025-04"
	assert spans.of_month(date(2026, 5, 1)).months_of(4) == ["2026-05"]


@pytest.mark.parametrize(
	("span", "before", "year_before"),
	[
		(spans.of_month(date(2026, 1, 1)), ["2025-12"], ["2025-01"]),
		(
			spans.of_quarter(date(2026, 1, 1)),
			["2025-10", "2025-11", "2025-12"],
			["2025-01", "2025-02", "2025-03"],
		),
		(spans.between(date(2026, 1, 1), date(2026, 2, 1)), ["2025-11", "2025-12"], ["2025-01", "2025-02"]),
	],
)
def test_what_a_span_is_compared_with(span, before, year_before):
	assert span.before.months == before and span.year_before.months == year_before


@pytest.mark.parametrize(
	("first", "last"), [(date(2026, 2, 1), date(2026, 1, 31)), (date(2010, 1, 1), date(2026, 1, 1))]
)
def test_a_span_the_wrong_way_round_or_endless_is_refused(first, last):
	with pytest.raises(spans.SpanError):
		spans.between(first, last)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_span_before_ends_where_this_one_begins_and_is_as_long(one, other):
	first, last = sorted((one, other))
	try:
		span = spans.between(first, last)
	except spans.SpanError:
		return
	assert len(span.before.months) == len(span.months)
	assert (span.days()[0] - span.before.days()[1]).days == 1
	assert span.days()[0] <= first <= last <= span.days()[1]


@pytest.mark.parametrize(
	("now", "before", "expected"),
	[
		(5, 0, 100.0),
		(0, 5, -100.0),
		(0, 0, None),
		(6, 5, 20.0),
		(5, 6, -16.7),
		(-3, 0, -100.0),
		(5, -5, 200.0),
	],
)
def test_a_count_changes_in_per_cent_and_zero_bases_as_published(now, before, expected):
	assert changes.change(now, before) == expected


def test_a_rate_changes_in_percentage_points():
	assert changes.points_of_change(changes.rate(571, 581), 78.3) == 20.0
	assert changes.points_of_change(98.3, None) is None and changes.rate(1, 0) is None
	assert [changes.in_percent(v) for v in (None, 0.0, 12.5, -100.0)] == ["–", "0.0%", "+12.5%", "-100.0%"]
	assert changes.per_head(10, 4) == 2.5 and changes.per_head(10, 0) is None


@given(st.lists(st.integers(0, 9)))
def test_equal_values_share_a_rank_and_the_next_counts_on(values):
	values = sorted(values, reverse=True)
	assert changes.ranks(values) == [1 + sum(other > value for other in values) for value in values]
