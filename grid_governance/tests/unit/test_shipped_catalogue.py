"""The shipped catalogue: 191 items in the four categories, 36 of peace and law, three ready sets. Pure."""

from __future__ import annotations

from collections import Counter

import pytest

from grid_governance.points.rulebook import adopted, rules
from grid_governance.points.rulebook.adopted import Switched
from grid_governance.points.rulebook.deduction_rules import forbidden_word
from grid_governance.points.rulebook.rules import Cap, Item
from grid_governance.seeds import catalogue
from grid_governance.seeds import points as seeds

ITEMS = catalogue.items()
BY_CODE = {item["item_code"]: item for item in ITEMS}


def as_rules(row: dict) -> Item:
	return Item(
		row["item_code"],
		row["item_name"],
		frozenset(field for field in catalogue.FOR.values() if row.get(field)),
		row["counting"],
		row.get("points", 0),
		row.get("min_points", 0),
		row.get("max_points", 0),
		{level["level_name"]: level["points"] for level in row.get("levels", ())},
		tuple(Cap(**cap) for cap in row["caps"]),
		band_low=row.get("band_low", 0),
		band_high=row.get("band_high", 0),
	)


def test_there_are_191_items_36_of_them_of_peace_and_law():
	assert len(ITEMS) == len(BY_CODE) == 191
	assert sum(item["peace_and_law"] for item in ITEMS) == 36


def test_the_four_categories_are_all_used():
	split = Counter(item["category"] for item in ITEMS)
	assert set(split) == set(catalogue.CATEGORIES.values()) and min(split.values()) >= 8
	assert all(
		item["peace_and_law"] for item in ITEMS if item["category"] in (catalogue.ORDER, catalogue.GANGS)
	)


def test_no_name_stands_twice_and_each_subject_class_has_its_own():
	assert len({item["item_name"] for item in ITEMS}) == 191
	for field in catalogue.FOR.values():
		assert sum(item.get(field, 0) for item in ITEMS) >= 15, field


@pytest.mark.parametrize("row", ITEMS, ids=BY_CODE)
def test_each_item_is_whole(row):
	item = as_rules(row)
	assert item.classes and row["per"] and row["evidence_hint"]
	low, high = item.band_low, item.band_high
	if item.counting == rules.FIXED:
		assert rules.whole(item.points) and (not high or low <= item.points <= high)
		for points in {low, high} - {0}:
			adopted.check_row(item, Switched(points))
	elif item.counting == rules.BETWEEN:
		assert 0 < item.low < item.high and not high
	else:
		worth = list(item.levels.values())
		assert worth == sorted(worth, reverse=True) and not high


def test_commendations_give_what_the_field_pays():
	levels = as_rules(BY_CODE["A11"]).levels
	assert list(levels.values()) == [50, 30, 20, 15, 10, 5]


def test_nobody_gets_points_for_having_a_quarrel():
	assert not [item["item_name"] for item in ITEMS if "当事人" in item["item_name"]]


def test_the_ready_sets_hold_forty_forty_and_the_three_virtues():
	sets = catalogue.sets()
	assert {name: len(rows) for name, rows in sets.items()} == {
		"农村常用清单": 40,
		"社区常用清单": 40,
		"道德储蓄清单": 24,
	}
	assert all(code in BY_CODE for rows in sets.values() for code, _heading in rows)
	virtues = Counter(heading for _code, heading in sets["道德储蓄清单"])
	assert virtues == {"友爱": 8, "孝顺": 8, "诚信": 8}
	assert all(BY_CODE[code].get("for_families") for code, _heading in sets["道德储蓄清单"])


def test_six_books_cover_the_five_subject_classes_and_only_some_are_redeemable():
	assert len(seeds.BOOKS) == 6
	assert len({book["subject_class"] for book in seeds.BOOKS}) == 5
	bound = {book["book_name"] for book in seeds.BOOKS if not book.get("redeemable", 1)}
	assert bound == {"党员积分", "工作人员积分", "单位积分"}


def test_no_deduction_item_is_about_seeking_help_or_justice():
	assert not [row for row in seeds.DEDUCTIONS if forbidden_word(row[1])]
