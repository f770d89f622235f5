"""One site for the session, a savepoint per test: whatever a test writes is gone after it.

GG_SITE names the site, GG_URL the running web server (browser and HTTP tests); `./dev test` sets both.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path

import frappe
import pytest
from hypothesis import HealthCheck, settings

from grid_governance import permissions
from grid_governance.tests.factories import core

SITES = Path(os.environ.get("SITES_PATH") or Path(frappe.__file__).parents[3] / "sites")
WITHOUT_SITE = ("unit",)


# How quickly this machine draws examples is no property of what they test.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def site():
	"""Connect once; leave the process where Frappe expects it (in sites/)."""
	name = os.environ.get("GG_SITE")
	if not name:
		pytest.exit("GG_SITE is not set: run the tests with ./dev test", returncode=2)
	os.chdir(SITES)
	frappe.init(site=name, sites_path=".")
	frappe.connect()
	frappe.flags.in_test = True
	frappe.local.lang = "en"
	yield name
	frappe.db.rollback()
	frappe.destroy()


def pytest_collection_modifyitems(items):
	"""Everything but the pure unit tests runs inside a savepoint of the site."""
	for item in items:
		if item.path.parent.name not in WITHOUT_SITE and "devtools" not in item.path.parts:
			item.fixturenames.insert(0, "savepoint")


@pytest.fixture
def savepoint(site, request):
	"""Roll the test's writes back; tests marked `commits` clean up after themselves."""
	_fresh_request()
	yield
	frappe.db.rollback()
	_fresh_request()


# What a rolled back test may have left in Redis (a full clear_cache costs every test its metas).
CACHED = ("roles", "user_permissions", "workflow", "bootinfo", "has_role", "home_page")


def _fresh_request():
	"""What a new web request would start with, and nothing cached of what was rolled back."""
	frappe.cache.delete_keys("document_cache")
	for key in CACHED:
		frappe.cache.delete_key(key)
	frappe.local.cache = {}
	frappe.set_user("Administrator")
	permissions.forget_posts()
	frappe.local.role_permissions = {}
	frappe.local.message_log = []
	frappe.local.lang = "en"
	frappe.local.flags.in_test = True
	frappe.flags.currently_saving = []


@pytest.fixture
def as_user(site):
	"""`with as_user(email):` acts as that user, with nothing cached from the one before."""

	@contextmanager
	def switch(email: str):
		before = frappe.session.user
		frappe.set_user(email)
		permissions.forget_posts()
		try:
			yield email
		finally:
			frappe.set_user(before)
			permissions.forget_posts()

	return switch


@pytest.fixture
def world(savepoint):
	"""Two villages and their people; see factories/core.py for the drawing."""
	return core.make_world()
