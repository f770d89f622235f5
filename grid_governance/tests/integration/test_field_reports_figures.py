"""The figures of the field reports, loaded as cases: the report shows these very figures (domain.md section 5).

Tongchuan, three quarters: 581 cases, 571 settled = 98.3 %; “化解率同比提升20%” is +20.0 percentage points over a base
of 78.3 %, or +20.0 % over one of 81.9 %. Longxian: 252 found, 96 settled, 5 kept from turning violent.
"""

import frappe
import pytest

from grid_governance.grid_governance.report.mediation_level_table import mediation_level_table
from grid_governance.grid_governance.report.mediation_rates import mediation_rates
from grid_governance.grid_governance.report.monthly_mediation_table import monthly_mediation_table
from grid_governance.tests.factories import core, figures

TONGCHUAN, YINTAI = "6102", "610203101"
LONGXIAN, DONGNAN = "610327", "610327104"
PLACES = (
	("61", "陕西省"),
	(TONGCHUAN, "铜川市"),
	("610203", "印台区"),
	(YINTAI, "红土镇"),
	("6103", "宝鸡市"),
	(LONGXIAN, "陇县"),
	(DONGNAN, "东南镇"),
)
QUARTERS = {"period": "From To", "from_date": "2026-01-01", "to_date": "2026-09-30"}


@pytest.fixture
def shaanxi(world):
	for code, name in PLACES:
		core.make_unit(code, name)


def settled(count: int, unit: str, year: int, **values) -> None:
	"""Spread over the three quarters, ended in the month of their acceptance."""
	for quarter in range(3):
		share = count // 3 + (1 if quarter < count % 3 else 0)
		month = quarter * 3 + 2
		figures.make_cases(
			share, unit, f"{year}-{month:02d}-03", f"{year}-{month:02d}-20", "Case Closed", **values
		)


@pytest.mark.parametrize(
	("base", "base_settled", "base_rate", "points", "percent"),
	[(600, 470, 78.3, 20.0, 25.5), (580, 475, 81.9, 16.4, 20.0)],
)
def test_tongchuans_three_quarters(shaanxi, base, base_settled, base_rate, points, percent):
	settled(571, YINTAI, 2026)
	figures.make_cases(10, YINTAI, "2026-08-30")
	settled(base_settled, YINTAI, 2025)
	figures.make_cases(base - base_settled, YINTAI, "2025-02-03", "2025-09-20", "Terminated")
	filters = {"grid_unit": TONGCHUAN, **QUARTERS}
	_columns, rows, _message, _chart, summary = mediation_rates.execute(filters)
	total = rows[-1]
	assert (total.accepted, total.accepted_settled, total.settlement_rate) == (581, 571, 98.3)
	assert (total.accepted_open, total.in_time, total.late) == (10, 10, 0)
	assert (total.settlement_rate_points, total.settlement_rate_percent) == (points, percent)
	earlier = mediation_rates.execute({**filters, "from_date": "2025-01-01", "to_date": "2025-09-30"})[1][-1]
	assert earlier.settlement_rate == base_rate
	cards = {card["label"]: card["value"] for card in summary}
	assert cards["Settlement Rate (%)"] == "98.3"


def test_longxians_figures(shaanxi):
	sweep = "Found In A Sweep"
	settled(91, DONGNAN, 2026, source=sweep)
	settled(5, DONGNAN, 2026, source=sweep, kept_from_crime=1, kept_from_crime_people=2)
	figures.make_cases(156, DONGNAN, "2026-09-10", source=sweep)
	filters = {"grid_unit": LONGXIAN, **QUARTERS}
	total = monthly_mediation_table.execute(filters)[1][-1]
	assert (total.accepted, total.by_initiative, total.succeeded) == (252, 252, 96)
	assert (total.crime_cases, total.crime_people) == (5, 10)
	rows = mediation_level_table.execute(filters)[1]
	assert [row.township for row in rows[:5]] == [252, 252, "100.0%", 96, "38.1%"]
	assert not frappe.db.count("Dispute Sweep", {"grid_unit": ["like", f"{LONGXIAN}%"]})
