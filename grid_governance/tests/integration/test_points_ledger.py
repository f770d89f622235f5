"""The ledger inside one transaction: numbers, idempotency, reversal, and what the verification names."""

from __future__ import annotations

import datetime

import frappe
import pytest
from frappe.utils import add_days, nowdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grid_governance.points import ledger
from grid_governance.points.ledger import accounts, anchors, verify
from grid_governance.tests.factories import points, registry


def numbers(account: str) -> tuple:
	return frappe.db.get_value("Points Account", account, ["balance", "earned", "redeemed", "last_seq"])


def found(account: str) -> set[tuple[str, str]]:
	"""(what, row) of the findings that concern one account; those of others would fail elsewhere."""
	return {(f.what, f.row) for f in verify.verify().findings if account in f.row}


def tamper(sql: str, *values):
	frappe.db.sql(sql, values)


@pytest.fixture
def account(world):
	name = points.make_account(points=50)
	ledger.post([points.posting(name, -20), points.posting(name, 7)])
	return name


# ---------------------------------------------------------------- posting


def test_balance_earned_and_redeemed_follow_the_entries(account):
	assert numbers(account) == (37, 57, 20, 3)
	assert found(account) == set()


def test_a_key_already_posted_answers_its_old_entry(account):
	posting = points.posting(account, 5, key="same")
	first, again = ledger.post([posting]), ledger.post([posting, posting])
	assert again == first * 2 and numbers(account)[0] == 42


def test_names_come_back_in_the_given_order_over_several_accounts(world):
	names = [points.make_account() for _ in range(3)]
	order = [names[2], names[0], names[1], names[2]]
	entries = ledger.post([points.posting(name, 1) for name in order])
	assert [e.rpartition("-")[0] for e in entries] == order
	assert entries[3] == f"{names[2]}-000002"


def test_the_balance_never_falls_below_zero_and_nothing_of_the_call_stays(account):
	frappe.db.savepoint("before_call")
	with pytest.raises(ledger.InsufficientPoints, match="37 points; 38"):
		ledger.post(
			[points.posting(account, 1, key="x1"), points.posting(account, -1), points.posting(account, -38)]
		)
	frappe.db.rollback(save_point="before_call")
	assert numbers(account) == (37, 57, 20, 3)
	assert ledger.post([points.posting(account, -37)])


def test_a_frozen_account_takes_nothing(account):
	accounts.set_status(account, "Frozen", "查核")
	with pytest.raises(ledger.AccountFrozen):
		ledger.post([points.posting(account, 1)])
	accounts.set_status(account, "Normal", "查清")
	assert ledger.post([points.posting(account, 1)])


@pytest.mark.parametrize(
	("kind", "value"),
	[
		("Award", -5),
		("Redemption", 5),
		("Award", 2.5),
		("Award", 0),
		("Award", True),
		("Gift", 5),
		("Reversal", 5),
	],
)
def test_a_malformed_posting_is_refused(account, kind, value):
	with pytest.raises(ledger.LedgerError):
		ledger.post([points.posting(account, value, kind=kind)])
	assert numbers(account)[3] == 3


def test_a_reversal_has_its_own_date_and_happens_once(account):
	entry = ledger.post([points.posting(account, 9, deed_date="2026-01-05")])[0]
	first = ledger.reverse([entry], "录入有误", on="2026-02-01")
	assert ledger.reverse([entry], "again") == first
	row = frappe.get_doc("Points Entry", first[0])
	assert (row.points, str(row.deed_date), row.reverses) == (-9, "2026-02-01", entry)
	assert numbers(account) == (37, 57, 20, 5)
	with pytest.raises(ledger.LedgerError):
		ledger.reverse(first, "a reversal of a reversal")
	with pytest.raises(ledger.LedgerError):
		ledger.reverse([entry], "  ")


def test_the_reversal_of_a_redemption_gives_back_and_counts_as_not_redeemed(account):
	entry = ledger.post([points.posting(account, -10)])[0]
	ledger.reverse([entry], "退还")
	assert numbers(account)[:3] == (37, 57, 20)


def test_points_that_were_spent_cannot_be_reversed_away(world):
	account = points.make_account()
	award = ledger.post([points.posting(account, 10)])[0]
	ledger.post([points.posting(account, -8)])
	with pytest.raises(ledger.InsufficientPoints):
		ledger.reverse([award], "录入有误")


def test_one_account_per_book_and_subject(world):
	book, household = points.make_book(), registry.make_household()
	made = accounts.accounts_for(book.name, "Household", [household.name, household.name])
	assert accounts.account_for(book.name, "Household", household.name) == made[household.name]
	assert accounts.account_for(points.make_book().name, "Household", household.name, create=False) is None
	with pytest.raises(frappe.ValidationError):
		accounts.account_for(book.name, "Resident", household.head)


def test_name_and_unit_of_the_account_follow_the_household(world):
	household = registry.make_household()
	account = points.make_account(household=household)
	head = frappe.get_doc("Resident", household.head)
	head.resident_name = "新户主"
	head.save()
	assert frappe.db.get_value("Points Account", account, "subject_name") == "新户主"


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
	moves=st.lists(st.tuples(st.integers(0, 2), st.integers(-30, 30).filter(bool)), max_size=25),
	split=st.integers(1, 25),
)
def test_any_run_of_movements_adds_up_and_verifies(world, moves, split):
	names = [points.make_account() for _ in range(3)]
	expected = dict.fromkeys(names, 0)
	accepted = []
	for which, value in moves:
		if expected[names[which]] + value >= 0:
			expected[names[which]] += value
			accepted.append(points.posting(names[which], value))
	for start in range(0, len(accepted), split):
		ledger.post(accepted[start : start + split])
	for name in names:
		assert numbers(name)[0] == expected[name] and found(name) == set()


# ---------------------------------------------------------------- what the verification names


def test_a_changed_row_is_named_and_only_that_row(account):
	for column, value in (("points", 500), ("deed_date", "2020-01-01"), ("remark", "x"), ("doer", "y")):
		frappe.db.savepoint("clean")
		tamper(f"update `tabPoints Entry` set {column} = %s where name = %s", value, f"{account}-000002")
		changed = {row for row in found(account) if row[0] == "changed"}
		assert changed == {("changed", f"{account}-000002")}, column
		frappe.db.rollback(save_point="clean")


def test_a_changed_proof_is_named_and_only_that_row(account):
	tamper("update `tabPoints Entry` set row_hash = %s where name = %s", "0" * 64, f"{account}-000002")
	assert found(account) == {("changed", f"{account}-000002")}


def test_a_removed_row_is_named_in_the_middle_and_at_the_end(account):
	for seq in (1, 2, 3):
		frappe.db.savepoint("clean")
		tamper("delete from `tabPoints Entry` where name = %s", f"{account}-00000{seq}")
		assert ("removed", f"{account}-00000{seq}") in found(account)
		assert not {row for row in found(account) if row[0] in ("changed", "inserted")}
		frappe.db.rollback(save_point="clean")


def test_an_inserted_row_is_named(account):
	columns = "account, seq, book, grid_unit, kind, points, balance_after, deed_date, posting_date, row_hash"
	tamper(
		f"insert into `tabPoints Entry` (name, entry_key, {columns}) select %s, 'forged', account, 4, book,"
		" grid_unit, kind, 1000, 1037, deed_date, posting_date, row_hash from `tabPoints Entry` where name = %s",
		f"{account}-000004",
		f"{account}-000001",
	)
	assert found(account) == {("inserted", f"{account}-000004")}
	seal_forged = "update `tabPoints Account` set last_seq = 4, balance = 1037 where name = %s"
	tamper(seal_forged, account)
	assert ("changed", f"{account}-000004") in found(account) and ("account", account) in found(account)


def test_a_cut_tail_with_a_repaired_account_still_shows(account):
	"""Whoever deletes the last row and sets the account back lacks the key for the seal."""
	last = frappe.db.get_value("Points Entry", f"{account}-000003", ["points", "previous_hash"], as_dict=True)
	tamper("delete from `tabPoints Entry` where name = %s", f"{account}-000003")
	tamper(
		"update `tabPoints Account` set last_seq = 2, balance = balance - %s, earned = earned - %s, last_hash = %s"
		" where name = %s",
		last.points,
		last.points,
		last.previous_hash,
		account,
	)
	assert found(account) == {("account", account)}


def test_an_account_given_to_another_person_shows(account):
	other = registry.make_household()
	tamper("update `tabPoints Account` set subject = %s where name = %s", other.name, account)
	assert found(account) == {("account", account)}


def test_rows_of_an_account_that_is_gone_are_named(account):
	tamper("delete from `tabPoints Account` where name = %s", account)
	assert found(account) == {("inserted", f"{account}-00000{n}") for n in (1, 2, 3)}


# ---------------------------------------------------------------- anchors


def anchor_findings() -> list[str]:
	return [f.row for f in verify.verify().findings if f.what == "anchor"]


def days_on(days: int) -> datetime.date:
	return frappe.utils.getdate(add_days(nowdate(), days))


def test_an_anchor_finds_what_a_restored_account_row_would_hide(account):
	"""Tail and account row put back to an older state, seal and all: only the anchor knows."""
	old = frappe.db.get_value("Points Account", account, "*", as_dict=True)
	late = ledger.post([points.posting(account, 100)])[0]
	today = days_on(0)
	assert anchors.take(today) and not anchor_findings()
	tamper("delete from `tabPoints Entry` where name = %s", late)
	tamper(
		"update `tabPoints Account` set last_seq=%s, balance=%s, earned=%s, last_hash=%s, seal=%s where name=%s",
		old.last_seq,
		old.balance,
		old.earned,
		old.last_hash,
		old.seal,
		account,
	)
	assert found(account) == set()
	assert anchor_findings() == [str(today)]


def test_anchors_chain_and_a_missing_or_changed_one_shows(account):
	for days in (0, 1, 2):
		assert anchors.take(days_on(days))
	assert anchors.take(days_on(1)) is None and anchor_findings() == []
	frappe.db.savepoint("clean")
	tamper("delete from `tabPoints Anchor` where name = %s", str(days_on(1)))
	assert anchor_findings() == [str(days_on(2))]
	frappe.db.rollback(save_point="clean")
	tamper("update `tabPoints Anchor` set entry_count = entry_count + 1 where name = %s", str(days_on(1)))
	assert str(days_on(1)) in anchor_findings()


def test_an_empty_ledger_needs_no_anchor_and_a_day_is_anchored_once(account):
	assert anchors.take(days_on(-1)) is None or anchors.latest().anchor_date == days_on(-1)
	assert anchors.take(days_on(0))
	assert anchors.take(days_on(0)) is None
