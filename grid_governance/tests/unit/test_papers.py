"""GB 11643, credit codes, phones and masks: what is read, refused and hidden. No site."""

import datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from grid_governance.registry import names, papers

STANDARD = "11010519491231002X"  # the example printed in GB 11643
TODAY = datetime.date(2026, 11, 22)

births = st.dates(datetime.date(1900, 1, 1), TODAY)


def number_of(region: int, birth: datetime.date, serial: int) -> str:
	stem = f"{region:06d}{birth:%Y%m%d}{serial:03d}"
	return stem + ric.calc_check_digit(stem + "0")


numbers = st.builds(number_of, st.integers(110000, 659999), births, st.integers(1, 999))


def reason(value, field="identity_number") -> str:
	with pytest.raises(papers.ProblemError) as caught:
		papers.parse_id_card(value, today=TODAY)
	assert caught.value.problem.field == field
	return caught.value.problem.message


def test_the_standards_own_example_is_read():
	card = papers.parse_id_card(STANDARD)
	assert (card.birth_date, card.sex) == (datetime.date(1949, 12, 31), "Female")


def test_full_width_digits_spaces_and_a_small_x_are_understood():
	assert papers.parse_id_card("１１０１０５ 19491231 002x").number == STANDARD


@given(numbers)
def test_every_valid_number_is_read(number):
	card = papers.parse_id_card(number, today=TODAY)
	assert card.number == number and card.birth_date == datetime.date.fromisoformat(
		f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
	)


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number, place, by):
	wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
	with pytest.raises(papers.ProblemError):
		papers.parse_id_card(wrong, today=TODAY)


@given(numbers, st.integers(0, 15))
def test_two_neighbouring_digits_exchanged_are_always_found(number, place):
	wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
	if wrong != number:
		with pytest.raises(papers.ProblemError):
			papers.parse_id_card(wrong, today=TODAY)


@time_machine.travel("2026-12-31T20:00:00Z", tick=False)
def test_a_child_may_be_born_on_the_sites_day_that_is_the_machines_tomorrow():
	on = {day: number_of(110105, datetime.date(2027, 1, day), 2) for day in (1, 3)}
	assert papers.parse_id_card(on[1]).birth_date == datetime.date(2027, 1, 1)
	with pytest.raises(papers.ProblemError):
		papers.parse_id_card(on[3])


def test_the_old_15_digit_number_finds_the_new_one():
	assert papers.parse_id_card("110105491231002").number == STANDARD


@pytest.mark.parametrize(
	("value", "said"),
	[
		("110105194912310021", "does not fit the others"),
		("4301811980", "18 characters"),
		("1.10105E+17", "kept as a number"),
		(110105194912310021, "kept as a number"),
		(1.10105194912310e17, "kept as a number"),
		("1101051949123100２X3", "18 characters"),
	],
)
def test_a_bad_number_says_what_is_wrong(value, said):
	assert said in reason(value)


def test_an_impossible_birth_date_is_named():
	stem = "43018119800230001"
	assert "no possible birth date" in reason(stem + ric.calc_check_digit(stem + "0"))


def test_a_birth_date_in_the_future_is_refused():
	stem = "43018120991231001"
	assert "no possible birth date" in reason(stem + ric.calc_check_digit(stem + "0"))


def test_sex_and_birth_date_that_contradict_the_number_are_both_reported():
	record = {
		"identity_kind": "ID Card",
		"identity_number": STANDARD,
		"sex": "Male",
		"birth_date": "1950-01-01",
	}
	assert [p.field for p in papers.check_identity(record)] == ["sex", "birth_date"]


def test_no_document_yet_needs_a_reason():
	(problem,) = papers.check_identity({"identity_kind": "No Document Yet"})
	assert problem.field == "no_identity_reason" and problem.remedy
	assert not papers.check_identity({"identity_kind": "No Document Yet", "no_identity_reason": "newborn"})


@pytest.mark.parametrize(
	("kind", "number", "good"),
	[
		("Passport", "E12345678", True),
		("Passport", "护照123", False),
		("Mainland Travel Permit", "H01234567", True),
		("Mainland Travel Permit", "X01234567", False),
		("Birth Certificate", "R430123456", True),
		("Foreign Permanent Resident Card", "USA110085010101", True),
		("Driving Licence", "E12345678", False),
	],
)
def test_other_documents_are_judged_by_their_form(kind, number, good):
	assert (papers.check_identity({"identity_kind": kind, "identity_number": number}) == []) is good


@pytest.mark.parametrize(
	("code", "good"),
	[
		("91110000600037341L", True),
		("9111 0000 6000 37341l", True),
		("91110000600037341M", False),
		("91110000600O37341L", False),
		("9111000060003734", False),
		("", True),
	],
)
def test_credit_codes(code, good):
	assert (papers.check_credit_code(code) == []) is good


def test_a_village_cooperatives_code_is_good_though_it_begins_with_a_letter():
	stem = "N2430181MF0000001"
	assert papers.check_credit_code(stem + uscc.calc_check_digit(stem)) == []


@pytest.mark.parametrize(
	("phone", "good"),
	[
		("13812341234", True),
		("+86 138-1234-1234", True),
		("0731-83612345", True),
		("83612345", True),
		("12345", False),
		("23812341234", False),
		("没有", False),
		(None, True),
	],
)
def test_phones(phone, good):
	assert (papers.check_phone(phone) == []) is good


@pytest.mark.parametrize(
	("name", "masked"),
	[
		("张小明", "张*明"),
		("张三", "张*"),
		("欧阳娜娜", "欧阳*娜"),
		("欧阳修", "欧阳*"),
		("诸葛", "诸*"),
		("买买提·艾力", "买买提·*"),
		("王", "*"),
		("", ""),
	],
)
def test_masked_names(name, masked):
	assert names.mask_name(name) == masked


def test_masks_of_numbers_and_phones():
	assert papers.mask_number(STANDARD) == "110105********002X"
	assert papers.mask_number("E12345678") == "E1*****78"
	assert papers.mask_phone("13812341234") == "138****1234"
	assert papers.mask_phone("0731-83612345") == "********2345"


@given(numbers)
def test_a_mask_never_shows_the_birthday(number):
	assert number[8:14] not in papers.mask_number(number)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=4))
def test_a_masked_name_always_hides_something(name):
	masked = names.mask_name(name)
	assert "*" in masked and masked != name and masked[0] == name[0]


@pytest.mark.parametrize(
	("name", "initials"),
	[
		("张小明", "zxm"),
		("单田芳", "stf"),
		("曾国藩", "zgf"),
		("尉迟恭", "ycg"),
		("买买提·艾力", "mmtal"),
		("John", "john"),
		(None, ""),
	],
)
def test_pinyin_initials_know_the_readings_of_surnames(name, initials):
	assert names.name_initials(name) == initials
