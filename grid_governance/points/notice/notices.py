"""A public notice from draft to ledger: published, posted, ended, closed or stopped.

The photo of the posted sheet starts the days; before the last day has passed nothing is credited. Closing goes
by sets in the background and can be repeated: what has an outcome is left alone. The caller has checked rights.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import frappe
from frappe import _
from frappe.utils import add_to_date, format_date, getdate, now, now_datetime, nowdate

from grid_governance import jobs, work_calendar
from grid_governance.points import ledger
from grid_governance.points.notice import notice_credit, notice_rows
from grid_governance.points.review import spot_checks

DOCTYPE, POINTS = "Public Notice", "Points"
DRAFT, ON_NOTICE, ENDED = "Notice Draft", "On Notice", "Notice Ended"
SETTLED, STOPPED = "Settled Into Ledger", "Notice Stopped"
OPEN_STAGES = (DRAFT, ON_NOTICE, ENDED)
INLINE = 30
MANY = 300  # rows whose poster takes longer to draw than one waits


class NoticeError(frappe.ValidationError):
	"""The notice does not allow this now; nothing was changed."""


def locked(name: str):
	"""The notice, its row locked until the transaction ends."""
	return frappe.get_doc(DOCTYPE, name, for_update=True)


# ---------------------------------------------------------------- publishing and the days


def publish(name: str) -> None:
	"""Draft → On Notice: rows are gathered once more and frozen, their sources go along."""
	notice = locked(name)
	_need(notice, (DRAFT,))
	if notice.kind == POINTS:
		if not notice_rows.gather(notice):
			frappe.throw(
				_("No endorsed deeds of {0} wait for a public notice.").format(notice.grid_unit),
				NoticeError,
				title=_("Nothing To Publish"),
			)
		_check_days(notice)
		notice_rows.publish(name)
	elif not ((notice.content or "").strip() or notice.attachments):
		frappe.throw(
			_("Please write the content or attach it first."), NoticeError, title=_("Content Missing")
		)
	last = work_calendar.current().last_day(getdate(notice.planned_start or nowdate()), notice.days)
	_write(
		notice,
		stage=ON_NOTICE,
		published_by=frappe.session.user,
		published_on=now(),
		last_day=last,
	)
	refresh_counts(name)
	if notice.kind == POINTS:
		_draw_sample(notice, last)
		if frappe.db.count(notice_rows.DOCTYPE, {"notice": name}) > MANY:
			poster = {"doctype": DOCTYPE, "name": name, "print_format": "Notice Poster"}
			jobs.enqueue_once("grid_governance.papers.draw_ahead", name, **poster)


def _draw_sample(notice, last: date) -> None:
	"""Others visit a random few of the rows while they hang; how many, the settings say."""
	rows = [(row.source_doctype, row.source_name, row.source_row) for row in notice_rows.read(notice.name)]
	label = _("Spot check of {0}").format(notice.title)
	spot_checks.draw(
		notice.grid_unit, rows, check_name=label, drawn_for=(DOCTYPE, notice.name), due_date=last
	)


def wanted_days(notice: str) -> int:
	"""The longest notice that a book of its rows asks for, at least one day."""
	row, book = frappe.qb.DocType(notice_rows.DOCTYPE), frappe.qb.DocType("Points Book")
	query = frappe.qb.from_(row).join(book).on(book.name == row.book).where(row.notice == notice)
	longest = query.select(frappe.query_builder.functions.Max(book.notice_days)).run()
	return max(int(longest[0][0] or 0), 1)


def _check_days(notice) -> None:
	wanted = wanted_days(notice.name)
	if (notice.days or 0) < wanted:
		frappe.throw(
			_("The books ask for {0} days of public notice; {1} are too few.").format(
				wanted, notice.days or 0
			),
			NoticeError,
			title=_("Days Too Few"),
		)


def start_days(name: str, photos: Sequence[str], posted_on: date | None = None) -> date:
	"""The photo of the posted sheet is in: the days run from today; returns the last day.

	posted_on: only for bringing in old papers (history, the demo), where the day stands on the sheet itself;
	no screen and no interface passes it, so nobody shortens a running notice.
	"""
	notice = locked(name)
	_need(notice, (ON_NOTICE,))
	if not photos:
		frappe.throw(_("Please add a photo of the posted sheet."), NoticeError, title=_("Photo Missing"))
	for file in photos:
		notice.append("photos", {"file": file, "note": format_date(nowdate())}).db_insert()
	if notice.starts_on:
		return getdate(notice.last_day)  # a further photo; the days run since the first
	start = posted_on or getdate(nowdate())
	last = work_calendar.current().last_day(start, notice.days)
	_write(notice, starts_on=start, last_day=last)
	return last


def over(notice) -> bool:
	"""Whether the last day has passed."""
	return bool(notice.starts_on and notice.last_day and getdate(notice.last_day) < getdate(nowdate()))


def end_due() -> None:
	"""Scheduler, daily: notices whose last day has passed are ended, and closed where the site wants that."""
	by_itself = frappe.db.get_single_value("Grid Governance Settings", "close_notices")
	rows = frappe.get_all(
		DOCTYPE,
		{"stage": ON_NOTICE, "starts_on": ["is", "set"], "last_day": ["<", nowdate()]},
		["name", "kind"],
	)
	for row in rows:
		_write(frappe.get_doc(DOCTYPE, row.name), stage=ENDED)
		if by_itself and row.kind == POINTS:
			begin_closing(row.name)


def stop(name: str, reason: str) -> None:
	"""Take the notice off; its rows wait for another one. Not once crediting has begun."""
	notice = locked(name)
	_need(notice, OPEN_STAGES)
	if not (reason or "").strip():
		frappe.throw(_("Please give the reason."), NoticeError, title=_("Reason Missing"))
	if notice.closing_on:
		frappe.throw(_("Crediting has begun; the notice cannot be stopped any more."), NoticeError)
	waiting = frappe.db.count(
		"Notice Objection", {"notice": name, "stage": ["in", ["Raised", "Being Examined"]]}
	)
	if waiting:
		frappe.throw(
			_("{0} objections are still to be decided. Please have them decided first.").format(waiting),
			NoticeError,
			title=_("Objections Open"),
		)
	if notice.stage == DRAFT:
		frappe.db.delete(notice_rows.DOCTYPE, {"notice": name})
	else:
		notice_rows.put_back(name)
	_write(notice, stage=STOPPED, stop_reason=reason.strip())
	refresh_counts(name)


# ---------------------------------------------------------------- closing


def close(name: str) -> str:
	"""Close the notice and credit its rows; returns the stage. A repeated call changes nothing.

	Up to 30 rows in this transaction, more by a background job. Raises NoticeError before the last day has passed.
	"""
	notice = locked(name)
	if notice.stage == SETTLED:
		return SETTLED
	_need(notice, (ON_NOTICE, ENDED))
	if notice.kind != POINTS:
		frappe.throw(_("Only a points notice is credited."), NoticeError)
	if not over(notice):
		until = _("The photo of the posted sheet is missing, so the days have not begun.")
		if notice.starts_on:
			until = _("The notice runs until {0}; objections are taken until then.").format(
				format_date(notice.last_day)
			)
		frappe.throw(until, NoticeError, title=_("Notice Still Runs"))
	begin_closing(name)
	return frappe.db.get_value(DOCTYPE, name, "stage")


def begin_closing(name: str) -> None:
	"""Credit at once or leave it to the background; from now on no objection is taken."""
	notice = frappe.get_doc(DOCTYPE, name)
	_write(
		notice,
		stage=ENDED,
		closing_by=notice.closing_by or frappe.session.user,
		closing_on=notice.closing_on or now(),
	)
	if (notice.row_count or 0) <= INLINE:
		while credit_set(name):
			pass
		finish(name)
	else:
		enqueue(name)


def enqueue(name: str) -> None:
	jobs.enqueue_once("grid_governance.points.notice.notices.close_job", name, notice=name)


def close_job(notice: str) -> None:
	"""Background: owns its transactions, one per set of 1,000 rows; whoever comes after a crash goes on."""
	total = frappe.db.get_value(DOCTYPE, notice, "row_count") or 1
	frappe.db.commit()  # each set begins with a snapshot of its own
	done = 0
	while credited := ledger.run_with_retry(lambda: credit_set(notice)):
		frappe.db.commit()
		done += credited
		_progress(notice, min(done * 100 // total, 99))
	ledger.run_with_retry(lambda: finish(notice))
	frappe.db.commit()
	_progress(notice, 100)


def credit_set(notice: str) -> int:
	"""Credit the next set of rows that nobody objects to; returns how many. One closing at a time; no commit."""
	locked(notice)
	return notice_credit.credit_set(notice)


def _progress(notice: str, percent: int) -> None:
	frappe.publish_progress(percent, title=_("Crediting Points"), doctype=DOCTYPE, docname=notice)


def finish(name: str) -> None:
	"""All rows that nobody objects to have an outcome: count them, the notice is settled."""
	notice = locked(name)
	if notice_rows.counts(name).get(notice_rows.ON_NOTICE):
		return
	notice_credit.restage_batches(notice_credit.batches_left(name))
	if notice.stage == ENDED:
		_write(notice, stage=SETTLED, credited_on=now())
	refresh_counts(name)


def resume_unfinished() -> None:
	"""Hourly: notices whose closing died go on where they stopped."""
	since = add_to_date(now_datetime(), minutes=-30)
	for name in frappe.get_all(DOCTYPE, {"stage": ENDED, "closing_on": ["<", since]}, pluck="name"):
		enqueue(name)


def refresh_counts(name: str) -> None:
	"""The figures and the sentence on the form, from the rows."""
	found = notice_rows.counts(name)
	rows = {status: count for status, (count, _points) in found.items()}
	# nobody's name: an objection counts here too
	frappe.db.set_value(
		DOCTYPE,
		name,
		{
			"row_count": sum(rows.values()),
			"total_points": sum(points for _count, points in found.values()),
			"credited_count": rows.get(notice_rows.CREDITED, 0),
			"refused_count": rows.get(notice_rows.NOT_CREDITED, 0),
			"objected_count": rows.get(notice_rows.OBJECTED, 0),
			"taken_out_count": rows.get(notice_rows.TAKEN_OUT, 0),
			"outcome": notice_rows.outcome(found),
		},
		update_modified=False,
	)


def _need(notice, stages: Sequence[str]) -> None:
	if notice.stage not in stages:
		frappe.throw(
			_("The notice is {0}; this cannot be done any more.").format(_(notice.stage)),
			NoticeError,
			title=_("Not In This Stage"),
		)


def _write(notice, **values) -> None:
	notice.db_set(values)
