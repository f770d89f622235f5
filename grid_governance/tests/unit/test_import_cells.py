"""What a cell of a household list means, and what Excel does to it."""

import datetime

import pytest

from grid_governance.registry.importing import cells
from grid_governance.registry.importing.columns import BY_FIELD, dictionary
from grid_governance.registry.problems import ProblemError

NUMBER, BORN, SEX, PARTY = (BY_FIELD[f] for f in ("identity_number", "birth_date", "sex", "is_party_member"))
ZH = {"Male": "男", "Resident Name": "姓名"}


def said(column, value, options=None) -> str:
	with pytest.raises(ProblemError) as caught:
		cells.clean(column, value, options)
	return caught.value.problem.message


@pytest.mark.parametrize(
	"value",
	[
		datetime.datetime(1985, 3, 9),
		"1985-03-09",
		"1985/3/9",
		"1985.3.9",
		"1985年3月9日",
		"19850309",
		19850309,
		31115,  # the bare serial number of a date cell that lost its format
		"1985-03-09 00:00:00",
	],
)
def test_a_date_is_understood_in_each_unambiguous_shape(value):
	assert cells.clean(BORN, value) == datetime.date(1985, 3, 9)


@pytest.mark.parametrize("value", ["3/9/1985", "09-03-85", "1985-13-01", "1985-02-30", "约1985年", 5])
def test_a_date_that_can_be_read_in_two_ways_or_none_is_refused(value):
	assert "no date" in said(BORN, value)


@pytest.mark.parametrize("value", [430181198503091000, 4.30181198503091e17])
def test_a_number_cell_of_more_than_15_digits_is_named_as_excels_damage(value):
	assert "more than 15 digits" in said(NUMBER, value)


def test_18_digits_ending_in_000_with_a_wrong_check_digit_are_named_as_cut_off():
	assert "Excel has cut off" in said(NUMBER, "430181198503091000")
	assert cells.clean(NUMBER, "11010519491231002X") == "11010519491231002X"


def test_a_number_cell_that_kept_its_digits_is_text():
	assert cells.clean(BY_FIELD["phone"], 13800000000.0) == "13800000000"
	assert cells.clean(BY_FIELD["grid_unit"], 430181002001) == "430181002001"


@pytest.mark.parametrize(("value", "message"), [("=A1&B1", "formula"), ("#REF!", "error")])
def test_formulas_and_error_values_are_refused(value, message):
	assert message in said(NUMBER, value)


def test_options_and_headers_are_read_in_both_languages():
	words = dictionary(lambda text: ZH.get(text, text))
	assert words.headers["姓名"] == words.headers["residentname"] == "resident_name"
	for text in ("男", "Male", " 男 "):
		assert cells.clean(SEX, text, words.options["sex"]) == "Male"
	assert "not in the list" in said(SEX, "公", words.options["sex"])


@pytest.mark.parametrize(("value", "meant"), [("是", 1), ("√", 1), (1, 1), ("否", 0), (0, 0), ("no", 0)])
def test_yes_and_no(value, meant):
	assert cells.clean(PARTY, value) == meant


def test_an_empty_cell_is_nothing():
	assert cells.clean(NUMBER, None) is None and cells.clean(NUMBER, "  ") is None
