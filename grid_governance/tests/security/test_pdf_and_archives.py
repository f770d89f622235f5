"""A PDF drawn on the server fetches nothing for its reader; packing files hands out none that one does not read."""

import io
import json
import zipfile

import frappe
import pytest
from bs4 import BeautifulSoup

from grid_governance.doors import files
from grid_governance.doors.markup import harmless
from grid_governance.tests.factories import portal
from grid_governance.tests.factories.anyrow import make_row
from grid_governance.tests.security import knock

ELSEWHERE = [
	"<iframe src='http://127.0.0.1:8000/api/method/ping'></iframe>",
	"<iframe/src=http://10.0.0.1/></iframe>",
	"<object data='http://10.0.0.1'></object>",
	"<embed src='http://10.0.0.1'>",
	"<img src='http://10.0.0.1/a.png'>",
	"<img src='//10.0.0.1/files/a.png'>",
	"<img src='http://town.example@10.0.0.1/files/a.png'>",
	"<!--><img src=http://10.0.0.1>-->",
	"<svg><image xlink:href='http://10.0.0.1'/><style><img src=http://10.0.0.1></style></svg>",
	"<link rel=stylesheet href='http://10.0.0.1/a.css'>",
	"<meta http-equiv=refresh content='0;url=http://10.0.0.1'>",
	"<base href='http://10.0.0.1/'>",
	"<p style=\"background: url('http://10.0.0.1/a')\">x</p>",
	"<p style='background: url&#40;http://10.0.0.1/a)'>x</p>",
	"<p style='background: \\75rl(http://10.0.0.1/a)'>x</p>",
	"<style>@import 'http://10.0.0.1'; p { background: url(http://10.0.0.1) }</style>",
]
OWN = [
	"<p style='color: red'>甲 &amp; 乙</p>",
	'<link href="http://town.example/assets/print.css" rel="stylesheet"/>',
	'<img src="/files/logo.png"/>',
	'<img src="data:image/png;base64,aa"/>',
	'<a href="http://10.0.0.1">x</a>',
	"<style>p { background: url(/assets/a.png) }</style>",
]
REPORT = "frappe.utils.print_format.report_to_pdf"


@pytest.mark.parametrize("html", ELSEWHERE)
def test_nothing_is_loaded_from_elsewhere(html):
	made = harmless(f"<div>{html}text</div>", "town.example")
	assert "text" in made and "url(" not in made and "@import" not in made and "<!--" not in made
	for element in BeautifulSoup(made, "html.parser").find_all(True):
		assert element.name not in ("iframe", "object", "embed", "base", "meta"), made
		loaded = [str(value) for name, value in element.attrs.items() if name != "style"]
		assert not any("10.0.0.1" in value or "127" in value for value in loaded), made


@pytest.mark.parametrize("html", OWN)
def test_what_is_the_sites_own_stays(html):
	assert harmless(html, "town.example").replace("'", '"') == html.replace("'", '"')


def test_residents_draw_no_pdf_of_what_they_send_and_staff_only_of_text(
	world, resident_staff, as_user, monkeypatch
):
	drawn = []
	monkeypatch.setattr(
		"frappe.utils.print_format.get_pdf", lambda html, *_a, **_k: drawn.append(html) or b"%PDF"
	)
	sent = {"html": "<b>统计表</b><iframe src='http://127.0.0.1:8000'></iframe>", "orientation": "Landscape"}
	_resident, login = portal.make_person(world.village_a)
	with as_user(login), pytest.raises(frappe.PermissionError):
		knock.call(REPORT, "POST", **sent)
	with as_user(resident_staff):
		knock.call(REPORT, "POST", **sent)
	assert drawn == ["<b>统计表</b>"]


def test_a_print_of_a_sent_document_loads_nothing_either(world, resident_staff, as_user):
	sent = {
		"doctype": "Note",
		"name": "x",
		"title": "x",
		"content": "<p>甲乙</p><iframe src='http://127.0.0.1'></iframe>",
	}
	with as_user(resident_staff):
		shown = knock.call(
			"frappe.www.printview.get_html_and_style", doc=json.dumps(sent), print_format="Standard"
		)
	assert "甲乙" in shown and "127.0.0.1" not in shown


@pytest.fixture
def archive(world, resident_staff, as_user):
	packed = io.BytesIO()
	with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
		made.writestr("证据.txt", "只给本村看")
	row = make_row("Grid Worker", world.village_a)
	with as_user(resident_staff):
		values = {"attached_to_doctype": row.doctype, "attached_to_name": row.name, "is_private": 1}
		name = f"{frappe.generate_hash(length=8)}.zip"
		return frappe.get_doc(doctype="File", file_name=name, content=packed.getvalue(), **values).insert()


def test_a_file_is_packed_or_unpacked_by_those_who_read_or_write_it(
	world, archive, resident_staff, neighbour, as_user, monkeypatch
):
	pack = {"files": json.dumps([archive.name])}
	_resident, login = portal.make_person(world.village_b)
	for stranger in (neighbour, login):
		with as_user(stranger):
			for path, sent in (("zip_files", pack), ("unzip_file", {"name": archive.name})):
				with pytest.raises(frappe.PermissionError):
					knock.call(f"frappe.core.api.file.{path}", "POST", **sent)
	with as_user(resident_staff):
		knock.call("frappe.core.api.file.zip_files", "POST", **pack)
		assert archive.file_name in zipfile.ZipFile(io.BytesIO(frappe.response.filecontent)).namelist()
		monkeypatch.setattr(files, "MOST_UNPACKED", 3)
		with pytest.raises(frappe.ValidationError, match="more in this file"):
			knock.call("frappe.core.api.file.unzip_file", "POST", name=archive.name)
		assert frappe.db.exists("File", archive.name)
