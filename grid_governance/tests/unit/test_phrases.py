"""Standard phrases: placeholders filled from the case, and the shipped library."""

import csv
from collections import Counter
from pathlib import Path

import pytest

import grid_governance
from grid_governance.cases.mediation import wording

LIBRARY = Path(grid_governance.__file__).parent / "seeds" / "mediation_phrases.csv"
USES = {"Opening Words", "Rights Notice", "Facts", "Responsibility", "Terms", "Closing Words"}


def shipped() -> list[dict]:
	with LIBRARY.open(encoding="utf-8", newline="") as stream:
		return list(csv.DictReader(stream))


def test_known_places_are_filled_and_unknown_values_leave_room_to_write():
	text = "{乙方}于{履行期限}前支付{甲方}人民币{金额}元"
	values = {"甲方": "王建国", "乙方": "宏达公司", "金额": "30,000"}
	assert wording.filled(text, values) == f"宏达公司于{wording.BLANK}前支付王建国人民币30,000元"
	assert wording.filled(text, values, ["履行期限"]) == "宏达公司于{履行期限}前支付王建国人民币30,000元"


def test_a_brace_that_is_no_placeholder_stays_as_typed():
	assert wording.filled("{甲方}{丙方}", {"甲方": "王"}) == "王{丙方}"
	assert wording.unknown("{甲方}{丙方}{ 金额 }") == ["丙方", " 金额 "]


def test_a_value_is_not_read_as_a_placeholder_again():
	assert wording.filled("{甲方}", {"甲方": "{乙方}", "乙方": "李"}) == "{乙方}"


def test_the_library_has_full_sets_for_the_frequent_types():
	by_type = {}
	for row in shipped():
		by_type.setdefault(row["纠纷类型"], set()).add(row["用处"])
	assert by_type.pop("") == USES
	full = [name for name, uses in by_type.items() if {"Facts", "Responsibility", "Terms"} <= uses]
	assert len(full) >= 6


@pytest.mark.parametrize("row", shipped(), ids=lambda row: row["名称"])
def test_each_shipped_phrase_is_in_order(row):
	assert row["用处"] in USES and row["名称"] and not wording.unknown(row["内容"])
	ends = row["用处"] != "Terms"  # a term goes on in the agreement, which sets the full stop itself
	assert row["内容"].endswith("。") == ends


def test_titles_are_told_apart():
	counted = Counter((row["纠纷类型"], row["用处"], row["名称"]) for row in shipped())
	assert max(counted.values()) == 1
