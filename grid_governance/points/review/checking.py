"""What waits for this person's check: in the own range, not entered by oneself, not of the own household."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.workflow import apply_workflow, get_transitions

from grid_governance import permissions
from grid_governance.points import persons, recusal
from grid_governance.workflows import stages

DECLARATION, BATCH, PERSON = "Points Declaration", "Points Batch", "Points Batch Person"
AWAITING, CHECKED, SENT_BACK = "Awaiting Check", "Checked", "Sent Back"
OPEN, TAKEN_OUT = "To Be Counted", "Taken Out"
MOST_DEEDS = 100
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
COLUMNS = ("name", "book", "item", "deed_date", "grid_unit", "entered_by", "description")
OF_DECLARATION = ("subject_doctype", "subject", "subject_name", "doer", "declared_by", "points", "level")
OF_BATCH = ("activity", "kind", "place", "people_count", "points_total")


def waiting() -> dict:
	"""{deeds, for_others}: what the session's user may check, oldest first, and how many only others may."""
	deeds, for_others = [], 0
	for doctype, columns in ((DECLARATION, OF_DECLARATION), (BATCH, OF_BATCH)):
		if not _has_step(doctype, CHECKED):
			continue
		rows = _rows(doctype, columns)
		mine = _not_entered_by_me(rows)
		near = _of_own_household(doctype, mine)
		deeds += [{"doctype": doctype, **row} for row in mine if row.name not in near]
		for_others += len(rows) - len(mine) + len(near)
	deeds.sort(key=lambda row: (str(row["deed_date"]), row["name"]))
	_complete(deeds)
	return {"deeds": deeds, "for_others": for_others}


def _has_step(doctype: str, stage: str) -> bool:
	"""Whether a role of the user takes the step from Awaiting Check to `stage` in the site's workflow."""
	workflow = stages.active_workflow(doctype)
	if not workflow:
		return False
	roles = set(frappe.get_roles())
	return any(
		step.allowed in roles
		and stages.stage_of(workflow, step.state) == AWAITING
		and stages.stage_of(workflow, step.next_state) == stage
		for step in workflow.transitions
	)


def _rows(doctype: str, columns: tuple[str, ...]) -> list:
	"""Awaiting records where the user's posts may write; the condition is SQL text, so no query builder."""
	condition = permissions.conditions(doctype, table="d", ptype="write")
	names = ", ".join(f"d.`{column}`" for column in (*COLUMNS, *columns))
	return frappe.db.sql(
		f"select {names} from `tab{doctype}` d where d.stage = %s{f' and {condition}' if condition else ''}"
		" order by d.deed_date, d.name limit %s",
		[AWAITING, MOST_DEEDS],
		as_dict=True,
	)


def _not_entered_by_me(rows: list) -> list:
	me = frappe.session.user
	mine = {user for user in {row.entered_by for row in rows} if persons.are_one(me, user)}
	return [row for row in rows if row.entered_by not in mine]


def _of_own_household(doctype: str, rows: list) -> set[str]:
	"""Names of those that are, or hold, a row of the own household."""
	if doctype == DECLARATION:
		interests = {
			row.name: [
				recusal.Interest(row.name, row.subject_doctype, row.subject, (row.doer, row.declared_by))
			]
			for row in rows
		}
	else:
		interests = {}
		people = _people([row.name for row in rows])
		for row in people:
			interest = recusal.Interest(row.parent, row.subject_doctype, row.subject, (row.doer,))
			interests.setdefault(row.parent, []).append(interest)
	every = [interest for group in interests.values() for interest in group]
	return {interest.name for interest in recusal.own_rows(every, frappe.session.user)}


def _people(batches: list[str]) -> list:
	if not batches:
		return []
	person = frappe.qb.DocType(PERSON)
	columns = ("name", "parent", "subject_doctype", "subject", "subject_name", "doer", "item", "points")
	query = frappe.qb.from_(person).select(*(person[column] for column in columns))
	query = query.where(person.parent.isin(batches) & (person.parenttype == BATCH) & (person.status == OPEN))
	return query.orderby(person.parent).orderby(person.idx).run(as_dict=True)


# ---------------------------------------------------------------- names, addresses, pictures


def _complete(deeds: list[dict]) -> None:
	items = _labels("Points Item", "item_name", [row["item"] for row in deeds])
	units = _labels("Grid Unit", "unit_name", [row["grid_unit"] for row in deeds])
	people = _labels("User", "full_name", [row["entered_by"] for row in deeds])
	doers = _labels("Resident", "resident_name", [row.get("doer") for row in deeds])
	homes = _labels("Household", "address", [row.get("subject") for row in deeds])
	homes |= _labels("Resident", "address", [row.get("subject") for row in deeds])
	pictures = _pictures(deeds)
	for row in deeds:
		row.update(
			item_name=items.get(row["item"], ""),
			unit_name=units.get(row["grid_unit"], ""),
			entered_by_name=people.get(row["entered_by"], ""),
			doer_name=doers.get(row.get("doer"), ""),
			address=homes.get(row.get("subject"), ""),
			pictures=pictures.get((row["doctype"], row["name"]), []),
		)
		for column in (
			"entered_by",
			"declared_by",
			"doer",
			"subject",
			"subject_doctype",
			"book",
			"grid_unit",
		):
			row.pop(column, None)


def _labels(doctype: str, column: str, names: list[str | None]) -> dict[str, str]:
	wanted = list({name for name in names if name})
	if not wanted:
		return {}
	table = frappe.qb.DocType(doctype)
	return dict(frappe.qb.from_(table).select(table.name, table[column]).where(table.name.isin(wanted)).run())


def _pictures(deeds: list[dict]) -> dict[tuple[str, str], list[str]]:
	proof = frappe.qb.DocType("Points Evidence")
	names = [row["name"] for row in deeds]
	if not names:
		return {}
	query = frappe.qb.from_(proof).select(proof.parenttype, proof.parent, proof.file)
	found: dict[tuple[str, str], list[str]] = {}
	for doctype, name, url in query.where(proof.parent.isin(names)).orderby(proof.idx).run():
		if (url or "").lower().endswith(PICTURES):
			found.setdefault((doctype, name), []).append(url)
	return found


def people_of(batch: str) -> list[dict]:
	"""The open rows of a batch: row, subject_name, item_name, points."""
	rows = _people([batch])
	items = _labels("Points Item", "item_name", [row["item"] for row in rows])
	return [
		{
			"row": row.name,
			"subject_name": row.subject_name,
			"item_name": items.get(row.item, ""),
			"points": row.points,
		}
		for row in rows
	]


# ---------------------------------------------------------------- the two steps


def check_as_true(doc, taken_out: dict[str, str]):
	"""Check a record; taken_out: row of a batch → why it does not count. Returns the record."""
	_need_awaiting(doc)
	if taken_out:
		rows = {row.name: row for row in doc.people if row.status == OPEN}
		if unknown := set(taken_out) - set(rows):
			frappe.throw(_("{0} rows do not belong to this batch (any more).").format(len(unknown)))
		for name, reason in taken_out.items():
			rows[name].update({"status": TAKEN_OUT, "reason": reason})
		doc.save()
	return apply_workflow(doc, _action(doc, CHECKED))


def send_back(doc, reason: str):
	"""Send a record back to who entered it. Returns the record."""
	_need_awaiting(doc)
	if not reason.strip():
		frappe.throw(_("Please give the reason."), title=_("Reason Missing"))
	doc.decision_reason = reason.strip()
	doc.save()
	return apply_workflow(doc, _action(doc, SENT_BACK))


def _need_awaiting(doc) -> None:
	if doc.stage != AWAITING:
		frappe.throw(
			_("The record is {0}; somebody was faster.").format(_(doc.stage)), title=_("Handled Already")
		)


def _action(doc, stage: str) -> str:
	"""The action of the site's workflow that leads there; its name and states are the office's."""
	workflow = stages.active_workflow(doc.doctype)
	for step in get_transitions(doc, workflow) if workflow else ():
		if stages.stage_of(workflow, step["next_state"]) == stage:
			return step["action"]
	frappe.throw(_("This step is not yours to take."), frappe.PermissionError)
