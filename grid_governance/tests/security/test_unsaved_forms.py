"""Files attached to a form before its first save, as the Desk does it over HTTP: upload_file on "new-…", savedocs."""

import json

import frappe
import pytest
import requests

from grid_governance.tests.factories.imports import family, sheet
from grid_governance.tests.security.test_http import URL, street

__all__ = ["street"]
UNSAVED = "new-household-import-abcdefghij"


def _upload(
	browser, docname: str, content: bytes, doctype: str = "Household Import", field: str = "import_file"
):
	return requests.post(
		f"{URL}/api/method/upload_file",
		headers=browser.headers,
		data={"doctype": doctype, "docname": docname, "fieldname": field, "is_private": 0, "folder": "Home"},
		files={"file": ("入户名单.xlsx", content)},
		timeout=60,
	)


def _save(browser, **values):
	doc = {"doctype": "Household Import", "name": UNSAVED, "__islocal": 1, "__unsaved": 1, **values}
	return browser("POST", "/api/method/frappe.desk.form.save.savedocs", doc=json.dumps(doc), action="Save")


@pytest.fixture
def cleaned(street):
	yield street
	frappe.db.sql("rollback")
	for name in frappe.get_all("File", {"file_name": ["like", "入户名单%"]}, pluck="name"):
		frappe.delete_doc("File", name, ignore_permissions=True, force=True)
	frappe.db.delete(
		"Household Import", {"grid_unit": ["in", [street.world.village_a, street.world.village_b]]}
	)
	frappe.db.sql("commit")


def test_the_file_of_an_unsaved_form_follows_its_record_and_stays_with_its_village(cleaned):
	content = sheet(family())
	ours, theirs = cleaned.browsers["A"], cleaned.browsers["B"]
	urls = []
	for _time in range(2):  # the same file for a second import is no trouble
		answer = _upload(ours, UNSAVED, content)
		assert answer.status_code == 200, answer.text[:500]
		url = answer.json()["message"]["file_url"]
		assert url.startswith("/private/files/")
		saved = _save(ours, grid_unit=cleaned.world.village_a, import_file=url, import_mode="All Or Nothing")
		assert saved.status_code == 200, saved.text[:500]
		assert "already exists" not in saved.text
		name = saved.json()["docs"][0]["name"]
		frappe.db.sql("rollback")
		attached = {"attached_to_doctype": "Household Import", "file_url": url}
		assert frappe.get_all("File", {**attached, "attached_to_name": name}, pluck="attached_to_field") == [
			"import_file"
		]
		assert not frappe.get_all("File", {**attached, "attached_to_name": UNSAVED})
		answer = ours("POST", "/api/method/grid_governance.api.imports.preview_households", name=name)
		assert answer.json() == {"message": "Import Previewed"}, answer.text[:500]
		file = frappe.db.get_value("File", {**attached, "attached_to_name": name})
		assert ours("GET", f"/api/resource/File/{file}").status_code == 200
		assert theirs("GET", f"/api/resource/File/{file}").status_code == 403
		assert theirs("GET", url).status_code == 403
		urls.append(url)


def test_another_file_of_the_same_name_gets_a_name_of_its_own(cleaned):
	first, second = (
		_upload(cleaned.browsers[place], f"{UNSAVED}{place}", sheet(family())).json()["message"]
		for place in "AB"
	)
	assert first["file_url"] != second["file_url"] and second["is_private"]


def test_nobody_takes_over_the_files_of_another_ones_unsaved_form(cleaned):
	url = _upload(cleaned.browsers["A"], UNSAVED, sheet(family())).json()["message"]["file_url"]
	saved = _save(cleaned.browsers["B"], grid_unit=cleaned.world.village_b, import_mode="All Or Nothing")
	assert saved.status_code == 200, saved.text[:500]
	frappe.db.sql("rollback")
	assert frappe.get_all("File", {"file_url": url}, pluck="attached_to_name") == [UNSAVED]
	assert cleaned.browsers["B"]("GET", url).status_code in (403, 404)


def test_who_attached_it_sees_a_file_before_the_form_is_saved(cleaned):
	file = _upload(cleaned.browsers["A"], UNSAVED, sheet(family())).json()["message"]
	assert cleaned.browsers["A"]("GET", f"/api/resource/File/{file['name']}").status_code == 200
	assert cleaned.browsers["B"]("GET", f"/api/resource/File/{file['name']}").status_code == 403
