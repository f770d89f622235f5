"""A neighbour's figures are not in mine, whatever is asked for; leaders read only; a part of the cases is no return."""

import importlib
import json

import frappe
import pytest

from grid_governance.api import statistics as api
from grid_governance.cases.statistics import returns
from grid_governance.tests.factories import cases, core, figures

MARCH = {"period": "Month", "year": 2026, "month": 3}
REPORTS = {
	"monthly_mediation_table": lambda rows: rows[-1].accepted,
	"mediation_level_table": lambda rows: int(rows[0].level_sum),
	"mediation_rates": lambda rows: rows[-1].accepted,
	"work_of_mediators": lambda rows: sum(row.accepted for row in rows if not row.indent),
	"on_time_by_level": lambda rows: rows[-1].decided if rows else 0,
	"case_indicator_figures": lambda rows: next(
		row.whole for row in rows if row.indicator == "Settlement Rate Of Disputes"
	),
}


@pytest.fixture
def town(world):
	"""4 cases in village A and 9 in village B, each with a clock that was met."""
	bodies = {
		core.GRID_A1: cases.make_body(),
		core.GRID_B1: cases.make_body(core.VILLAGE_B, "乙村人民调解委员会", "乙村"),
	}
	for unit, count in ((core.GRID_A1, 4), (core.GRID_B1, 9)):
		figures.make_cases(
			count, unit, "2026-03-02", "2026-03-20", "Case Closed", mediation_body=bodies[unit]
		)
		for _n in range(count):
			clock = frappe.new_doc("Case Clock")
			clock.update(
				{
					"name": frappe.generate_hash(length=10),
					"limit_name": "Mediation",
					"level": "Village",
					"grid_unit": unit,
					"clock_state": "Met",
					"stopped_at": "2026-03-20",
				}
			)
			clock.db_insert()
	return world


def run(report: str, **filters):
	module = importlib.import_module(f"grid_governance.grid_governance.report.{report}.{report}")
	return module.execute({**MARCH, **filters})[1]


@pytest.mark.parametrize("report", sorted(REPORTS))
def test_a_village_sees_its_own_figures_and_never_the_neighbours(town, as_user, report):
	figure = REPORTS[report]
	for place, unit, other, count in (
		("A", core.VILLAGE_A, core.VILLAGE_B, 4),
		("B", core.VILLAGE_B, core.VILLAGE_A, 9),
	):
		with as_user(town.user("Mediator", place)):
			assert figure(run(report, grid_unit=unit)) == count
			assert figure(run(report)) == count
			assert figure(run(report, grid_unit=core.STREET)) == count
			assert not figure(run(report, grid_unit=other))
	with as_user(town.user("Leader", "street")):
		assert figure(run(report, grid_unit=core.STREET)) == 13


def test_open_cases_are_aged_in_the_own_range_only(town, as_user):
	figures.make_cases(2, core.GRID_B1, "2026-10-01")
	with as_user(town.user("Mediator", "A")):
		assert run("ageing_of_open_cases", grid_unit=core.STREET)[-1].open == 0
	with as_user(town.user("Mediator", "B")):
		assert run("ageing_of_open_cases", grid_unit=core.STREET)[-1].open == 2


def test_a_body_out_of_reach_cannot_be_asked_for(town, as_user):
	other = frappe.db.get_value("Mediation Body", {"body_name": "乙村人民调解委员会"})
	with as_user(town.user("Mediator", "A")), pytest.raises(frappe.PermissionError):
		run("monthly_mediation_table", mediation_body=other)
	with as_user(town.user("Mediator", "B")):
		assert run("monthly_mediation_table", mediation_body=other)[-1].accepted == 9


def test_an_assigned_mediator_counts_what_is_assigned_and_hands_in_nothing(town, as_user):
	body = cases.make_body()
	email = core.make_worker(
		"Professional Mediator", core.VILLAGE_A, email="pro@gg.test", scope="Assigned", mediation_body=body
	)
	figures.make_cases(3, core.GRID_A1, "2026-03-02")  # not this body's
	with as_user(email):
		assert run("monthly_mediation_table", grid_unit=core.VILLAGE_A)[-1].accepted == 4
		with pytest.raises(frappe.PermissionError, match="only some"):
			frappe.get_doc(doctype="Monthly Return", grid_unit=core.VILLAGE_A, month="2026-03-01").insert()
	with as_user(town.user("Mediator", "A")):
		doc = frappe.get_doc(doctype="Monthly Return", grid_unit=core.VILLAGE_A, month="2026-03-01").insert()
	assert sum(row.accepted for row in doc.rows) == 7


def test_leaders_read_returns_lists_and_sweeps_and_write_none(town, as_user):
	with as_user(town.user("Mediator", "A")):
		doc = frappe.get_doc(doctype="Monthly Return", grid_unit=core.VILLAGE_A, month="2026-03-01").insert()
		frappe.get_doc(
			doctype="Dispute Sweep", grid_unit=core.VILLAGE_A, swept_on="2026-03-02", times=1
		).insert()
	with as_user(town.user("Leader", "A")):
		seen = frappe.get_doc("Monthly Return", doc.name)
		seen.check_permission("read")
		for right in ("write", "create", "delete"):
			assert not seen.has_permission(right)
		for act in (
			lambda: api.hand_in_return(doc.name),
			lambda: api.correct_return(doc.name, "x"),
			lambda: frappe.get_doc(
				doctype="Dispute Sweep", grid_unit=core.VILLAGE_A, swept_on="2026-03-02", times=1
			).insert(),
			lambda: frappe.get_doc(
				doctype="Monthly Return", grid_unit=core.VILLAGE_A, month="2026-02-01"
			).insert(),
		):
			with pytest.raises(frappe.PermissionError):
				act()
	assert frappe.db.get_value("Monthly Return", doc.name, "status") == returns.DRAFT


def test_a_neighbour_neither_takes_out_nor_hands_in_a_return(town, as_user):
	with as_user(town.user("Mediator", "B")):
		doc = frappe.get_doc(doctype="Monthly Return", grid_unit=core.VILLAGE_B, month="2026-03-01").insert()
	for act in (api.monthly_return_excel, api.monthly_return_word, api.hand_in_return):
		with as_user(town.user("Mediator", "A")), pytest.raises(frappe.PermissionError):
			act(doc.name)
	with as_user(town.user("Mediator", "B")):
		api.monthly_return_excel(doc.name)
		assert frappe.local.response.filecontent[:2] == b"PK"
		api.hand_in_return(doc.name)
	with as_user(town.user("Mediator", "A")):
		assert returns.standing_returns([core.VILLAGE_B], "2026-03-01") == {}
		assert [
			row.grid_unit for row in run("monthly_returns_handed_in", grid_unit=core.STREET) if row.status
		] == []


def test_official_tables_are_for_those_who_may_open_the_report(town, as_user):
	asked = json.dumps({**MARCH, "grid_unit": core.STREET})
	for act in (api.monthly_table, api.level_table):
		with as_user(town.user("Shop Keeper", "A")), pytest.raises(frappe.PermissionError):
			act(asked)
		with as_user(town.user("Leader", "street")):
			act(asked)
			assert frappe.local.response.filecontent[:2] == b"PK"


def test_an_indicator_over_records_that_a_role_does_not_read_is_not_shown(town, as_user):
	found = frappe.get_doc(
		doctype="Case Indicator",
		indicator_name="来访批次",
		counted_doctype="Reception",
		time_field="received_on",
		shown_as="Number Of Rows",
	).insert()
	with as_user(town.user("Department Liaison", "A")):
		assert not frappe.has_permission("Reception", "read")
		assert "来访批次" not in {row.who for row in run("case_indicator_figures")}
		with pytest.raises(frappe.PermissionError):
			run("case_indicator_figures", indicator=found.name)
	with as_user(town.user("Reception Clerk", "A")):
		assert "来访批次" in {row.who for row in run("case_indicator_figures")}


def test_who_defines_indicators_and_schemes(town, as_user):
	with as_user(town.user("Mediator", "A")):
		for doctype in ("Case Indicator", "Subsidy Rate"):
			assert not frappe.has_permission(doctype, "create")
	with as_user(town.user("System Operator", "A")):
		for doctype in ("Case Indicator", "Subsidy Rate"):
			assert frappe.has_permission(doctype, "create")
