"""A list of households by clicking: the template, filled in, attached to an unsaved form, looked at, brought in."""

import io
from pathlib import Path

import frappe
import openpyxl
import pytest

from grid_governance.tests.factories import registry as make
from grid_governance.tests.ui.test_registry import press


@pytest.fixture
def imports(town):
	town.fresh()
	yield
	town.fresh()
	people = frappe.get_all(
		"Resident",
		{"grid_unit": ["like", f"{town.village_a}%"], "resident_name": ["like", "郝%"]},
		pluck="name",
	)
	frappe.db.delete("Identity Document", {"resident": ["in", people or [""]]})
	town.commit()


def _fill(template: bytes, rows: list[dict]) -> bytes:
	"""Write `rows` (header → text) under the headers of the template, as one does in Excel."""
	book = openpyxl.load_workbook(io.BytesIO(template))
	sheet = book.worksheets[0]
	column = {str(cell.value).rstrip("*"): cell.column for cell in sheet[1]}
	for line, row in enumerate(rows, start=3):
		for header, text in row.items():
			sheet.cell(line, column[header], text)
	out = io.BytesIO()
	book.save(out)
	return out.getvalue()


def _download(page, action) -> bytes:
	with page.page.expect_download() as waiting:
		action()
	return Path(waiting.value.path()).read_bytes()


def _attach(page, name: str, content: bytes):
	page.locator("[data-fieldname=import_file] .btn-attach").click()
	page.wait_for_selector(".modal.show .file-uploader")
	with page.page.expect_file_chooser() as chooser:
		page.locator(".modal.show .btn-file-upload").first.click()
	chooser.value.set_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})
	page.locator(".modal.show .btn-modal-primary:visible").last.click()
	page.locator("[data-fieldname=import_file] .attached-file:visible").wait_for()
	page.settled()


def test_a_list_comes_in_and_the_wrong_row_comes_back_with_its_reason(desk, town, imports):
	page = desk("Grid Officer", "A")
	page.open("household-import/new")
	template = _download(page, lambda: page.get_by_role("button", name="下载模板").click())
	same = {
		"室号（门牌号）": "901",
		"姓名": "郝大山",
		"与户主关系": "户主",
		"性别": "男",
		"出生日期": "1960-01-01",
	}
	wrong_number = make.id_number("1950-01-01")[:-1] + "?"
	filled = _fill(
		template, [same, {**same, "室号（门牌号）": "902", "姓名": "郝二", "证件号码": wrong_number}]
	)
	page.set_value("grid_unit", town.grid_a1)
	page.set_value("import_mode", "Right Households In")
	_attach(page, "入户名单.xlsx", filled)  # the platform saves the form with it
	press(page, "预览变更")
	page.locator("[data-fieldname=preview_html] table").wait_for()
	page.reads("郝大山")
	page.wait_for_function("() => cur_frm.doc.status === 'Import Previewed'")
	press(page, "导入住户")
	page.asked()
	page.locator(".modal.show .btn-modal-primary:visible").last.click()
	page.wait_for_function("() => cur_frm.doc.status === 'Import Done' && cur_frm.doc.result_file")
	page.settled()
	town.fresh()
	assert frappe.db.exists("Resident", {"grid_unit": town.grid_a1, "resident_name": "郝大山"})
	assert not frappe.db.exists("Resident", {"grid_unit": town.grid_a1, "resident_name": "郝二"})
	back = page.context.request.get(page.url + page.evaluate("cur_frm.doc.result_file"))
	rows = list(openpyxl.load_workbook(io.BytesIO(back.body())).worksheets[0].iter_rows(values_only=True))
	assert [cell for row in rows[1:] for cell in row if cell and "郝二" in cell]
	assert "证件号码" in rows[1][-1]
