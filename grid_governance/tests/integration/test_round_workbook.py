"""A whole round as Excel and on paper: down with its keys, up wholly or not at all, each wrong cell by name.

World: the village of test_points_rounds.py: base points (100), a score of 1 to 10, a level of two.
"""

from __future__ import annotations

import frappe
import pytest
from openpyxl import load_workbook

from grid_governance import papers
from grid_governance.points.declaring import round_paper, round_sheet, round_upload, round_workbook
from grid_governance.tests.bench.table import counted_queries
from grid_governance.tests.integration.test_points_rounds import Village

BASE, CLEAN, GARDEN = "E", "F", "G"


@pytest.fixture
def village(world, as_user):
	return Village(world, as_user)


@pytest.fixture
def sheet(village, tmp_path):
	"""A round with one cell typed, downloaded by its writer."""
	return Sheet(village, tmp_path / "round.xlsx")


class Sheet:
	def __init__(self, village, path):
		self.village, self.path = village, path
		self.name = village.open()
		village.type(self.name, (0, village.clean, 8))
		self.download()

	def download(self):
		with self.village.as_user(self.village.writer):
			doc = frappe.get_doc("Points Batch", self.name)
			lines = round_sheet.rows(doc, round_sheet.cells(self.name))
			self.path.write_bytes(round_upload.download(doc, lines))

	def line(self, household: int) -> int:
		page = load_workbook(self.path).worksheets[0]
		wanted = self.village.households[household].name
		return next(row[0].row for row in page.iter_rows(max_col=1) if row[0].value == wanted)

	def fill(self, *cells):
		"""cells: (address, value)."""
		book = load_workbook(self.path)
		for address, value in cells:
			book.worksheets[0][address] = value
		book.save(self.path)

	def upload(self, user=None):
		with self.village.as_user(user or self.village.writer):
			return round_upload.bring_in(self.name, self.path)

	def stored(self) -> dict:
		rows = frappe.get_doc("Points Batch", self.name).people
		return {(row.subject, row.item): row.points for row in rows}


def test_the_workbook_hides_its_keys_and_shows_what_is_typed(sheet):
	page = load_workbook(sheet.path).worksheets[0]
	assert page.column_dimensions["A"].hidden and page.row_dimensions[1].hidden
	assert page["A1"].value == sheet.name and page[f"{CLEAN}1"].value == sheet.village.clean.name
	assert page[f"{CLEAN}{sheet.line(0)}"].value == 8


def test_what_was_filled_in_is_taken_over_and_an_emptied_cell_goes(sheet):
	first, second = sheet.line(0), sheet.line(1)
	sheet.fill(
		(f"{CLEAN}{first}", None),
		(f"{BASE}{first}", 100),
		(f"{CLEAN}{second}", 6.0),
		(f"{GARDEN}{second}", "二星"),
	)
	answer = sheet.upload()
	assert (answer["saved"], answer["removed"], answer["points_total"]) == (3, 1, 116)
	houses, village = sheet.village.households, sheet.village
	assert sheet.stored() == {
		(houses[0].name, village.base.name): 100,
		(houses[1].name, village.clean.name): 6,
		(houses[1].name, village.garden.name): 10,
	}
	sheet.download()
	again = sheet.upload()
	assert (again["saved"], again["removed"]) == (0, 0), "the same sheet once more changes nothing"


def test_a_tick_gives_an_item_with_fixed_points_its_points(sheet):
	sheet.fill((f"{BASE}{sheet.line(1)}", "√"))
	assert sheet.upload()["saved"] == 1
	assert sheet.stored()[sheet.village.households[1].name, sheet.village.base.name] == 100
	assert sheet.upload()["saved"] == 0


def test_one_wrong_cell_stops_all_and_every_wrong_one_is_named(sheet):
	before = sheet.stored()
	first, second = sheet.line(0), sheet.line(1)
	sheet.fill(
		(f"{BASE}{first}", 100),
		(f"{BASE}{second}", 90),
		(f"{CLEAN}{second}", 11),
		(f"{GARDEN}{second}", "三星"),
		(f"{CLEAN}{sheet.line(2)}", "2.5"),
	)
	with pytest.raises(frappe.ValidationError) as refused:
		sheet.upload()
	words = str(refused.value)
	for cell in (f"{BASE}{second}", f"{CLEAN}{second}", f"{GARDEN}{second}", f"{CLEAN}{sheet.line(2)}"):
		assert f"{cell}:" in words
	assert f"{BASE}{first}:" not in words and sheet.stored() == before


def test_what_only_the_rules_of_deeds_know_is_named_by_its_cell_too(sheet):
	village = sheet.village
	elsewhere = village.open(deed_date=frappe.utils.nowdate())
	village.type(elsewhere, (1, village.clean, 5))
	sheet.fill((f"{CLEAN}{sheet.line(1)}", 6), (f"{CLEAN}{sheet.line(2)}", 6))
	with pytest.raises(frappe.ValidationError, match=f"{CLEAN}{sheet.line(1)}:"):
		sheet.upload()
	assert len(sheet.stored()) == 1


@pytest.mark.parametrize(
	("address", "value", "words"),
	[("A{0}", None, "hidden key"), ("F{0}", "=1+1", "formula"), ("F1", "gone", "no item")],
)
def test_lost_keys_and_formulas_are_refused(sheet, address, value, words):
	cells = [(f"{CLEAN}{sheet.line(1)}", 5), (address.format(sheet.line(1)), value)]
	sheet.fill(*cells)
	with pytest.raises(frappe.ValidationError, match=words):
		sheet.upload()


def test_a_household_in_two_lines_is_refused(sheet):
	sheet.fill((f"A{sheet.line(2)}", sheet.village.households[1].name))
	with pytest.raises(frappe.ValidationError, match="two lines"):
		sheet.upload()


def test_the_workbook_of_another_round_and_no_workbook_are_refused(sheet, village):
	other = village.open()
	with village.as_user(village.writer), pytest.raises(frappe.ValidationError, match="not the workbook"):
		round_upload.bring_in(other, sheet.path)
	sheet.path.write_text("not a workbook")
	with pytest.raises(frappe.ValidationError, match="not the workbook"):
		sheet.upload()


def test_only_its_writer_takes_a_workbook_over_and_only_while_it_is_a_draft(sheet):
	village = sheet.village
	sheet.fill((f"{CLEAN}{sheet.line(1)}", 5))
	with pytest.raises(frappe.ValidationError):
		sheet.upload(village.endorser)
	sheet.upload()
	village.act(sheet.name, ("Declare", village.writer))
	sheet.fill((f"{CLEAN}{sheet.line(1)}", 6))
	with pytest.raises(frappe.ValidationError):
		sheet.upload()


def test_the_statements_of_an_upload_do_not_grow_with_its_lines(world, as_user, tmp_path):
	counts = []
	for households in (3, 12):
		sheet = Sheet(Village(world, as_user, households), tmp_path / f"{households}.xlsx")
		sheet.fill(*[(f"{CLEAN}{sheet.line(n)}", 5) for n in range(households)])
		with counted_queries() as queries:
			sheet.upload()
		counts.append(len(queries))
	assert counts[1] <= counts[0] + 2


def test_the_paper_has_a_part_per_group_with_room_to_sign_and_what_is_typed(sheet):
	frappe.local.lang = "zh"
	page = round_paper.sheet(frappe.get_doc("Points Batch", sheet.name))
	groups = {row["group"] for row in round_sheet.rows(frappe.get_doc("Points Batch", sheet.name), [])}
	assert page.count("<section>") == len(groups) and "邻长（签字）" in page and ">8</td>" in page
	assert "{{" not in page and papers.pdf_of(page).startswith(b"%PDF")


def test_a_name_is_no_formula_in_the_workbook(village):
	items = [
		{
			"item": "i",
			"label": "=1+1",
			"counting": "Fixed Points",
			"points": 5,
			"low": 0,
			"high": 0,
			"levels": {},
		}
	]
	rows = [{"subject": "s", "name": "=cmd()", "address": "1", "group": "1"}]
	content = round_workbook.write("b", items, rows, {}, str)
	import io

	page = load_workbook(io.BytesIO(content)).worksheets[0]
	assert page["C3"].data_type == "s" and page["E2"].data_type == "s"
