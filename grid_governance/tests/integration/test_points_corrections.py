"""Corrections: what one person asks and a second decides, and what the ledger makes of it.

`clerk` (village A) asks, `office` (street) decides. The account of a household in grid A1 has 50 points.
"""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.api import corrections as api
from grid_governance.points import ledger
from grid_governance.points.correcting import corrections, openings
from grid_governance.points.correcting.refusal import CorrectionError
from grid_governance.points.ledger import accounts, verify
from grid_governance.tests.factories import corrections as make
from grid_governance.tests.factories import points, registry


def clean(*names) -> bool:
	return not [f for f in verify.verify().findings if any(name in f.row for name in names)]


# ---------------------------------------------------------------- reversal


def test_entries_are_reversed_when_a_second_person_agrees_and_not_before(office):
	doc = office.ask("Reverse Entries", entries=[{"entry": office.award}])
	assert (doc.status, office.balance(), doc.entries[0].points) == ("Decision Pending", 50, 50)
	office.decide(doc)
	assert (doc.status, office.balance(), doc.decided_by) == ("Correction Done", 0, office.office)
	row = frappe.get_doc("Points Entry", doc.entries[0].reversal)
	assert (row.kind, row.reverses, row.remark) == ("Reversal", office.award, "录入有误")
	assert clean(office.account)


def test_a_refusal_needs_a_reason_and_changes_no_points(office):
	doc = office.ask("Reverse Entries", entries=[{"entry": office.award}])
	with pytest.raises(CorrectionError, match="reason"):
		office.decide(doc, agree=False)
	office.decide(doc, agree=False, reason="属实,不予更正")
	assert (doc.status, office.balance()) == ("Correction Refused", 50)
	with pytest.raises(CorrectionError):
		office.decide(doc)


def test_what_was_spent_meanwhile_cannot_be_reversed_and_nothing_is_changed(office):
	doc = office.ask("Reverse Entries", entries=[{"entry": office.award}])
	ledger.post([points.posting(office.account, -30)])
	with pytest.raises(CorrectionError, match="30 would be missing"):
		office.decide(doc)
	doc.reload()
	assert (doc.status, office.balance()) == ("Decision Pending", 20)


def test_only_entries_that_can_be_reversed_alone_are_taken(office):
	reversal = ledger.reverse([office.award], "x")[0]
	again = ledger.post([points.posting(office.account, 9)])[0]
	other = points.make_account(office.book, points=5)
	redemption = ledger.post(
		[points.posting(office.account, -1, source_doctype="Points Redemption", source_name="x")]
	)[0]
	for entry in (reversal, office.award, f"{other}-000001", redemption):
		with pytest.raises(CorrectionError):
			office.ask("Reverse Entries", entries=[{"entry": entry}])
	with pytest.raises(CorrectionError, match="twice"):
		office.ask("Reverse Entries", entries=[{"entry": again}, {"entry": again}])
	with pytest.raises(CorrectionError):
		office.ask("Reverse Entries")
	with office.as_user(office.clerk):
		assert [row.name for row in api.reversible_entries(office.account)] == [again]


# ---------------------------------------------------------------- freeze, close


def test_an_account_is_frozen_opened_again_and_closed_only_when_empty(office):
	office.decide(office.ask("Freeze Account"))
	assert office.status() == "Frozen"
	with pytest.raises(CorrectionError, match="already"):
		office.ask("Freeze Account")
	office.decide(office.ask("Reopen Account"))
	assert office.status() == "Normal"
	with pytest.raises(CorrectionError, match="50 points"):
		office.ask("Close Account")
	ledger.post([points.posting(office.account, -50)])
	office.decide(office.ask("Close Account"))
	assert office.status() == "Account Closed"


def test_wrong_points_of_a_frozen_account_can_be_reversed(office):
	accounts.set_status(office.account, "Frozen", "查核")
	office.decide(office.ask("Reverse Entries", entries=[{"entry": office.award}]))
	assert (office.balance(), office.status()) == (0, "Frozen")
	with pytest.raises(ledger.AccountFrozen):
		ledger.post([points.posting(office.account, 1)])


# ---------------------------------------------------------------- transfer


def test_a_transfer_moves_points_by_two_entries_that_name_it(office):
	heir = points.make_account(office.book)
	doc = office.decide(office.ask("Transfer Points", to_account=heir, points=20))
	assert (office.balance(), office.balance(heir)) == (30, 20)
	rows = frappe.get_all("Points Entry", {"source_name": doc.name}, ["kind", "points"], order_by="points")
	assert [(row.kind, row.points) for row in rows] == [("Transfer Out", -20), ("Transfer In", 20)]
	assert frappe.db.get_value("Points Account", heir, "earned") == 0
	assert clean(office.account, heir)


def test_heirs_get_the_whole_balance_of_a_frozen_account_which_is_closed(office):
	heir = points.make_account(office.book)
	accounts.set_status(office.account, "Frozen", "户主去世")
	doc = office.decide(office.ask("Transfer Points", to_account=heir, close_after=1))
	assert (doc.points, office.balance(heir), office.status()) == (50, 50, "Account Closed")


def test_points_do_not_leave_their_class_purpose_or_balance(office):
	other = points.make_account(office.book)
	money = points.make_account(points.make_book(redeemable=0))
	resident = registry.make_resident(office.household)
	person = accounts.account_for(points.make_book("Resident Class").name, "Resident", resident.name)
	for values in (
		{"to_account": office.account},
		{"to_account": money},
		{"to_account": person},
		{"to_account": other, "points": 51},
		{"to_account": other, "points": 20, "close_after": 1},
	):
		with pytest.raises(CorrectionError):
			office.ask("Transfer Points", **values)
	accounts.set_status(other, "Frozen", "x")
	with pytest.raises(CorrectionError, match="Frozen"):
		office.ask("Transfer Points", to_account=other)
	assert office.balance() == 50


def test_a_transfer_is_undone_by_a_transfer_back_only(office):
	heir = points.make_account(office.book)
	doc = office.decide(office.ask("Transfer Points", to_account=heir, points=20))
	half = frappe.db.get_value("Points Entry", {"source_name": doc.name, "kind": "Transfer Out"})
	with pytest.raises(CorrectionError, match="other half"):
		office.ask("Reverse Entries", entries=[{"entry": half}])


# ---------------------------------------------------------------- opening balances


def opening(office, rows, **values):
	with office.as_user(office.clerk):
		return make.opening(office.book, office.world.village_a, rows, ask=True, **values)


def test_a_paper_passbook_becomes_the_first_entry_of_an_account(office):
	home = registry.make_household(head="李四")
	doc = office.decide(opening(office, [(home, 320)], as_of=add_days(nowdate(), -10)))
	account = accounts.account_for(office.book.name, "Household", home.name, create=False)
	assert (office.balance(account), doc.rows[0].account, doc.subject_name) == (320, account, "李四")
	row = frappe.get_doc("Points Entry", doc.rows[0].entry)
	assert (row.kind, str(row.deed_date), row.source_name) == ("Opening", add_days(nowdate(), -10), doc.name)


def test_an_account_is_opened_once_unless_the_opening_was_reversed(office):
	first = office.decide(opening(office, [(office.household, 3200)]))
	with pytest.raises(CorrectionError, match="opened before"):
		opening(office, [(office.household, 320)])
	office.decide(office.ask("Reverse Entries", entries=[{"entry": first.rows[0].entry}]))
	office.decide(opening(office, [(office.household, 320)]))
	assert office.balance() == 370
	assert openings.last_openings([office.account])[office.account].entry


def test_a_sheet_is_posted_as_a_whole_or_not_at_all(office):
	homes = [registry.make_household(head=None) for _ in range(3)]
	doc = opening(office, [(home, 10) for home in homes])
	office.decide(opening(office, [(homes[1], 7)]))
	with pytest.raises(CorrectionError, match="opened before"):
		office.decide(doc)
	for home in (homes[0], homes[2]):
		assert not accounts.account_for(office.book.name, "Household", home.name, create=False)


@pytest.mark.parametrize("value", [0, -5, 1_000_001])
def test_impossible_points_are_named_in_their_row(office, value):
	with pytest.raises(CorrectionError, match="1 rows have to be corrected"):
		opening(office, [(registry.make_household(head=None), value)])


def test_a_household_of_another_village_or_twice_in_the_sheet_is_a_problem_of_its_row(office):
	far = registry.make_household(office.world.grid_b1, head=None)
	with office.as_user(office.clerk):
		draft = make.opening(
			office.book, office.world.village_a, [(far, 5), (office.household, 5), (office.household, 6)]
		)
	assert [bool(row.problem) for row in draft.rows] == [True, False, True]
	assert (draft.row_count, draft.wrong_count, draft.total_points) == (3, 2, 5)


def test_more_than_thirty_rows_go_to_one_job_that_may_run_twice(office, monkeypatch):
	jobs = []
	monkeypatch.setattr(corrections, "enqueue", jobs.append)
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	homes = [registry.make_household(head=None) for _ in range(31)]
	doc = opening(office, [(home, n + 1) for n, home in enumerate(homes)])
	office.decide(doc)
	assert (doc.status, jobs) == ("Posting In Progress", [doc.name])
	corrections.post_job(doc.name)
	corrections.post_job(doc.name)
	doc.reload()
	assert doc.status == "Correction Done" and all(row.entry for row in doc.rows)
	assert frappe.db.count("Points Entry", {"source_name": doc.name}) == 31
	assert clean(*(row.account for row in doc.rows))
