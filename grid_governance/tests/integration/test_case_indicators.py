"""Indicators as data: shipped ones say what the reports say; wrong filters are refused; each opens its rows."""

import json

import frappe
import pytest

from grid_governance.cases.statistics import indicators
from grid_governance.cases.statistics.filters import FilterError
from grid_governance.grid_governance.report.case_indicator_figures import case_indicator_figures
from grid_governance.grid_governance.report.mediation_rates import mediation_rates
from grid_governance.seeds.indicators import INDICATORS
from grid_governance.tests.factories import core, figures

MARCH = {"period": "Month", "year": 2026, "month": 3}


@pytest.fixture
def town(world):
	figures.make_cases(6, core.GRID_A1, "2026-03-02", "2026-03-20", "Case Closed")
	figures.make_cases(2, core.GRID_A1, "2026-03-02", "2026-03-21", "Terminated")
	figures.make_cases(4, core.GRID_B1, "2026-03-02", amount=300)
	figures.make_cases(1, core.GRID_A1, "2025-03-02", "2025-03-21", "Terminated")
	return world


def make(**values):
	given = {
		"indicator_name": frappe.generate_hash(length=8),
		"counted_doctype": "Dispute Case",
		"time_field": "accepted_on",
		"shown_as": "Rate In Percent",
		"numerator_filters": "[]",
		"denominator_filters": "[]",
		"enabled": 1,
	}
	return frappe.get_doc(doctype="Case Indicator", **{**given, **values}).insert()


def rows_of(**filters) -> dict:
	rows = case_indicator_figures.execute({**MARCH, **filters})[1]
	return {row.who if filters.get("indicator") else row.indicator: row for row in rows}


def test_shipped_indicators_say_what_the_rates_report_says(town):
	total = mediation_rates.execute({"grid_unit": core.VILLAGE_A, **MARCH})[1][-1]
	rows = rows_of(grid_unit=core.VILLAGE_A)
	assert {entry[0] for entry in INDICATORS} <= set(rows)
	settlement, success = rows["Settlement Rate Of Disputes"], rows["Success Rate Of Mediation"]
	assert settlement.value_text == f"{total.settlement_rate}%" == "75.0%"
	assert (settlement.part, settlement.whole, settlement.points) == (6, 8, 75.0)
	assert success.value_text == f"{total.success_rate}%"
	assert rows["Share Of Repeat Visits"].value_text == "–"


def test_one_indicator_by_the_units_below_with_its_sum_and_count(town):
	found = make(shown_as="Sum Of A Field", sum_field="amount")
	assert {row.who: row.value for row in rows_of(grid_unit=core.STREET, indicator=found.name).values()} == {
		"甲社区": 0,
		"乙村": 1200,
	}
	count = make(shown_as="Number Of Rows", numerator_filters=json.dumps([["ended_as", "=", "Terminated"]]))
	row = rows_of(grid_unit=core.STREET, indicator=count.name)["甲社区"]
	assert (row.value, row.percent, row.points) == (2, 100.0, "")


def test_a_figure_of_an_indicator_opens_its_rows(town):
	row = rows_of(grid_unit=core.VILLAGE_A)["Settlement Rate Of Disputes"]
	for key, figure in (("part", 6), ("whole", 8)):
		goal = row.behind[key]
		filters = [
			[goal["doctype"], field, *(value if isinstance(value, list) else ["=", value])]
			for field, value in goal["filters"].items()
		]
		assert len(frappe.get_list(goal["doctype"], filters=filters, limit_page_length=0)) == figure


@pytest.mark.parametrize(
	"filters",
	[
		"not json",
		'{"stage": "Filed"}',
		[["stage"]],
		[["no_such_field", "=", 1]],
		[["parties", "=", 1]],
		[["stage", "like", "%"]],
		[["stage", "= 1 or 1 =", 1]],
		[["stage) or 1=1 -- ", "=", 1]],
		[["Household", "name", "=", "x"]],
		[["stage", "in", []]],
		[["stage", "=", ["select", "sleep(5)"]]],
		[["amount", ">", "a lot"]],
		[["accepted_on", "between", ["2026-01-01"]]],
		[["amount", "between", [1, 2]]],
		[["stage", "is", "null or 1=1"]],
		[["stage", "=", "x"]] * 21,
	],
)
def test_filters_that_are_none_are_refused(world, filters):
	text = filters if isinstance(filters, str) else json.dumps(filters)
	with pytest.raises(FilterError):
		make(numerator_filters=text)


@pytest.mark.parametrize(
	"values",
	[
		{"counted_doctype": "User"},
		{"counted_doctype": "Resident"},
		{"counted_doctype": "Identity Document"},
		{"time_field": "stage"},
		{"time_field": "no_such"},
		{"shown_as": "Sum Of A Field", "sum_field": "stage"},
		{"shown_as": "Sum Of A Field", "sum_field": "may_escalate"},
	],
)
def test_what_cannot_be_counted_is_refused(world, values):
	with pytest.raises(frappe.ValidationError):
		make(**values)


@pytest.mark.parametrize("value", ["x' or '1'='1", "%", "%(name)s", "\\", "'; drop table x; --"])
def test_what_is_typed_as_a_value_stays_a_value(town, value):
	found = make(shown_as="Number Of Rows", numerator_filters=json.dumps([["source_number", "=", value]]))
	assert rows_of(grid_unit=core.STREET, indicator=found.name)["甲社区"].value == 0


@pytest.mark.parametrize(
	("filters", "count"),
	[
		([["ended_as", "!=", "Terminated"]], 6),
		([["ended_as", "not in", ["Terminated"]]], 6),
		([["outcome", "is", "not set"]], 2),
		([["outcome", "is", "set"]], 6),
		([["people_involved", ">=", 2], ["people_involved", "<", 3]], 8),
		([["mediation_ended_on", "between", ["2026-03-21", "2026-03-21"]]], 2),
		([["may_escalate", "=", "No"]], 8),
	],
)
def test_comparisons_count_as_the_list_counts(town, filters, count):
	found = make(shown_as="Number Of Rows", numerator_filters=json.dumps(filters))
	assert rows_of(grid_unit=core.STREET, indicator=found.name)["甲社区"].value == count
	listed = [*filters, ["grid_unit", "like", f"{core.VILLAGE_A}%"]]
	listed.append(["accepted_on", "between", ["2026-03-01", "2026-03-31"]])
	listed = [[f, o, int(v == "Yes") if v in ("Yes", "No") else v] for f, o, v in listed]
	assert len(frappe.get_list("Dispute Case", filters=listed, limit_page_length=0)) == count


def test_every_countable_record_has_a_place_and_is_offered(site):
	offered = indicators.countable()
	assert {"Dispute Case", "Reception", "Dispute Sweep"} <= set(offered)
