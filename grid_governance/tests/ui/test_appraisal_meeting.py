"""A month's sixty rows through the appraisal meeting by at most five clicks, once people and minutes are in."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import frappe
import pytest

from grid_governance import permissions
from grid_governance.points.review import appraisal_outcome
from grid_governance.tests.factories import appraisal as make
from grid_governance.tests.factories import case_file, points, registry

MOST_CLICKS = 5
ROWS = 60


@pytest.fixture
def month(town):
	"""Sixty checked rows of village A in one list, and a meeting with three members and its minutes."""
	town.fresh()
	enterer, checker = town.user("Neighbour Head", town.grid_a1), town.user("Grid Officer", town.grid_a1)
	clerk = town.user("Village Points Clerk")
	homes = [registry.make_household(town.grid_a1) for _ in range(ROWS // 2)]
	book = points.make_book(grid_unit=town.street, approving_body="Appraisal Meeting", notice_days=5)
	items = [points.make_item(5, grid_unit=town.street) for _ in range(2)]
	for item in items:
		with acting_as(enterer):
			batch = points.make_batch(book, item, homes)
		make.checked(batch, enterer, checker, acting_as)
	with acting_as(clerk):
		meeting = make.make_meeting(town.village_a, ["赵代表", "钱代表", "孙代表"], book=book.name)
	town.commit()
	picture = Path(frappe.get_site_path("private", "files", Path(points.PHOTO).name))
	picture.write_bytes(case_file.png())
	yield meeting.name
	picture.unlink()
	town.fresh()
	frappe.db.delete("File", {"file_url": points.PHOTO})
	frappe.db.delete("Points Category", {"name": "Test Category"})
	frappe.db.commit()


@contextmanager
def acting_as(user: str):
	frappe.set_user(user)
	permissions.forget_posts()
	yield user
	frappe.set_user("Administrator")
	permissions.forget_posts()


def test_sixty_rows_take_at_most_five_clicks(desk, town, month):
	page = desk("Village Points Clerk").open(f"appraisal-meeting/{month}")
	page.evaluate(
		"window.clicks = 0; document.addEventListener('click', (e) => e.isTrusted && window.clicks++, true)"
	)
	page.get_by_role("button", name="提取评议事项").click()
	page.get_by_role("button", name="结束评议").wait_for()
	page.settled()
	page.get_by_role("button", name="结束评议").click()
	page.locator(".modal:visible", has_text="通过：60").locator(".btn-primary").click()
	# the site's worker may be done before the page is read again
	page.get_by_role("button", name="继续处理评议结果").or_(
		page.locator(".page-head .indicator-pill:visible", has_text="评议已结束")
	).first.wait_for()
	assert page.evaluate("window.clicks") <= MOST_CLICKS
	town.fresh()
	if frappe.db.get_value("Appraisal Meeting", month, "status") != "Meeting Concluded":
		appraisal_outcome.job(month)
	meeting = frappe.get_doc("Appraisal Meeting", month)
	assert meeting.status == "Meeting Concluded" and {row.outcome for row in meeting.rows} == {"Row Endorsed"}
