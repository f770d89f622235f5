"""The catalogue to Excel and back: nothing is lost, one wrong cell changes nothing, nothing in a cell is run."""

from __future__ import annotations

import io

import frappe
import pytest
from openpyxl import Workbook, load_workbook

from grid_governance.api import catalogue as api
from grid_governance.points.rulebook import catalogue_upload
from grid_governance.points.rulebook.catalogue_sheet import COLUMNS, HOW_TO
from grid_governance.tests.factories import core, points

REFUSED = (frappe.PermissionError, frappe.ValidationError)
HEADERS = [column.header for column in COLUMNS]


@pytest.fixture
def items(world):
	frappe.db.delete("Points Item")
	category = points.make_category("Core Socialist Values")
	return [
		points.make_item(
			5,
			item_code="T01",
			item_name="=清扫村道，<b>不留死角</b>",
			category=category,
			caps=[("Month", 4, 0), ("Year", 0, 100)],
			band_low=3,
			band_high=7,
			evidence_hint="现场照片",
			description="第一行\n第二行",
		),
		points.make_item(
			0,
			item_code="T02",
			counting="By Level",
			levels=[("省级", 30), ("县(市)级", 15)],
			category=category,
		),
		points.make_item(
			0,
			item_code="430181002001",
			counting="Between Limits",
			min_points=2,
			max_points=20,
			category=category,
			grid_unit=core.VILLAGE_A,
			valid_from="2026-01-01",
			valid_to="2026-12-31",
			status="Stopped",
		),
	]


def write(tmp_path, content: bytes):
	path = tmp_path / "catalogue.xlsx"
	path.write_bytes(content)
	return path


def sheet(tmp_path, *rows: dict, change=None):
	"""A workbook with the headers and one line per dict (fieldname → cell)."""
	book = Workbook()
	book.active.append(HEADERS)
	for row in rows:
		book.active.append([row.get(column.field) for column in COLUMNS])
	if change:
		change(book.active)
	out = io.BytesIO()
	book.save(out)
	return write(tmp_path, out.getvalue())


def line(**values) -> dict:
	return {
		"item_code": "N01",
		"item_name": "新项目",
		"category": "Core Socialist Values",
		"counting": "Fixed Points",
		"points": 5,
		"for_families": "是",
		**values,
	}


def texts(result) -> str:
	return " | ".join(f"{w['row']} {w['column']} {w['text']}" for w in result.wrong)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_download_that_comes_back_changes_nothing(items, tmp_path, language):
	frappe.local.lang = language
	before = [catalogue_upload.values_of(frappe.get_doc("Points Item", item.name)) for item in items]
	result = catalogue_upload.compare(write(tmp_path, catalogue_upload.download()))
	assert (result.unchanged, result.added, result.changed, result.wrong) == (3, [], [], [])
	frappe.db.delete("Points Item")
	result = catalogue_upload.bring_in(tmp_path / "catalogue.xlsx")
	assert len(result.added) == 3
	names = [frappe.db.get_value("Points Item", {"item_code": row["item_code"]}) for row in before]
	assert [catalogue_upload.values_of(frappe.get_doc("Points Item", name)) for name in names] == before


def test_the_workbook_has_headings_drop_downs_and_text_codes(items):
	book = load_workbook(io.BytesIO(catalogue_upload.download()))
	active = book.worksheets[0]
	assert [cell.value.rstrip("*") for cell in active[1]] == HEADERS
	assert len(active.data_validations.dataValidation) >= 10
	codes = {active.cell(row, 1).value: active.cell(row, 1).number_format for row in (2, 3, 4)}
	assert codes == {"430181002001": "@", "T01": "@", "T02": "@"}
	assert not [cell.coordinate for row in active.iter_rows() for cell in row if cell.data_type == "f"]
	assert len(list(book.worksheets[1].iter_rows())) == len(HOW_TO)


def test_changes_are_shown_first_and_written_on_demand(items, tmp_path):
	path = sheet(tmp_path, line(), line(item_code="T01", item_name="清扫村道", points="6", caps="月2次"))
	found = catalogue_upload.compare(path)
	assert [row["item_code"] for row in found.added] == ["N01"] and not found.wrong
	assert any("6" in change for change in found.changed[0]["changes"])
	assert frappe.db.get_value("Points Item", {"item_code": "T01"}, "points") == 5
	assert not frappe.db.exists("Points Item", {"item_code": "N01"})
	catalogue_upload.bring_in(path)
	item = frappe.get_doc("Points Item", {"item_code": "T01"})
	assert (item.points, [(cap.period, cap.times) for cap in item.caps]) == (6, [("Month", 2)])
	assert frappe.db.get_value("Points Item", {"item_code": "N01"}, ["status", "per"]) == ("In Use", "次")


@pytest.mark.parametrize(
	("cells", "column", "words"),
	[
		({"points": "=1+1"}, "Points", "formula"),
		({"points": "五"}, "Points", "whole number"),
		({"points": 2.5}, "Points", "whole number"),
		({"valid_from": "三月九日"}, "Valid From", "no date"),
		({"valid_from": "03/04/05"}, "Valid From", "no date"),
		({"category": "没有的类别"}, "Points Category", "not in the list"),
		({"for_families": "也许"}, "For Families", "neither yes nor no"),
		({"caps": "月四次"}, "Caps", "no cap"),
		({"counting": "By Level", "levels": "县级"}, "Levels", "no level"),
		({"item_name": None}, "Item Name", "empty"),
		({"band_low": 6, "band_high": 9}, "Item Name", "band"),
		({"for_families": None}, "Item Name", "for whom"),
		({"grid_unit": "999999"}, "Item Name", "999999"),
	],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(items, tmp_path, cells, column, words):
	path = sheet(tmp_path, line(item_code="N00", item_name="对的"), line(**cells))
	before = frappe.db.count("Points Item")
	result = catalogue_upload.compare(path)
	assert f"3 {column}" in texts(result) and words in texts(result), texts(result)
	with pytest.raises(frappe.ValidationError, match=words):
		catalogue_upload.bring_in(path)
	assert frappe.db.count("Points Item") == before


def test_merged_cells_are_named(items, tmp_path):
	path = sheet(tmp_path, line(), line(item_code="N02"), change=lambda page: page.merge_cells("C2:C3"))
	assert "C2:C3" in texts(catalogue_upload.compare(path))


def test_the_same_item_twice_is_named(items, tmp_path):
	assert "row 2" in texts(catalogue_upload.compare(sheet(tmp_path, line(), line())))


def test_dates_may_be_dates_or_text(items, tmp_path):
	import datetime

	path = sheet(tmp_path, line(valid_from=datetime.date(2026, 3, 9), valid_to="2026年12月31日"))
	assert not catalogue_upload.compare(path).wrong


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"<html></html>", b"PK\x03\x04broken", b"a,b\n1,2"])
def test_what_is_no_workbook_is_named(items, tmp_path, content):
	assert "workbook" in texts(catalogue_upload.compare(write(tmp_path, content)))


def test_a_hundred_thousand_rows_are_refused_before_they_are_read(items, tmp_path):
	path = sheet(tmp_path, *(line(item_code=f"M{n}", item_name=f"m{n}") for n in range(1001)))
	assert "1000" in texts(catalogue_upload.compare(path))


def test_scripts_in_texts_do_nothing(items, tmp_path):
	path = sheet(
		tmp_path,
		line(item_name="<script>alert(1)</script>清扫", evidence_hint='"><img src=x onerror=alert(1)>'),
	)
	catalogue_upload.bring_in(path)
	stored = frappe.get_doc("Points Item", {"item_code": "N01"})
	assert "<script" not in stored.item_name and "onerror" not in (stored.evidence_hint or "")


# ---------------------------------------------------------------- who may


def uploaded(path, user) -> str:
	file = frappe.get_doc(doctype="File", file_name="catalogue.xlsx", is_private=1, content=path.read_bytes())
	return file.insert(ignore_permissions=True).file_url


def test_a_village_brings_in_own_items_and_changes_neither_the_countys_nor_a_neighbours(
	items, world, as_user, tmp_path
):
	theirs = points.make_item(2, item_code="B01X", grid_unit=core.VILLAGE_B)
	with as_user(world.user("Village Points Clerk")) as clerk:
		own = line(grid_unit=core.VILLAGE_A)
		assert len(api.upload_catalogue(uploaded(sheet(tmp_path, own), clerk))["added"]) == 1
		for wrong in (
			line(item_code="N02"),
			line(item_code="N03", grid_unit=core.VILLAGE_B),
			line(item_code="T01", item_name="清扫村道", points=50),
			line(item_code="T01", item_name="清扫村道", band_low=1, band_high=90),
			line(item_code=theirs.item_code, item_name=theirs.item_name, points=50, grid_unit=core.VILLAGE_B),
		):
			with pytest.raises(frappe.ValidationError, match="may not"):
				api.upload_catalogue(uploaded(sheet(tmp_path, wrong), clerk))
	assert frappe.db.get_value("Points Item", {"item_code": "T01"}, ["points", "band_high"]) == (5, 7)
	assert frappe.db.get_value("Points Item", theirs.name, "points") == 2


def test_nobody_brings_in_the_file_of_another(items, world, as_user, tmp_path):
	with as_user(world.user("Village Points Clerk")) as clerk:
		url = uploaded(sheet(tmp_path, line(grid_unit=core.VILLAGE_A)), clerk)
	with as_user(world.user("Village Points Clerk", "B")), pytest.raises(frappe.PermissionError):
		api.preview_catalogue(url)
	with as_user(world.user("Neighbour Head", core.GRID_A1)), pytest.raises(REFUSED):
		api.preview_catalogue(url)
	with as_user(clerk):
		assert len(api.preview_catalogue(url)["added"]) == 1
