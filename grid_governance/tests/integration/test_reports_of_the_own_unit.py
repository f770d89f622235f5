"""Who has one unit and asks for none sees the units below it; figures of the reception report open their receptions."""

import frappe
from frappe.utils import nowdate

from grid_governance.api import reception as api
from grid_governance.grid_governance.report.ageing_of_open_cases import ageing_of_open_cases
from grid_governance.grid_governance.report.mediation_rates import mediation_rates
from grid_governance.grid_governance.report.reception_statistics import reception_statistics
from grid_governance.tests.factories import core, figures

MARCH = {"period": "Month", "year": 2026, "month": 3}


def test_a_street_sees_its_villages_and_a_village_its_grids_without_choosing(world, as_user):
	figures.make_cases(2, core.GRID_A1, "2026-03-02")
	figures.make_cases(3, core.GRID_B1, "2026-03-02")
	for place, units in (("street", {core.VILLAGE_A: 2, core.VILLAGE_B: 3}), ("A", {core.GRID_A1: 2})):
		with as_user(world.user("Supervisor", place)):
			rows = mediation_rates.execute(MARCH)[1]
			found = {row.unit: row.accepted for row in rows if row.unit and row.accepted}
			assert found == units
			ages = ageing_of_open_cases.execute({})[1]
			assert (
				ages[-1].open == sum(units.values())
				and len([row for row in ages if row.open]) == len(units) + 1
			)


def test_figures_of_the_reception_report_open_their_receptions(world, as_user):
	centre = frappe.get_doc(
		doctype="Governance Centre", centre_name="集里街道综治中心", grid_unit=core.STREET
	).insert(ignore_permissions=True)
	with as_user(world.user("Reception Clerk", "street")):
		for way in ("Personal Visit", "Personal Visit", "Phone Call"):
			api.receive(centre.name, "张三", matter="反映噪音", event_unit=core.VILLAGE_A, way=way)
		_columns, rows, *_rest = reception_statistics.execute({"from_date": nowdate(), "to_date": nowdate()})
		row = next(row for row in rows if row.centre == centre.name)
		for key in ("batches", "personal_visit", "phone_call", "being_received"):
			goal = row.behind[key]
			assert len(frappe.get_list(goal["doctype"], filters=goal["filters"], limit=0)) == row[key]
	assert (row.batches, row.personal_visit, row.phone_call) == (3, 2, 1)
