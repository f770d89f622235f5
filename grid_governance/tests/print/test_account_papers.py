"""Passbooks and statements: everything in Chinese, nothing lost, no personal data in the QR, only what one may read."""

from __future__ import annotations

import io
import re

import frappe
import pytest
from frappe.translate import print_language
from frappe.utils import add_days, getdate, nowdate
from pypdf import PdfReader

from grid_governance import papers
from grid_governance.api import points_papers as api
from grid_governance.points import ledger
from grid_governance.points.ledger import anchors, cards, statements
from grid_governance.points.redemption import holders
from grid_governance.registry import acts, relations
from grid_governance.tests.factories import points, registry
from grid_governance.tests.factories.core import GRID_A1, VILLAGE_A


def text_of(page: str) -> str:
	body = re.sub(r"<(style|svg|head).*?</\1>", "", page, flags=re.S)
	return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


@pytest.fixture
def book(world):
	return points.make_book(book_name="家庭<账本>")


def families(book, count: int, unit: str = GRID_A1) -> list[str]:
	names = []
	for number in range(count):
		home = registry.make_household(unit, head="户主" + chr(0x4E00 + number), room=str(number + 1))
		names.append(points.make_account(book, home, points=number + 1))
	return names


# ---------------------------------------------------------------- passbooks


def test_nine_passbooks_take_two_pages_of_eight_and_one(book):
	names = families(book, 9)
	assert [len(page) for page in cards.pages(names)] == [8, 1]
	with print_language("zh"):
		reader = PdfReader(io.BytesIO(papers.pdf_of(cards.sheet(names))))
	assert len(reader.pages) == 2
	assert reader.pages[0].extract_text().replace(" ", "").count("积分存折") == 8


def test_a_passbook_says_whose_which_and_how_much_in_chinese_and_escaped(book):
	(name,) = families(book, 1)
	with print_language("zh"):
		text, day = text_of(cards.sheet([name])), papers.paper_date(nowdate())
	number, place = cards.short_number(name), frappe.db.get_value("Grid Unit", VILLAGE_A, "unit_name")
	for word in ("积分存折", "户主一", "1组1号", number, "可用积分", place, "家庭&lt;账本&gt;", f"截至{day}"):
		assert word in text, word
	assert not re.search(r"[A-Za-z]{3,}", re.sub(r"&\w+;", "", text.replace(number, ""))), text


def test_the_qr_leads_to_the_account_for_holder_and_shop_and_holds_no_name(book):
	(name,) = families(book, 1)
	address = cards.address(name)
	assert address.endswith(f"/points-account/{name}")
	assert holders.CARD.search(address)[1] == name


def test_the_clerk_prints_the_village_and_not_the_neighbours(book, world, as_user):
	here, there = families(book, 2), families(book, 1, world.grid_b1)
	with as_user(world.user("Village Points Clerk")):
		api.passbooks(grid_unit=world.village_a, book=book.name)
		content = frappe.local.response.filecontent
		with pytest.raises(frappe.PermissionError):
			api.passbooks(accounts=[*here, *there])
		with pytest.raises(frappe.ValidationError):
			api.passbooks(grid_unit=world.village_b, book=book.name)
		with pytest.raises(frappe.ValidationError):
			api.passbooks(book=book.name)
	text = PdfReader(io.BytesIO(content)).pages[0].extract_text().replace(" ", "")
	assert text.count("积分存折") == 2


def test_a_group_is_printed_alone_and_closed_accounts_are_left_out(book, world):
	second = points.make_account(book, registry.make_household(head="二组", villagers_group="2"))
	first = families(book, 2)
	frappe.db.set_value("Points Account", first[0], "status", "Account Closed")
	inside = f"a.grid_unit like '{world.village_a}%%'"
	assert cards.accounts_of(book.name, inside, "2") == [second]
	assert set(cards.accounts_of(book.name, inside)) == {second, first[1]}


# ---------------------------------------------------------------- statement


def account_with_rows(book) -> str:
	(name,) = families(book, 1)
	ledger.post([points.posting(name, 30), points.posting(name, -11, remark="大米<1袋>")])
	return name


def test_a_statement_opens_with_what_was_there_and_closes_with_what_is(book):
	name = account_with_rows(book)
	frappe.db.sql(
		"update `tabPoints Entry` set posting_date = '2025-12-31' where name = %s", f"{name}-000001"
	)
	doc = frappe.get_doc("Points Account", name)
	facts = statements.facts(doc, "2026-01-01")
	assert (facts.opening, facts.plus, facts.minus, facts.closing) == (1, 30, -11, 20)
	assert [row.points for row in facts.rows] == [30, -11]
	before = statements.facts(doc, "2025-01-01", "2025-12-31")
	assert (before.opening, before.closing, len(before.rows)) == (0, 1, 1)
	empty = statements.facts(doc, "2024-01-01", "2024-12-31")
	assert (empty.opening, empty.closing, empty.rows) == (0, 0, [])


def test_a_statement_is_chinese_escaped_sealed_and_anchored(book):
	name = account_with_rows(book)
	anchors.take(getdate(nowdate()))
	doc = frappe.get_doc("Points Account", name)
	with print_language("zh"):
		page = statements.sheet(doc)
		text, pages = text_of(page), PdfReader(io.BytesIO(papers.pdf_of(page))).pages
	for word in (
		"积分对账单",
		"户主一",
		"期初积分",
		"期末积分",
		"大米&lt;1袋&gt;",
		"印章",
		"锚点",
		"加分",
		"兑换",
	):
		assert word in text, word
	assert len(pages) == 1 and "第1页" in pages[0].extract_text().replace(" ", "")
	shown = re.sub(r"[0-9A-F]{4}(-[0-9A-F]{4})+", "", text)
	assert not re.search(r"[A-Za-z]{3,}", re.sub(r"&\w+;", "", shown)), shown


def test_a_period_that_ends_before_it_begins_is_refused(book):
	doc = frappe.get_doc("Points Account", account_with_rows(book))
	with pytest.raises(frappe.ValidationError, match="ends before"):
		statements.facts(doc, nowdate(), add_days(nowdate(), -1))


def test_the_default_period_is_the_year_of_the_book(world):
	book = points.make_book(year_start_month=12)
	doc = frappe.get_doc("Points Account", account_with_rows(book))
	first, last = statements.period(doc, None, "2026-11-22")
	assert (str(first), str(last)) == ("2025-12-01", "2026-11-22")


def test_a_statement_of_the_neighbours_account_is_not_printed(book, world, as_user):
	(far,) = families(book, 1, world.grid_b1)
	with as_user(world.user("Village Points Clerk")), pytest.raises(frappe.PermissionError):
		api.statement(far)
	with as_user(world.user("Village Points Clerk", "B")):
		api.statement(far)
		assert frappe.local.response.filecontent.startswith(b"%PDF-")


def test_the_slip_of_a_split_says_what_became_of_the_points(book):
	home = registry.make_household(head="张大明", room="1")
	son = registry.make_resident(home, resident_name="张小明", relation_to_head=relations.SON)
	account = points.make_account(book, home, points=50)
	with print_language("zh"):
		done = acts.split(home.name, {son.name: relations.HEAD}, {"room": "2"}, {account: 20})
		text = text_of(papers.html(frappe.get_doc("Life Event", done.slip), "Household Change Slip"))
	assert "分出20分，30分留在张大明户" in text
