"""Crediting a batch by sets: at once for a handful, else in the background, whole sets or nothing.

Each set is one transaction: entries, accounts and the rows' outcome. A killed worker leaves whole sets;
whoever comes next (the button, the hourly sweep) goes on with the rows that have no outcome yet, and the
key of each deed keeps a row that was credited from being credited again.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_to_date, getdate, now, now_datetime

from grid_governance import jobs
from grid_governance.points import ledger
from grid_governance.points.declaring import deeds
from grid_governance.points.declaring.crediting import Endorsed, Outcome, credit
from grid_governance.points.ledger import accounts
from grid_governance.points.ledger.postings import CHUNK
from grid_governance.points.rulebook import catalogue
from grid_governance.workflows.move import move

INLINE = 30
OPEN = "To Be Counted"
DOCTYPE = "Points Batch"


def start(batch) -> bool:
	"""Credit an endorsed batch: up to 30 rows in this transaction (True), else by one background job."""
	if sum(row.status == OPEN for row in batch.people) <= INLINE:
		while credit_set(batch.name):
			pass
		finish(batch)
		return True
	enqueue(batch.name)
	return False


def enqueue(batch: str) -> None:
	jobs.enqueue_once("grid_governance.points.declaring.batches.credit_job", batch, batch=batch)


def credit_job(batch: str) -> None:
	"""Background: owns its transactions, one per set of 1,000 rows."""
	total = frappe.db.count("Points Batch Person", {"parent": batch}) or 1
	while left := ledger.run_with_retry(lambda: credit_set(batch)):
		frappe.db.commit()
		frappe.publish_progress(
			100 - left * 100 // total, title=_("Crediting Points"), doctype=DOCTYPE, docname=batch
		)
	ledger.run_with_retry(lambda: finish(frappe.get_doc(DOCTYPE, batch)))
	frappe.db.commit()
	frappe.publish_progress(100, title=_("Crediting Points"), doctype=DOCTYPE, docname=batch)


def resume_unfinished() -> None:
	"""Hourly: batches whose worker died go on where they stopped."""
	since = add_to_date(now_datetime(), minutes=-30)
	rows = frappe.get_all(DOCTYPE, {"stage": "Endorsed", "endorsed_on": ["<", since]}, ["name", "book"])
	for row in rows:
		if not catalogue.book(row.book).notice_days:
			enqueue(row.name)


def credit_set(batch: str) -> int:
	"""Credit the next set of open rows; returns how many were open before it (0: none left). No commit."""
	head = frappe.db.get_value(DOCTYPE, batch, ["book", "deed_date", "stage"], as_dict=True)
	person = frappe.qb.DocType("Points Batch Person")
	mine = (person.parent == batch) & (person.parenttype == DOCTYPE) & (person.status == OPEN)
	rows = (
		frappe.qb.from_(person)
		.select(person.name, person.subject, person.doer, person.item, person.points)
		.where(mine)
		.orderby(person.idx)
		.limit(CHUNK)
	).run(as_dict=True)
	if not rows or head.stage == "Credited":
		return 0
	kind = deeds.subject_doctype(head.book)
	found = accounts.accounts_for(head.book, kind, [row.subject for row in rows])
	outcomes = credit(
		[
			Endorsed(
				row=row.name,
				account=found[row.subject],
				subject=row.subject,
				doer=row.doer,
				book=head.book,
				item=row.item,
				day=getdate(head.deed_date),
				occasion=1,
				points=row.points,
				source_doctype=DOCTYPE,
				source_name=batch,
			)
			for row in rows
		]
	)
	_write_outcomes({row.name: (found[row.subject], outcomes[row.name]) for row in rows})
	return len(rows)


def _write_outcomes(outcomes: dict[str, tuple[str, Outcome]]) -> None:
	"""One statement for the set; the rows exist, so the INSERT always meets its duplicate."""
	values: list = []
	for row, (account, outcome) in outcomes.items():
		status = "Counted" if outcome.entry else "Not Counted"
		values += [row, account, outcome.entry, status, (outcome.reason or "")[:140] or None, None, now()]
	columns = ("account", "entry", "status", "reason", "deed_key", "modified")
	frappe.db.sql(
		f"insert into `tabPoints Batch Person` (name, {', '.join(f'`{c}`' for c in columns)})"
		f" values {', '.join(['(%s, %s, %s, %s, %s, %s, %s)'] * len(outcomes))}"
		f" on duplicate key update {', '.join(f'`{c}` = values(`{c}`)' for c in columns)}",
		values,
	)


def finish(batch) -> None:
	"""All rows have an outcome: count them and bring the batch to Credited."""
	person = frappe.qb.DocType("Points Batch Person")
	counts = dict(
		frappe.qb.from_(person)
		.select(person.status, frappe.query_builder.functions.Count("*"))
		.where((person.parent == batch.name) & (person.parenttype == DOCTYPE))
		.groupby(person.status)
		.run()
	)
	if batch.stage == "Credited" or counts.get(OPEN):
		return
	counted, refused = counts.get("Counted", 0), counts.get("Not Counted", 0)
	batch.flags.crediting = True
	move(
		batch,
		"Credited",
		credited_on=now(),
		counted_count=counted,
		refused_count=refused,
		outcome=_("{0} counted, {1} not counted, {2} taken out").format(
			counted, refused, counts.get("Taken Out", 0)
		),
	)
