"""A resident's login opens the portal and nothing else: no DocType, no Desk, no other resident's papers."""

import os

import frappe
import pytest
import requests

from grid_governance.portal import one_time, signing_in
from grid_governance.scopes import PUBLIC, SCOPES
from grid_governance.tests.factories import core, points, portal

URL = os.environ.get("GG_URL")
PHONE = "13970650022"


def test_a_portal_login_may_do_nothing_with_any_doctype_of_ours(world, as_user):
	_person, login = portal.make_person()
	assert "Grid Officer" not in frappe.get_roles(login)
	with as_user(login):
		for doctype, scope in SCOPES.items():
			for ptype in ("write", "create", "delete", "export", *(["read"] if scope.kind != PUBLIC else [])):
				assert not frappe.has_permission(doctype, ptype), (doctype, ptype)
	with as_user(world.user("Grid Officer", "A")):
		assert frappe.has_permission("Resident", "read")


def test_another_phone_typed_into_the_login_opens_nothing(world, as_user):
	_person, login = portal.make_person()
	victim, _other = portal.make_person()
	frappe.db.set_value("User", login, "phone", victim.phone)
	from grid_governance.portal import people

	with as_user(login), pytest.raises(frappe.PermissionError):
		people.mine()


def test_the_logins_name_does_not_tell_the_phone(site):
	assert PHONE not in signing_in.login_name(PHONE)
	assert (
		signing_in.login_name(PHONE) == signing_in.login_name(PHONE) != signing_in.login_name("13970650023")
	)


# ---------------------------------------------------------------- over HTTP


@pytest.fixture
def committed(no_commits):
	"""A resident with the phone and an account, another one's account, committed and taken away again."""
	if not URL:
		pytest.fail("GG_URL is not set: the HTTP tests need the running server (./dev test starts it)")
	codes = [code for code, _name in core.UNITS]
	there = frappe.get_all("Grid Unit", {"name": ["in", codes]}, pluck="name")
	core.make_world()
	book = points.make_book()
	person, login = portal.make_person()
	person.reload()
	frappe.db.set_value("Resident", person.name, "phone", PHONE)
	own = points.make_account(book, frappe.get_doc("Household", person.household), points=12)
	other = points.make_account(book, points=90)
	frappe.cache.delete_keys("portal_")
	frappe.db.sql("commit")
	yield frappe._dict(person=person, own=own, other=other)
	frappe.db.sql("rollback")
	homes = frappe.get_all("Points Account", {"name": ["in", [own, other]]}, pluck="subject")
	points.purge([own, other])
	for user in (login, signing_in.login_name(PHONE)):
		for doctype, column in (("Has Role", "parent"), ("Sessions", "user"), ("User", "name")):
			frappe.db.delete(doctype, {column: user})
	frappe.db.delete("Resident", {"household": ["in", homes]})
	frappe.db.delete("Household", {"name": ["in", homes]})
	frappe.db.delete("Points Book", {"name": book.name})
	frappe.db.delete("Grid Unit", {"name": ["in", [code for code in codes if code not in there]]})
	frappe.db.sql("commit")


def call(session, method: str, **values):
	path = f"{URL}/api/method/grid_governance.api.portal.{method}"
	return session.post(path, json=values, headers={"Host": frappe.local.site}, timeout=60)


def get(session, path: str):
	return session.get(URL + path, headers={"Host": frappe.local.site}, timeout=60, allow_redirects=False)


def test_only_the_texted_code_opens_a_session_and_the_session_opens_only_the_portal(committed):
	session = requests.Session()
	code = one_time.issue(PHONE)
	wrong = f"{(int(code) + 1) % 10**6:06d}"
	assert get(session, "/portal").status_code in (301, 302)
	assert call(session, "sign_in", phone=PHONE, code=wrong).status_code == 401
	assert call(session, "home").status_code == 403
	assert call(session, "sign_in", phone=PHONE, code=code).status_code == 200
	page = get(session, "/portal")
	assert page.status_code == 200 and "12" in page.text
	assert get(session, f"/portal/statement?account={committed.own}").status_code == 200
	assert get(session, f"/portal/statement?account={committed.other}").status_code == 403
	for path in (
		f"/api/resource/Resident/{committed.person.name}",
		"/api/resource/Resident",
		"/api/resource/Points Account",
		"/api/method/frappe.client.get_list?doctype=Household",
		f"/api/method/grid_governance.api.points.balance?account={committed.own}",
		"/app",
	):
		assert get(session, path).status_code in (301, 302, 403), path


def test_a_sign_in_leads_only_into_the_portal(committed):
	for to in ("https://evil.example/", "//evil.example", "/portal.evil", "/app"):
		page = get(requests.Session(), f"/portal/sign-in?to={to}")
		assert page.status_code == 200 and 'data-then="/portal"' in page.text
	page = get(requests.Session(), "/portal/sign-in?to=/portal/shop")
	assert 'data-then="/portal/shop"' in page.text
