"""What adopted rules and campaigns make of an item, pure: nearest unit, band, stricter caps, one multiplier."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid_governance.points.rulebook import adopted, assembly, deduction_rules, drives, notation
from grid_governance.points.rulebook.adopted import Adopted, Switched
from grid_governance.points.rulebook.drives import Drive
from grid_governance.points.rulebook.rules import BETWEEN, BY_LEVEL, HIGHEST, PERIODS, Cap, Item, RuleError
from grid_governance.registry.problems import ProblemError

CLASSES = frozenset({"Family Class"})
FIXED = Item("i", "大扫除", CLASSES, points=5, band_low=3, band_high=7, caps=(Cap("Month", 4),))
RANGE = Item("r", "捐款", CLASSES, counting=BETWEEN, low=5, high=50)
LEVELS = Item("l", "表彰", CLASSES, counting=BY_LEVEL, levels={"县级": 15})
DAY = date(2026, 5, 1)


def rules(unit: str, book: str = "", first: date = date(2026, 1, 1), last: date | None = None) -> Adopted:
	return Adopted(f"{unit}{book}{first}", "细则", unit, book, first, last)


def broken(code: str):
	return pytest.raises(RuleError, match=f"^{code}$")


# ---------------------------------------------------------------- which rules hold


def test_the_nearest_unit_upwards_holds():
	town, village = rules("430181002"), rules("430181002001")
	assert adopted.in_force([town, village], "430181002001001", "b", DAY) is village
	assert adopted.in_force([town, village], "430181002200", "b", DAY) is town
	assert adopted.in_force([village], "430181002200", "b", DAY) is None


def test_rules_of_the_book_come_before_rules_for_all_books():
	common, own = rules("4301"), rules("4301", "b")
	assert adopted.in_force([common, own], "430181", "b", DAY) is own
	assert adopted.in_force([common, own], "430181", "c", DAY) is common


def test_the_day_of_the_deed_decides_between_old_and_new_rules():
	old, new = rules("43", last=date(2026, 4, 30)), rules("43", first=DAY)
	assert adopted.in_force([old, new], "43", "b", date(2026, 4, 30)) is old
	assert adopted.in_force([old, new], "43", "b", DAY) is new
	assert adopted.in_force([old, new], "43", "b", date(2025, 12, 31)) is None


# ---------------------------------------------------------------- band


@pytest.mark.parametrize("points", [0, 3, 5, 7])
def test_points_inside_the_band_are_taken(points):
	adopted.check_row(FIXED, Switched(points))
	assert adopted.applied(FIXED, Switched(points)).points == (points or 5)


@pytest.mark.parametrize("points", [2, 8, 100])
def test_points_outside_the_band_are_refused(points):
	with broken("outside_band"):
		adopted.check_row(FIXED, Switched(points))


def test_without_a_band_the_catalogues_points_stay():
	plain = Item("i", "献血", CLASSES, points=10)
	adopted.check_row(plain, Switched(10))
	with broken("no_band"):
		adopted.check_row(plain, Switched(11))


def test_limits_may_be_narrowed_never_widened():
	adopted.check_row(RANGE, Switched(low=10, high=20))
	assert adopted.applied(RANGE, Switched(high=20)).high == 20
	for wrong in (Switched(low=4), Switched(high=51), Switched(low=30, high=20)):
		with broken("outside_band"):
			adopted.check_row(RANGE, wrong)
	with broken("limits_only"):
		adopted.check_row(RANGE, Switched(points=9))
	with broken("no_limits_here"):
		adopted.check_row(FIXED, Switched(low=3))


def test_levels_are_those_of_the_catalogue():
	adopted.check_row(LEVELS, Switched())
	with broken("levels_stay"):
		adopted.check_row(LEVELS, Switched(points=20))


def test_own_caps_are_stricter_and_stand_beside_the_others():
	own = Switched(caps=(Cap("Month", 2), Cap("Year", 0, 50)))
	adopted.check_row(FIXED, own)
	assert adopted.applied(FIXED, own).caps == (Cap("Month", 2), Cap("Year", 0, 50))
	with broken("looser_cap"):
		adopted.check_row(FIXED, Switched(caps=(Cap("Month", 5),)))


AMOUNTS = st.integers(0, 500)
CAPS = st.dictionaries(st.sampled_from(PERIODS), st.tuples(AMOUNTS, AMOUNTS).filter(any), max_size=4).map(
	lambda found: tuple(Cap(period, *found[period]) for period in PERIODS if period in found)
)


@given(CAPS, CAPS)
def test_applied_caps_never_allow_more_than_either_list(county, village):
	found = {cap.period: cap for cap in adopted.stricter(county, village)}
	for cap in (*county, *village):
		assert not cap.times or 0 < found[cap.period].times <= cap.times
		assert not cap.points or 0 < found[cap.period].points <= cap.points


# ---------------------------------------------------------------- campaigns


def drive(name: str, times: str, unit: str = "4301", book: str = "") -> Drive:
	return Drive(name, unit, book, date(2026, 4, 1), date(2026, 6, 30), {"i": Decimal(times)})


def test_two_campaigns_never_multiply_twice_the_better_one_counts():
	both = [drive("a", "1.5"), drive("b", "2", "430181")]
	assert drives.best(both, "i", "430181002", "x", DAY).name == "b"
	assert drives.best(both, "i", "430182", "x", DAY).name == "a"


def test_a_campaign_counts_in_its_unit_days_book_and_for_its_items():
	one = [drive("a", "2", book="x")]
	assert drives.best(one, "i", "4301", "x", DAY)
	for item, unit, book, day in (
		("j", "4301", "x", DAY),
		("i", "4302", "x", DAY),
		("i", "4301", "y", DAY),
		("i", "4301", "x", date(2026, 7, 1)),
	):
		assert drives.best(one, item, unit, book, day) is None


@pytest.mark.parametrize(
	("points", "times", "whole"), [(5, "1.5", 8), (3, "1.5", 5), (1, "1.4", 1), (7, "2", 14)]
)
def test_multiplied_points_are_whole_halves_go_up(points, times, whole):
	assert drives.boosted(points, Decimal(times)) == whole


@pytest.mark.parametrize("wrong", [0.5, 3.1, 10, 1.25, -1])
def test_a_multiplier_is_one_to_three_with_one_decimal(wrong):
	with broken("wrong_multiplier"):
		drives.multiplier(wrong)


# ---------------------------------------------------------------- assembly


def vote(kind=assembly.REPRESENTATIVES, due=30, present=20, for_it=11, against=5, abstained=4):
	assembly.check(kind, due, present, for_it, against, abstained)


def test_two_thirds_of_the_representatives_or_half_of_the_villagers_have_to_be_there():
	vote()
	with broken("no_quorum"):
		vote(present=19, against=0, abstained=0)
	vote(assembly.ALL, due=100, present=51, for_it=26)
	with broken("no_quorum"):
		vote(assembly.ALL, due=100, present=50, for_it=50, against=0, abstained=0)


def test_more_than_half_of_those_present_have_to_be_for_it():
	with broken("not_adopted"):
		vote(for_it=10)
	with broken("votes_above_present"):
		vote(for_it=15, against=5, abstained=1)
	with broken("present_above_due"):
		vote(present=31)


# ---------------------------------------------------------------- deductions


def test_no_item_punishes_who_seeks_mediation_or_justice():
	for name in ("拒不参加调解", "越级上访", "向上级投诉", "邻里纠纷"):
		assert deduction_rules.forbidden_word(name)
	assert not deduction_rules.forbidden_word("乱堆乱放，经劝导不改正")


def test_a_decision_waits_for_the_hearing_or_the_end_of_its_time():
	until = deduction_rules.hearing_until(date(2026, 5, 1), 5)
	assert until == date(2026, 5, 6)
	assert not deduction_rules.may_decide(until, until, heard=False)
	assert deduction_rules.may_decide(until, until, heard=True)
	assert deduction_rules.may_decide(date(2026, 5, 7), until, heard=False)


@given(st.integers(1, HIGHEST), st.integers(-5, HIGHEST))
def test_never_more_is_taken_than_is_there(points, balance):
	taken = deduction_rules.taken(points, balance)
	assert 0 <= taken <= points and taken <= max(balance, 0)


# ---------------------------------------------------------------- notation of a cell


@given(CAPS)
def test_caps_come_back_from_their_text(caps):
	assert notation.caps_of(notation.caps_text(caps)) == caps


@given(
	st.dictionaries(
		st.text(
			st.characters(exclude_characters="；;\n:：", codec="utf-8", categories=["L", "N"]), min_size=1
		),
		st.integers(1, HIGHEST),
		max_size=6,
	)
)
def test_levels_come_back_from_their_text_in_their_order(levels):
	assert list(notation.levels_of(notation.levels_text(levels)).items()) == list(levels.items())


def test_people_write_caps_in_several_ways():
	assert notation.caps_of("每月4次; 年100分") == (Cap("Month", 4), Cap("Year", 0, 100))
	assert notation.caps_of("月4次20分\n天1次") == (Cap("Day", 1), Cap("Month", 4, 20))


@pytest.mark.parametrize("wrong", ["4次", "季4次", "月四次", "月4次；月5次", "月0次", "月4"])
def test_what_is_no_cap_is_named(wrong):
	with pytest.raises(ProblemError):
		notation.caps_of(wrong)


@pytest.mark.parametrize("wrong", ["县级", "县级:0", "县级:x", "县级:5；县级:6"])
def test_what_is_no_level_is_named(wrong):
	with pytest.raises(ProblemError):
		notation.levels_of(wrong)
