"""The poster of the rules and the two papers of a deduction, as they come out of the printer."""

from __future__ import annotations

import re

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.tests.factories import core, points, registry, rules


def printed(doc, paper: str) -> str:
	frappe.local.lang = "zh"
	html = frappe.get_print(doc.doctype, doc.name, paper)
	assert "{{" not in html
	return re.sub(r"<style.*?</style>|<[^>]+>|\s", "", html, flags=re.S)


@pytest.fixture
def adopted(world):
	sweep = points.make_item(
		5, item_name="清扫<b>村道</b>", per="次", band_low=3, band_high=7, caps=[("Month", 4, 0)]
	)
	prize = points.make_item(
		0, item_name="受到表彰", counting="By Level", levels=[("省级", 30), ("县级", 15)]
	)
	litter = rules.make_deduction_item(2, 5, item_name="乱堆乱放", basis="村规民约第六条")
	doc = rules.adopt(
		{"item": sweep.name, "points": 4, "heading": "友爱", "caps": "月2次"},
		prize,
		deductions=[litter],
		rules_title="甲社区积分细则",
	)
	doc.db_set({**rules.ASSEMBLY, "assembly_date": "2026-08-01", "filed_on": "2026-08-10"})
	return frappe._dict(doc=doc, litter=litter)


def test_the_poster_shows_what_holds_here_and_how_it_was_adopted(adopted):
	text = printed(adopted.doc, "Points Rules Poster")
	for words in (
		"甲社区积分细则",
		"友爱",
		"4分/次",
		"每月2次",
		"省级30分、县级15分",
		"乱堆乱放",
		"2-5分/次",
		"村规民约第六条",
		"应到30人，实到27人，赞成25人",
		"2026年8月1日",
		"报集里街道备案",
		"不影响任何法定待遇",
	):
		assert words in text, words
	assert "5分/次" not in text.replace("2-5分/次", ""), "the catalogue's figure does not hold here"
	assert "清扫&lt;b&gt;村道" in frappe.get_print(
		"Points Rules", adopted.doc.name, "Points Rules Poster"
	) or ("<b>村道" not in frappe.get_print("Points Rules", adopted.doc.name, "Points Rules Poster"))


def test_the_notice_tells_facts_basis_points_time_and_that_benefits_stay(adopted):
	book = points.make_book(book_name="家庭积分簿")
	doc = rules.make_deduction(book, adopted.litter, registry.make_household(), points=3)
	doc.db_set({"told_on": "2026-08-20", "hearing_until": "2026-08-25"})
	text = printed(doc, "Deduction Notice")
	for words in (
		"积分扣减告知书",
		"户主",
		"经两次劝导仍未清理",
		"《甲社区积分细则》",
		"乱堆乱放",
		"扣减3分",
		"村规民约第六条",
		"2026年8月25日前",
		"陈述、申辩",
		"不影响低保",
		"甲社区",
	):
		assert words in text, words


@pytest.mark.parametrize(("stage", "words"), [("Deduction Decided", "扣减3分"), ("No Deduction", "不予扣分")])
def test_the_decision_says_what_was_heard_and_decided(adopted, stage, words):
	doc = rules.make_deduction(
		points.make_book(), adopted.litter, registry.make_household(core.GRID_A2), points=3
	)
	doc.db_set(
		{
			"stage": stage,
			"told_on": add_days(nowdate(), -3),
			"heard_on": nowdate(),
			"hearing_record": "已联系车辆清运",
			"decision_reason": "复核属实",
			"decided_on": nowdate(),
		}
	)
	text = printed(doc, "Deduction Decision")
	assert words in text and "已联系车辆清运" in text and "复核属实" in text
