"""Rates of cases, their comparison, grades of the subsidy, lines of the level table: by hand-made examples."""

from dataclasses import replace
from decimal import Decimal

import pytest

from grid_governance.cases.statistics import levels, measures, rates, sheets, subsidy
from grid_governance.cases.statistics.filters import OPERATORS
from grid_governance.figures.spans import Span


@pytest.mark.parametrize(
	("settled", "accepted", "shown"), [(571, 581, "98.3"), (0, 5, "0.0"), (0, 0, "–"), (5, 5, "100.0")]
)
def test_the_settlement_rate_has_one_decimal_and_none_of_nothing(settled, accepted, shown):
	figures = {"accepted_settled": settled, "accepted": accepted}
	assert rates.shown(rates.of(figures, "settlement_rate")) == shown


@pytest.mark.parametrize(
	("now", "before", "points", "percent"),
	[
		(98.3, 78.3, 20.0, 25.5),
		(98.3, 81.9, 16.4, 20.0),
		(50.0, 50.0, 0.0, 0.0),
		(50.0, None, None, None),
		(None, 50.0, None, None),
		(50.0, 0.0, 50.0, 100.0),
		(0.0, 50.0, -50.0, -100.0),
		(0.0, 0.0, 0.0, None),
	],
)
def test_a_rate_changes_in_percentage_points_and_beside_them_in_per_cent(now, before, points, percent):
	compared = rates.compared_rate(now, before)
	assert (compared.points, compared.percent) == (points, percent)


@pytest.mark.parametrize(
	("now", "before", "percent"), [(3, 0, 100.0), (0, 3, -100.0), (0, 0, None), (3, 2, 50.0)]
)
def test_a_count_changes_in_per_cent_with_the_published_zero_bases(now, before, percent):
	compared = rates.compared_count(now, before)
	assert (compared.points, compared.percent) == (None, percent)


@pytest.mark.parametrize(("value", "text"), [(20.0, "+20.0"), (-3.25, "-3.2"), (0.0, "0.0"), (None, "–")])
def test_percentage_points_are_written_with_their_sign(value, text):
	assert rates.in_points(value) == text


def test_every_rate_names_a_numerator_and_denominator_of_the_same_time_field():
	for rate in rates.RATES.values():
		part, whole = measures.MEASURES[rate.part], measures.MEASURES[rate.whole]
		assert (part.doctype, part.time_field) == (whole.doctype, whole.time_field)


def test_measures_use_comparisons_that_a_list_knows_and_each_field_once():
	for key, measure in measures.MEASURES.items():
		assert {one.operator for one in measure.filters} <= set(OPERATORS), key
		fields = [one.field for one in measure.filters]
		assert len(fields) == len(set(fields)), key


def test_success_and_its_parts_say_the_same():
	parts = {
		value
		for key in ("written", "oral", "on_the_spot", "otherwise")
		for one in measures.MEASURES[key].filters
		for value in [one.value]
	}
	assert parts == set(measures.SUCCESS)


# ---------------------------------------------------------------- level table


def test_lines_of_the_level_table():
	figures = {"registered": 252, "registered_accepted": 200, "registered_settled": 96}
	assert [line.shown(figures) for line in levels.LINES] == ["252", "200", "79.4%", "96", "48.0%"]
	assert [line.shown({}) for line in levels.LINES] == ["0", "0", "–", "0", "–"]


def test_the_year_to_date_begins_in_january_of_the_last_month():
	assert levels.year_to_date(Span("2026-07", "2026-09")) == Span("2026-01", "2026-09")
	assert levels.year_to_date(Span("2025-11", "2026-02")) == Span("2026-01", "2026-02")


# ---------------------------------------------------------------- subsidy

GRADES = (
	subsidy.Grade(
		"疑难案件", Decimal(500), result="Written Agreement", difficulty="Hard Matter", filed_only=True
	),
	subsidy.Grade("群体案件", Decimal(400), people_from=10),
	subsidy.Grade("大额案件", Decimal(300), amount_from=Decimal(100000)),
	subsidy.Grade("书面协议", Decimal(200), result="Written Agreement"),
	subsidy.Grade("口头协议", Decimal(50), result="Oral Agreement"),
)
PLAIN = subsidy.Counted("Written Agreement", "Minor Matter", people=2, amount=Decimal(800))


@pytest.mark.parametrize(
	("case", "grade"),
	[
		(PLAIN, "书面协议"),
		(replace(PLAIN, result="Oral Agreement"), "口头协议"),
		(replace(PLAIN, difficulty="Hard Matter"), "书面协议"),
		(replace(PLAIN, difficulty="Hard Matter", filed=True), "疑难案件"),
		(replace(PLAIN, people=10), "群体案件"),
		(replace(PLAIN, people=9, amount=Decimal(100000)), "大额案件"),
		(replace(PLAIN, result="No Agreement"), None),
	],
)
def test_the_first_grade_that_fits_counts(case, grade):
	found = subsidy.grade(case, GRADES)
	assert (found.name if found else None) == grade


def test_sums_by_mediator_keep_cases_and_yuan():
	rows = [("甲", Decimal("50")), ("乙", Decimal("200.50")), ("甲", Decimal("200"))]
	assert subsidy.sums(rows) == {"甲": (2, Decimal("250")), "乙": (1, Decimal("200.50"))}


@pytest.mark.parametrize("label", ["受理（件）", "Cases Accepted (Number)"])
def test_a_card_of_comparison_leaves_the_unit_out(label, monkeypatch):
	monkeypatch.setattr(sheets, "_", lambda text: text)
	assert sheets.change_card(label, sheets.YEAR, "–")["label"] in (
		"受理 year-on-year",
		"Cases Accepted year-on-year",
	)


def test_bars_stand_still():
	"""While bars move, the chart library fails at a change of width (removeChild)."""
	assert sheets.bars(["甲"], ("受理", [1.0]))["animate"] == 0
