"""Days of a notice by the civil code, masks of the three views, and what an objection may change."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid_governance.calendar_days import STATE
from grid_governance.points.notice import notice_rules
from grid_governance.points.rulebook import rules

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 1))
NAMES = st.text("张王李欧阳明小大娃", min_size=1, max_size=6)


@pytest.mark.parametrize(
	("start", "days", "last"),
	[
		("2026-11-23", 5, "2026-11-30"),  # the 28th is a Saturday: rolls to Monday
		("2026-11-16", 3, "2026-11-19"),  # the day of posting does not count
		("2026-09-25", 6, "2026-10-08"),  # National Day: the holidays end on the 7th
		("2026-02-09", 5, "2026-02-14"),  # a Saturday that is worked (make-up day before the Spring Festival)
		("2054-12-28", 5, "2055-01-04"),  # no table for so late a year: weekends alone
	],
)
def test_last_day_rolls_to_a_working_day_and_the_first_does_not_count(start, days, last):
	assert STATE.last_day(date.fromisoformat(start), days) == date.fromisoformat(last)


@given(DAYS, st.integers(1, 40))
def test_a_last_day_is_worked_and_never_before_the_days_have_run(start, days):
	last = STATE.last_day(start, days)
	assert last >= start + timedelta(days=days)
	assert not STATE.is_rest_day(last)
	between = (start + timedelta(days=n) for n in range(days, (last - start).days))
	assert all(STATE.is_rest_day(day) for day in between)


@given(DAYS, st.integers(1, 30))
def test_a_later_photo_never_ends_earlier(start, days):
	assert STATE.last_day(start + timedelta(days=1), days) >= STATE.last_day(start, days)


@pytest.mark.parametrize("days", [0, -1])
def test_a_notice_has_days(days):
	with pytest.raises(ValueError):
		STATE.last_day(date(2026, 11, 23), days)


def test_years_without_a_table_are_named():
	assert STATE.years_without_table(date(2054, 12, 28), date(2055, 1, 4)) == [2054, 2055]
	assert STATE.years_without_table(date(2026, 1, 1), date(2026, 12, 31)) == []


@given(NAMES, st.text(max_size=5), st.sampled_from(["Household", "Resident", "Grid Worker"]))
def test_strangers_never_read_a_whole_name(name, group, kind):
	shown, shown_group = notice_rules.on_open_net(name, group, False, kind)
	assert "*" in shown and shown != name and shown_group == group


@given(NAMES, st.booleans())
def test_a_sensitive_row_has_no_name_anywhere(name, organisation):
	kind = "Local Organisation" if organisation else "Household"
	assert notice_rules.on_open_net(name, "1", True, kind) is None
	line = notice_rules.on_board(name, "1", "提供线索", 5, True)
	assert line.name is None and line.group == "" and line.item == "提供线索"


def test_the_board_shows_all_and_an_organisation_keeps_its_name():
	assert notice_rules.on_board("张大明", "3", "清洁", 5, False) == notice_rules.Line(
		"张大明", "3", "清洁", 5
	)
	assert notice_rules.on_open_net("张大明", "3", False, "Household") == ("张*明", "3")
	assert notice_rules.on_open_net("便民超市", None, False, "Local Organisation") == ("便民超市", "")


def test_groups_come_as_people_count_them():
	assert sorted(["10", "2", "", "东组", "1组"], key=notice_rules.group_order) == [
		"1组",
		"2",
		"10",
		"东组",
		"",
	]
	assert notice_rules.by_group(["2", None, "10", "2"]) == [("2", 2), ("10", 1), ("", 1)]


def item(counting: str, **values) -> rules.Item:
	return rules.Item(name="i", label="项目", classes=frozenset(), counting=counting, **values)


@given(st.integers(-5, 30), st.integers(1, 20))
def test_an_objection_only_lowers_and_only_to_a_figure_of_the_item(new, published):
	by_limits, by_level = item(rules.BETWEEN, low=2, high=10), item(rules.BY_LEVEL, levels={"甲": 8, "乙": 4})
	for candidate, known in (
		(by_limits, range(2, 11)),
		(by_level, (4, 8)),
		(item(rules.FIXED, points=5), ()),
	):
		if 0 < new < published and new in known:
			assert notice_rules.lowered(candidate, published, new) == new
		else:
			with pytest.raises(rules.RuleError):
				notice_rules.lowered(candidate, published, new)
