"""A year's days and what expires, by examples and by playing an account point by point."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid_governance.points.year_end import settling


def test_a_settlement_runs_only_after_the_late_window_and_the_last_redemption_date():
	days = settling.days_of(2026, 1, 15)
	assert (days.first, days.last) == (date(2026, 1, 1), date(2026, 12, 31))
	assert days.late_until == days.last_redemption == date(2027, 1, 15) and days.run_from == date(2027, 1, 16)
	assert settling.days_of(2026, 1, 15, date(2027, 2, 10)).run_from == date(2027, 2, 11)
	assert settling.days_of(2026, 1, 15, date(2026, 12, 31)).run_from == date(2027, 1, 16)
	assert settling.days_of(2026, 4, 0).last == date(2027, 3, 31)
	with pytest.raises(settling.SettlingError):
		settling.days_of(2026, 1, 15, date(2026, 12, 30))


@pytest.mark.parametrize(
	("kind", "share", "expected"),
	[
		(settling.FULL, 0, 33),
		(settling.ZERO, 50, 0),
		(settling.PART, 50, 17),
		(settling.PART, 0, 0),
		(settling.PART, 100, 33),
		(settling.PART, 1, 1),
	],
)
def test_a_share_is_rounded_in_favour_of_the_holder(kind, share, expected):
	assert settling.carried_over(33, kind, share) == expected


@pytest.mark.parametrize(("kind", "share"), [("", 0), (settling.PART, 101), (settling.PART, -1)])
def test_an_unknown_rule_is_refused(kind, share):
	with pytest.raises(settling.SettlingError):
		settling.carried_over(10, kind, share)


@given(st.integers(0, 10**6), st.integers(0, 100))
def test_what_is_carried_over_is_whole_and_never_less_than_the_share(left, share):
	carried = settling.carried_over(left, settling.PART, share)
	assert left * share <= carried * 100 < left * share + 100 and carried <= left


@given(st.lists(st.tuples(st.booleans(), st.integers(-20, 20)), max_size=40))
def test_oldest_points_are_spent_first_as_if_each_point_bore_its_year(moves):
	"""moves: (after the year's end?, points); a second implementation keeps the two heaps apart."""
	old = new = balance = by_then = spent = 0
	for later, points in sorted(moves, key=lambda move: move[0]):
		if balance + points < 0:
			continue
		balance += points
		if not later:
			by_then += points
			old += points
			continue
		if points > 0:
			new += points
			continue
		spent -= points
		from_old = min(old, -points)
		old, new = old - from_old, new + points + from_old
	assert settling.left_of_year(balance, by_then, spent) == old and old + new == balance
