"""From a notice that has run its days into the ledger, by sets of 1,000 rows; and what becomes of the sources.

One set is one transaction: entries, accounts, rows, declarations, batches. What a rule refuses by then (a cap
reached meanwhile) keeps its reason on the row and on the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import frappe
from frappe.utils import getdate, now

from grid_governance.points.declaring import batches
from grid_governance.points.declaring.crediting import Endorsed, Outcome, credit
from grid_governance.points.ledger import accounts
from grid_governance.points.ledger.postings import CHUNK
from grid_governance.points.notice import notice_rows
from grid_governance.points.notice.notice_rows import (
	BATCH,
	CREDITED,
	DECLARATION,
	NOT_CREDITED,
	OBJECTED,
	ON_NOTICE,
)
from grid_governance.workflows.move import move, move_many

PERSON = "Points Batch Person"


def credit_set(notice: str) -> int:
	"""Credit the next set of the notice's rows that nobody objects to; returns how many were open before. No commit."""
	row = frappe.qb.DocType(notice_rows.DOCTYPE)
	query = frappe.qb.from_(row).where((row.notice == notice) & (row.status == ON_NOTICE))
	rows = query.select(*notice_rows.COLUMNS).orderby(row.position).limit(CHUNK).run(as_dict=True)
	if rows:
		credit_rows(rows)
	return len(rows)


def credit_rows(rows: Sequence[dict]) -> None:
	"""Credit these rows and bring their sources on. A row that was credited before stays so. Does not commit."""
	found = _accounts(rows)
	outcomes = credit([_endorsed(row, found[row.name]) for row in rows])
	notice_rows.write_many(
		notice_rows.DOCTYPE,
		("account", "entry", "status", "reason", "modified"),
		{
			row.name: (
				found[row.name],
				outcomes[row.name].entry,
				_status(outcomes[row.name]),
				outcomes[row.name].reason,
				now(),
			)
			for row in rows
		},
	)
	_settle_declarations([row for row in rows if row.source_doctype == DECLARATION], found, outcomes)
	_settle_persons([row for row in rows if row.source_doctype == BATCH], found, outcomes)


def _accounts(rows: Sequence[dict]) -> dict[str, str]:
	"""row → account."""
	subjects: dict[tuple[str, str], set[str]] = {}
	for row in rows:
		subjects.setdefault((row.book, row.subject_doctype), set()).add(row.subject)
	known = {
		(book, subject): account
		for (book, kind), names in subjects.items()
		for subject, account in accounts.accounts_for(book, kind, names).items()
	}
	return {row.name: known[row.book, row.subject] for row in rows}


def _endorsed(row: dict, account: str) -> Endorsed:
	return Endorsed(
		row=row.name,
		account=account,
		subject=row.subject,
		doer=row.doer,
		book=row.book,
		item=row.item,
		day=getdate(row.deed_date),
		occasion=row.occasion or 1,
		points=row.points,
		source_doctype=row.source_doctype,
		source_name=row.source_name,
	)


def _status(outcome: Outcome) -> str:
	return CREDITED if outcome.entry else NOT_CREDITED


# ---------------------------------------------------------------- the sources


def _settle_declarations(rows: Sequence[dict], found: dict[str, str], outcomes: dict[str, Outcome]) -> None:
	paid = {row.source_name: row for row in rows if outcomes[row.name].entry}
	refused = {row.source_name: row for row in rows if not outcomes[row.name].entry}
	move_many(DECLARATION, paid, "Credited", credited_on=now(), deed_key=None)
	notice_rows.write_many(
		DECLARATION,
		("account", "entry"),
		{name: (found[row.name], outcomes[row.name].entry) for name, row in paid.items()},
	)
	refuse_declarations({name: outcomes[row.name].reason for name, row in refused.items()})


def refuse_declarations(reasons: dict[str, str | None]) -> None:
	"""Declaration → why it is not recognised."""
	move_many(DECLARATION, reasons, "Not Recognised", deed_key=None)
	notice_rows.write_many(
		DECLARATION, ("decision_reason",), {name: (reason,) for name, reason in reasons.items()}
	)


def _settle_persons(rows: Sequence[dict], found: dict[str, str], outcomes: dict[str, Outcome]) -> None:
	values = {}
	for row in rows:
		outcome = outcomes[row.name]
		status = "Counted" if outcome.entry else "Not Counted"
		values[row.source_row] = (
			found[row.name],
			outcome.entry,
			status,
			(outcome.reason or "")[:140],
			None,
			now(),
		)
	notice_rows.write_many(PERSON, ("account", "entry", "status", "reason", "deed_key", "modified"), values)
	restage_batches({row.source_name for row in rows})


def take_out_persons(reasons: dict[str, str]) -> None:
	"""Row of a batch → why the person is taken out. The caller restages the batches."""
	values = {name: ("Taken Out", reason[:140], None, now()) for name, reason in reasons.items()}
	notice_rows.write_many(PERSON, ("status", "reason", "deed_key", "modified"), values)


def restage_batches(names: Iterable[str]) -> None:
	"""A batch is under objection while one of its rows is, and counted when none is open any more.

	By locking reads: another closing or decision may have moved the batch since this snapshot.
	"""
	batch, person, row = (frappe.qb.DocType(table) for table in (BATCH, PERSON, notice_rows.DOCTYPE))
	wanted = sorted(names)
	if not wanted:
		return
	hanging = frappe.qb.from_(batch).select(batch.name).where(batch.name.isin(wanted)).for_update()
	hanging = set(hanging.where(batch.stage.isin([ON_NOTICE, OBJECTED])).run(pluck=True))
	if not hanging:
		return
	waiting = frappe.qb.from_(person).select(person.parent).where(person.parent.isin(list(hanging)))
	open_ones = set(waiting.where(person.status == batches.OPEN).for_update().run(pluck=True))
	objected = frappe.qb.from_(row).select(row.source_name).where(row.source_name.isin(list(hanging)))
	disputed = set(objected.where(row.status == OBJECTED).for_update().run(pluck=True))
	move_many(BATCH, open_ones & disputed, OBJECTED, modified_by=notice_rows.NOBODY)
	move_many(BATCH, open_ones - disputed, ON_NOTICE)
	for name in sorted(hanging - open_ones):
		_end(frappe.get_doc(BATCH, name))


def batches_left(notice: str) -> list[str]:
	"""Batches with rows on this notice that are still on notice themselves."""
	batch, row = frappe.qb.DocType(BATCH), frappe.qb.DocType(notice_rows.DOCTYPE)
	query = frappe.qb.from_(row).join(batch).on(batch.name == row.source_name).select(batch.name).distinct()
	return query.where((row.notice == notice) & batch.stage.isin([ON_NOTICE, OBJECTED])).run(pluck=True)


def _end(batch) -> None:
	if all(person.status == "Taken Out" for person in batch.people):
		batch.flags.by_notice = True
		reason = next(person.reason for person in batch.people)
		batch.decision_reason = reason
		move(batch, "Not Recognised", decision_reason=reason)
	else:
		batches.finish(batch)
