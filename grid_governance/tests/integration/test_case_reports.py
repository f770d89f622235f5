"""Reports of cases over the world of factories/core.py, beside a second, naive count of the same rows.

The town: cases in both villages with every source, result, size and level, some months apart.
"""

from __future__ import annotations

import importlib
import itertools
import json

import frappe
import pytest
from frappe.utils import getdate

from grid_governance.cases.statistics import asked as asking
from grid_governance.cases.statistics import counting, levels, monthly
from grid_governance.cases.statistics.measures import MEASURES, SUCCESS
from grid_governance.tests.factories import core, figures

SOURCES = (
	"Application By A Party",
	"Mediation On Own Initiative",
	"Found In A Sweep",
	"Delegated By Court",
	"Handed Over By Police",
	"Other Source",
)
ENDS = ("Case Closed", "Terminated", "Settled On The Spot", "Diverted", None)
MARCH = {"period": "Month", "year": 2026, "month": 3}


def run(report: str, **filters) -> tuple:
	module = importlib.import_module(f"grid_governance.grid_governance.report.{report}.{report}")
	return module.execute(filters)


@pytest.fixture
def town(world):
	turn = itertools.count()
	for unit in (core.GRID_A1, core.GRID_A2, core.GRID_B1):
		for source in SOURCES:
			for ended_as in ENDS:
				n = next(turn)
				spot = ended_as == "Settled On The Spot"
				figures.make_cases(
					1 + n % 3,
					unit,
					accepted=None if spot else f"2026-0{3 + n % 2}-02",
					registered="2026-03-01",
					ended=f"2026-0{3 + n % 3}-20" if ended_as else None,
					ended_as=ended_as,
					source=source,
					category=("Neighbour Dispute", "Labour Dispute", "Medical Dispute")[n % 3],
					people_involved=(2, 60, 300, 800)[n % 4],
					handling_unit=(core.VILLAGE_A, core.STREET, "430181")[n % 3],
					kept_from_crime=int(n % 5 == 0),
					kept_from_crime_people=3 if n % 5 == 0 else 0,
					way_of_settlement="Settled By A Worker" if spot else "People's Mediation",
					filed=bool(ended_as) and n % 2 == 0,
				)
	return world


def naive(unit: str) -> list[frappe._dict]:
	"""All cases inside `unit`, one by one, by Python."""
	rows = frappe.db.sql("select * from `tabDispute Case`", as_dict=True)
	return [row for row in rows if row.grid_unit.startswith(unit)]


def in_month(day, month: int) -> bool:
	return bool(day) and (getdate(day).year, getdate(day).month) == (2026, month)


def test_the_monthly_table_equals_a_count_by_hand(town):
	for month in (3, 4, 5):
		rows = run("monthly_mediation_table", grid_unit=core.VILLAGE_A, **{**MARCH, "month": month})[1]
		every = naive(core.VILLAGE_A)
		for row in rows[:-1]:
			mine = [case for case in every if case.category == row.category]
			accepted = [case for case in mine if in_month(case.accepted_on, month)]
			ended = [case for case in mine if in_month(case.mediation_ended_on, month)]
			assert row.accepted == len(accepted)
			assert row.by_initiative == sum(
				case.source in ("Mediation On Own Initiative", "Found In A Sweep") for case in accepted
			)
			assert row.by_referral == sum(
				case.source in ("Delegated By Court", "Handed Over By Police") for case in accepted
			)
			assert row.by_initiative + row.by_application + row.by_referral + row.by_other == row.accepted, (
				row.category
			)
			assert row.succeeded == sum(case.mediation_result in SUCCESS for case in ended)
			assert row.failed == sum(case.mediation_result == "No Agreement" for case in ended)
			assert row.oral + row.written + row.on_the_spot + row.otherwise == row.succeeded
			assert row.crime_people == sum(
				case.kept_from_crime_people for case in ended if case.kept_from_crime
			)
		assert rows[-1].accepted == sum(row.accepted for row in rows[:-1])
		assert rows[-1].accepted or rows[-1].mediated


def test_all_eighteen_types_stand_in_their_order_also_without_a_case(world):
	rows = run("monthly_mediation_table", grid_unit=core.VILLAGE_A, **MARCH)[1]
	assert [row.category for row in rows[:2]] == ["Marriage And Family Dispute", "Neighbour Dispute"]
	assert len(rows) >= 19 and rows[-1].is_total


def test_the_level_table_equals_a_count_by_hand_and_no_rate_passes_a_hundred(town):
	groups = levels.table(asking.read({"grid_unit": core.STREET, **MARCH}))
	every = [case for case in naive(core.STREET) if in_month(case.registered_on, 3)]
	everything = groups[0].figures
	for column, length in (("village", 12), ("township", 9), ("county", 6)):
		mine = [case for case in every if len(case.handling_unit) == length]
		assert everything[column]["registered"] == len(mine) > 0
		assert everything[column]["registered_accepted"] == sum(bool(case.accepted_on) for case in mine)
		assert everything[column]["registered_settled"] == sum(
			case.mediation_result in SUCCESS for case in mine
		)
	assert everything["level_sum"]["registered"] == len(every) == everything["year_to_date"]["registered"]
	sizes = {
		group.label: group.figures["level_sum"]["registered"] for group in groups if group.kind == levels.SIZE
	}
	assert sizes["101 To 500 People"] == sum(case.people_involved == 300 for case in every)
	assert sum(sizes.values()) == len(every)
	for group in groups:
		for figures_of in group.figures.values():
			assert (
				figures_of["registered"]
				>= figures_of["registered_accepted"]
				>= figures_of["registered_settled"]
			)


def test_every_figure_opens_as_many_rows_as_it_says(town):
	columns, rows = run("monthly_mediation_table", grid_unit=core.VILLAGE_A, **MARCH)[:2]
	seen = 0
	for column in columns:
		if "behind" not in column or MEASURES[column["fieldname"]].of:
			continue
		for row in rows:
			if row[column["fieldname"]]:
				seen += 1
				assert opened({**column["behind"]["filters"], **row.narrow}) == row[column["fieldname"]]
	assert seen > 10


def test_every_figure_of_the_level_table_opens_its_rows(town):
	_columns, rows = run("mediation_level_table", grid_unit=core.STREET, **MARCH)[:2]
	goals = [(row[column], goal) for row in rows for column, goal in row.behind.items()]
	assert goals
	for figure, goal in goals:
		assert opened(goal["filters"]) == int(figure), goal


def opened(filters: dict) -> int:
	"""How many rows the list of the Desk shows with these route options."""
	rows = []
	for field, value in filters.items():
		several = isinstance(value, list) and str(value[0]).startswith("[")  # as list_view.js takes them
		for one in map(json.loads, value) if several else [value]:
			rows.append(["Dispute Case", field, *(one if isinstance(one, list) else ["=", one])])
	return len(frappe.get_list("Dispute Case", filters=rows, limit_page_length=0))


def test_rates_by_unit_name_their_parts_and_add_up(town):
	filters = {
		"grid_unit": core.STREET,
		"period": "From To",
		"from_date": "2026-01-01",
		"to_date": "2026-05-31",
	}
	rows = run("mediation_rates", **filters)[1]
	units = {row.unit: row for row in rows[:-1]}
	for unit in (core.VILLAGE_A, core.VILLAGE_B):
		mine = [case for case in naive(unit) if case.accepted_on]
		settled = sum(case.mediation_result in SUCCESS for case in mine)
		assert (units[unit].accepted, units[unit].accepted_settled) == (len(mine), settled)
		assert units[unit].settlement_rate == round(settled / len(mine) * 100, 1)
		assert units[unit].accepted_open == sum(
			not case.mediation_result and not case.ended_as for case in mine
		)
	assert rows[-1].accepted == sum(row.accepted for row in units.values())
	villages = run("mediation_rates", **{**filters, "grid_unit": core.VILLAGE_A})[1]
	assert {row.unit for row in villages[:-1]} >= {core.GRID_A1, core.GRID_A2}


def test_what_is_taken_to_court_after_its_agreement_is_not_settled(world):
	figures.make_cases(3, core.GRID_A1, "2026-03-02", "2026-03-20", "Case Closed")
	figures.make_cases(1, core.GRID_A1, "2026-03-02", "2026-03-20", "Case Closed", outcome="Taken To Court")
	total = run("mediation_rates", grid_unit=core.VILLAGE_A, **MARCH)[1][-1]
	assert (total.accepted, total.accepted_settled, total.settlement_rate) == (4, 3, 75.0)


def test_ages_count_what_is_open_today(world):
	today = getdate()
	for days, number in ((3, 1), (15, 2), (16, 3), (91, 4)):
		day = str(frappe.utils.add_days(today, -days))
		figures.make_cases(number, core.GRID_A1, day, registered=day)
	figures.make_cases(5, core.GRID_A1, "2026-03-01", "2026-03-20", "Terminated")
	for by in ("Grid Unit", "Dispute Type", "Stage", "Mediator"):
		total = run("ageing_of_open_cases", grid_unit=core.VILLAGE_A, shown_by=by)[1][-1]
		ages = [total[label] for label in ("Up To 7 Days", "8 To 15 Days", "16 To 30 Days", "Over 90 Days")]
		assert (ages, total.open, total.oldest) == ([1, 2, 3, 4], 10, 91)
		for column, figure in zip(("8 To 15 Days", "Over 90 Days", "open"), (2, 4, 10), strict=True):
			assert opened(total.behind[column]["filters"]) == figure


def test_work_is_shown_by_body_and_mediator(world):
	from grid_governance.tests.factories.cases import make_body

	body, mediator = make_body(), world.worker("Mediator", "A")
	figures.make_cases(
		3, core.GRID_A1, "2026-03-02", "2026-03-20", "Case Closed", mediation_body=body, mediator=mediator
	)
	figures.make_cases(1, core.GRID_A1, "2026-03-02", "2026-03-20", "Terminated", mediation_body=body)
	rows = run("work_of_mediators", grid_unit=core.VILLAGE_A, **MARCH)[1]
	assert [(row.indent, row.accepted, row.success_rate) for row in rows] == [
		(0, 4, 75.0),
		(1, 3, 100.0),
		(1, 1, 0.0),
	]


@pytest.mark.parametrize(
	"filters",
	[
		{"period": "Month", "month": 13},
		{"period": "Week"},
		{"grid_unit": "430181002' or 1=1 -- "},
		{"category": ["like", "%"]},
		{"category": "No Such"},
		{"way_of_settlement": "x' or '1'='1"},
		{"mediation_body": "nothing"},
	],
)
def test_a_wrong_filter_is_answered_by_a_clear_message(world, filters):
	with pytest.raises((frappe.ValidationError, frappe.DoesNotExistError)):
		run("monthly_mediation_table", **filters)


@pytest.mark.parametrize("report", ["mediation_rates", "on_time_by_level", "ageing_of_open_cases"])
def test_a_wrong_way_to_show_a_report_is_refused(world, report):
	with pytest.raises(frappe.ValidationError):
		run(report, **MARCH, shown_by="' or 1=1", compared_with="' or 1=1")


def test_a_months_figures_read_a_range_of_one_index(world):
	figures.make_cases(3000, core.GRID_A1, "2024-03-02", "2024-03-20", "Case Closed")
	figures.make_cases(30, core.GRID_A1, "2026-03-02", "2026-03-20", "Case Closed")
	question = asking.read({"grid_unit": core.VILLAGE_A, **MARCH})
	for time_field, keys in (
		("accepted_on", ("accepted", "by_initiative")),
		("mediation_ended_on", ("mediated", "written")),
		("registered_on", ("registered",)),
		("performed_on", ("performed",)),
	):
		measures = {key: MEASURES[key] for key in keys}
		query = counting.query(
			"Dispute Case", time_field, measures, question.units, question.days, ("category",)
		)
		plan = frappe.db.sql(f"explain {query.get_sql()}", as_dict=True)[0]
		assert plan["type"] == "range" and plan["key"] == f"figures_{time_field}", plan
		assert int(plan["rows"]) < 300, plan


def test_the_number_of_queries_does_not_grow_with_cases(world):
	from grid_governance.tests.bench.table import counted_queries

	asked = asking.read({"grid_unit": core.VILLAGE_A, **MARCH})
	monthly.by_category(asked)
	with counted_queries() as few:
		monthly.by_category(asked)
	figures.make_cases(50, core.GRID_A1, "2026-03-02", "2026-03-20", "Case Closed")
	with counted_queries() as many:
		monthly.by_category(asked)
	assert len(few) == len(many) <= 6


def test_the_ages_of_open_cases_read_the_open_ones_only(world):
	from grid_governance.cases.statistics import filters, timeliness

	figures.make_cases(3000, core.GRID_A1, "2024-03-02", "2024-03-20", "Case Closed")
	figures.make_cases(10, core.GRID_A1, "2026-03-02")
	table = frappe.qb.DocType("Dispute Case")
	query = frappe.qb.from_(table).select(table.registered_on)
	query = query.where(filters.criterion(table, "Dispute Case", timeliness.OPEN))
	plan = frappe.db.sql(f"explain {query.get_sql()}", as_dict=True)[0]
	assert plan["key"] == "figures_open" and int(plan["rows"]) < 300, plan


@pytest.mark.parametrize("report", ["Reception Statistics", "Case Indicator Figures", "Mediation Rates"])
def test_who_leads_takes_a_report_along_as_excel(report):
	"""The platform asks for the export of the record behind it; no list of visitors comes with that."""
	record = frappe.db.get_value("Report", report, "ref_doctype")
	may = {row.role for row in frappe.get_meta(record).permissions if row.export}
	assert {"Leader", "Dispatcher", "Supervisor"} <= may
	assert not any(row.export for row in frappe.get_meta("Reception").permissions)
