"""The certificate of honor and the last redemption list as they come out of the printer."""

from __future__ import annotations

import frappe
import pytest

from grid_governance import papers
from grid_governance.points.year_end import honor_papers, honors, settlement, settlement_papers
from grid_governance.points.year_end.honors import HonorError
from grid_governance.tests.factories import core
from grid_governance.tests.factories.settlement import YEAR, make_accounts, make_book, make_settlement


@pytest.fixture
def settled(world):
	book = make_book("Carried Over In Part", 50, book_name="家庭<积分>")
	names = make_accounts(book, (31, 20, 0))
	doc = make_settlement(book)
	return frappe._dict(book=book, names=names, doc=doc)


def award(settled) -> str:
	rule = frappe.get_doc(
		doctype="Honor Rule",
		honor_title="积分之星<b>",
		book=settled.book.name,
		level="Village",
		first_places=1,
	).insert()
	settlement.start(settled.doc)
	honors.propose(rule.name, YEAR, core.VILLAGE_A)
	return frappe.get_all("Honor Award", {"rule": rule.name}, pluck="name")[0]


def test_the_certificate_names_holder_title_unit_and_number(settled):
	name = award(settled)
	honors.decide([name], True)
	frappe.local.lang = "zh"
	html = papers.html(frappe.get_doc("Honor Award", name), "Honor Certificate")
	for words in (
		"荣誉证书",
		"王户主",
		"家庭",
		"积分之星&lt;b&gt;",
		frappe.db.get_value("Grid Unit", core.VILLAGE_A, "unit_name"),
		"〔2025〕第001号",
		"2025年度",
		"landscape",
		"特发此证",
	):
		assert words in html, words
	assert "{{" not in html and "<b>”" not in html


def test_no_certificate_before_the_decision_but_a_blank_one(settled):
	name = award(settled)
	with pytest.raises(HonorError):
		papers.html(frappe.get_doc("Honor Award", name), "Honor Certificate")
	frappe.local.lang = "zh"
	assert "荣誉证书" in papers.html(
		frappe.get_doc({"doctype": "Honor Award", "__islocal": 1}), "Honor Certificate"
	)


def test_the_list_of_honors_names_who_was_awarded_with_points_and_number(settled):
	name = award(settled)
	frappe.local.lang = "zh"
	with pytest.raises(HonorError):
		honor_papers.list_of_honors(core.VILLAGE_A, YEAR)
	honors.decide([name], True)
	html = honor_papers.list_of_honors(core.VILLAGE_A, YEAR)
	for words in (
		"2025年度荣誉表彰名单",
		"积分之星&lt;b&gt;",
		"（1个）",
		"王户主家庭",
		"〔2025〕第001号",
		">31<",
		"（印章）",
	):
		assert words in html, words
	assert "{{" not in html and "村（社区）</th>" not in html
	place = frappe.db.get_value("Grid Unit", core.VILLAGE_A, "unit_name")
	assert f"<td>{place}</td>" in honor_papers.list_of_honors(core.STREET, YEAR)
	for nobody in ((core.VILLAGE_B, YEAR), (core.VILLAGE_A, YEAR - 1)):
		with pytest.raises(HonorError):
			honor_papers.list_of_honors(*nobody)


def test_the_last_redemption_list_names_who_has_points_to_lose(settled):
	settlement.preview(settled.doc)
	frappe.local.lang = "zh"
	html = settlement_papers.last_redemption_list(settled.doc, core.VILLAGE_A)
	for words in ("限期兑换名单", "家庭&lt;积分&gt;", "2026年1月10日", "<b>15</b>", "<b>10</b>", "提醒签收"):
		assert words in html, words
	assert html.count("王户主") == 2 and "{{" not in html
	assert "没有将要清零的积分" in settlement_papers.last_redemption_list(settled.doc, core.GRID_A2)
