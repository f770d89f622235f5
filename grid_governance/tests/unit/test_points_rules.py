"""Points rules, pure: whole points, classes, dates, places, levels, periods, caps, one deed once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid_governance.points.rulebook import rules
from grid_governance.points.rulebook.rules import Cap, Deed, Item, RuleError

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
TODAY = date(2026, 9, 30)


def item(**values) -> Item:
	return Item(name="i", label="大扫除", classes=frozenset({"Family Class"}), points=5, **values)


def broken(code: str):
	return pytest.raises(RuleError, match=f"^{code}$")


@pytest.mark.parametrize("value", [1, "7", 3.0, "+4", 100_000])
def test_whole_points_are_taken(value):
	assert rules.whole(value) == int(float(value))


@pytest.mark.parametrize("value", [2.5, "2.5", -1, "-3", 0, "", None, True, "五", float("nan"), 100_001, [5]])
def test_fractional_negative_and_absurd_points_are_refused(value):
	with broken("not_whole"):
		rules.whole(value)


def test_nobody_types_other_points_than_the_item_gives():
	assert rules.points_for(item()) == 5
	assert rules.points_for(item(), given=5) == 5
	with broken("other_points"):
		rules.points_for(item(), given=50)


def test_points_between_limits_are_given_and_lie_inside():
	between = item(counting=rules.BETWEEN, low=1, high=8)
	assert [rules.points_for(between, given=n) for n in (1, 8)] == [1, 8]
	for wrong in (9, 100):
		with broken("outside_limits"):
			rules.points_for(between, given=wrong)
	with broken("not_whole"):
		rules.points_for(between, given=2.5)


def test_a_level_gives_its_points_and_an_unknown_one_is_named():
	levels = item(counting=rules.BY_LEVEL, levels={"县级": 15, "省级": 30})
	assert rules.points_for(levels, level="省级") == 30
	with pytest.raises(RuleError) as error:
		rules.points_for(levels, level="市级")
	assert error.value.code == "no_level" and error.value.values["levels"] == "县级、省级"


def test_item_must_be_meant_for_the_class():
	with broken("wrong_class"):
		rules.check_item(item(), "Resident Class", "430181002001", TODAY, TODAY)
	rules.check_item(item(), "Family Class", "430181002001", TODAY, TODAY)


def test_item_is_valid_in_its_unit_and_inside_only():
	village = item(unit="430181002001")
	rules.check_item(village, "Family Class", "430181002001001", TODAY, TODAY)
	with broken("wrong_place"):
		rules.check_item(village, "Family Class", "430181002200001", TODAY, TODAY)


def test_item_must_be_valid_on_the_day_of_the_deed_not_on_that_of_the_entry():
	dated = item(valid_from=date(2026, 3, 1), valid_to=date(2026, 3, 31))
	for day in (date(2026, 3, 1), date(2026, 3, 31)):
		rules.check_item(dated, "Family Class", "4301", day, TODAY)
	for day in (date(2026, 2, 28), date(2026, 4, 1)):
		with broken("not_valid_then"):
			rules.check_item(dated, "Family Class", "4301", day, TODAY)


def test_a_deed_of_tomorrow_is_refused():
	with broken("future_deed"):
		rules.check_item(item(), "Family Class", "4301", TODAY + timedelta(days=1), TODAY)


def test_the_day_that_a_cap_names_is_inside_its_period_edges():
	assert rules.period_of("Week", date(2026, 9, 30)) == (date(2026, 9, 28), date(2026, 10, 4))
	assert rules.period_of("Month", date(2024, 2, 10)) == (date(2024, 2, 1), date(2024, 2, 29))
	assert rules.period_of("Year", date(2026, 6, 30), 7) == (date(2025, 7, 1), date(2026, 6, 30))
	assert rules.period_of("Year", date(2026, 7, 1), 7) == (date(2026, 7, 1), date(2027, 6, 30))


@given(day=DAYS, period=st.sampled_from(rules.PERIODS), month=st.integers(1, 12))
def test_periods_tile_the_calendar(day, period, month):
	first, last = rules.period_of(period, day, month)
	assert first <= day <= last
	for inside in (first, last):
		assert rules.period_of(period, inside, month) == (first, last)
	assert rules.period_of(period, last + timedelta(days=1), month)[0] == last + timedelta(days=1)


@given(
	days=st.lists(st.dates(date(2026, 1, 1), date(2026, 3, 31)), max_size=40),
	times=st.integers(0, 4),
	points=st.integers(0, 30),
	period=st.sampled_from(rules.PERIODS),
)
def test_what_the_caps_let_through_never_exceeds_them(days, times, points, period):
	capped = item(caps=(Cap(period, times, points),))
	accepted: list[Deed] = []
	for day in days:
		deed = Deed("x", day, 5)
		try:
			rules.check_caps(capped, deed, accepted)
		except RuleError:
			continue
		accepted.append(deed)
	for deed in accepted:
		first, last = rules.period_of(period, deed.day)
		inside = [d for d in accepted if first <= d.day <= last]
		assert not times or len(inside) <= times
		assert not points or sum(d.points for d in inside) <= points


def test_caps_count_each_person_apart():
	capped = item(caps=(Cap("Day", 1),))
	others = [Deed("wang", TODAY, 5)]
	rules.check_caps(capped, Deed("li", TODAY, 5), others)
	with broken("cap_times"):
		rules.check_caps(capped, Deed("wang", TODAY, 5), others)


def test_the_second_time_of_a_day_counts_only_where_the_item_says_so():
	rules.check_occasion(item(times_per_day=2), 2)
	for wrong in (0, 3):
		with broken("too_often_a_day"):
			rules.check_occasion(item(times_per_day=2), wrong)


@given(st.lists(st.tuples(*[st.sampled_from(["a", "b", "a|b"])] * 3, DAYS, st.integers(1, 2)), max_size=12))
def test_two_deeds_have_one_key_only_when_they_are_one_deed(deeds):
	deeds = [d for d in deeds if "|" not in "".join(d[:3])]
	assert len({rules.deed_key(*d) for d in deeds}) == len(set(deeds))
