"""The end of a points year by the clicks of the points office: preview, run, honors, undoing by a second person.

Two families of village A with 30 and 20 points of 2025 in a book that is cleared to zero.
"""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from grid_governance.tests.factories.settlement import YEAR, balances, make_accounts, make_book

OFFICE = "Points Office Member"


@pytest.fixture
def year(town):
	town.fresh()
	book = make_book(grid_unit=town.street, book_name="年终家庭积分")
	names = make_accounts(book, (30, 20), town.grid_a1)
	above = _rule(book, town, "街道最美家庭", level="Township", chosen_by="Recommendation From Below")
	rule = _rule(
		book, town, "最美家庭", level="Village", first_places=1, recommends_to=above, recommend_at_most=1
	)
	town.commit()
	return frappe._dict(book=book, names=names, rule=rule)


def _rule(book, town, title: str, **values) -> str:
	doc = {"doctype": "Honor Rule", "honor_title": title, "book": book.name, "grid_unit": town.street}
	return frappe.get_doc({**doc, **values}).insert().name


def stands(page, words: str):
	page.locator(".page-head .indicator-pill:visible", has_text=words).first.wait_for()
	return page.settled()


def agree(page):
	"""The question that is open now, answered by its main button once it stands."""
	page.asked()
	page.locator(".modal:visible .btn-primary:visible").click()
	return page.settled()


def press(page, words: str):
	page.locator(".page-head, .modal:visible").get_by_role("button", name=words, exact=True).click()
	return page.settled()


def test_a_year_is_previewed_run_honored_and_undone_by_two(desk, town, year):
	office = desk(OFFICE, "street").open("points-settlement/new")
	for field, value in (("book", year.book.name), ("grid_unit", town.village_a), ("year", YEAR)):
		office.set_value(field, value)
	office.evaluate("cur_frm.save()")
	office.saved()
	press(office, "结算预览测算")
	office.wait_for_function("cur_frm.doc.points_expired === 50 && cur_frm.doc.account_count === 2")
	town.fresh()
	assert balances(year.names) == [30, 20], "a preview changes nothing"
	press(office, "执行结算")
	agree(office)
	stands(office, "已结算")
	town.fresh()
	assert balances(year.names) == [0, 0]
	name = office.evaluate("cur_frm.doc.name")

	office.open(f"honor-rule/{year.rule}")
	press(office, "按名次提名")
	office.asked()
	office.evaluate(f"cur_dialog.set_values({{year: {YEAR}, grid_unit: '{town.village_a}'}})")
	agree(office)
	office.wait_for_function("cur_list?.doctype === 'Honor Award' && cur_list.data.length === 1")
	award = office.evaluate("cur_list.data[0].name")
	office.open(f"honor-award/{award}")
	press(office, "予以表彰")
	stands(office, "已表彰")
	press(office, "向上级推荐")
	stands(office, "拟表彰")

	office.open(f"points-settlement/{name}")
	press(office, "撤销结算")
	office.asked()
	office.evaluate("cur_dialog.set_value('reason', '补录一批遗漏')")
	agree(office)
	stands(office, "待复核撤销")
	expect(office.get_by_role("button", name="复核撤销")).to_have_count(0)  # who asks does not confirm
	town.fresh()
	assert balances(year.names) == [0, 0]
	second = desk(OFFICE, "A").open(f"points-settlement/{name}")
	press(second, "复核撤销")
	agree(second)
	stands(second, "已撤销结算")
	town.fresh()
	assert balances(year.names) == [30, 20]
