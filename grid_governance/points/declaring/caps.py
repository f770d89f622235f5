"""What counts towards caps: awards that stand, and deeds that are still being handled.

Two who declare the last place of a cap at the same moment must see each other. So whoever writes a deed of
a capped item first locks the account (documents are locked after it: the order of locks.py), and a deed
that leaves its writer's hands reads what is being handled by locking reads; without the lock the numbers are
those of the snapshot, good enough for a draft.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import frappe

from grid_governance.points import ledger
from grid_governance.points.ledger import accounts
from grid_governance.points.ledger.postings import AccountState, chunks

HANDLED = ("Awaiting Check", "Checked", "Endorsed", "On Notice", "Under Objection")
Spans = dict[str, tuple[date, date]]  # item → first and last day that matter for its caps
Counting = tuple[str, str, str | None, date, int]  # item, subject, doer, day, points


def lock(book: str, subject_doctype: str, subjects: Iterable[str]) -> dict[str, AccountState]:
	"""Lock the accounts of the subjects until the transaction ends; missing ones are made."""
	found = accounts.accounts_for(book, subject_doctype, subjects)
	return ledger.lock_accounts(found.values())


def counting(
	book: str,
	spans: Spans,
	subjects: Iterable[str],
	source: tuple[str, str | None],
	states: dict[str, AccountState] | None,
) -> list[Counting]:
	"""Everything that counts for these items and subjects of a book, but for what `source` holds itself."""
	subjects, result = sorted(subjects), []
	for part in chunks(subjects):
		owners, mine = _accounts(book, part, states)
		for row in awards(list(owners), spans, mine):
			result.append((row["item"], owners[row["account"]], row["doer"], row["deed_date"], row["points"]))
		result += _handled(book, spans, part, source, locking=states is not None)
	return result


def _accounts(book: str, subjects: list[str], states) -> tuple[dict[str, str], dict[str, AccountState]]:
	"""account → subject, and the locked ones' states."""
	if states is not None:
		inside = set(subjects)
		mine = {name: state for name, state in states.items() if state.subject in inside}
		return {name: state.subject for name, state in mine.items()}, mine
	account = frappe.qb.DocType("Points Account")
	query = frappe.qb.from_(account).select(account.name, account.subject)
	return dict(query.where((account.book == book) & account.subject.isin(subjects)).run()), {}


def awards(names: list[str], spans: Spans, states: dict[str, AccountState]) -> list[dict]:
	"""Awards of the accounts that stand, reversed ones left out: the snapshot's and, of locked accounts, the newer."""
	if not names or not spans:
		return []
	entry = frappe.qb.DocType("Points Entry")
	low, high = _ends(spans)
	rows = frappe.db.sql(
		"select name, account, item, doer, deed_date, points from `tabPoints Entry` where account in %s"
		" and item in %s and deed_date between %s and %s and kind = 'Award'",
		[names, list(spans), low, high],
		as_dict=True,
	)
	unseen = ledger.unseen_entries(states)
	rows = [*rows, *(row for row in unseen if row.kind == "Award" and row.item in spans)]
	reversed_ones = {row.reverses for row in unseen if row.reverses}
	for part in chunks([row.name for row in rows]):
		query = frappe.qb.from_(entry).select(entry.reverses).where(entry.reverses.isin(part))
		reversed_ones |= set(query.run(pluck=True))
	return [row for row in rows if row.name not in reversed_ones]


def _handled(book: str, spans: Spans, subjects: list[str], source, locking: bool) -> list[Counting]:
	"""Deeds under way. Read by the indexes named here: a locking read of a whole table would block everybody."""
	own = {source[0]: source[1] or ""}
	low, high = _ends(spans)
	tail = " lock in share mode" if locking else ""
	declared = frappe.db.sql(
		"select item, subject, doer, deed_date, points from `tabPoints Declaration` force index (subject_item_deed)"
		" where subject in %s and item in %s and deed_date between %s and %s and book = %s and stage in %s"
		" and name != %s" + tail,
		[subjects, list(spans), low, high, book, HANDLED, own.get("Points Declaration", "")],
	)
	# the rows first, then their batches: a batch without such a row may be held by somebody who waits for us
	rows = frappe.db.sql(
		"select parent, item, subject, doer, points from `tabPoints Batch Person` force index (subject_item_status)"
		" where subject in %s and item in %s and status = 'To Be Counted' and parent != %s" + tail,
		[subjects, list(spans), own.get("Points Batch", "")],
	)
	days: dict[str, date] = {}
	for part in chunks(sorted({row[0] for row in rows})):
		days |= dict(
			frappe.db.sql(
				"select name, deed_date from `tabPoints Batch` where name in %s and book = %s and stage in %s"
				" and deed_date between %s and %s" + tail,
				[part, book, HANDLED, low, high],
			)
		)
	batched = [
		(item, subject, doer, days[parent], points)
		for parent, item, subject, doer, points in rows
		if parent in days
	]
	return [*declared, *batched]


def _ends(spans: Spans) -> tuple[date, date]:
	return min(first for first, _last in spans.values()), max(last for _first, last in spans.values())
