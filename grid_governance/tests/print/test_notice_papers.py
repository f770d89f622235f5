"""The sheet for the board and the papers of an objection: who is named, what is told, nothing raw."""

import io
import re

import frappe
import pytest
from frappe.translate import print_language
from pypdf import PdfReader

from grid_governance import papers
from grid_governance.points.ledger import anchors
from grid_governance.points.notice import notice_paper
from grid_governance.tests.factories import core, points, registry
from grid_governance.tests.factories import notices as make


@pytest.fixture
def notice(world):
	book = make.make_book()
	item = points.make_item(5, item_name="<b>清洁</b>&行动")
	for head in ("张大明", "欧阳小明"):
		make.endorsed(book, item, registry.make_household(core.GRID_A1, head=head, villagers_group="3"))
	tip = points.make_item(7, item_name="提供安全隐患线索", sensitive=1)
	make.endorsed(book, tip, registry.make_household(core.GRID_A1, head="吴密告"))
	frappe.local.lang = "zh"
	return make.running(
		make.make_notice(book=book.name, object_phone="0731-83620000", object_place="居委会二楼")
	)


def printed(doc, paper: str) -> str:
	with print_language("zh"):
		return re.sub(r"<style>.*?</style>", "", papers.html(doc, paper), flags=re.S)


def test_the_poster_names_all_but_the_sensitive_and_says_until_when_and_where(notice):
	html = printed(notice, "Notice Poster")
	for words in (
		"张大明",
		"欧阳小明",
		"提供安全隐患线索",
		"按规定不公开",
		"居委会二楼",
		"0731-83620000",
		"（印章）",
	):
		assert words in html, words
	assert "吴密告" not in html and "<b>清洁</b>" not in html and "{{" not in html
	text = re.sub(r"<[^>]+>|\s", "", html)
	last = notice.last_day
	assert f"{last.year}年{last.month}月{last.day}日" in text and "合计：3条，3户（人）17" in text
	assert "公示期5日" in text


def test_the_poster_carries_the_ledgers_anchor_and_the_public_address(notice, monkeypatch):
	monkeypatch.setattr(anchors, "latest_published_text", lambda day=None: "积分账目锚点第128号：8F3A-91C2")
	html = printed(notice, "Notice Poster")
	assert "8F3A-91C2" in html and "<svg" in html
	assert notice.public_code in notice_paper.public_address(notice)


def test_the_heads_repeat_on_each_page(notice):
	frappe.db.sql(
		"insert into `tabNotice Row` (name, notice, position, subject, subject_name, villagers_group, item_name,"
		" points, status)"
		" select concat('extra', seq), %s, seq + 10, concat('s', seq), '陈某',"
		" '9', '巡逻', 1, 'On Notice' from seq_1_to_60",
		notice.name,
	)
	with print_language("zh"):
		pages = PdfReader(io.BytesIO(papers.pdf(notice, "Notice Poster"))).pages
	assert len(pages) > 1
	for number, page in enumerate(pages[:-1], 1):
		text = re.sub(r"\s", "", page.extract_text())
		assert "积分项目" in text and f"第{number}页共{len(pages)}页" in text


def test_affairs_hang_with_their_content(world):
	frappe.local.lang = "zh"
	notice = make.make_notice(kind="Finance", content="十月收入一万元。\n<script>x</script>")
	html = printed(notice, "Notice Poster")
	assert "财务公开" in notice.title and "十月收入一万元。" in html and "<script>" not in html


def test_the_reply_answers_the_objector_without_unpublished_names(notice):
	rows = frappe.get_all("Notice Row", {"notice": notice.name}, pluck="name")
	doc = make.make_objection(notice, *rows, objector_name="王五")
	frappe.db.set_value(
		doc.doctype, doc.name, {"answer": "经核查属实", "stage": "Dismissed", "decided_on": "2026-11-25"}
	)
	html = printed(make.reread(doc), "Objection Reply")
	for words in ("王五", "张大明", "经核查属实", "异议不成立", "2026年11月25日"):
		assert words in html, words
	assert "吴密告" not in html and "{{" not in html
	assert "吴密告" not in printed(make.reread(doc), "Objection Form")


def test_the_empty_objection_form_can_be_printed(world):
	html = printed(frappe.get_doc({"doctype": "Notice Objection", "__islocal": 1}), "Objection Form")
	assert "异议人" in html and "签名" in html and "{{" not in html


def test_the_texts_tell_figures_days_and_place_but_nobody(notice):
	frappe.local.lang = "zh"
	for text in (notice_paper.for_wechat(notice), notice_paper.for_loudspeaker(notice)):
		assert "3条" in text and "17分" in text and "居委会二楼" in text
		assert "张大明" not in text and "吴密告" not in text and "{" not in text
	assert "http" not in notice_paper.for_loudspeaker(notice), "nobody can hear an address"
