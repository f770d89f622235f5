"""What a spot check leads to: a row that is not as declared is not credited, a batch full of them is checked again.

What is credited already stays as it is until somebody asks for a correction and a second person decides.
"""

from __future__ import annotations

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.utils import now

from grid_governance.points import recusal
from grid_governance.points.declaring.batch_split import recount
from grid_governance.points.notice import notice_credit, notice_rows, notices
from grid_governance.points.review import sampling
from grid_governance.points.review.spot_checks import BATCH, DECLARATION, FALSE, PERSON
from grid_governance.workflows.move import move

NOT_CREDITED, TAKEN_OUT, CORRECTION = "Not Credited", "Taken Out Of The Batch", "Correction Proposed"
ON_ITS_WAY = ("Checked", "Endorsed", "On Notice", "Under Objection")
HANGING = [notice_rows.ON_NOTICE, notice_rows.OBJECTED]


def follow(row) -> tuple[str | None, str | None]:
	"""What follows for one failed row of a sample: (consequence, entry to be corrected). Locks its source."""
	stage, entry = _source(row)
	if entry:
		return CORRECTION, entry
	if stage not in ON_ITS_WAY:
		return None, None
	reason = _("Spot check: {0}").format(row.note)[:140]
	on_notice = _notice_rows(row.source_name, row.source_row)
	_set_notice_rows(on_notice, notice_rows.TAKEN_OUT, reason)
	if row.source_doctype == DECLARATION:
		notice_credit.refuse_declarations({row.source_name: reason})
	else:
		notice_credit.take_out_persons({row.source_row: reason})
		_settle_batch(row.source_name, stage, reason)
	_recount(on_notice)
	return (NOT_CREDITED if row.source_doctype == DECLARATION else TAKEN_OUT), None


def _source(row) -> tuple[str | None, str | None]:
	"""(stage of the record, entry of this row) as they stand now, locked."""
	stage = frappe.db.get_value(row.source_doctype, row.source_name, "stage", for_update=True)
	table, name = (PERSON, row.source_row) if row.source_doctype == BATCH else (DECLARATION, row.source_name)
	entry = frappe.db.get_value(table, name, "entry", for_update=True)
	if row.source_doctype == BATCH and not entry:
		if frappe.db.get_value(table, name, "status", for_update=True) != "To Be Counted":
			return None, None  # taken out before
	return stage, entry


def _settle_batch(name: str, stage: str, reason: str) -> None:
	left = recount(name)
	if stage in ("On Notice", "Under Objection"):
		notice_credit.restage_batches({name})
	elif not left and not frappe.db.count(PERSON, {"parent": name, "status": "Counted"}):
		batch = frappe.get_doc(BATCH, name)
		batch.decision_reason = reason
		move(batch, "Not Recognised", decision_reason=reason)


# ---------------------------------------------------------------- the whole batch again


def send_back(check) -> list[str]:
	"""Batches of the sample whose failures reach the limit go back to be checked again; returns their names."""
	visited = [(row.source_name, row.result == FALSE) for row in check.rows if row.source_doctype == BATCH]
	back = []
	for name, (sampled, failed) in sampling.tally(visited).items():
		if sampling.reaches(failed, sampled, check.limit_share) and _send_back(name, failed, sampled):
			back.append(name)
	return back


def _send_back(name: str, failed: int, sampled: int) -> bool:
	batch = frappe.get_doc(BATCH, name, for_update=True)
	counted = frappe.db.exists(PERSON, {"parent": name, "status": "Counted"})
	if batch.stage not in ON_ITS_WAY or counted:
		return False
	reason = _("Spot check: {0} of {1} rows not as declared; the batch is checked again.").format(
		failed, sampled
	)
	on_notice = _notice_rows(name)
	_set_notice_rows(on_notice, notice_rows.PUT_BACK, reason)
	batch.flags.by_notice = True  # its rows have just left the notice
	unsigned = dict.fromkeys(("checked_by", "checked_on", "endorsed_by", "endorsed_on", "appraisal_meeting"))
	move(batch, "Awaiting Check", decision_reason=reason, **unsigned)
	batch.add_comment("Info", reason)
	_recount(on_notice)
	return True


# ---------------------------------------------------------------- its rows on a notice


def _notice_rows(source: str, row: str | None = None) -> list:
	table = frappe.qb.DocType(notice_rows.DOCTYPE)
	query = frappe.qb.from_(table).select(table.name, table.notice).where(table.source_name == source)
	if row:
		query = query.where(table.source_row == row)
	return query.where(table.status.isin(HANGING)).for_update().run(as_dict=True)


def _set_notice_rows(rows: Sequence, status: str, reason: str) -> None:
	values = {row.name: (status, reason, now()) for row in rows}
	notice_rows.write_many(notice_rows.DOCTYPE, ("status", "reason", "modified"), values)


def _recount(rows: Sequence) -> None:
	for notice in {row.notice for row in rows}:
		notices.refresh_counts(notice)


# ---------------------------------------------------------------- what is credited already


def propose_corrections(check) -> list[str]:
	"""One draft correction per account of the credited rows that failed; returns their names.

	As the session's user, who asks for them and needs the right; a second person decides.
	"""
	waiting = [row for row in check.rows if row.consequence == CORRECTION and not row.correction]
	entries = frappe.get_all(
		"Points Entry", {"name": ["in", [row.entry for row in waiting] or [""]]}, ["name", "account"]
	)
	accounts = {entry.name: entry.account for entry in entries}
	made = []
	for account in dict.fromkeys(accounts[row.entry] for row in waiting):
		rows = [row for row in waiting if accounts[row.entry] == account]
		recusal.refuse_own(
			[
				recusal.Interest(row.subject_name, row.subject_doctype, row.subject, (row.doer,))
				for row in rows
			]
		)
		doc = frappe.get_doc(
			{
				"doctype": "Points Correction",
				"kind": "Reverse Entries",
				"account": account,
				"entries": [{"entry": row.entry} for row in rows],
				"reason": "；".join(_("Spot check: {0}").format(row.note) for row in rows),
				"basis": check.check_name,
			}
		).insert()
		for row in rows:
			row.db_set("correction", doc.name)
		made.append(doc.name)
	return made
