"""The work of a settlement: inline to 30 accounts, else one background job that can be killed and begun again.

    a job holds the settlement's named lock, which dies with its process
    each set of 1,000 is one transaction: entries, accounts, outcome of each row (points/year_end/settlement_rows.py)

A killed job leaves whole sets; the next one (button, hourly sweep) goes on with the rows that wait. The key of
each expiry names settlement and account, so nothing is posted twice.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.utils import add_to_date, now, now_datetime

from grid_governance import jobs
from grid_governance.points.ledger.locks import run_with_retry
from grid_governance.points.year_end import settlement_rows
from grid_governance.registry import codes

DOCTYPE = "Points Settlement"
WAITING, SETTLING, SETTLED = "Awaiting Settlement", "Settling", "Year Settled"
UNDO_ASKED, UNDOING, UNDONE = "Undo Requested", "Undoing", "Settlement Undone"
COUNTING, RANKING, POSTING = "Counting", "Ranking", "Posting"
INLINE = 30
PATIENCE = 600  # seconds that a job waits for another one of the same settlement


class SettlementError(frappe.ValidationError):
	"""The settlement cannot be run or undone now; nothing was changed."""


def refuse(message: str, title: str | None = None) -> None:
	frappe.throw(message, SettlementError, title=title or _("Settlement Not Possible"))


def begin(doc, job: str) -> bool:
	"""Do the work of that job (preview_job, run_job, undo_job) at once for a handful; True: in the background."""
	account = frappe.qb.DocType("Points Account")
	low, high = codes.bounds(doc.grid_unit)
	query = frappe.qb.from_(account).select(account.name).where(account.book == doc.book)
	query = query.where(account.grid_unit >= low)
	query = query.where(account.grid_unit < high) if high else query
	if len(query.limit(INLINE + 1).run()) > INLINE:
		enqueue(doc.name, job)
		return True
	with alone(doc.name, 0):
		{"preview_job": _preview_now, "run_job": _run_now, "undo_job": _undo_now}[job](doc, lambda: None)
	return False


def enqueue(name: str, job: str) -> None:
	method = f"grid_governance.points.year_end.settlement_jobs.{job}"
	jobs.enqueue_once(method, name, 4 * jobs.HOUR, settlement=name)


def preview_job(settlement: str) -> None:
	_job(settlement, WAITING, _preview_now)


def run_job(settlement: str) -> None:
	_job(settlement, SETTLING, _run_now)


def undo_job(settlement: str) -> None:
	_job(settlement, UNDOING, _undo_now)


def _job(settlement: str, status: str, work: Callable) -> None:
	"""Owns its transactions. Does nothing when the settlement is past that status: a second run changes nothing."""
	with alone(settlement, PATIENCE):
		frappe.db.commit()
		doc = frappe.get_doc(DOCTYPE, settlement)
		if doc.status == status:
			work(doc, frappe.db.commit)
			frappe.db.commit()


@contextmanager
def alone(settlement: str, patience: int):
	"""One process at a time works on a settlement; the server gives the lock back when the process dies."""
	name = f"settle:{frappe.local.site}:{settlement}"[:64]
	if not frappe.db.sql("select get_lock(%s, %s)", [name, patience])[0][0]:
		refuse(_("This settlement is being worked on at the moment. Please wait."))
	try:
		yield
	finally:
		frappe.db.sql("select release_lock(%s)", [name])


def resume_unfinished() -> None:
	"""Hourly: settlements whose worker died go on where they stopped."""
	since = add_to_date(now_datetime(), minutes=-30)
	for status, job in ((SETTLING, "run_job"), (UNDOING, "undo_job")):
		for name in frappe.get_all(DOCTYPE, {"status": status, "modified": ["<", since]}, pluck="name"):
			enqueue(name, job)


# ---------------------------------------------------------------- the work, by sets


def _preview_now(doc, commit: Callable) -> None:
	_count(doc, commit)
	settlement_rows.rank(doc.name)
	_write_totals(doc, prepared_on=now())
	_progress(doc, 100)


def _run_now(doc, commit: Callable) -> None:
	if doc.phase == COUNTING:
		_count(doc, commit)
		doc.db_set("phase", RANKING)
		commit()
	if doc.phase == RANKING:
		settlement_rows.rank(doc.name)
		_write_totals(doc, prepared_on=now())
		doc.db_set("phase", POSTING)
		commit()
	waiting = settlement_rows.totals(doc.name).waiting or 1
	_by_sets(doc, lambda: settlement_rows.settle_set(doc), waiting, commit)
	_write_totals(doc, status=SETTLED, finished_on=now())
	doc.add_comment(
		"Info", _("{0} accounts settled, {1} left out").format(doc.settled_count, doc.left_out_count)
	)
	_progress(doc, 100)


def _undo_now(doc, commit: Callable) -> None:
	_by_sets(doc, lambda: settlement_rows.undo_set(doc), doc.account_count or 1, commit)
	_write_totals(doc, status=UNDONE, undone_on=now())
	doc.add_comment("Info", _("Settlement undone: {0}").format(doc.undo_reason))
	_progress(doc, 100)


def _count(doc, commit: Callable) -> None:
	while settlement_rows.drop_set(doc.name):
		commit()
	after, done = "", 0
	while after is not None:
		after = settlement_rows.count_set(doc, after)
		commit()
		done += 1
		_progress(doc, min(30, done))


def _by_sets(doc, work: Callable[[], int], total: int, commit: Callable) -> None:
	"""Each set in its own transaction, tried once more after a deadlock when the transaction is ours."""
	commit()
	ours = commit == frappe.db.commit
	done = 0
	while count := (run_with_retry(work) if ours else work()):
		commit()
		done += count
		_progress(doc, min(99, 30 + done * 70 // total))


def _write_totals(doc, **values) -> None:
	found = settlement_rows.totals(doc.name)
	doc.db_set(
		{
			"account_count": found.accounts,
			"points_left": int(found.points_left),
			"points_carried": int(found.points_carried),
			"points_expired": int(found.points_expired),
			"settled_count": found.settled,
			"left_out_count": found.left_out,
			**values,
		}
	)


def _progress(doc, percent: int) -> None:
	frappe.publish_progress(percent, title=_("Settling The Year"), doctype=DOCTYPE, docname=doc.name)
