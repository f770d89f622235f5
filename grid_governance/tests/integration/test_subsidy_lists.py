"""以案定补: a body's cases of a month, each paid once, graded by the nearest scheme, approved by another."""

import io

import frappe
import pytest
from frappe.utils import nowdate
from openpyxl import load_workbook

from grid_governance import papers
from grid_governance.api import statistics as api
from grid_governance.cases.statistics import subsidy_lists, workbook
from grid_governance.tests.factories import cases, core, figures

MARCH = "2026-03-10"


@pytest.fixture
def body(world):
	"""The body of village A with its mediator; schemes of the county and of the street."""
	name, mediator = cases.make_body(), world.worker("Mediator", "A")
	make_rate("430181", [("一律", {}, 10)])
	make_rate(
		core.STREET,
		[
			("疑难", {"difficulty": "Hard Matter"}, 300),
			("调解成功", {"result": "Settled Otherwise"}, 100),
			("群体", {"people_from": 10}, 80),
		],
	)
	own = {"mediation_body": name, "mediator": mediator}
	figures.make_cases(2, core.GRID_A1, "2026-03-02", "2026-03-20", "Case Closed", **own)
	figures.make_cases(
		1, core.GRID_A1, "2026-02-02", "2026-03-31", "Terminated", difficulty="Hard Matter", **own
	)
	figures.make_cases(1, core.GRID_A1, "2026-03-02", "2026-03-20", "Terminated", **own)
	figures.make_cases(1, core.GRID_A1, "2026-03-02", "2026-04-01", "Case Closed", **own)
	return frappe._dict(name=name, mediator=mediator, world=world)


def make_rate(unit: str, grades, **values):
	doc = frappe.get_doc(
		doctype="Subsidy Rate",
		rate_name=f"{unit}标准",
		grid_unit=unit,
		valid_from="2026-01-01",
		enabled=1,
		**values,
	)
	for grade, conditions, yuan in grades:
		doc.append("grades", {"grade": grade, "yuan": yuan, **conditions})
	return doc.insert()


def make_list(body, month: str = MARCH):
	return frappe.get_doc(doctype="Subsidy List", mediation_body=body.name, month=month).insert()


def test_cases_are_graded_by_the_nearest_scheme_and_those_without_grade_counted(body):
	doc = make_list(body)
	assert sorted((row.grade, row.yuan) for row in doc.rows) == [
		("疑难", 300),
		("调解成功", 100),
		("调解成功", 100),
	]
	assert (doc.total, doc.without_grade, str(doc.month), doc.grid_unit) == (
		500,
		1,
		"2026-03-01",
		core.VILLAGE_A,
	)


def test_a_case_is_paid_once_also_when_its_end_moves_to_another_month(body):
	first = make_list(body)
	paid = {row.dispute_case for row in first.rows}
	frappe.db.set_value("Dispute Case", next(iter(paid)), "mediation_ended_on", "2026-04-05")
	second = make_list(body, "2026-04-30")
	assert len(second.rows) == 1 and not paid & {row.dispute_case for row in second.rows}


def approve(doc):
	frappe.db.set_value("Subsidy List", doc.name, "status", subsidy_lists.APPROVED)


def test_a_case_entered_after_its_months_list_was_approved_comes_on_the_next(body):
	approve(make_list(body))
	own = {"mediation_body": body.name, "mediator": body.mediator}
	(late,) = figures.make_cases(1, core.GRID_A1, "2026-03-02", "2026-03-25", "Case Closed", **own)
	second = make_list(body, "2026-04-30")
	assert late in {row.dispute_case for row in second.rows} and len(second.rows) == 2
	assert second.without_grade == 0, "what fitted no grade in March was told in March"


def test_a_case_of_a_month_whose_list_is_still_open_waits_for_that_list(body):
	make_list(body)
	own = {"mediation_body": body.name, "mediator": body.mediator}
	figures.make_cases(1, core.GRID_A1, "2026-03-02", "2026-03-25", "Case Closed", **own)
	assert len(make_list(body, "2026-04-30").rows) == 1


def test_a_list_is_not_approved_before_its_month_is_over(body):
	doc = make_list(body, nowdate())
	with pytest.raises(frappe.ValidationError, match="month is not over"):
		api.approve_subsidy_list(doc.name)
	assert frappe.db.get_value("Subsidy List", doc.name, "status") == subsidy_lists.DRAFT


def test_a_second_list_and_a_place_without_a_scheme_are_refused(body):
	make_list(body)
	with pytest.raises(frappe.ValidationError, match="already"):
		make_list(body)
	frappe.db.set_value("Subsidy Rate", {"enabled": 1}, "enabled", 0)
	with pytest.raises(frappe.ValidationError, match="scheme"):
		make_list(body, "2026-04-01")


def test_a_scheme_counts_on_its_days_only(body):
	frappe.db.set_value("Subsidy Rate", {"grid_unit": core.STREET}, "valid_to", "2026-02-28")
	assert {row.grade for row in make_list(body).rows} == {"一律"}


def test_what_is_typed_into_a_list_is_not_kept(body):
	doc = make_list(body)
	doc.rows[0].yuan, doc.total = 99999, 99999
	doc.append("rows", {"mediator": body.mediator, "yuan": 99999})
	doc.status = subsidy_lists.APPROVED
	doc.save()
	assert (doc.total, len(doc.rows), doc.status) == (500, 3, subsidy_lists.DRAFT)


def test_nobody_approves_the_own_subsidy_and_a_mediators_post_is_not_enough(body, as_user):
	world = body.world
	with as_user(world.user("Mediator", "A")):
		doc = make_list(body)
		with pytest.raises(frappe.PermissionError, match="dispatcher or supervisor"):
			api.approve_subsidy_list(doc.name)
	both = core.make_worker("Dispatcher", core.VILLAGE_A, email=world.user("Mediator", "A"))
	with as_user(both), pytest.raises(frappe.PermissionError, match="yourself"):
		api.approve_subsidy_list(doc.name)
	assert frappe.db.get_value("Subsidy List", doc.name, "status") == subsidy_lists.DRAFT
	supervisor = world.user("Supervisor", "street")
	with as_user(supervisor):
		assert api.approve_subsidy_list(doc.name) == subsidy_lists.APPROVED
		with pytest.raises(frappe.ValidationError, match="already"):
			api.approve_subsidy_list(doc.name)
	doc.reload()
	assert (doc.approved_by, len(doc.rows)) == (supervisor, 3)
	doc.remark = "改"
	with pytest.raises(frappe.ValidationError, match="no longer changed"):
		doc.save()
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("Subsidy List", doc.name)


@pytest.mark.parametrize("values", [{"yuan": -1}, {"yuan": 1, "people_from": -1}])
def test_a_scheme_with_figures_below_zero_is_refused(world, values):
	with pytest.raises(frappe.ValidationError):
		make_rate(core.VILLAGE_A, [("甲", values, values["yuan"])])


def test_the_list_as_excel_has_cases_sums_and_lines_to_sign(body):
	doc = make_list(body)
	frappe.local.lang = "zh"
	sheet = load_workbook(io.BytesIO(workbook.subsidy_list(doc))).active
	rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
	text = "\n".join(str(value) for row in rows for value in row if value is not None)
	assert rows[0][0] == "以案定补发放表" and "甲社区人民调解委员会" in text and "2026年3月" in text
	assert sum(row[7] == 100 for row in rows) == 2 and "制表人（签名）" in text
	signed = next(row for row in rows if row[2] == 3)
	assert signed[3] == 500 and signed[4] is None


def test_the_printed_list_says_who_gets_what_with_room_to_sign(body):
	doc = make_list(body)
	frappe.local.lang = "zh"
	page = papers.html(doc, "Mediators Subsidy List")
	assert "以案定补发放表" in page and "甲社区人民调解委员会" in page and "{{" not in page
	assert "500.00元（大写：伍佰元整）" in page and "审批人（签名）" in page and "疑难" in page
	blank = frappe.get_doc({"doctype": "Subsidy List", "__islocal": 1})
	assert "以案定补发放表" in papers.html(blank, "Mediators Subsidy List")
