"""How far a term is performed; whose case it is; who stands on which side."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid_governance.cases import owner
from grid_governance.cases.intake import persons
from grid_governance.cases.mediation import performance
from grid_governance.registry.problems import ProblemError

DUE = date(2026, 6, 30)
MONEY = st.decimals(0, 10**5, places=2)


@given(st.decimals("0.01", 10**5, places=2), MONEY, st.integers(-30, 30))
def test_a_money_term_is_performed_exactly_when_the_money_is_in(amount, paid, days):
	stage = performance.term_stage(amount, paid, False, DUE, DUE + timedelta(days))
	assert (stage == "Performed") == (paid >= amount)
	if paid < amount:
		assert (stage == "Overdue") == (days > 0)


@pytest.mark.parametrize(
	("days", "paid", "stage"),
	[
		(-8, 0, "Not Due"),
		(-7, 0, "Due Soon"),
		(0, 0, "Due Soon"),
		(1, 0, "Overdue"),
		(-8, 5, "Part Performed"),
		(1, 5, "Overdue"),
	],
)
def test_stages_follow_the_calendar(days, paid, stage):
	assert performance.term_stage(Decimal(10), Decimal(paid), False, DUE, DUE + timedelta(days)) == stage


def test_a_term_without_money_is_performed_when_recorded_so():
	assert performance.term_stage(Decimal(0), Decimal(0), False, DUE, DUE) == "Due Soon"
	assert performance.term_stage(Decimal(0), Decimal(0), True, DUE, DUE) == "Performed"


def test_a_case_closes_as_performed_only_when_nothing_is_open():
	assert performance.may_close_as_performed(["Performed", "Replaced"])
	assert not performance.may_close_as_performed(["Performed", "Not Due"])


def test_the_handling_unit_holds_the_place_and_all_known_parties():
	grid = "430181002001001"
	assert owner.handling_unit(grid) == "430181002001"
	assert owner.handling_unit(grid, ["430181002001002", None]) == "430181002001"
	assert owner.handling_unit(grid, ["430181002200001"]) == "430181002"
	assert owner.handling_unit("430181002") == "430181002"
	assert owner.handling_unit(grid, ["110101001001"]) == "430181002001"


def test_one_person_cannot_stand_on_both_sides():
	a = {"side": "Party A", "party_name": "张 三", "contact": "13800000001"}
	assert persons.on_both_sides([a, {"side": "Party B", "party_name": "张三"}]) == (1, 2)
	assert persons.on_both_sides([a, {"side": "Party A", "party_name": "张三"}]) is None
	namesake = {"side": "Party B", "party_name": "张三", "contact": "13900000002"}
	assert persons.on_both_sides([a, namesake]) is None
	linked = [
		{"side": s, "party_name": n, "resident": "r1"} for s, n in (("Party A", "张三"), ("Party B", "章三"))
	]
	assert persons.on_both_sides(linked) == (1, 2)


def test_an_agent_alone_is_no_party():
	rows = [{"side": "Party A", "kind": "Person"}, {"side": "Party B", "kind": "Agent"}]
	assert persons.missing_sides(rows) == ["Party B"]


def test_only_the_mask_of_an_id_number_is_kept():
	assert persons.mask_id("11010519491231002X") == "110105********002X"
	assert persons.mask_id("110105********002X") == "110105********002X"
	assert persons.mask_id("") == ""
	with pytest.raises(ProblemError):
		persons.mask_id("110105194912310021")


@given(
	st.lists(st.sampled_from(["张三", "李四", "王五"]), max_size=5),
	st.sampled_from(["、", ",", "，", ";", "/"]),
)
def test_names_typed_in_one_line_are_parted(names, mark):
	assert persons.split_names(mark.join(names)) == list(dict.fromkeys(names))
