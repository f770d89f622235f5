"""Rows become households; a household is right or wrong as a whole."""

import datetime

from grid_governance.registry.importing.columns import dictionary
from grid_governance.registry.importing.files import Row
from grid_governance.registry.importing.grouping import NEW, WRONG, group

WORDS = dictionary()
TODAY = datetime.date(2026, 11, 22)
UNIT = "430181002001"


def rows(*people):
	return [Row(line, {"room": "12", **person}) for line, person in enumerate(people, start=2)]


def head(name="王大山", **cells):
	cells = {"relation_to_head": "Head Of Household", "sex": "Male", **cells}
	return {"resident_name": name, "status": "Living And Registered Here", **cells}


def houses(*people):
	return group(rows(*people), UNIT, WORDS, TODAY)


def problems(house):
	return [(p.line, problem.field) for p in house.people for problem in p.problems]


def test_rows_of_one_address_are_one_household_wherever_they_stand():
	found = houses(head(), head("李四", room="13"), head("王小山", relation_to_head="Son"))
	assert [len(h.people) for h in found] == [2, 1] and {h.state for h in found} == {NEW}


def test_a_row_without_a_code_belongs_to_the_unit_of_the_import():
	assert houses(head())[0].unit == UNIT


def test_a_padded_code_is_its_short_form_and_a_foreign_one_is_refused():
	assert houses(head(grid_unit="430181002001000"))[0].unit == UNIT
	assert (2, "grid_unit") in problems(houses(head(grid_unit="430181002200"))[0])


def test_sex_and_birth_date_come_from_the_number_and_must_not_contradict_it():
	house = houses(head(sex=None, identity_number="11010519491231002x"))[0]
	assert (
		house.people[0].values["sex"] == "Female"
		and str(house.people[0].values["birth_date"]) == "1949-12-31"
	)
	assert (2, "sex") in problems(houses(head(sex="Male", identity_number="11010519491231002X"))[0])


def test_an_id_number_with_a_wrong_check_digit_makes_the_whole_household_wrong():
	house = houses(head(), head("王妻", relation_to_head="Spouse", identity_number="110105194912310021"))[0]
	assert house.state == WRONG and problems(house) == [(3, "identity_number")]


def test_the_same_name_and_birth_date_twice_is_the_same_person():
	born = {"birth_date": "1985-03-09", "relation_to_head": "Son"}
	house = houses(head(), head("王小山", **born), head("王小山", **born))[0]
	assert problems(house) == [(4, "resident_name")]
	twins = houses(head(), head("王小山", **born), head("王大海", **born))[0]
	assert twins.state == NEW


def test_columns_of_the_household_must_agree_between_its_rows():
	house = houses(head(dwelling_use="Let Out"), head("王二", relation_to_head="Son", dwelling_use="Vacant"))[
		0
	]
	assert problems(house) == [(3, "dwelling_use")]


def test_a_missing_address_and_a_missing_name_are_told():
	house = group([Row(2, {"relation_to_head": "Head Of Household", "sex": "Male"})], UNIT, WORDS, TODAY)[0]
	assert {field for _line, field in problems(house)} == {"address", "resident_name"}
