"""The office's own Word template of the monthly report: put into the settings, checked there, used from then on."""

import io

import frappe
import pytest
from docx import Document

from grid_governance.api import statistics as api
from grid_governance.cases.statistics import word
from grid_governance.tests.factories import core, figures


@pytest.fixture
def report(world):
	"""The report of village A in March 2026, five cases accepted and settled."""
	figures.make_cases(5, core.GRID_A1, "2026-03-02", "2026-03-20", "Case Closed")
	doc = frappe.get_doc(doctype="Monthly Return", grid_unit=core.VILLAGE_A, month="2026-03-15").insert()

	def drawn() -> str:
		return "\n".join(one.text for one in Document(io.BytesIO(word.monthly_report(doc))).paragraphs)

	return drawn


@pytest.fixture
def settings(site):
	return frappe.get_single(word.SETTINGS)


def upload(*paragraphs: str, content: bytes | None = None) -> str:
	if content is None:
		document, out = Document(), io.BytesIO()
		for text in paragraphs:
			document.add_paragraph(text)
		document.save(out)
		content = out.getvalue()
	file = frappe.get_doc(
		doctype="File",
		file_name="月报模板.docx",
		content=content,
		is_private=1,
		attached_to_doctype=word.SETTINGS,
		attached_to_name=word.SETTINGS,
	)
	return file.insert(ignore_permissions=True).file_url


def test_an_own_template_is_filled_in_until_the_field_is_cleared(report, settings):
	shipped = report()
	settings.monthly_report_template = upload("{{unit}}简报：受理{{accepted}}件，成功率{{success_rate}}")
	settings.save()
	assert "简报：受理5件，成功率100.0%" in report() and report() != shipped
	settings.monthly_report_template = None
	settings.save()
	assert report() == shipped


@pytest.mark.parametrize(
	("text", "said"),
	[
		("受理{{acepted}}件", "{{acepted}} stands for nothing"),
		("受理{{accepted}件", "braces are not complete"),
		("受理{{row.accepted}}件", "outside the line of a table"),
		("没有占位词", "Nothing is filled in"),
	],
)
def test_a_broken_template_is_refused_and_the_one_in_use_stays(report, settings, text, said):
	before = report()
	settings.monthly_report_template = upload(text)
	with pytest.raises(frappe.ValidationError) as refused:
		settings.save()
	assert said in str(refused.value) and report() == before


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"PK\x03\x04 broken"])
def test_another_kind_of_file_is_refused(settings, content):
	settings.monthly_report_template = upload(content=content)
	with pytest.raises(frappe.ValidationError, match="no Word document"):
		settings.save()


def test_a_template_that_is_gone_is_told_and_not_replaced_in_silence(report, settings):
	frappe.db.set_single_value(word.SETTINGS, word.FIELD, "/private/files/没有了.docx")
	with pytest.raises(frappe.ValidationError, match="no longer there"):
		report()


def test_script_in_a_mistyped_place_is_text(settings):
	settings.monthly_report_template = upload("{{<img src=x onerror=alert(1)>}}")
	with pytest.raises(frappe.ValidationError) as refused:
		settings.save()
	assert "<img" not in str(refused.value)


def test_every_place_is_told_and_the_shipped_template_uses_known_ones(site):
	places = api.monthly_report_places()
	assert ["{{row.category}}", "Dispute Type"] in places["row"] and len(places["text"]) > 25
	document = word.word_template.opened(word.SHIPPED.read_bytes())
	text, row = word.words()
	found = word.word_template.strange(document, text, row)
	assert found[:3] == ([], [], []) and found.places > 30


def test_places_and_template_are_for_those_who_read_the_settings(world, as_user):
	refused = (frappe.PermissionError, frappe.ValidationError)
	with as_user(world.user("Mediator", "A")), pytest.raises(refused, match="No permission"):
		api.monthly_report_places()
	with as_user(world.user("System Operator", "street")):
		api.monthly_report_template()
	assert frappe.local.response.filecontent == word.SHIPPED.read_bytes()
