"""Imports and reorganisations reach no further than the posts. Village A imports, village B is the neighbour."""

import frappe
import pytest

from grid_governance.api import imports, reorganisation
from grid_governance.registry import divisions
from grid_governance.registry.division_files import Row
from grid_governance.tests.factories import core
from grid_governance.tests.factories.imports import family, make_import, run


def test_nobody_imports_into_the_neighbours_village(world, as_user):
	with as_user(world.user("Grid Officer", "A")):
		with pytest.raises(frappe.PermissionError):
			make_import(family(core.GRID_B1), unit=core.VILLAGE_B)
		assert run(make_import(family())).status == "Import Done"


def test_a_row_of_the_neighbours_grid_is_refused_in_ones_own_import(world, as_user):
	before = frappe.db.count("Household")
	with as_user(world.user("Grid Officer", "A")):
		doc = run(make_import([*family(), *family(core.GRID_B1, "李")]))
	assert doc.status == "Import Refused" and "lies outside" in doc.import_log
	assert frappe.db.count("Household") == before


def test_who_only_reads_households_imports_none(world, as_user):
	with as_user(world.user("Mediator", "A")):
		with pytest.raises(frappe.PermissionError):
			make_import(family())


def test_the_neighbour_neither_sees_nor_runs_my_import(world, as_user):
	with as_user(world.user("Grid Officer", "A")):
		doc = make_import(family())
	with as_user(world.user("Grid Officer", "B")):
		assert doc.name not in frappe.get_list("Household Import", pluck="name")
		for step in (imports.preview_households, imports.run_households):
			with pytest.raises(frappe.PermissionError):
				step(doc.name)
	with as_user(world.user("Grid Officer", "A")):
		assert imports.run_households(doc.name) == "Import Done"


def test_the_address_of_somebody_elses_file_does_not_open_it(world, as_user):
	with as_user(world.user("Grid Officer", "B")):
		theirs = make_import(family(core.GRID_B1), unit=core.VILLAGE_B)
	with as_user(world.user("Grid Officer", "A")):
		mine = make_import(family())
		frappe.db.set_value("Household Import", mine.name, "import_file", theirs.import_file)
		with pytest.raises(frappe.PermissionError):
			imports.preview_households(mine.name)


def test_what_came_of_an_import_is_not_written_by_hand(world, as_user):
	with as_user(world.user("Grid Officer", "A")):
		doc = make_import(family())
		doc.update({"status": "Import Done", "new_households": 9, "result_file": "/private/files/x"})
		doc.save()
	doc.reload()
	assert (doc.status, doc.new_households, doc.result_file) == ("Import Waiting", 0, None)


def test_an_operator_imports_divisions_inside_the_own_posts_only(world, as_user):
	rows = [Row("t", 2, "430181002205", "丁村"), Row("t", 3, "430181003", "隔壁街道")]
	with as_user(world.user("System Operator", "street")):
		result = divisions.import_rows(rows)
	assert result.created == 1 and result.wrong[0][2] == "430181003" and "do not reach" in result.wrong[0][4]


def test_an_operator_reorganises_inside_the_own_posts_only(world, as_user):
	def paper(code):
		return {
			"doctype": "Unit Reorganisation",
			"kind": "Move Units",
			"basis": "x",
			"effective_date": frappe.utils.nowdate(),
			"rows": [{"from_unit": code, "to_code": "430181002305", "to_name": "己村"}],
		}

	with as_user(world.user("System Operator", "A")), pytest.raises(frappe.PermissionError):
		frappe.get_doc(paper(core.VILLAGE_B)).insert()
	with as_user(world.user("System Operator", "street")):
		doc = frappe.get_doc(paper(core.VILLAGE_B)).insert()
		assert reorganisation.preview(doc.name)["moves"][0] == [core.VILLAGE_B, "430181002305"]
		reorganisation.carry_out(doc.name)
	assert frappe.db.get_value("Grid Unit", core.VILLAGE_B, "status") == "Closed"


def test_a_grid_worker_does_not_reorganise(world, as_user):
	with as_user(world.user("Grid Officer", "street")), pytest.raises(frappe.PermissionError):
		frappe.get_doc(
			doctype="Unit Reorganisation",
			kind="Move Units",
			basis="x",
			rows=[{"from_unit": core.VILLAGE_B, "to_code": "430181002305", "to_name": "己村"}],
		).insert()
