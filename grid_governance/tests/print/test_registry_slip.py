"""The slip of a household act: everything on it in Chinese, nothing on it that a slip must not carry."""

import re

import frappe
import pytest
from frappe.translate import print_language

from grid_governance import papers
from grid_governance.registry import acts, relations, unit_names
from grid_governance.tests.factories import registry as make

FORMAT = "Household Change Slip"


@pytest.fixture
def slip(world):
	house = make.make_household(head="张大明", room="1")
	number = make.id_number()
	son = make.make_resident(
		house, resident_name="张小明", relation_to_head=relations.SON, identity_number=number
	)
	paper = {"reason": "结婚 <分户>", "applicant": "张小明", "event_date": "2026-11-20"}
	done = acts.split(house.name, {son.name: relations.HEAD}, {"room": "2"}, **paper)
	doc = frappe.get_doc("Life Event", done.slip)
	doc.number = number
	return doc


def text_of(doc) -> str:
	with print_language("zh"):
		page = papers.html(doc, FORMAT)
	body = re.sub(r"<(style|svg).*?</\1>", "", page, flags=re.S)
	return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_the_slip_says_who_moved_where_and_why(slip):
	text = text_of(slip)
	for word in (
		"人口变动单",
		"分户",
		"1组1号",
		"2号",
		"张小明",
		"子",
		"户主",
		"申请人（签名）",
		unit_names.full(slip.grid_unit),
		"2026年11月20日",
	):
		assert word in text, word


def test_the_slip_is_all_chinese_and_escaped(slip):
	text = text_of(slip)
	assert "{{" not in text
	assert not re.search(r"[A-Za-z]{3,}", re.sub(r"&\w+;", "", text)), text
	assert "&lt;分户&gt;" in text


def test_no_document_number_stands_on_the_slip(slip):
	assert slip.number not in text_of(slip)


def test_the_blank_form_has_room_to_write(world):
	text = text_of(frappe.new_doc("Life Event"))
	assert "人口变动单" in text and "变动前与户主关系" in text


def test_the_slip_becomes_one_page_of_pdf_with_readable_text(slip):
	import io

	from pypdf import PdfReader

	with print_language("zh"):
		reader = PdfReader(io.BytesIO(papers.pdf(slip, FORMAT)))
	assert len(reader.pages) == 1 and "人口变动单" in reader.pages[0].extract_text().replace(" ", "")
