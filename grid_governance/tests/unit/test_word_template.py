"""Templates in Word: what is filled in wherever it stands, and what an office has mistyped."""

import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from grid_governance.cases.statistics import word_template
from grid_governance.cases.statistics.word_template import TemplateError

KNOWN, OF_ROW = {"unit", "accepted", "remark"}, {"category", "accepted"}


def made(*paragraphs, table=(), header=""):
	document = Document()
	for text in paragraphs:
		document.add_paragraph(text)
	if table:
		grid = document.add_table(rows=len(table), cols=len(table[0]))
		for n, line in enumerate(table):
			for cell, text in zip(grid.rows[n].cells, line, strict=True):
				cell.text = text
	document.sections[0].header.paragraphs[0].text = header
	return document


def filled(document, values, rows=()):
	word_template.fill(document, values, rows)
	return Document(io.BytesIO(word_template.written(document)))


def text_of(document):
	return "\n".join(one.text for one in document.paragraphs)


def strange(*paragraphs, **more):
	return word_template.strange(made(*paragraphs, **more), KNOWN, OF_ROW)


def test_places_are_filled_in_text_tables_and_headers():
	table = [("类型", "件数"), ("{{row.category}}", "{{row.accepted}}件"), ("合计", "{{accepted}}")]
	document = made("{{unit}}受理{{ accepted }}件。", table=table, header="{{unit}}月报")
	rows = [{"category": "邻里纠纷", "accepted": "2"}, {"category": "合同纠纷", "accepted": "1"}]
	result = filled(document, {"unit": "朝阳社区", "accepted": "3"}, rows)
	assert text_of(result) == "朝阳社区受理3件。"
	assert result.sections[0].header.paragraphs[0].text == "朝阳社区月报"
	cells = [[cell.text for cell in row.cells] for row in result.tables[0].rows]
	assert cells == [["类型", "件数"], ["邻里纠纷", "2件"], ["合同纠纷", "1件"], ["合计", "3"]]


def test_a_place_that_word_has_split_is_found_and_what_stands_around_keeps_its_form():
	document = made("")
	paragraph = document.paragraphs[0]
	for text, bold in (("受理", False), ("{{acc", True), ("epted", False), ("}}", False), ("件", True)):
		paragraph.add_run(text).bold = bold
	runs = filled(document, {"accepted": "12"}).paragraphs[0].runs
	assert [(run.text, bool(run.bold)) for run in runs if run.text] == [
		("受理", False),
		("12", True),
		("件", True),
	]


def test_a_place_in_a_text_box_is_filled_in():
	document = made("正文")
	box = (
		f"<w:r {nsdecls('w')}><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'><w:txbxContent>"
		"<w:p><w:r><w:t>{{unit}}</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>"
	)
	document.paragraphs[0]._p.append(parse_xml(box))
	assert "朝阳社区" in filled(document, {"unit": "朝阳社区"}).element.xml


def test_lines_of_a_remark_stay_lines_and_what_xml_does_not_know_is_left_out():
	result = filled(made("说明：{{remark}}。"), {"remark": "一、{{unit}}\n二、<b>&\x0b"})
	assert text_of(result) == "说明：一、{{unit}}\n二、<b>&。"


def test_without_rows_the_line_goes():
	result = filled(made(table=[("类型",), ("{{row.category}}",)]), {})
	assert [row.cells[0].text for row in result.tables[0].rows] == ["类型"]


def test_a_good_template_has_nothing_strange():
	found = strange("{{unit}}：{{accepted}}", table=[("{{row.category}}", "{{row.accepted}}")])
	assert found == ([], [], [], 4)


@pytest.mark.parametrize(
	("text", "column", "said"),
	[
		("受理{{acepted}}件{{acepted}}", "unknown", "acepted"),
		("受理{{受理}}件", "unknown", "受理"),
		("{{row.nothing}}", "unknown", "row.nothing"),
		("受理{{accepted}件", "open", "受理{{accepted}件"),
		("受理｛｛accepted｝｝件", "open", "受理｛｛accepted｝｝件"),
		("各类{{row.accepted}}件", "lost", "row.accepted"),
	],
)
def test_what_was_mistyped_is_named_once(text, column, said):
	assert getattr(strange(text), column) == [said]


@pytest.mark.parametrize(
	("content", "reason"),
	[
		(b"%PDF-1.7", "kind"),
		(b"", "kind"),
		(b"PK\x03\x04 no archive", "kind"),
		(b"0" * (word_template.LARGEST_FILE + 1), "size"),
	],
)
def test_another_kind_of_file_is_refused(content, reason):
	with pytest.raises(TemplateError) as refused:
		word_template.opened(content)
	assert refused.value.reason == reason


def test_a_workbook_in_a_documents_name_and_a_bomb_are_refused(monkeypatch):
	from openpyxl import Workbook

	out = io.BytesIO()
	Workbook().save(out)
	with pytest.raises(TemplateError, match="kind"):
		word_template.opened(out.getvalue())
	monkeypatch.setattr(word_template, "LARGEST_UNPACKED", 100)
	with pytest.raises(TemplateError, match="size"):
		word_template.opened(word_template.written(made("{{unit}}")))
