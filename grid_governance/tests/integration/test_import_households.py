"""Household lists: preview, all or nothing, the right ones in; the same rules as the form.

World: factories/core.py; imports go into village A, rows into its grid A1.
"""

import io

import frappe
import pytest
from openpyxl import load_workbook

from grid_governance.registry import household, identity
from grid_governance.registry.importing.columns import BY_FIELD, COLUMNS, OPTION
from grid_governance.tests.bench.table import counted_queries
from grid_governance.tests.factories import core, registry
from grid_governance.tests.factories.imports import family, make_import, run, sheet

TABLES = ("Household", "Resident", "Identity Document")


@pytest.fixture(autouse=True)
def _world(world):
	return world


def sizes():
	return [frappe.db.count(doctype) for doctype in TABLES]


def wrong_file(doc):
	file = frappe.get_doc("File", {"file_url": doc.result_file, "attached_to_name": doc.name})
	assert file.is_private
	return load_workbook(io.BytesIO(file.get_content())).worksheets[0]


def test_a_right_file_brings_households_residents_and_encrypted_numbers():
	rows = family()
	done = run(make_import(rows))
	assert (done.status, done.new_households, done.new_residents) == ("Import Done", 1, 3)
	head = frappe.get_doc(
		"Resident",
		{"resident_name": "王大山", "household": ["is", "set"], "address": ["like", f"%{rows[0]['room']}%"]},
	)
	house = frappe.get_doc("Household", head.household)
	assert (house.head, house.grid_unit, house.address) == (
		head.name,
		core.GRID_A1,
		f"3组{rows[0]['room']}号",
	)
	assert (head.sex, str(head.birth_date), head.name_initials, head.grid_unit) == (
		"Male",
		"1960-01-01",
		"wds",
		core.GRID_A1,
	)
	assert identity.find("ID Card", rows[0]["identity_number"]) == head.name
	assert rows[0]["identity_number"] not in str(frappe.db.sql("select * from `tabIdentity Document`"))


def test_what_the_import_writes_is_what_the_form_would_have_written():
	rows = family()
	run(make_import(rows))
	imported = frappe.get_doc("Household", {"address": f"3组{rows[0]['room']}号"})
	form = registry.make_household(core.GRID_A1, villagers_group="3", room="777", head="王大山")
	skipped = {
		"name",
		"creation",
		"modified",
		"address",
		"address_order",
		"room",
		"head",
		"owner",
		"modified_by",
	}
	for doc in (imported, form):
		doc.set("note", doc.note or None)
	stored = [
		{
			k: v or None
			for k, v in frappe.db.get_value("Household", d.name, "*", as_dict=True).items()
			if k not in skipped
		}
		for d in (imported, form)
	]
	assert stored[0] == stored[1]
	people = [
		{
			k
			for k, v in frappe.db.get_value("Resident", d.head, "*", as_dict=True).items()
			if v not in (None, "", 0)
		}
		for d in (imported, form)
	]
	assert people[1] - people[0] == set()


def test_a_preview_says_what_would_change_and_writes_nothing():
	before = sizes()
	doc = run(make_import([*family(), *family(name="李")]), write=False)
	assert (doc.status, doc.new_households, doc.new_residents) == ("Import Previewed", 2, 6)
	assert "王大山" in doc.preview and sizes() == before


def test_the_same_file_again_changes_nothing():
	rows = family()
	run(make_import(rows))
	before = frappe.db.sql(
		"select name, modified from tabResident union select name, modified from tabHousehold order by 1"
	)
	again = run(make_import(rows))
	assert (again.new_households, again.unchanged_households, again.unchanged_residents) == (0, 1, 3)
	assert (
		frappe.db.sql(
			"select name, modified from tabResident union select name, modified from tabHousehold order by 1"
		)
		== before
	)


def test_filled_cells_change_a_known_resident_and_empty_ones_leave_what_is_there():
	rows = family(phone="13800000001")
	run(make_import(rows))
	rows[0]["phone"], rows[1]["phone"] = None, "13800000002"
	rows.append(
		{
			**rows[0],
			"resident_name": "王小红",
			"relation_to_head": "Daughter",
			"sex": "Female",
			"identity_number": None,
		}
	)
	doc = run(make_import(rows))
	assert (doc.changed_households, doc.new_residents, doc.changed_residents) == (1, 1, 1)
	head, wife = (
		frappe.get_doc("Resident", identity.find("ID Card", rows[i]["identity_number"])) for i in (0, 1)
	)
	assert (head.phone, wife.phone) == ("13800000001", "13800000002")


def test_all_or_nothing_leaves_the_database_untouched_and_gives_the_wrong_rows_back():
	before = sizes()
	bad = family(name="李", identity_number="110105194912310021")
	doc = run(make_import([*family(), *bad]))
	assert (doc.status, doc.wrong_households) == ("Import Refused", 1) and sizes() == before
	page = wrong_file(doc)
	names = [cell.value for cell in page["K"]][1:]
	assert names == ["李大山", "李秀英", "李小明"]
	cell = page.cell(2, [c.field for c in COLUMNS].index("identity_number") + 1)
	assert cell.font.color.rgb == "FFC00000" and "does not fit" in cell.comment.text
	assert "does not fit" in page.cell(2, len(COLUMNS) + 1).value


def test_the_right_households_go_in_and_the_corrected_file_goes_back_in():
	bad = family(name="李", identity_number="110105194912310021")
	doc = run(make_import([*family(), *bad], mode="Right Households In"))
	assert (doc.status, doc.new_households, doc.wrong_households) == ("Import Done", 1, 1)
	book = load_workbook(io.BytesIO(frappe.get_doc("File", {"file_url": doc.result_file}).get_content()))
	page = book.worksheets[0]
	page.cell(2, [c.field for c in COLUMNS].index("identity_number") + 1).value = registry.id_number(
		"1961-02-03"
	)
	out = io.BytesIO()
	book.save(out)
	second = run(make_import(out.getvalue()))
	assert (second.status, second.new_households, second.new_residents) == ("Import Done", 1, 3)


def test_one_bad_row_among_many_is_named_by_its_row():
	rows = [row for _ in range(60) for row in family()]
	rows[100]["relation_to_head"] = "Head Of Household"
	before = sizes()
	doc = run(make_import(rows))
	assert doc.status == "Import Refused" and sizes() == before
	assert "Row 102" in doc.import_log and "second head" in doc.import_log


@pytest.mark.parametrize(
	("change", "message"),
	[
		({"grid_unit": "430181002999"}, "lies outside"),
		({"grid_unit": core.VILLAGE_A + "777"}, "no unit with the code"),
		({"grid_unit": "4301810"}, "no code of a grid unit"),
		({"identity_number": 430181198503091000}, "more than 15 digits"),
		({"relation_to_head": "Uncle"}, "not in the list"),
		({"birth_date": "9/3/1985"}, "no date"),
	],
)
def test_each_bad_value_has_its_message_and_nothing_is_written(change, message):
	rows = family()
	for row in rows:
		row.update(change if "grid_unit" in change else {})
	rows[0].update(change)
	before = sizes()
	doc = run(make_import(rows))
	assert doc.status == "Import Refused" and message in doc.import_log and sizes() == before


def test_a_number_known_in_another_household_is_refused_with_the_masked_name_only():
	rows = family()
	stranger = registry.make_resident(registry.make_household(core.GRID_B1), resident_name="赵钱孙")
	number = registry.id_number("1991-01-01")
	identity.store(stranger.name, "ID Card", number)
	rows[2].update({"identity_number": number, "birth_date": None})
	doc = run(make_import(rows))
	assert doc.status == "Import Refused" and "赵*孙" in doc.import_log and "赵钱孙" not in doc.import_log


def test_a_stored_head_is_not_changed_by_a_file():
	rows = family()
	run(make_import(rows))
	rows[0]["relation_to_head"], rows[1]["relation_to_head"] = "Spouse", "Head Of Household"
	doc = run(make_import(rows))
	assert doc.status == "Import Refused" and "has a head already" in doc.import_log


def test_a_file_that_is_no_excel_is_refused_with_what_it_is():
	doc = run(make_import(b"%PDF-1.4 x"))
	assert doc.status == "Import Refused" and "a PDF" in doc.import_log


def test_statements_grow_by_sets_and_not_by_rows():
	def statements(households: int) -> int:
		doc = make_import([row for _ in range(households) for row in family()])
		with counted_queries() as queries:
			run(doc)
		return len(queries)

	few = statements(5)
	assert statements(100) <= few + 5


def test_options_of_the_columns_are_those_of_the_doctypes():
	"""But for a duplicate record, which is what joining two records leaves and no list brings in."""
	for column in COLUMNS:
		if column.kind == OPTION and column.field != "identity_kind":
			field = frappe.get_meta(column.of.title()).get_field(column.field)
			offered = tuple(o for o in field.options.split("\n") if o and o != household.DUPLICATE)
			assert offered == column.options, column.field
	assert all(frappe.get_meta(c.of.title()).has_field(c.field) for c in BY_FIELD.values())


def test_old_lists_with_numbers_do_not_stay():
	from grid_governance.registry.importing import job

	doc = run(make_import(family()))
	frappe.db.set_value(doc.doctype, doc.name, "creation", frappe.utils.add_days(frappe.utils.now(), -8))
	job.forget_old_files()
	assert not frappe.db.exists("File", {"attached_to_name": doc.name})
	assert not frappe.db.get_value(doc.doctype, doc.name, "import_file")
	assert sheet([])
