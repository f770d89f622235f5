"""积分年度结算: count (preview) → run (count again, rank, post what expires) → undo by reversals. The one orchestrator.

Each step is judged and marked under the lock of the book's row, so that two settlements at once are refused; the
work itself is done by points/year_end/settlement_jobs.py, by sets.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate, now, nowdate

from grid_governance.points.year_end import open_matters, settlement_jobs, settlement_rows
from grid_governance.points.year_end.settlement_jobs import (
	COUNTING,
	DOCTYPE,
	POSTING,
	SETTLED,
	SETTLING,
	UNDO_ASKED,
	UNDOING,
	UNDONE,
	WAITING,
	refuse,
)
from grid_governance.points.year_end.settling import SettlingError, days_of
from grid_governance.registry import codes

STANDS = (SETTLING, SETTLED, UNDO_ASKED, UNDOING)


# ---------------------------------------------------------------- what a new settlement is filled with


def fill_days(doc) -> None:
	"""Days and rule of carry-over from the book. Raises SettlementError for a date that cannot be."""
	book = frappe.get_cached_doc("Points Book", doc.book)
	wanted = getdate(doc.last_redemption_date) if doc.last_redemption_date else None
	try:
		days = days_of(doc.year, book.year_start_month or 1, book.late_days or 0, wanted)
	except SettlingError as error:
		refuse(_(error.args[0]))
	doc.year_from, doc.year_to, doc.late_until = days.first, days.last, days.late_until
	doc.last_redemption_date = days.last_redemption
	doc.carry_over, doc.carry_over_share = book.carry_over, book.carry_over_share or 0


def others(doc, lock: bool = False) -> list:
	"""Other settlements of the book whose unit lies inside this one's, or around it, and that stand."""
	table = frappe.qb.DocType(DOCTYPE)
	query = (
		frappe.qb.from_(table)
		.select(table.name, table.grid_unit, table.year, table.status)
		.where(table.book == doc.book)
	)
	rows = (query.for_update() if lock else query).run(as_dict=True)
	return [
		row
		for row in rows
		if row.name != doc.name
		and row.status != UNDONE
		and (codes.contains(row.grid_unit, doc.grid_unit) or codes.contains(doc.grid_unit, row.grid_unit))
	]


# ---------------------------------------------------------------- steps


def preview(doc) -> bool:
	"""Count who has what, what would expire and be carried over, as of now; True: in the background. Posts nothing."""
	_require(doc, WAITING)
	fill_days(doc)
	doc.save()
	return settlement_jobs.begin(doc, "preview_job")


def start(doc) -> None:
	"""Run the settlement, or go on with an interrupted one. Raises SettlementError with what is in the way."""
	_lock_book(doc)
	status = frappe.db.get_value(DOCTYPE, doc.name, "status", for_update=True)
	if status == WAITING:
		_check_start(doc)
		fill_days(doc)
		doc.db_set(
			{
				"status": SETTLING,
				"phase": COUNTING,
				"run_by": frappe.session.user,
				"run_on": now(),
				"year_from": doc.year_from,
				"year_to": doc.year_to,
				"late_until": doc.late_until,
				"last_redemption_date": doc.last_redemption_date,
				"carry_over": doc.carry_over,
				"carry_over_share": doc.carry_over_share,
			}
		)
		doc.add_comment("Info", _("Settlement run"))
	elif status == SETTLED and doc.left_out_count:
		_wake_left_out(doc)
	elif status != SETTLING:
		refuse(_("The settlement is {0}; it cannot be run.").format(_(status)))
	settlement_jobs.begin(doc, "run_job")


def _check_start(doc) -> None:
	book = frappe.get_cached_doc("Points Book", doc.book)
	days = days_of(
		doc.year, book.year_start_month or 1, book.late_days or 0, getdate(doc.last_redemption_date)
	)
	if getdate(nowdate()) < days.run_from:
		refuse(
			_("The late window ends on {0}, the last redemption date is {1}. Settle from {2} on.").format(
				days.late_until, days.last_redemption, days.run_from
			),
			_("Too Early To Settle"),
		)
	for other in others(doc, lock=True):
		if other.status in (SETTLING, UNDOING):
			refuse(
				_("Another settlement of this book is running in {0}. Please wait.").format(other.grid_unit)
			)
		if other.status in STANDS and other.year >= doc.year:
			refuse(_("{0} was settled for {1} already.").format(other.grid_unit, other.year))
	count = open_matters.count(doc)
	if count and not (doc.accept_open and (doc.accept_reason or "").strip()):
		refuse(
			_(
				"{0} reservations or deeds of the year are still open. Please finish them, or write why to settle."
			).format(count),
			_("Still Open"),
		)


def ask_undo(doc, reason: str) -> None:
	"""First person: why the settlement is to be taken back."""
	if not (reason or "").strip():
		refuse(_("Please give the reason for undoing the settlement."), _("Reason Missing"))
	_lock_book(doc)
	_require(doc, SETTLED)
	_check_no_later(doc)
	doc.db_set(
		{
			"status": UNDO_ASKED,
			"undo_reason": reason.strip(),
			"undo_asked_by": frappe.session.user,
			"undo_asked_on": now(),
		}
	)


def keep(doc) -> None:
	"""The request to undo is refused: the settlement stands."""
	_lock_book(doc)
	_require(doc, UNDO_ASKED)
	doc.db_set({"status": SETTLED, "undo_reason": None, "undo_asked_by": None, "undo_asked_on": None})


def confirm_undo(doc) -> None:
	"""Second person: every expiry is reversed. Also goes on with one that was interrupted."""
	_lock_book(doc)
	status = frappe.db.get_value(DOCTYPE, doc.name, "status", for_update=True)
	if status == UNDO_ASKED:
		if frappe.session.user == doc.undo_asked_by:
			frappe.throw(
				_("Who asked for undoing does not confirm it. Please leave it to a second person."),
				frappe.PermissionError,
				title=_("Second Person Needed"),
			)
		_check_no_later(doc)
		doc.db_set({"status": UNDOING, "undone_by": frappe.session.user})
	elif status != UNDOING:
		refuse(_("The settlement is {0}; it cannot be undone.").format(_(status)))
	settlement_jobs.begin(doc, "undo_job")


def _check_no_later(doc) -> None:
	for other in others(doc, lock=True):
		if other.status in STANDS and other.year > doc.year:
			refuse(_("The year {0} was settled after it. Please undo that first.").format(other.year))


def _require(doc, status: str) -> None:
	stored = frappe.db.get_value(DOCTYPE, doc.name, "status", for_update=True)
	if stored != status:
		refuse(_("The settlement is {0}; this step is not possible.").format(_(stored)))


def _lock_book(doc) -> None:
	"""Whoever starts, undoes or asks waits here for the others of this book."""
	frappe.db.get_value("Points Book", doc.book, "name", for_update=True)


def _wake_left_out(doc) -> None:
	"""Accounts that were frozen are tried once more."""
	row = frappe.qb.DocType(settlement_rows.ROW)
	(
		frappe.qb.update(row)
		.set(row.status, settlement_rows.WAITING)
		.where((row.settlement == doc.name) & (row.status == settlement_rows.LEFT_OUT))
	).run()
	doc.db_set({"status": SETTLING, "phase": POSTING})
