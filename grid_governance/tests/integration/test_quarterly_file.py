"""一季一卷: the small matters of a body and quarter in one file, numbered without gaps, each case in one file only."""

import io
import re

import frappe
import pytest
from frappe.translate import print_language
from frappe.utils import add_months, getdate, nowdate
from pypdf import PdfReader

from grid_governance import papers
from grid_governance.api import case_file as api
from grid_governance.cases import steps
from grid_governance.cases.case_file import quarterly
from grid_governance.registry.numbers import last_file_number
from grid_governance.tests.factories import cases

SPOT = ("Neighbour Dispute", "张三", "李四", "楼道堆放杂物", "当场清理")


def last_quarter() -> tuple[int, int]:
	day = add_months(getdate(nowdate()), -3)
	return day.year, (day.month + 2) // 3


@pytest.fixture
def desk(world, as_user):
	"""Two quarrels settled on the spot in village A last quarter, one of village B, one of this quarter."""
	body = cases.make_body()
	year, quarter = last_quarter()
	day = quarterly.span(year, quarter)[0]
	made = {}
	for key, grid in (
		("one", world.grid_a1),
		("two", world.grid_a2),
		("b", world.grid_b1),
		("new", world.grid_a1),
	):
		with as_user(world.user("Grid Officer", grid)):
			category, a, b, facts, settlement = SPOT
			made[key] = steps.settle_on_the_spot(category, grid, a, b, facts, settlement).name
		if key != "new":
			frappe.db.set_value("Dispute Case", made[key], "closed_on", day)
	user = world.user("Mediator", "A", mediation_body=body)
	return frappe._dict(body=body, user=user, year=year, quarter=quarter, cases=made)


def bind(desk):
	return api.bind_quarter(desk.body, desk.year, desk.quarter)


def test_the_quarters_small_matters_are_bound_filed_and_numbered(desk, as_user):
	with as_user(desk.user):
		waiting = api.quarter_cases(desk.body, desk.year, desk.quarter)
		assert {row.name for row in waiting} == {desk.cases["one"], desk.cases["two"]}
		answer = bind(desk)
	assert answer["volume_number"] == f"（{desk.year}）甲社人调简卷第1号" and answer["case_count"] == 2
	for key, stage in (
		("one", "Filed"),
		("two", "Filed"),
		("b", "Settled On The Spot"),
		("new", "Settled On The Spot"),
	):
		assert frappe.db.get_value("Dispute Case", desk.cases[key], "stage") == stage, key
	row = frappe.db.get_value("Dispute Case", desk.cases["one"], ["ended_as", "quarterly_file"])
	assert row == ("Settled On The Spot", answer["name"])
	file = frappe.get_doc("Quarterly Case File", answer["name"])
	pdf = PdfReader(io.BytesIO(frappe.get_doc("File", {"file_url": file.file}).get_content()))
	text = [re.sub(r"\s+", "", page.extract_text()) for page in pdf.pages]
	assert "人民调解季度合订卷" in text[0] and answer["volume_number"] in text[0]
	settled_by = frappe.get_all(
		"Dispute Case", {"quarterly_file": answer["name"]}, "first_receiver.worker_name", pluck="worker_name"
	)
	assert len(set(settled_by)) == 2 and all(name in text[0] for name in settled_by), "nobody mediated them"
	assert "合订案件清单" in text[1] and text[1].count("张三/李四") == 2 and "当场化解" in text[1]
	assert len(text) == file.pages + 3
	assert "当场化解登记表" in text[2] and "当场清理" in text[2] and text[2].endswith("1")
	pages = [row.pages for row in file.cases]
	assert pages[0] in ("1", f"1-{file.pages // 2}") and pages[1].endswith(str(file.pages))
	with print_language("zh"):
		alone = PdfReader(io.BytesIO(papers.pdf(file, quarterly.LIST))).pages[0].extract_text()
	rows = re.sub(r"\s+", "", alone).split("当场化解")[1:]
	assert [row.startswith(number) for row, number in zip(rows, pages, strict=True)] == [True, True], (
		"printed alone it has the page numbers too"
	)


def test_a_case_lies_in_one_file_only_and_the_next_number_follows(desk, as_user, world):
	with as_user(desk.user):
		bind(desk)
		with pytest.raises(frappe.ValidationError, match="No small matter"):
			bind(desk)
	late = desk.cases["new"]
	frappe.db.set_value("Dispute Case", late, "closed_on", quarterly.span(desk.year, desk.quarter)[1])
	with as_user(desk.user):
		assert bind(desk)["volume_number"].endswith("第2号")
	assert last_file_number(desk.body, desk.year) == 0, "a series of its own"


def test_a_quarter_that_goes_on_is_not_bound(desk, as_user):
	today = getdate(nowdate())
	with as_user(desk.user), pytest.raises(frappe.ValidationError, match="not over"):
		api.bind_quarter(desk.body, today.year, (today.month + 2) // 3)
	assert not frappe.db.count("Quarterly Case File", {"mediation_body": desk.body})


def test_what_a_request_names_is_not_what_is_bound(desk, as_user, world):
	"""Rows and number come from the register, not from the form."""
	with as_user(desk.user):
		doc = frappe.get_doc(
			doctype="Quarterly Case File",
			mediation_body=desk.body,
			file_year=desk.year,
			quarter=str(desk.quarter),
			volume_number="（1999）第9号",
			cases=[{"dispute_case": desk.cases["b"]}],
		).insert()
	assert {row.dispute_case for row in doc.cases} == {desk.cases["one"], desk.cases["two"]}
	assert "1999" not in doc.volume_number
	assert frappe.db.get_value("Dispute Case", desk.cases["b"], "stage") == "Settled On The Spot"


def test_the_neighbours_mediator_binds_nothing_here(desk, world, as_user):
	with as_user(world.user("Mediator", "B")):
		for call in (
			lambda: bind(desk),
			lambda: api.quarter_cases(desk.body, desk.year, desk.quarter),
		):
			with pytest.raises(frappe.PermissionError):
				call()
	with as_user(desk.user):
		assert bind(desk)["case_count"] == 2


def test_a_bound_quarter_is_sealed(desk, as_user):
	with as_user(desk.user):
		doc = frappe.get_doc("Quarterly Case File", bind(desk)["name"])
		doc.file_remark = "事后"
		with pytest.raises(frappe.ValidationError, match="sealed"):
			doc.save()
		bound = frappe.db.get_value("File", {"file_url": doc.file})
		with pytest.raises(frappe.ValidationError, match="sealed"):
			frappe.delete_doc("File", bound)
		case = frappe.get_doc("Dispute Case", desk.cases["one"])
		case.facts = "事后改写"
		with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			case.save()
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("Quarterly Case File", doc.name, force=True)
