"""月报表: fixed once handed in, corrected by a new version, rolled up, who has not; Excel and Word read back."""

import io
import re

import frappe
import pytest
from docx import Document
from frappe.utils import getdate
from openpyxl import load_workbook

from grid_governance import papers
from grid_governance.api import statistics as api
from grid_governance.cases.statistics import asked as asking
from grid_governance.cases.statistics import levels, returns, word, workbook
from grid_governance.figures import spans
from grid_governance.grid_governance.report.monthly_returns_handed_in import monthly_returns_handed_in
from grid_governance.tests.factories import core, figures

MARCH = "2026-03-15"


@pytest.fixture
def village(world):
	"""Village A in March 2026: 5 accepted and settled, 1 still open, 2 sweeps."""
	figures.make_cases(5, core.GRID_A1, "2026-03-02", "2026-03-20", "Case Closed")
	figures.make_cases(1, core.GRID_A2, "2026-03-30", category="Labour Dispute")
	sweep(core.VILLAGE_A, times=2, disputes_found=6, disputes_prevented=3)
	return world


def sweep(unit: str, **values):
	doc = frappe.get_doc(doctype="Dispute Sweep", grid_unit=unit, swept_on="2026-03-10", **values)
	return doc.insert(ignore_permissions=True)


def make_return(unit: str = core.VILLAGE_A, month: str = MARCH, **values):
	return frappe.get_doc(doctype="Monthly Return", grid_unit=unit, month=month, **values).insert()


def row_of(doc, category: str = "Neighbour Dispute"):
	return next(row for row in doc.rows if row.category == category)


def sheet_of(content: bytes) -> list[list]:
	return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).active.iter_rows()]


def line_with(rows: list[list], text: str) -> list:
	return next(row for row in rows if text in row)


def test_a_mediator_hands_in_and_what_changes_later_does_not_change_it(village, as_user):
	with as_user(village.user("Mediator", "A")):
		doc = make_return()
		assert (doc.month, doc.status, doc.version) == (getdate("2026-03-01"), returns.DRAFT, 1)
		assert (row_of(doc).accepted, row_of(doc).succeeded, row_of(doc, "Labour Dispute").accepted) == (
			5,
			5,
			1,
		)
		assert (doc.sweeps, doc.swept, doc.prevented) == (2, 6, 3)
		assert api.hand_in_return(doc.name) == returns.HANDED_IN
		figures.make_cases(7, core.GRID_A1, "2026-03-03", "2026-03-21", "Case Closed")
		doc.reload()
		assert doc.handed_in_by == village.user("Mediator", "A") and doc.handed_in_on
		assert row_of(doc).accepted == 5
		for change in ({"remark": "后补"}, {"sweeps": 99}):
			with pytest.raises(frappe.ValidationError, match="no longer changed"):
				frappe.get_doc("Monthly Return", doc.name).update(change).save()
		changed = frappe.get_doc("Monthly Return", doc.name)
		changed.rows[0].accepted = 99
		with pytest.raises(frappe.ValidationError, match="no longer changed"):
			changed.save()
		with pytest.raises(frappe.ValidationError):
			frappe.delete_doc("Monthly Return", doc.name)
		with pytest.raises(frappe.ValidationError, match="already"):
			api.hand_in_return(doc.name)


def test_a_draft_follows_the_records_and_what_is_typed_into_it_is_not_kept(village):
	doc = make_return()
	figures.make_cases(2, core.GRID_A1, "2026-03-03")
	doc.rows[0].accepted = 99
	doc.update({"status": returns.HANDED_IN, "version": 7, "sweeps": 50})
	doc.save()
	assert (row_of(doc).accepted, doc.rows[0].accepted, doc.status, doc.version) == (7, 0, returns.DRAFT, 1)
	assert doc.sweeps == 2


def test_a_correction_is_a_new_version_with_its_reason(village):
	first = make_return()
	api.hand_in_return(first.name)
	figures.make_cases(1, core.GRID_A1, "2026-03-04")
	for reason in ("", "  "):
		with pytest.raises(frappe.ValidationError, match="reason"):
			api.correct_return(first.name, reason)
	second = frappe.get_doc("Monthly Return", api.correct_return(first.name, "漏报一件"))
	assert api.correct_return(first.name, "再点一次") == second.name
	assert (second.version, second.replaces, row_of(second).accepted) == (2, first.name, 6)
	assert returns.standing_returns([core.VILLAGE_A], MARCH)[core.VILLAGE_A].name == first.name
	api.hand_in_return(second.name)
	first.reload()
	assert (first.status, row_of(first).accepted) == (returns.CORRECTED, 5)
	assert returns.standing_returns([core.VILLAGE_A], MARCH)[core.VILLAGE_A].name == second.name
	with pytest.raises(frappe.ValidationError):
		api.correct_return(first.name, "旧版")


def test_a_second_return_of_the_month_and_one_of_the_future_are_refused(village):
	make_return()
	with pytest.raises(frappe.ValidationError, match="already"):
		make_return(month="2026-03-31")
	with pytest.raises(frappe.ValidationError, match="not begun"):
		make_return(month=str(frappe.utils.add_months(getdate(), 1)))


def test_a_month_that_is_not_over_is_not_handed_in(village):
	doc = make_return(month=str(getdate()))
	with pytest.raises(frappe.ValidationError, match="not over"):
		api.hand_in_return(doc.name)
	assert frappe.db.get_value("Monthly Return", doc.name, "status") == returns.DRAFT


def test_a_street_sums_up_its_villages_returns_and_its_own_cases(village):
	figures.make_cases(4, core.GRID_B1, "2026-03-05", "2026-03-25", "Terminated")
	figures.make_cases(2, core.STREET, "2026-03-06")
	sweep(core.STREET, times=1)
	for unit in (core.VILLAGE_A, core.VILLAGE_B):
		api.hand_in_return(make_return(unit).name)
	figures.make_cases(9, core.GRID_B1, "2026-03-07")  # after the village has reported
	street = make_return(core.STREET, drawn_from=returns.RETURNS)
	row = row_of(street)
	assert (row.accepted, row.succeeded, row.failed, street.sweeps) == (5 + 4 + 2, 5, 4, 3)
	assert not street.units_missing
	by_records = make_return(core.STREET, month="2026-02-01")
	by_records.delete()
	records = returns.of_month(core.STREET, MARCH).one(["accepted"])["accepted"]
	assert records == 5 + 1 + 4 + 2 + 9


def test_a_roll_up_names_the_units_that_are_missing(village):
	api.hand_in_return(make_return(core.VILLAGE_A).name)
	street = make_return(core.STREET, drawn_from=returns.RETURNS)
	assert street.units_missing == "乙村"
	rows = monthly_returns_handed_in.execute({"grid_unit": core.STREET, "year": 2026, "month": 3})[1]
	assert [(row.unit_name, row.status) for row in rows] == [("乙村", None), ("甲社区", returns.HANDED_IN)]
	frappe.db.set_value("Grid Unit", core.VILLAGE_B, {"status": "Closed", "successor": core.VILLAGE_A})
	rows = monthly_returns_handed_in.execute({"grid_unit": core.STREET, "year": 2026, "month": 3})[1]
	assert [row.unit_name for row in rows] == ["甲社区"]


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"times": 0}, "one sweep"),
		({"disputes_found": -1}, "below zero"),
		({"swept_on": "2999-01-01"}, "after it"),
	],
)
def test_a_sweep_that_cannot_be_is_refused(world, values, message):
	doc = frappe.get_doc(doctype="Dispute Sweep", grid_unit=core.VILLAGE_A, swept_on="2026-03-10", times=1)
	with pytest.raises(frappe.ValidationError, match=message):
		doc.update(values).insert()


# ---------------------------------------------------------------- papers, read back


def test_the_official_table_holds_the_returns_figures(village):
	doc = make_return()
	api.hand_in_return(doc.name)
	doc.reload()
	frappe.local.lang = "zh"
	rows = sheet_of(workbook.monthly_return(doc))
	assert rows[0][0] == "人民调解工作月报表"
	assert rows[1][0] == "填报单位：甲社区" and "2026年3月" in rows[1]
	assert rows[2][0].startswith("排查次数：2次；排查发现：6件；预防纠纷：3件")
	assert line_with(rows, "邻里纠纷")[2] == 5 and line_with(rows, "劳动争议纠纷")[2] == 1
	total = line_with(rows, "合计")
	assert total[2] == 6 and len(rows) == 5 + 18 + 2
	assert all(value is not None for value in total[2:])


def test_a_table_names_its_time_as_people_say_it(site):
	frappe.local.lang = "zh"
	day = getdate("2026-12-31")
	nine_months = spans.between(getdate("2026-01-01"), getdate("2026-09-30"))
	turn = spans.between(getdate("2025-12-31"), getdate("2026-01-01"))
	found = [
		workbook.time_of(span)
		for span in (spans.of_month(day), spans.of_quarter(day), spans.of_year(2026), nine_months, turn)
	]
	assert found == ["2026年12月", "2026年第4季度", "2026年", "2026年1月至9月", "2025年12月至2026年1月"]


def test_the_level_table_as_excel_has_five_lines_for_each_group(village):
	frappe.local.lang = "zh"
	question = asking.read({"grid_unit": core.VILLAGE_A, "period": "Month", "year": 2026, "month": 3})
	rows = sheet_of(workbook.level_table("甲社区", workbook.time_of(question.span), levels.table(question)))
	assert rows[2][2:] == ["省", "市", "县（市、区）", "乡镇（街道）", "村（社区）", "小计", "年度累计"]
	assert [row[1] for row in rows[3:8]] == ["排查数", "调处数", "调处率", "成功数", "成功率"]
	assert [row[7] for row in rows[3:8]] == [6, 6, 1, 5, 0.833], "numbers, shown as per cent"
	assert len(rows) == 3 + 5 * (1 + 4 + 18)


def test_the_monthly_report_is_filled_in(village):
	figures.make_cases(3, core.GRID_A1, "2025-03-02")
	doc = make_return()
	api.hand_in_return(doc.name)
	doc.reload()
	frappe.local.lang = "zh"
	document = Document(io.BytesIO(word.monthly_report(doc)))
	text = "\n".join(paragraph.text for paragraph in document.paragraphs)
	assert "{{" not in text and "甲社区人民调解工作月报" in text
	assert "排查2次，排查发现矛盾纠纷6件，预防纠纷3件；受理矛盾纠纷6件，同比+100.0%，环比+100.0%" in text
	assert "调解终结5件，调解成功5件，调解成功率100.0%" in text
	assert "邻里纠纷5件（占83.3%）" in text
	cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
	assert len(cells) == 3 and cells[1][:3] == ["邻里纠纷", "5", "5"]


def test_the_printed_return_is_the_official_table_on_one_page_and_blank_without_a_month(village):
	doc = make_return()
	frappe.local.lang = "zh"
	text = " ".join(re.sub(r"<[^>]+>", " ", papers.html(doc, "Monthly Mediation Return")).split())
	assert "填报单位：甲社区" in text and "2026年3月" in text and "排查次数：2次" in text
	assert "邻里纠纷 5 " in text and "合计 6 " in text and "协议涉及金额" in text
	blank = papers.html(
		frappe.get_doc({"doctype": "Monthly Return", "__islocal": 1}), "Monthly Mediation Return"
	)
	assert "人民调解工作月报表" in blank and "道路交通事故纠纷" in blank and ">0<" not in blank


def test_a_name_never_becomes_a_formula(village):
	frappe.db.set_value("Grid Unit", core.VILLAGE_A, "unit_name", "=1+1")
	frappe.clear_cache(doctype="Grid Unit")
	doc = make_return()
	values = [cell for row in sheet_of(workbook.monthly_return(doc)) for cell in row if isinstance(cell, str)]
	assert not [value for value in values if value.startswith("=")]
