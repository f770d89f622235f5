"""The demo's figures are those of the field report; its people are nobody's and obey the rules."""

import pytest

from grid_governance.demo import people, places
from grid_governance.registry import codes, papers
from grid_governance.registry.importing.columns import dictionary
from grid_governance.registry.importing.grouping import NEW, group

STREET = places.villages("street")
VILLAGE = places.villages("village")[0]


def test_the_street_has_the_households_people_and_neighbour_heads_of_the_report():
	assert len(STREET) == 15
	assert sum(v.households for v in STREET) == 47_000
	assert sum(v.people for v in STREET) == 162_000
	assert sum(v.micro_grids for v in STREET) == 3_618


def test_the_small_demo_is_a_part_of_the_large_one():
	assert VILLAGE in STREET and VILLAGE.households == 500


def test_units_come_parents_first_and_with_codes_inside_them():
	seen = set()
	for row in places.unit_rows("street"):
		code = codes.normalise(row.code)
		assert codes.parent(code) is None or codes.parent(code) in seen
		seen.add(code)


@pytest.fixture(scope="module")
def rows():
	return list(people.rows(VILLAGE))


def test_people_are_the_same_on_every_call(rows):
	assert rows == list(people.rows(VILLAGE)) and len(rows) == VILLAGE.people


def test_every_household_of_the_village_passes_the_rules(rows):
	houses = group(rows, VILLAGE.code, dictionary(), people.TODAY)
	assert len(houses) == VILLAGE.households
	assert {house.state for house in houses} == {NEW}


def test_numbers_are_valid_once_only_and_of_no_real_county(rows):
	numbers = [row.cells["identity_number"] for row in rows]
	numbers += [row.cells["identity_number"] for row in people.rows(STREET[9])]
	assert len(set(numbers)) == len(numbers)
	assert all(papers.parse_id_card(number).number == number for number in numbers)
	assert {number[:6] for number in numbers} == {people.AREA}
	assert people.AREA not in {r.code for r in places.division_files.rows(places.DIVISIONS)}


def test_everybody_is_marked_as_made_up(rows):
	assert all(row.cells["note"] == people.NOTE for row in rows)
	assert all(row.cells["phone"].startswith("1380000") for row in rows if "phone" in row.cells)
