"""What a household and its people must be; addresses; relations to a new head. No site."""

import ast
import csv
import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid_governance.registry import addresses, household, papers, relations
from grid_governance.registry.problems import Problem

APP = Path(household.__file__).parents[1]
TODAY = datetime.date(2026, 11, 22)
PERSON = {"resident_name": "张小明", "sex": "Male", "relation_to_head": relations.HEAD}
HOUSE = {"grid_unit": "430181002001001", "villagers_group": "3", "room": "12"}


def fields(problems) -> list[str]:
	return [problem.field for problem in problems]


def options(doctype: str, fieldname: str) -> list[str]:
	folder = doctype.lower().replace(" ", "_")
	meta = json.loads((APP / "grid_governance/doctype" / folder / f"{folder}.json").read_text())
	field = next(f for f in meta["fields"] if f["fieldname"] == fieldname)
	return [option for option in field["options"].split("\n") if option]


@pytest.mark.parametrize(
	("doctype", "fieldname", "known"),
	[
		("Resident", "relation_to_head", relations.RELATIONS),
		("Resident", "status", household.STATUSES),
		("Resident", "sex", household.SEXES),
		("Resident", "identity_kind", tuple(papers.KINDS)),
		("Identity Document", "identity_kind", tuple(papers.KINDS)),
		("Move-in Request", "relation_to_head", relations.RELATIONS),
		("Household", "household_type", household.HOUSEHOLD_TYPES),
		("Household", "dwelling_use", household.DWELLING_USES),
	],
)
def test_rules_and_forms_know_the_same_options(doctype, fieldname, known):
	assert tuple(options(doctype.replace("-", " "), fieldname)) == known


def test_a_good_household_has_no_problem():
	assert household.check_household(HOUSE, [PERSON]) == []


def test_a_household_stands_no_higher_than_a_village():
	(problem,) = household.check_household({**HOUSE, "grid_unit": "430181002"})
	assert problem.field == "grid_unit" and "village" in problem.message


@pytest.mark.parametrize("unit", ["", "甲社区", "43018100200", "4301x1002001"])
def test_a_malformed_unit_is_named(unit):
	assert fields(household.check_household({**HOUSE, "grid_unit": unit})) == ["grid_unit"]


def test_a_second_head_is_named():
	second = {**PERSON, "resident_name": "李四"}
	(problem,) = household.check_household(HOUSE, [PERSON, second])
	assert "李四" in problem.text() and problem.remedy


def test_a_household_in_which_people_live_has_a_head():
	son = {**PERSON, "relation_to_head": relations.SON}
	assert fields(household.check_heads([son])) == ["relation_to_head"]


def test_the_dead_head_does_not_count_and_an_empty_house_needs_none():
	dead = {**PERSON, "status": household.DEAD}
	assert household.check_heads([dead, {**PERSON, "resident_name": "李四"}]) == []
	assert household.check_heads([dead]) == []


@pytest.mark.parametrize(
	("change", "field"),
	[
		({"resident_name": ""}, "resident_name"),
		({"resident_name": "张三1"}, "resident_name"),
		({"resident_name": "<b>张三"}, "resident_name"),
		({"sex": "男"}, "sex"),
		({"sex": None}, "sex"),
		({"relation_to_head": "Cousin"}, "relation_to_head"),
		({"relation_to_head": ""}, "relation_to_head"),
		({"status": "Away"}, "status"),
		({"birth_date": "2026-13-01"}, "birth_date"),
		({"birth_date": "2026-11-23"}, "birth_date"),
		({"phone": "123"}, "phone"),
		({"registered_code": "43018"}, "registered_code"),
		({"status": household.LIVING_HERE}, "registered_address"),
		({"identity_number": "110105194912310021"}, "identity_number"),
	],
)
def test_a_bad_value_is_reported_at_its_field_with_a_remedy(change, field):
	(problem,) = household.check_resident({**PERSON, **change}, today=TODAY)
	assert problem.field == field and problem.message and problem.remedy


@pytest.mark.parametrize("name", ["张三", "买买提·艾力", "欧阳娜娜", "Anna Maria", "𠮷野"])
def test_real_names_are_names(name):
	assert household.check_resident({**PERSON, "resident_name": name}, TODAY) == []


@given(
	st.dictionaries(st.sampled_from([*PERSON, "status", "birth_date", "phone", "identity_number"]), st.text())
)
def test_whatever_is_typed_there_is_an_answer_and_no_crash(record):
	assert all(isinstance(problem, Problem) for problem in household.check_resident(record, TODAY))
	assert all(isinstance(problem, Problem) for problem in household.check_household(record))


@pytest.mark.parametrize(
	("parts", "line"),
	[
		({"villagers_group": "3", "hamlet": "李家湾", "room": "12"}, "3组李家湾12号"),
		(
			{"estate": "和谐家园", "building": "2", "building_unit": "1", "room": "501"},
			"和谐家园2栋1单元501室",
		),
		({"villagers_group": "第三组", "room": "附1号"}, "第三组附1号"),
		({"address": "集里桥东"}, "集里桥东"),
		({"address": "旧", "room": "5"}, "5号"),
		({}, ""),
	],
)
def test_an_address_is_made_from_its_parts(parts, line):
	assert addresses.compose_address(parts) == line


@pytest.mark.parametrize("typed", ["2", "2组", "二组", "第二组", " 第2村民小组 "])
def test_a_group_is_found_however_it_is_typed(typed):
	assert {"2", "2组"} <= set(addresses.group_spellings(typed))
	assert addresses.group_spellings("河东") == [
		"河东",
		"河东组",
		"第河东组",
	] and not addresses.group_spellings(None)


def test_lists_go_by_number_not_by_letter():
	lines = ["10栋1单元", "2栋3单元", "2栋12单元", "一组5号", "十一组1号", "二组2号", "二十组1号"]
	assert sorted(lines, key=addresses.address_key) == [
		"一组5号",
		"2栋3单元",
		"2栋12单元",
		"二组2号",
		"10栋1单元",
		"十一组1号",
		"二十组1号",
	]


@given(st.integers(1, 199), st.integers(1, 199))
def test_groups_sort_by_their_number(one, other):
	assert (addresses.address_key(f"{one}组") < addresses.address_key(f"{other}组")) == (one < other)


def test_the_sons_family_when_the_son_becomes_head():
	family = {
		"father": (relations.HEAD, "Male"),
		"mother": (relations.SPOUSE, "Female"),
		"son": (relations.SON, "Male"),
		"daughter": (relations.DAUGHTER, "Female"),
		"grandson": (relations.GRANDCHILD, "Male"),
	}
	assert relations.relations_to_new_head(family, "son") == {
		"son": relations.HEAD,
		"father": relations.PARENT,
		"mother": relations.PARENT,
		"daughter": relations.SIBLING,
		"grandson": None,  # his own child or his sister's: a person must say
	}


def test_children_stay_children_when_the_wife_becomes_head():
	family = {
		"man": (relations.HEAD, "Male"),
		"wife": (relations.SPOUSE, "Female"),
		"son": (relations.SON, "Male"),
	}
	assert relations.relations_to_new_head(family, "wife") == {
		"wife": relations.HEAD,
		"man": relations.SPOUSE,
		"son": relations.SON,
	}


members = st.tuples(st.sampled_from(relations.RELATIONS[1:]), st.sampled_from(household.SEXES))


@given(st.lists(members, min_size=1, max_size=8), st.data())
def test_a_new_head_is_the_only_head_and_the_rest_is_known_or_asked(rest, data):
	family = {"old": (relations.HEAD, "Male")} | {f"m{i}": member for i, member in enumerate(rest)}
	new = data.draw(st.sampled_from([name for name in family if name != "old"]))
	after = relations.relations_to_new_head(family, new)
	assert set(after) == set(family)
	assert [name for name, relation in after.items() if relation == relations.HEAD] == [new]
	assert all(relation is None or relation in relations.RELATIONS for relation in after.values())


def test_every_problem_is_translated():
	"""Templates stand in Problem(…) calls, where no extractor of the platform looks."""
	with (APP / "translations/zh.csv").open(encoding="utf-8") as file:
		known = {row[0] for row in csv.reader(file) if row}
	missing = [text for path in sorted((APP / "registry").glob("*.py")) for text in _templates(path)]
	controllers = sorted((APP / "grid_governance/doctype").glob("*/*.py"))
	missing += [text for path in controllers for text in _templates(path)]
	assert missing and [text for text in missing if text not in known] == []


def _templates(path: Path):
	for node in ast.walk(ast.parse(path.read_text())):
		if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
			yield from (arg.value for arg in node.args[1:3] if isinstance(arg, ast.Constant) and arg.value)
