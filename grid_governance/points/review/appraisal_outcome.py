"""What a meeting decided is carried out: by sets, at once for a handful, else in the background, resumable.

Each set is one transaction and marks its rows; a killed worker leaves whole sets, and whoever comes next
(the button, the hourly sweep) goes on with the rows that bear no mark. Run again it changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import frappe
from frappe import _
from frappe.utils import add_to_date, now, now_datetime

from grid_governance import jobs
from grid_governance.points import ledger, recusal
from grid_governance.points.declaring.batch_split import recount, split
from grid_governance.points.review import appraisal
from grid_governance.points.rulebook import catalogue, rules
from grid_governance.workflows.move import move, move_many

INLINE = 30
SET = 500
DOCTYPE = "Appraisal Meeting"
ENDORSED, REFUSED, LEFT, NOT_DONE = "Row Endorsed", "Row Not Recognised", "Row Left Over", "Not Carried Out"


def conclude(meeting) -> None:
	"""Check that the meeting may decide, sign it, and carry out what it decided."""
	frappe.db.get_value(DOCTYPE, meeting.name, "status", for_update=True)
	meeting.reload()
	if meeting.status != appraisal.PREPARING:
		frappe.throw(_("The meeting is {0}.").format(_(meeting.status)), title=_("Record Is Closed"))
	appraisal.check_ready(meeting)
	for row in meeting.rows:
		if row.result in appraisal.DECIDED and row.voters < meeting.needed_count:
			row.result, row.reason = appraisal.LEFT_OVER, _("No quorum for this row after recusal")
	_refuse_own_rows(meeting)
	meeting.flags.by_code = True
	meeting.update(
		{"status": appraisal.CARRYING_OUT, "concluded_by": frappe.session.user, "concluded_on": now()}
	)
	meeting.save()
	if len(meeting.rows) <= INLINE:
		while carry_out_set(meeting.name):
			pass
		finish(meeting.name)
		meeting.reload()
	else:
		enqueue(meeting.name)


def _refuse_own_rows(meeting) -> None:
	"""Who signs the conclusion signs no row of the own household: another member of the group does it."""
	rows = [row for row in meeting.rows if row.result in (appraisal.PASSED, appraisal.CHANGED)]
	own = recusal.own_rows(appraisal.interests(rows), frappe.session.user)
	if own:
		frappe.throw(
			_(
				"{0}: of your own household. Another person has to conclude this meeting, or the rows are left over."
			).format("、".join(row.name for row in own[:10])),
			recusal.RecusalError,
			title=_("Recusal"),
		)


def enqueue(meeting: str) -> None:
	jobs.enqueue_once("grid_governance.points.review.appraisal_outcome.job", meeting, meeting=meeting)


def job(meeting: str) -> None:
	"""Background: owns its transactions, one per set."""
	total = frappe.db.count("Appraisal Meeting Row", {"parent": meeting}) or 1
	while left := ledger.run_with_retry(lambda: carry_out_set(meeting)):
		frappe.db.commit()
		done = 100 - left * 100 // total
		frappe.publish_progress(done, title=_("Concluding The Meeting"), doctype=DOCTYPE, docname=meeting)
	ledger.run_with_retry(lambda: finish(meeting))
	frappe.db.commit()
	frappe.publish_progress(100, title=_("Concluding The Meeting"), doctype=DOCTYPE, docname=meeting)


def resume_unfinished() -> None:
	"""Hourly: meetings whose worker died go on where they stopped."""
	since = add_to_date(now_datetime(), minutes=-30)
	filters = {"status": appraisal.CARRYING_OUT, "concluded_on": ["<", since]}
	for name in frappe.get_all(DOCTYPE, filters, pluck="name"):
		enqueue(name)


def carry_out_set(meeting: str) -> int:
	"""Carry out the next rows; returns how many were open before (0: none left). Does not commit."""
	head = frappe.db.get_value(
		DOCTYPE, meeting, ["name", "status", "concluded_by", "concluded_on"], as_dict=True, for_update=True
	)
	rows = _open_rows(meeting)
	if not rows or head.status != appraisal.CARRYING_OUT:
		return 0
	batch = rows[0].source_name if rows[0].source_doctype == "Points Batch" else None
	if batch:
		done = _batch(head, batch, [row for row in rows if row.source_name == batch])
	else:
		done = _declarations(head, [row for row in rows if row.source_doctype == "Points Declaration"][:SET])
	_mark(done)
	return len(rows)


def _open_rows(meeting: str) -> list:
	row = frappe.qb.DocType("Appraisal Meeting Row")
	columns = (
		"name",
		"source_doctype",
		"source_name",
		"source_row",
		"item",
		"result",
		"points_after",
		"reason",
	)
	return (
		frappe.qb.from_(row)
		.select(*(row[column] for column in columns))
		.where((row.parent == meeting) & (row.outcome.isnull() | (row.outcome == "")))
		.orderby(row.idx)
		.for_update()
	).run(as_dict=True)


def _mark(done: dict[str, tuple[str, str | None]]) -> None:
	row = frappe.qb.DocType("Appraisal Meeting Row")
	same: dict[tuple, list[str]] = defaultdict(list)
	for name, mark in done.items():
		same[mark].append(name)
	for (outcome, note), names in same.items():
		query = (
			frappe.qb.update(row).set(row.outcome, outcome).set(row.outcome_note, (note or "")[:140] or None)
		)
		query.where(row.name.isin(names)).run()


# ---------------------------------------------------------------- declarations


def _declarations(head, rows: list) -> dict[str, tuple[str, str | None]]:
	"""row → (outcome, note). Those that are no longer checked are left as they are, and said so."""
	deed = frappe.qb.DocType("Points Declaration")
	found = (
		frappe.qb.from_(deed)
		.select(deed.name, deed.stage, deed.book)
		.where(deed.name.isin([row.source_name for row in rows]))
		.orderby(deed.name)
		.for_update()
	).run(as_dict=True)
	stored = {row.name: row for row in found}
	done, endorsed, at_once = {}, [], []
	refused: dict[str, list] = defaultdict(list)
	for row in rows:
		source = stored.get(row.source_name)
		if not source or source.stage != "Checked":
			done[row.name] = (
				NOT_DONE,
				_("The record is {0}.").format(_(source.stage if source else "Taken Back")),
			)
		elif row.result == appraisal.REFUSED:
			refused[row.reason].append(row)
		elif row.result in (appraisal.PASSED, appraisal.CHANGED):
			(endorsed if catalogue.book(source.book).notice_days else at_once).append(row)
		else:
			done[row.name] = (LEFT, row.reason)
	signed = {
		"appraisal_meeting": head.name,
		"endorsed_by": head.concluded_by,
		"endorsed_on": head.concluded_on,
	}
	for row in [*endorsed, *at_once]:
		if row.result == appraisal.CHANGED:
			_change(deed, row.source_name, row)
	move_many("Points Declaration", [row.source_name for row in endorsed], "Endorsed", **signed)
	for reason, group in refused.items():
		names = [row.source_name for row in group]
		values = {"decision_reason": reason, "deed_key": None, "appraisal_meeting": head.name}
		move_many("Points Declaration", names, "Not Recognised", **values)
		done |= {row.name: (REFUSED, None) for row in group}
	done |= {row.name: (ENDORSED, None) for row in endorsed}
	for row in at_once:
		done[row.name] = _endorse_and_credit(row.source_name, signed)
	return done


def _endorse_and_credit(name: str, signed: dict) -> tuple[str, str | None]:
	"""A book without a notice: a deed that a rule stops now stays checked, the others go on."""
	frappe.db.savepoint("appraisal_row")
	try:
		move_many("Points Declaration", [name], "Endorsed", **signed)
		frappe.get_doc("Points Declaration", name).credit()
	except frappe.ValidationError as error:
		frappe.db.rollback(save_point="appraisal_row")
		frappe.clear_last_message()
		return NOT_DONE, str(error)
	return ENDORSED, None


def _change(table, name: str, row) -> None:
	"""Write the points decided, and the level they stand for."""
	item = catalogue.item(row.item)
	query = frappe.qb.update(table).set(table.points, row.points_after).where(table.name == name)
	# what the meeting decides is no multiple of anything any more
	query = query.set(table.base_points, row.points_after).set(table.multiplier, 0).set(table.campaign, None)
	if item.counting == rules.BY_LEVEL:
		query = query.set(table.level, appraisal.level_of(item, row.points_after))
	query.run()


# ---------------------------------------------------------------- batches


def _batch(head, name: str, rows: list) -> dict[str, tuple[str, str | None]]:
	"""The batch as a whole; rows not passed are taken out, those left go on in a batch of their own."""
	batch = frappe.get_doc("Points Batch", name, for_update=True)
	if batch.stage != "Checked":
		return {row.name: (NOT_DONE, _("The record is {0}.").format(_(batch.stage))) for row in rows}
	decided = {row.source_row: row for row in rows}
	parts: dict[str, list[str]] = defaultdict(list)
	for person in batch.people:
		if person.status == "To Be Counted":
			row = decided.get(person.name)
			parts[row.result if row else appraisal.LEFT_OVER].append(person.name)
	person = frappe.qb.DocType("Points Batch Person")
	for key in parts[appraisal.CHANGED]:
		_change(person, key, decided[key])
	for key in parts[appraisal.REFUSED]:
		query = (
			frappe.qb.update(person).set(person.status, "Taken Out").set(person.reason, decided[key].reason)
		)
		query.set(person.deed_key, None).where(person.name == key).run()
	going_on = bool(parts[appraisal.PASSED] or parts[appraisal.CHANGED])
	if parts[appraisal.TOWNSHIP] and (going_on or parts[appraisal.LEFT_OVER]):
		split(batch, parts[appraisal.TOWNSHIP], _("Points of village staff, endorsed by the township"))
	if parts[appraisal.LEFT_OVER] and going_on:
		split(batch, parts[appraisal.LEFT_OVER], _("Left over by the appraisal meeting"))
	_move_batch(head, batch, going_on, parts)
	outcomes = {appraisal.PASSED: ENDORSED, appraisal.CHANGED: ENDORSED, appraisal.REFUSED: REFUSED}
	taken = {key for keys in parts.values() for key in keys}
	return {
		row.name: (outcomes.get(row.result, LEFT), row.reason if row.result not in outcomes else None)
		if row.source_row in taken
		else (NOT_DONE, _("The row was taken out before."))
		for row in rows
	}


def _move_batch(head, batch, going_on: bool, parts: dict[str, list[str]]) -> None:
	left = recount(batch.name)
	batch = frappe.get_doc("Points Batch", batch.name)
	batch.flags.by_meeting = True
	signed = {"appraisal_meeting": head.name}
	if going_on:
		signed |= {"endorsed_by": head.concluded_by, "endorsed_on": head.concluded_on}
		move(batch, "Endorsed", **signed)
	elif parts[appraisal.REFUSED] and not left:
		batch.decision_reason = _("All rows were refused by the appraisal meeting.")
		move(batch, "Not Recognised", decision_reason=batch.decision_reason, **signed)


def finish(meeting: str) -> None:
	"""All rows are marked: count them and close the meeting."""
	doc = frappe.get_doc(DOCTYPE, meeting, for_update=True)
	counts = Counter(row.outcome or "" for row in doc.rows)
	if doc.status != appraisal.CARRYING_OUT or counts[""]:
		return
	text = _("{0} endorsed, {1} not recognised, {2} left over, {3} not carried out").format(
		counts[ENDORSED], counts[REFUSED], counts[LEFT], counts[NOT_DONE]
	)
	doc.db_set({"status": appraisal.CONCLUDED, "outcome": text})
