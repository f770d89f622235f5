"""From a notice that has run its days into the ledger, by sets of 1,000 rows; and what becomes of the sources.

One set is one transaction: entries, accounts, rows, declarations, batches. What a rule refuses by then (a cap
reached meanwhile) keeps its reason on the row and on the source.
"""

from __future__ import annotations

from collections.abc import Sequence

import frappe
from frappe.utils import getdate, now

from grid_governance.points import accounts, batches, notice_rows
from grid_governance.points.crediting import Endorsed, Outcome, credit
from grid_governance.points.notice_rows import BATCH, CREDITED, DECLARATION, NOT_CREDITED, OBJECTED, ON_NOTICE
from grid_governance.points.postings import CHUNK
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


def restage_batches(names: set[str]) -> None:
	"""A batch is under objection while one of its rows is, and counted when none is open any more."""
	if not names:
		return
	person, row = frappe.qb.DocType(PERSON), frappe.qb.DocType(notice_rows.DOCTYPE)
	waiting = frappe.qb.from_(person).select(person.parent).distinct()
	open_ones = set(
		waiting.where(person.parent.isin(list(names)) & (person.status == batches.OPEN)).run(pluck=True)
	)
	objected = frappe.qb.from_(row).select(row.source_name).distinct()
	disputed = set(
		objected.where(row.source_name.isin(list(names)) & (row.status == OBJECTED)).run(pluck=True)
	)
	move_many(BATCH, open_ones & disputed, OBJECTED, modified_by=notice_rows.NOBODY)
	move_many(BATCH, open_ones - disputed, ON_NOTICE)
	for name in sorted(names - open_ones):
		_end(frappe.get_doc(BATCH, name))


def _end(batch) -> None:
	if all(person.status == "Taken Out" for person in batch.people):
		batch.flags.by_notice = True
		reason = next(person.reason for person in batch.people)
		batch.decision_reason = reason
		move(batch, "Not Recognised", decision_reason=reason)
	else:
		batches.finish(batch)
