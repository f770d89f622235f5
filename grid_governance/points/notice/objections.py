"""Objections to a notice: raised, examined, decided by people who have no part in it.

Who objects is known to the handlers alone. Nothing that others read (rows, sources, the notice, their timelines)
carries the objector's name, not even as the one who last changed it. The caller has checked rights.
"""

from __future__ import annotations

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.utils import getdate, now, nowdate

from grid_governance import telling
from grid_governance.points import persons, recusal
from grid_governance.points.notice import notice_credit, notice_rows, notice_rules, notices
from grid_governance.points.rulebook import catalogue, messages
from grid_governance.points.rulebook.rules import RuleError
from grid_governance.registry import codes

DOCTYPE = "Notice Objection"
RAISED, EXAMINED, UPHELD, DISMISSED = "Raised", "Being Examined", "Upheld", "Dismissed"
OPEN_STAGES = (RAISED, EXAMINED)
STANDS, CHANGED, REFUSED = "Stands", "Points Changed", "Not Recognised"
SIGNERS = ("entered_by", "checked_by", "endorsed_by")


class ObjectionError(frappe.ValidationError):
	"""The objection cannot be taken or decided like this; nothing was changed."""


class AgentMissing(ObjectionError):
	"""Somebody objects for another without saying so."""


# ---------------------------------------------------------------- raising


def check_time(notice) -> None:
	"""Objections are taken from publishing until the last day, that day included."""
	late = notice.last_day and notice.starts_on and getdate(notice.last_day) < getdate(nowdate())
	if notice.stage != notices.ON_NOTICE or late:
		frappe.throw(
			_("The time for objections to this notice is over or has not begun. Please turn to {0}.").format(
				notice.object_to or _("Supervisory Committee")
			),
			ObjectionError,
			title=_("Not In The Days Of Notice"),
		)


def check_rows(notice: str, names: Sequence[str]) -> list[frappe._dict]:
	"""The rows objected to; they hang on this notice and are neither credited nor taken out."""
	if len(set(names)) != len(names):
		frappe.throw(_("A row is named twice in this objection."), ObjectionError)
	rows = notice_rows.read(notice, locking=True, name=list(names)) if names else []
	open_ones = [row for row in rows if row.status in (notice_rows.ON_NOTICE, notice_rows.OBJECTED)]
	if len(open_ones) != len(names):
		frappe.throw(_("A row objected to does not hang on this notice (any more)."), ObjectionError)
	return open_ones


def hold(notice: str, rows: Sequence[dict]) -> None:
	"""The rows wait for the decision."""
	notice_rows.object_to(rows)
	notices.refresh_counts(notice)


def tell_handlers(doc) -> None:
	"""The bell of those who may examine it; never who objects, not even as the sender."""
	kept = doc.kept_from or ""
	handlers = {login for login in _handlers(doc.grid_unit, "write") if f"|{login}|" not in kept}
	subject = _("An objection to the notice “{0}” waits to be examined.")
	subject = subject.format(frappe.utils.escape_html(doc.notice_title))
	telling.tell(handlers, subject, DOCTYPE, doc.name, notice_rows.NOBODY)


def interests(rows: Sequence[dict]) -> list[recusal.Interest]:
	return [
		recusal.Interest(row.subject_name or row.subject, row.subject_doctype, row.subject, (row.doer,))
		for row in rows
	]


def signers(notice, rows: Sequence[dict]) -> set[str]:
	"""Logins of who entered, checked, endorsed or published what is objected to."""
	logins = {notice.published_by}
	for doctype, names in notice_rows.sources(rows).items():
		table = frappe.qb.DocType(doctype)
		query = (
			frappe.qb.from_(table).select(*(table[field] for field in SIGNERS)).where(table.name.isin(names))
		)
		logins |= {login for signed in query.run() for login in signed}
	return {login for login in logins if login}


def kept_from(notice, rows: Sequence[dict]) -> list[str]:
	"""Logins that may not read the objection: signers, and handlers with a part in the rows."""
	handlers = {login: persons.person_of(login) for login in _handlers(notice.grid_unit)}
	own = recusal.concerned(interests(rows), handlers)
	return sorted((signers(notice, rows) | {login for logins in own for login in logins}) - {"Administrator"})


def _handlers(unit: str, right: str = "read") -> set[str]:
	"""Logins with a post, today or later, that reads (or writes) objections of `unit`."""
	roles = [perm.role for perm in frappe.get_meta(DOCTYPE).permissions if perm.get(right)]
	worker, post, duty = (frappe.qb.DocType(name) for name in ("Grid Worker", "Grid Post", "Grid Duty"))
	query = (
		frappe.qb.from_(worker)
		.join(post)
		.on(post.parent == worker.name)
		.join(duty)
		.on(duty.name == post.duty)
	)
	query = query.select(worker.user).distinct().where(duty.role.isin(roles) & worker.user.isnotnull())
	return set(query.where(post.grid_unit.isin([unit, *codes.ancestors(unit)])).run(pluck=True))


# ---------------------------------------------------------------- examining and deciding


def examine(name: str) -> None:
	"""Raised → Being Examined, by a handler without a part in it."""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	_need(doc, (RAISED,))
	_refuse_concerned(doc)
	doc.db_set({"stage": EXAMINED, "handler": frappe.session.user, "examined_on": now()})


def decide(
	name: str, decisions: dict[str, tuple[str, int | None]], answer: str, reason: str | None = None
) -> str:
	"""Decide each row: decisions row of the notice → (Stands | Points Changed | Not Recognised, new points).

	Upheld when at least one row does not stand (an objection to the notice as a whole names its outcome under
	""). answer goes to the objector; reason stands on the rows and says nothing of who objected. Returns the stage.
	"""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	_need(doc, (EXAMINED,))
	notices.locked(doc.notice)
	named = [row.notice_row for row in doc.rows] or [""]
	rows = {row.name: row for row in notice_rows.read(doc.notice, locking=True, name=named)}
	_refuse_concerned(doc)
	if not (answer or "").strip():
		frappe.throw(
			_("Please write the answer to the objector first."), ObjectionError, title=_("Answer Missing")
		)
	if set(decisions) != (set(rows) or {""}):
		frappe.throw(
			_("Please decide each row that is objected to."), ObjectionError, title=_("Decision Missing")
		)
	points = {row: _new_points(rows.get(row), *given) for row, given in decisions.items()}
	upheld = any(decision != STANDS for decision, _points in decisions.values())
	for child in doc.rows:
		child.db_set(
			{"decision": decisions[child.notice_row][0], "new_points": points[child.notice_row] or 0}
		)
	doc.db_set(
		{
			"stage": UPHELD if upheld else DISMISSED,
			"decided_by": frappe.session.user,
			"decided_on": now(),
			"answer": answer.strip(),
		}
	)
	_follow(
		doc.notice,
		rows,
		decisions,
		points,
		(reason or "").strip() or _("Not recognised after an objection was examined"),
	)
	return doc.stage


def _new_points(row, decision: str, points: int | None = None) -> int | None:
	if decision not in (STANDS, CHANGED, REFUSED) or (decision == CHANGED and not row):
		frappe.throw(_("{0} is no decision on a row.").format(decision), ObjectionError)
	if decision != CHANGED:
		return None
	try:
		return notice_rules.lowered(catalogue.item(row.item), row.points, points)
	except RuleError as error:
		messages.refuse(error, row.subject_name)


def _follow(notice: str, rows: dict, decisions: dict, points: dict, reason: str) -> None:
	"""What the decision means for rows and sources; a row with another open objection goes on waiting."""
	# credited, or taken out by another decision: done
	rows = {name: row for name, row in rows.items() if row.status == notice_rows.OBJECTED}
	refused = [row for name, row in rows.items() if decisions[name][0] == REFUSED]
	kept = [row for name, row in rows.items() if decisions[name][0] != REFUSED]
	for row in kept:
		if points[row.name]:
			row.points = points[row.name]
			_change_points(row)
	_take_out(refused, reason)
	disputed = _still_disputed([row.name for row in kept])
	free = [row for row in kept if row.name not in disputed]
	notice_rows.set_status([row.name for row in free], notice_rows.ON_NOTICE)
	if frappe.db.get_value(notices.DOCTYPE, notice, "closing_on", for_update=True):
		notice_credit.credit_rows(free)
		notices.enqueue(notice)  # whatever this snapshot could not see is finished by a younger one
	else:
		notice_rows.back_on_notice(free)
	notice_credit.restage_batches(
		{row.source_name for row in rows.values() if row.source_doctype == notice_rows.BATCH}
	)
	notices.refresh_counts(notice)


def _change_points(row) -> None:
	notice_rows.write_many(notice_rows.DOCTYPE, ("points",), {row.name: (row.points,)})
	table, name = (
		("Points Batch Person", row.source_row) if row.source_row else (row.source_doctype, row.source_name)
	)
	# what the objection leaves is no multiple of anything any more
	columns = ("points", "base_points", "multiplier", "campaign")
	notice_rows.write_many(table, columns, {name: (row.points, row.points, 0, None)})


def _take_out(rows: Sequence[dict], reason: str) -> None:
	if not rows:
		return
	values = {row.name: (notice_rows.TAKEN_OUT, reason, now()) for row in rows}
	notice_rows.write_many(notice_rows.DOCTYPE, ("status", "reason", "modified"), values)
	singles = [row.source_name for row in rows if row.source_doctype == notice_rows.DECLARATION]
	notice_credit.refuse_declarations(dict.fromkeys(singles, reason))
	notice_credit.take_out_persons({row.source_row: reason for row in rows if row.source_row})


def _still_disputed(names: Sequence[str]) -> set[str]:
	if not names:
		return set()
	objection, child = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Notice Objection Row")
	query = frappe.qb.from_(child).join(objection).on(objection.name == child.parent).select(child.notice_row)
	query = query.where(child.notice_row.isin(list(names)) & objection.stage.isin(OPEN_STAGES))
	return set(query.for_update().run(pluck=True))


def _refuse_concerned(doc) -> None:
	"""No handler with a part in it: not of the rows, not of their households, not a signer, not the objector."""
	user = frappe.session.user
	rows = notice_rows.read(doc.notice, name=[row.notice_row for row in doc.rows] or [""])
	recusal.refuse_own(interests(rows), user)
	if doc.objector:
		recusal.refuse_own([recusal.Interest(doc.objector_name, "Resident", doc.objector)], user)
	if user in signers(frappe.get_doc(notices.DOCTYPE, doc.notice), rows):
		frappe.throw(
			_(
				"Who entered, checked, endorsed or published what is objected to does not handle the objection."
			),
			recusal.RecusalError,
			title=_("Recusal"),
		)


def _need(doc, stages: Sequence[str]) -> None:
	if doc.stage not in stages:
		frappe.throw(
			_("The objection is {0}; this cannot be done now.").format(_(doc.stage)),
			ObjectionError,
			title=_("Not In This Stage"),
		)
