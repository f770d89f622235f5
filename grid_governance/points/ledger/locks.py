"""Locks of the ledger: accounts by name, then stock, then declarations, everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import frappe
from frappe import _

from grid_governance.points.ledger import chain
from grid_governance.points.ledger.postings import AccountState, chunks

RETRIED = (1020, 1205, 1213)  # changed since the snapshot, lock wait timeout, deadlock
COLUMNS = ", ".join(f"`{column}`" for column in AccountState.__dataclass_fields__)
T = TypeVar("T")


def lock_accounts(names: Iterable[str]) -> dict[str, AccountState]:
	"""Lock the accounts in the order of their names until the transaction ends; name → state.

	Raises frappe.DoesNotExistError for a name that is no account.
	"""
	wanted, states = sorted(set(names)), {}
	for part in chunks(wanted):
		# raw SQL, as in all of the posting path: the query builder takes longer than the server
		rows = frappe.db.sql(
			f"select {COLUMNS} from `tabPoints Account` where name in %s order by name for update", [part]
		)
		for row in rows:
			states[row[0]] = AccountState(*row)
	missing = [name for name in wanted if name not in states]
	if missing:
		frappe.throw(_("Points account {0} does not exist.").format(missing[0]), frappe.DoesNotExistError)
	return states


def unseen_entries(states: dict[str, AccountState]) -> list[dict]:
	"""Entries of locked accounts that this transaction's older snapshot does not show.

	REPEATABLE READ keeps showing the caps of the time of the first read. Rows are never changed, so
	only those after the snapshot's last number are missing; they exist, hence a read by primary key
	locks no gap and two writers of neighbouring accounts cannot block each other.
	"""
	entry, rows = frappe.qb.DocType("Points Entry"), []
	for part in chunks(sorted(states)):
		seen = dict(frappe.db.sql("select name, last_seq from `tabPoints Account` where name in %s", [part]))
		names = [
			chain.entry_name(name, seq)
			for name in part
			for seq in range((seen.get(name) or 0) + 1, states[name].last_seq + 1)
		]
		for some in chunks(names):
			rows += (
				frappe.qb.from_(entry).select("*").where(entry.name.isin(some)).for_update().run(as_dict=True)
			)
	return rows


def run_with_retry(fn: Callable[[], T]) -> T:
	"""Run `fn`, once more after a deadlock. Only for the function that owns the transaction: it is rolled back."""
	try:
		return fn()
	except Exception as error:
		if not _is_lock_conflict(error):
			raise
		frappe.db.rollback()
		return fn()


def _is_lock_conflict(error: Exception) -> bool:
	if isinstance(error, (frappe.QueryDeadlockError, frappe.QueryTimeoutError)):
		return True
	return bool(error.args) and error.args[0] in RETRIED
