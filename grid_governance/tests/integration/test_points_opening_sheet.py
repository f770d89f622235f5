"""The sheet of opening balances: its template, its reading, its doubts."""

from __future__ import annotations

import io

import frappe
import pytest
from frappe.utils import nowdate
from openpyxl import load_workbook

from grid_governance.api import corrections as api
from grid_governance.points.correcting import corrections
from grid_governance.points.correcting.refusal import CorrectionError
from grid_governance.tests.bench.table import counted_queries
from grid_governance.tests.factories import core, registry
from grid_governance.tests.factories import corrections as make


def read(office, rows, **more) -> frappe._dict:
	with office.as_user(office.clerk):
		draft = make.make(
			"Opening Balance",
			book=office.book.name,
			grid_unit=office.world.village_a,
			as_of=nowdate(),
		)
		make.attach(draft, make.sheet(rows, **more))
		api.read_opening_sheet(draft.name)
	draft.reload()
	return draft


def test_a_sheet_is_read_by_name_group_address_and_record_code(office):
	twin = registry.make_household(head="张三", villagers_group="2")
	li = registry.make_household(head="李四")
	draft = read(
		office,
		[
			("李四", 12, None, None, "旧存折"),
			("张三", "1,200", "2组"),
			("", 30.0, None, None, None, office.household.name),
			("王五", None),
		],
	)
	assert [(row.subject, row.points) for row in draft.rows] == [
		(li.name, 12),
		(twin.name, 1200),
		(office.household.name, 30),
	]
	assert draft.wrong_count == 0 and draft.rows[0].remark == "旧存折" and draft.rows[0].line == 2


def test_doubtful_lines_say_how_to_make_them_plain(office):
	registry.make_household(head="张三", villagers_group="2")
	draft = read(office, [("张三", 5), ("无此人", 5), ("", 5), ("张三", "=A1", "2"), ("张三", "五十", "1")])
	problems = [row.problem for row in draft.rows]
	assert "write the group" in problems[0] and "Nobody of this name" in problems[1]
	assert "unmerge" in problems[2] and "formula" in problems[3] and "五十" in problems[4]
	with office.as_user(office.clerk), pytest.raises(CorrectionError, match="5 rows"):
		corrections.ask(draft.name)


def test_a_file_that_is_no_sheet_is_refused_with_what_it_is(office):
	for content, name in ((b"%PDF-1.4 x", "a.pdf"), (b"x,y\n1,2\n", "a.csv")):
		with office.as_user(office.clerk):
			draft = make.make(
				"Opening Balance", book=office.book.name, grid_unit=office.world.village_a, as_of=nowdate()
			)
			make.attach(draft, content, name)
			with pytest.raises(CorrectionError):
				api.read_opening_sheet(draft.name)


def test_the_template_holds_the_village_and_comes_back_without_doubt(office, tmp_path):
	from grid_governance.points.correcting import opening_sheet

	with office.as_user(office.clerk):
		path = tmp_path / "x.xlsx"
		path.write_bytes(opening_sheet.template(office.book.name, office.world.village_a))
		workbook = load_workbook(path)
		sheet = workbook.active
		line = next(row for row in sheet.iter_rows(min_row=2) if row[5].value == office.household.name)
		line[3].value = "77"
		workbook.save(path)
		rows = opening_sheet.match(opening_sheet.read(path), office.book.name, office.world.village_a)
	assert [(row["subject"], row["points"], row["problem"]) for row in rows] == [
		(office.household.name, 77, None)
	]


def test_a_unit_written_like_sql_opens_no_other_village(office):
	registry.make_household(core.GRID_B1, head="邻村人")
	village = office.world.village_a
	for unit in (village, f"{village}') or 1=1 -- 1"):
		with office.as_user(office.clerk):
			api.opening_template(office.book.name, unit)
		sheet = load_workbook(io.BytesIO(frappe.local.response.filecontent)).active
		names = {row[1] for row in sheet.iter_rows(min_row=2, values_only=True)}
		assert "邻村人" not in names and (unit != village or "张三" in names)


def test_a_sheet_of_many_rows_is_stored_in_few_statements_and_as_the_platform_would(office):
	homes = [registry.make_household(head="户主" + chr(0x4E00 + number)) for number in range(40)]
	lines = [("户主" + chr(0x4E00 + number), number + 1) for number in range(40)]
	draft = read(office, lines)
	with office.as_user(office.clerk):
		draft.rows[3].points, gone = 99, draft.rows[7].name
		draft.remove(draft.rows[7])
		draft.append("rows", {"subject_doctype": "Household", "subject": office.household.name, "points": 6})
		with counted_queries() as statements:
			draft.save()
	writes = [
		text for text in statements if "Opening Balance Row" in text and text.startswith(("insert", "update"))
	]
	assert len(writes) == 2, writes
	stored = frappe.get_doc("Points Correction", draft.name).rows
	assert len(stored) == 40 and gone not in {row.name for row in stored}
	assert stored[3].points == 99
	assert [row.points for row in stored if row.subject == office.household.name] == [6]
	assert [row.subject for row in stored[:3]] == [home.name for home in homes[:3]]
	assert draft.total_points == sum(row.points for row in stored)
