"""A points year is settled: what expires, what is carried over, what stands in the way, and how it is taken back."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.points import ledger
from grid_governance.points.ledger import accounts, standings, verify
from grid_governance.points.year_end import open_matters, settlement, settlement_jobs, settlement_rows
from grid_governance.points.year_end.settlement_jobs import SettlementError
from grid_governance.tests.factories import core, points, registry
from grid_governance.tests.factories.settlement import (
	YEAR,
	balances,
	make_accounts,
	make_book,
	make_settlement,
	rows,
)


@pytest.fixture
def year(world):
	book = make_book()
	names = make_accounts(book, (30, 20, 20, 0))
	return frappe._dict(book=book, names=names, doc=make_settlement(book), world=world)


def run(doc):
	settlement.start(doc)
	doc.reload()
	return doc


def expiries(name: str) -> list:
	return frappe.get_all(
		"Points Entry", {"account": name, "kind": "Expiry"}, ["points", "deed_date", "source_name"]
	)


def test_points_of_the_year_expire_and_the_ranks_before_are_kept(year):
	doc = run(year.doc)
	assert balances(year.names) == [0, 0, 0, 0]
	assert [(e.points, str(e.deed_date)) for e in expiries(year.names[0])] == [(-30, "2025-12-31")]
	kept = rows(doc)
	assert [kept[name].village_rank for name in year.names] == [1, 2, 2, 0]
	assert [kept[name].points for name in year.names] == [30, 20, 20, 0]
	assert (doc.status, doc.account_count, doc.points_expired, doc.points_carried) == (
		"Year Settled",
		4,
		70,
		0,
	)
	assert {row.status for row in kept.values()} == {"Year Settled"}


@pytest.mark.parametrize(
	("carry_over", "share", "expected"),
	[
		("Carried Over In Full", 0, [7, 5]),
		("Carried Over In Part", 50, [4, 3]),
		("Cleared To Zero", 0, [0, 0]),
	],
)
def test_what_is_carried_over_follows_the_book_in_favour_of_the_holder(world, carry_over, share, expected):
	book = make_book(carry_over, share)
	names = make_accounts(book, (7, 5))
	run(make_settlement(book))
	assert balances(names) == expected


def test_points_of_the_new_year_stay_and_what_was_spent_since_was_spent_from_the_old(year):
	new, spender, both = year.names[:3]
	ledger.post([points.posting(new, 8, deed_date="2026-01-05")])
	ledger.post([points.posting(spender, -12, deed_date="2026-01-05")])
	ledger.post([points.posting(both, 8, deed_date="2026-01-05")])
	ledger.post([points.posting(both, -25, deed_date="2026-01-06")])
	run(year.doc)
	assert balances(year.names[:3]) == [8, 0, 3]
	assert [sum(e.points for e in expiries(name)) for name in year.names[:3]] == [-30, -8, 0]


def test_a_reversal_made_later_belongs_to_the_year_of_what_it_reverses(year):
	wrong = frappe.db.get_value("Points Entry", {"account": year.names[0]})
	ledger.reverse([wrong], "录入有误")
	paid = ledger.post([points.posting(year.names[1], -5, deed_date="2025-07-01")])[0]
	ledger.reverse([paid], "退货")
	run(year.doc)
	assert expiries(year.names[0]) == [] and [e.points for e in expiries(year.names[1])] == [-20]
	assert rows(year.doc)[year.names[0]].village_rank == 0


def test_a_second_run_changes_nothing(year, monkeypatch):
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	doc = run(year.doc)
	before = frappe.db.count("Points Entry")
	with pytest.raises(SettlementError):
		run(doc)
	settlement_jobs._job(doc.name, "Settling", settlement_jobs._run_now)
	assert frappe.db.count("Points Entry") == before


def test_an_interrupted_run_goes_on_and_posts_nothing_twice(year, monkeypatch):
	monkeypatch.setattr(settlement_rows, "CHUNK", 2)
	with monkeypatch.context() as broken:
		broken.setattr(settlement_rows, "_write", _failing_second(settlement_rows._write))
		with pytest.raises(RuntimeError):
			run(year.doc)
	assert 0 < frappe.db.count("Points Entry", {"kind": "Expiry", "source_name": year.doc.name}) <= 4
	year.doc.reload()
	assert year.doc.status == "Settling"
	doc = run(year.doc)
	assert balances(year.names) == [0, 0, 0, 0] and doc.status == "Year Settled"
	assert frappe.db.count("Points Entry", {"kind": "Expiry", "source_name": doc.name}) == 3


def _failing_second(write):
	calls = []

	def failing(*args):
		calls.append(1)
		if len(calls) == 2:
			raise RuntimeError("killed")
		return write(*args)

	return failing


def test_the_preview_says_what_would_be_and_posts_nothing(year):
	settlement.preview(year.doc)
	year.doc.reload()
	assert (year.doc.status, year.doc.points_expired, year.doc.account_count) == (
		"Awaiting Settlement",
		70,
		4,
	)
	assert balances(year.names) == [30, 20, 20, 0]
	settlement.preview(year.doc)
	assert len(rows(year.doc)) == 4


def test_not_before_the_late_window_and_the_last_redemption_date_are_over(world):
	book = make_book()
	current = make_settlement(book, year=int(nowdate()[:4]))
	with pytest.raises(SettlementError, match="Settle from"):
		run(current)
	late = make_settlement(book, year=YEAR, last_redemption_date=nowdate())
	with pytest.raises(SettlementError, match="Settle from"):
		run(late)
	late.update({"last_redemption_date": add_days(nowdate(), -1)}).save()
	assert run(late).status == "Year Settled"


@pytest.mark.parametrize(
	"values",
	[{"year": 99}, {"last_redemption_date": "2025-12-30"}, {"grid_unit": "999999"}, {"book": "no such book"}],
)
def test_a_settlement_that_cannot_be_is_refused(year, values):
	doc = {"doctype": "Points Settlement", "book": year.book.name, "grid_unit": core.VILLAGE_B, "year": YEAR}
	with pytest.raises(frappe.ValidationError):
		frappe.get_doc({**doc, **values}).insert()


def test_one_settlement_per_book_year_and_place(year):
	for unit in (core.VILLAGE_A, core.STREET, core.GRID_A1):
		with pytest.raises(SettlementError):
			make_settlement(year.book, unit=unit)
	assert make_settlement(year.book, unit=core.VILLAGE_B)


def test_no_settlement_before_one_that_was_settled_and_the_later_is_undone_first(year, world, as_user):
	earlier = make_settlement(year.book, year=2024)
	run(year.doc)
	with pytest.raises(SettlementError, match="was settled"):
		run(earlier)
	assert balances(year.names) == [0, 0, 0, 0]


def test_what_is_open_is_named_and_settling_all_the_same_needs_a_reason(year):
	item = points.make_item()
	points.make_declaration(year.book, item, registry.make_household(head=None), deed_date="2025-12-30")
	points.make_declaration(
		year.book, item, registry.make_household(core.GRID_B1, head=None), deed_date="2025-12-30"
	)
	assert open_matters.count(year.doc) == 1
	assert [row["doctype"] for row in open_matters.named(year.doc)] == ["Points Declaration"]
	with pytest.raises(SettlementError, match="still open"):
		run(year.doc)
	year.doc.update({"accept_open": 1, "accept_reason": "已逐户通知"}).save()
	assert run(year.doc).status == "Year Settled"


def test_a_frozen_account_is_left_out_with_its_reason_and_settled_when_it_is_open_again(year):
	accounts.set_status(year.names[0], "Frozen", "核查")
	doc = run(year.doc)
	assert (doc.status, doc.left_out_count, balances(year.names)[0]) == ("Year Settled", 1, 30)
	assert "Frozen" in rows(doc)[year.names[0]].reason
	accounts.set_status(year.names[0], "Normal", "核查完毕")
	doc = run(doc)
	assert (doc.left_out_count, balances(year.names)[0]) == (0, 0)


def test_undoing_takes_a_second_person_and_gives_every_point_back(year, as_user):
	doc = run(year.doc)
	one = year.world.user("Points Office Member", "street")
	two = core.make_worker("Points Office Member", core.STREET, email="second.office@gg.test")
	with as_user(one):
		with pytest.raises(SettlementError):
			settlement.ask_undo(doc, "  ")
		settlement.ask_undo(doc, "年度错误")
		with pytest.raises(frappe.PermissionError):
			settlement.confirm_undo(doc)
	assert balances(year.names) == [0, 0, 0, 0]
	with as_user(two):
		settlement.confirm_undo(doc)
	doc.reload()
	assert balances(year.names) == [30, 20, 20, 0] and doc.status == "Settlement Undone"
	assert rows(doc)[year.names[0]].reversal
	again = run(make_settlement(year.book))
	assert balances(year.names) == [0, 0, 0, 0] and again.points_expired == 70


def test_a_request_to_undo_can_be_refused(year):
	doc = run(year.doc)
	settlement.ask_undo(doc, "年度错误")
	settlement.keep(doc)
	doc.reload()
	assert (doc.status, doc.undo_asked_by) == ("Year Settled", None)


def test_nobody_edits_the_outcome_and_a_settlement_that_was_run_stays(year):
	doc = run(year.doc)
	doc.update({"points_expired": 1, "status": "Awaiting Settlement", "year": 2020}).save()
	doc.reload()
	assert (doc.points_expired, doc.status, doc.year) == (70, "Year Settled", YEAR)
	with pytest.raises(SettlementError):
		doc.update({"accept_open": 1, "accept_reason": "x"}).save()
	with pytest.raises(SettlementError):
		frappe.delete_doc("Points Settlement", doc.name)


def test_after_it_ledger_and_standings_agree(year):
	run(year.doc)
	report = standings.Report()
	assert standings._compare_page(year.names, report) == 0
	assert not [f for f in verify.verify().findings if any(name in f.row for name in year.names)]
