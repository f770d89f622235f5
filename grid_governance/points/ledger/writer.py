"""The only writer of Points Entry (docs/ledger.md).

    lock_accounts  →  decide (locking reads only)  →  post  →  commit by whoever owns the transaction

Locks are taken in one order everywhere: accounts by name, then stock, then declarations. Numbers of an
account (balance, last entry, seal) change here and nowhere else, in the transaction of the entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, now, nowdate

from grid_governance import keys
from grid_governance.points.ledger import chain, standings
from grid_governance.points.ledger.locks import lock_accounts
from grid_governance.points.ledger.postings import (
	AccountFrozen,
	AccountState,
	InsufficientPoints,
	LedgerError,
	Posting,
	check_form,
	chunks,
	count,
)

ENTRY_COLUMNS = (*chain.COLUMNS, "previous_hash", "row_hash", "modified", "owner", "modified_by")
# not `modified`: its index would cost a third of the UPDATE, and no form writes these columns anyway
NUMBERS = ("balance", "earned", "redeemed", "last_seq", "last_hash", "seal")


# ---------------------------------------------------------------- posting


def post(postings: Sequence[Posting]) -> list[str]:
	"""Post in the given order; returns the entries' names in that order.

	Locks the accounts itself (a caller that decided on a balance or a cap has locked them before).
	Sets of 1,000: one INSERT and one UPDATE each. Raises LedgerError (InsufficientPoints,
	AccountFrozen) and then the caller's transaction must be rolled back. Does not commit.
	"""
	return [name for name, _new in post_each(postings)]


def post_each(
	postings: Sequence[Posting], states: dict[str, AccountState] | None = None
) -> list[tuple[str, bool]]:
	"""As `post`, and beside each name whether this call wrote it (False: the key had been posted before).

	states: what lock_accounts answered in this transaction, by a caller that has looked up the keys too.
	"""
	for posting in postings:
		check_form(posting)
	looked_up = states is not None
	if states is None:
		states = lock_accounts(posting.account for posting in postings)
	secret = keys.derive("ledger")
	done: list[tuple[str, bool]] = []
	for part in chunks(list(postings)):
		done += _post_set(part, states, secret, looked_up)
	return done


def reverse(
	entry_names: Sequence[str], reason: str, on: date | str | None = None, even_frozen: bool = False
) -> list[str]:
	"""Answer each entry by one reversal dated `on` (default today); returns the reversals' names.

	Repeating the call answers the reversals that stand. Raises LedgerError for a reversal of a
	reversal, an entry that does not exist, or points that were spent since.
	"""
	if not (reason or "").strip():
		frappe.throw(_("Please give the reason for the reversal."), LedgerError, title=_("Reason Missing"))
	rows = _entries(entry_names)
	return post(
		[
			Posting(
				account=rows[name].account,
				kind="Reversal",
				points=-rows[name].points,
				deed_date=on or nowdate(),
				key=f"reversal:{name}",
				doer=rows[name].doer,
				item=rows[name].item,
				source_doctype=rows[name].source_doctype,
				source_name=rows[name].source_name,
				reverses=name,
				remark=reason.strip(),
				even_frozen=even_frozen,
			)
			for name in entry_names
		]
	)


def _post_set(
	part: Sequence[Posting], states: dict[str, AccountState], secret: bytes, looked_up: bool
) -> list[tuple[str, bool]]:
	"""One set. The key is looked up cheaply first; if another process was faster, the unique index says so."""
	known = {} if looked_up else _posted([posting.key for posting in part], locking=False)
	try:
		return _write_set(part, states, secret, known)
	except Exception as error:
		if not frappe.db.is_duplicate_entry(error):
			raise
	known = _posted([posting.key for posting in part], locking=True)
	return _write_set(part, states, secret, known)


def _write_set(
	part: Sequence[Posting], states: dict[str, AccountState], secret: bytes, known: dict[str, str]
) -> list[tuple[str, bool]]:
	reversed_rows = _entries([p.reverses for p in part if p.reverses and p.key not in known])
	common = {"posting_date": nowdate(), "posted_by": frappe.session.user, "creation": now()}
	work: dict[str, AccountState] = {}
	rows, done, known = [], [], dict(known)
	for posting in part:
		new = posting.key not in known
		if new:
			state = work.get(posting.account)
			if state is None:
				state = work[posting.account] = states[posting.account].copy()
			row = _next_row(posting, state, reversed_rows.get(posting.reverses), common, secret)
			rows.append(row)
			known[posting.key] = row["name"]
		done.append((known[posting.key], new))
	if rows:
		_insert(rows)
		_update_accounts(list(work.values()), secret)
		standings.record(rows, reversed_rows)
		states.update(work)
	return done


def _next_row(
	posting: Posting, state: AccountState, reversed_row: dict | None, common: dict, secret: bytes
) -> dict:
	"""The next row of the account, and the account's numbers after it."""
	_check_against_account(posting, state, reversed_row)
	seq = state.last_seq + 1
	row = {
		"name": chain.entry_name(state.name, seq),
		"account": state.name,
		"seq": seq,
		"book": state.book,
		"grid_unit": state.grid_unit,
		"kind": posting.kind,
		"points": posting.points,
		"balance_after": state.balance + posting.points,
		"deed_date": _iso(posting.deed_date),
		"item": posting.item or None,
		"doer": posting.doer or None,
		"source_doctype": posting.source_doctype or None,
		"source_name": posting.source_name or None,
		"reverses": posting.reverses or None,
		"entry_key": posting.key,
		"remark": posting.remark or None,
		"previous_hash": state.last_hash,
		**common,
	}
	row["row_hash"] = chain.proof(secret, row, state.last_hash)
	count(state, reversed_row["kind"] if reversed_row else posting.kind, posting.points)
	state.last_seq, state.last_hash = seq, row["row_hash"]
	return row


def _iso(day: date | str) -> str:
	return day.isoformat() if type(day) is date else str(getdate(day))


def _check_against_account(posting: Posting, state: AccountState, reversed_row: dict | None) -> None:
	given_back = posting.kind == "Reversal" and posting.points > 0  # goods came back, a hold has ended
	if state.status != "Normal" and not (state.status == "Frozen" and (posting.even_frozen or given_back)):
		frappe.throw(
			_("The account of {0} is {1}; nothing can be posted to it.").format(
				state.subject_name or state.name, _(state.status)
			),
			AccountFrozen,
			title=_("Account Not Open"),
		)
	if reversed_row and (
		reversed_row.account != state.name
		or reversed_row.points != -posting.points
		or reversed_row.kind == "Reversal"
	):
		frappe.throw(
			_(
				"Entry {0} cannot be reversed this way: same account, opposite points, and no reversal."
			).format(posting.reverses),
			LedgerError,
		)
	if state.balance + posting.points < 0:
		frappe.throw(
			_("{0} has {1} points; {2} are needed. Nothing was posted.").format(
				state.subject_name or state.name, state.balance, -posting.points
			),
			InsufficientPoints,
			title=_("Not Enough Points"),
		)


# ---------------------------------------------------------------- SQL: the query builder takes three times as long


def _insert(rows: list[dict]) -> None:
	user = frappe.session.user
	for row in rows:
		row |= {"modified": row["creation"], "owner": user, "modified_by": user}
	_write("Points Entry", ENTRY_COLUMNS, [[row[column] for column in ENTRY_COLUMNS] for row in rows])


def _update_accounts(states: list[AccountState], secret: bytes) -> None:
	"""One statement for all: the rows are locked and exist, so the INSERT always meets its duplicate."""
	rows = [
		[s.name, s.balance, s.earned, s.redeemed, s.last_seq, s.last_hash, chain.seal(secret, vars(s))]
		for s in states
	]
	updates = ", ".join(f"`{column}` = values(`{column}`)" for column in NUMBERS)
	_write("Points Account", ("name", *NUMBERS), rows, f"on duplicate key update {updates}")


def _write(doctype: str, columns: Sequence[str], rows: list[list], ending: str = "") -> None:
	"""One INSERT. What is the same in all rows is written out once: escaping is half of the client's work."""
	same = [len(set(cells)) == 1 for cells in zip(*rows, strict=True)]
	template = ", ".join(
		_literal(value) if fixed else "%s" for value, fixed in zip(rows[0], same, strict=True)
	)
	values = [cell for row in rows for cell, fixed in zip(row, same, strict=True) if not fixed]
	names = ", ".join(f"`{column}`" for column in columns)
	sql = f"insert into `tab{doctype}` ({names}) values {', '.join([f'({template})'] * len(rows))} {ending}"
	if values:
		frappe.db.sql(sql, values)
	else:
		frappe.db.sql(sql.replace("%%", "%"))


def _literal(value) -> str:
	"""A constant as SQL text inside a statement with %s places."""
	if value is None:
		return "null"
	text = frappe.db.escape(value, percent=False) if isinstance(value, str) else str(value)
	return text.replace("%", "%%")


def _posted(entry_keys: Sequence[str], locking: bool) -> dict[str, str]:
	"""key → entry of those already posted. Locking only after a clash: those rows exist then."""
	sql = "select entry_key, name from `tabPoints Entry` where entry_key in %s"
	return dict(frappe.db.sql(sql + (" for update" if locking else ""), [entry_keys]))


def _entries(names: Sequence[str]) -> dict[str, dict]:
	"""name → row, read by primary key with a lock (the snapshot may be older than the entry)."""
	if not names:
		return {}
	entry = frappe.qb.DocType("Points Entry")
	query = frappe.qb.from_(entry).select("*").where(entry.name.isin(list(names))).for_update()
	rows = {row.name: row for row in query.run(as_dict=True)}
	missing = [name for name in names if name not in rows]
	if missing:
		frappe.throw(_("Points entry {0} does not exist.").format(missing[0]), LedgerError)
	return rows
