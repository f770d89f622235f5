"""What a request may name when it asks the database: what screens send passes, what carries SQL does not."""

import json

import pytest

from grid_governance.doors import asked

COLUMNS = [
	"name",
	"*",
	"`tabDispute Case`.`name`",
	"`tabDispute Case`.*",
	"`tabCase Party`.`name` as 'Case Party:name'",
	"grid_unit.unit_name as unit_name",
	"count(`tabDispute Case`.name) as total_count",
	"count(distinct `tabDispute Case`.name) as total_count",
	"SUM(`tabDispute Case`.`amount`) AS _aggregate_column",
	"count(*) as count",
	"distinct stage",
	"name as value",
	"_user_tags",
]
NO_COLUMNS = [
	"(select phone from tabResident)",
	"max((select sum(1+'1.name.') from tabResident)+(1)) as x",
	"exists(select 1 from tabResident)",
	"'1.name.1' union select phone from tabResident where 1 union select 'count('",
	"`name`, (select phone from tabResident) as `x`",
	"name`, (select 1) as `x",
	"`tabGrid Unit`.`name` from tabResident -- ",
	"sleep(5)",
	"`tabHousehold_1`.`phone`",
	"max(tabHousehold_1.phone)",
]


@pytest.mark.parametrize("column", COLUMNS)
def test_what_screens_ask_for_is_a_column(column):
	assert asked.strange_column([column]) is None
	assert asked.strange_column(json.dumps(["name", column])) is None


@pytest.mark.parametrize("column", NO_COLUMNS)
def test_sql_is_no_column(column):
	assert asked.strange_column([column]) == column
	assert asked.strange_column(json.dumps(["name", column])) == column


@pytest.mark.parametrize(
	("order", "strange"),
	[
		("`tabDispute Case`.`modified` desc", None),
		("stage asc, name", None),
		("modified  DESC", None),
		("`tabDispute Case`.`stage`", None),
		("count desc", None),
		("(case when 1=1 then name else owner end)", "(case when 1=1 then name else owner end)"),
		("name, sleep(5)", " sleep(5)"),
		("tabHousehold_1.phone desc", "tabHousehold_1.phone desc"),
	],
)
def test_an_order_is_columns_with_their_direction(order, strange):
	assert asked.strange_order(order) == strange


FILTERS = [
	{"stage": "Registered", "amount": [">", 100]},
	[["Dispute Case", "stage", "=", "Registered", False], ["name", "like", "%(select 1)%"]],
	[["Case Party", "party_name", "like", "%张%"]],
	[{"stage": ["!=", "Filed"]}],
	[[["a", "=", 1], "and", ["b", "=", 2]], "or", ["c", "=", 3]],
	[],
	{},
	None,
	"4e710dee20",
	"430181",
]
NO_FILTERS = [
	["1=1 or (select count(*) from tabResident)>0"],
	["name", "=", "x"],
	[["ifnull((select(phone)from(tabResident)),'')", "like", "1%"]],
	[["Dispute Case", "ifnull(name,'') = '' or 1", "=", "1"]],
	[["Dispute Case` join tabResident", "name", "=", "1"]],
	{"ifnull((select 1),0)": 1},
	[[["a) or (1", "=", 1]]],
]


@pytest.mark.parametrize("filters", FILTERS)
def test_what_screens_filter_by_is_a_filter(filters):
	assert asked.strange_filter(filters) is None
	assert asked.strange_filter(json.dumps(filters)) is None


@pytest.mark.parametrize("filters", NO_FILTERS)
def test_a_condition_of_its_own_is_no_filter(filters):
	for sent in (filters, json.dumps(filters)):
		assert asked.strange_filter(sent) is not None
		assert asked.strange_column(sent) is not None or not isinstance(filters, list) or filters[1:]
