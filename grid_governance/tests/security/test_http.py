"""The same doors over real HTTP with tokens, on the running server (GG_URL): routing, hooks and commits included.

The rows are committed, since another process must see them, and taken away at the end.
"""

import json
import os
import secrets

import frappe
import pytest
import requests
from frappe.utils.password import set_encrypted_password

from grid_governance.tests.factories import core
from grid_governance.tests.factories.anyrow import make_row
from grid_governance.tests.security import knock

URL = os.environ.get("GG_URL")


class Browser:
	"""One login's requests."""

	def __init__(self, email: str):
		key, secret = frappe.generate_hash(length=15), secrets.token_hex(8)
		frappe.db.set_value("User", email, "api_key", key)
		set_encrypted_password("User", email, secret, "api_secret")
		self.headers = {
			"Authorization": f"token {key}:{secret}",
			"Host": frappe.local.site,
			"Accept": "application/json",
		}

	def __call__(self, method: str, path: str, /, **data) -> requests.Response:
		sent = {"params": data} if method == "GET" else {"json": data}
		return requests.request(method, f"{URL}{path}", headers=self.headers, timeout=60, **sent)


@pytest.fixture
def street(no_commits):
	"""Staff of A and of B with tokens, and a worker's row in each village, all committed."""
	if not URL:
		pytest.fail("GG_URL is not set: the HTTP tests need the running server (./dev test starts it)")
	codes = [code for code, _name in core.UNITS]
	there = frappe.get_all("Grid Unit", {"name": ["in", codes]}, pluck="name")
	world = core.make_world()
	emails = {place: knock.all_duties(world, place) for place in "AB"}
	rows = {"A": make_row("Grid Worker", world.village_a), "B": make_row("Grid Worker", world.village_b)}
	browsers = {place: Browser(email) for place, email in emails.items()}
	frappe.db.sql("commit")
	yield frappe._dict(rows=rows, browsers=browsers, world=world)
	frappe.db.sql("rollback")
	workers = [row.name for row in rows.values()] + frappe.get_all(
		"Grid Worker", {"user": ["in", list(emails.values())]}, pluck="name"
	)
	frappe.db.delete("Grid Post", {"parent": ["in", workers]})
	frappe.db.delete("Grid Worker", {"name": ["in", workers]})
	for doctype, column in (
		("Has Role", "parent"),
		("User", "name"),
		("Access Log", "user"),
		("Notification Settings", "name"),
	):
		frappe.db.delete(doctype, {column: ["in", list(emails.values())]})
	frappe.db.delete("Grid Unit", {"name": ["in", [code for code in codes if code not in there] or [""]]})
	frappe.db.sql("commit")
	frappe.clear_cache()


def test_reading_over_http(street):
	row, home = street.rows["A"], street.rows["B"]
	path, named = "/api/method/", {"doctype": row.doctype, "name": row.name}
	doors = {
		"list": (
			"GET",
			"/api/resource/Grid Worker",
			{"fields": '["name","owner"]', "limit_page_length": 500},
		),
		"record": ("GET", f"/api/resource/Grid Worker/{row.name}", {}),
		"child": ("GET", f"/api/resource/Grid Post/{row.children['Grid Post']}", {}),
		"form": ("GET", f"{path}frappe.desk.form.load.getdoc", named),
		"search": (
			"GET",
			f"{path}frappe.desk.search.search_link",
			{"doctype": row.doctype, "txt": row.name, "ignore_user_permissions": 1},
		),
		"print": ("GET", "/printview", {**named, "format": "Standard"}),
		"report": (
			"POST",
			f"{path}frappe.desk.reportview.get",
			{"doctype": row.doctype, "fields": '["name","owner"]'},
		),
	}
	for name, (method, where, data) in doors.items():
		away = street.browsers["B"](method, where, **data)
		assert row.marker not in away.text, name
		assert row.name not in away.text or away.status_code in (403, 404), name
		own = street.browsers["A"](method, where, **data)
		assert own.status_code == 200 and (row.marker in own.text or row.name in own.text), name
	assert home.marker in street.browsers["B"]("GET", *doors["list"][1:2], **doors["list"][2]).text


def test_counting_over_http(street):
	row = street.rows["A"]
	asked = {"doctype": row.doctype, "filters": json.dumps({"name": row.name})}
	for place, count in (("A", 1), ("B", 0)):
		answer = street.browsers[place]("GET", "/api/method/frappe.client.get_count", **asked)
		assert answer.json()["message"] == count


def test_writing_over_http(street):
	row, before = street.rows["A"], street.rows["A"].stored()
	for method, where, data in (
		("PUT", f"/api/resource/Grid Worker/{row.name}", {"grid_unit": street.world.village_b}),
		("DELETE", f"/api/resource/Grid Worker/{row.name}", {}),
		(
			"PUT",
			f"/api/resource/Grid Post/{row.children['Grid Post']}",
			{"grid_unit": street.world.village_b},
		),
		(
			"POST",
			"/api/method/frappe.desk.like.toggle_like",
			{"doctype": row.doctype, "name": row.name, "add": "Yes"},
		),
		(
			"POST",
			"/api/method/frappe.desk.form.assign_to.add",
			{"doctype": row.doctype, "name": row.name, "assign_to": "[]"},
		),
	):
		answer = street.browsers["B"](method, where, **data)
		assert answer.status_code == 403, (where, answer.text[:300])
	frappe.db.sql("rollback")
	assert row.stored() == before


def test_side_entrances_over_http(street):
	ask = street.browsers["A"]
	assert ask("POST", "/api/method/frappe.desk.form.utils.follow_document").status_code == 403
	assert ask("POST", "/", cmd="frappe.desk.form.utils.follow_document").status_code == 403
	mapped = {"method": "frappe.desk.form.assign_to.add", "source_name": "x"}
	assert ask("POST", "/api/method/frappe.model.mapper.make_mapped_doc", **mapped).status_code == 403
	assert ask("GET", "/api/resource/Grid Worker", fields='["name","resident.owner"]').status_code == 403
	assert ask("GET", "/api/resource/Grid Worker", fields='["name","grid_unit.unit_name"]').status_code == 200
