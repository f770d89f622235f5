"""Words are found however brackets, widths and spaces were typed."""

import pytest

from grid_governance import loosely

TITLE = "参加村(居)民会议、村（居）民代表会议"


@pytest.mark.parametrize(
	"typed",
	[
		"村(居)民会议",
		"村（居）民会议",
		"村居民会议",
		"村 居 民",
		"会议 参加",
		"民代表",
		"（居）",
		"",
		"、",
		"ＣＡＮ"[:0],
	],
)
def test_brackets_widths_and_spaces_do_not_matter(typed):
	assert loosely.has_all(typed, TITLE)


@pytest.mark.parametrize("typed", ["村民会议", "会议 缺席", "党员大会"])
def test_other_words_are_not_found(typed):
	assert not loosely.has_all(typed, TITLE)


def test_a_code_counts_with_the_name_and_letters_have_no_case():
	assert loosely.has_all("b01", "清洁行动", "B01") and loosely.has_all("Ｂ０１ 清洁", "清洁行动", "B01")
