"""The appraisal meeting (积分评议会) up to its end: who is due, who stays out of which row, what a decision needs."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance import serving
from grid_governance.points import persons, recusal
from grid_governance.points.review import quorum
from grid_governance.points.rulebook import rules
from grid_governance.points.rulebook.holding import Holding
from grid_governance.points.rulebook.messages import refuse
from grid_governance.registry import codes

PREPARING, CARRYING_OUT, CONCLUDED, CALLED_OFF = (
	"Being Prepared",
	"Being Concluded",
	"Meeting Concluded",
	"Meeting Called Off",
)
PASSED, CHANGED, REFUSED, TOWNSHIP, LEFT_OVER = (
	"Passed",
	"Points Changed",
	"Refused",
	"Left To The Township",
	"Left Over",
)
DECIDED = (PASSED, CHANGED, REFUSED)
GROUP = "Appraisal Group Member"
OTHERS = (
	"Villagers' Representative",
	"Party-group Head",
	"Village Cadre",
	"Respected Elder",
	"Five Elders",
	"Supervisory Committee Member",
	"Neighbour Head",
)


# ---------------------------------------------------------------- who is due


def candidates(unit: str) -> list[dict]:
	"""Workers who may sit in the meeting of `unit`: worker, member_name, capacity, due (the appraisal group).

	Those with a valid post inside the unit, or for the whole village around it.
	"""
	query, worker, post, _duty = serving.today()
	village = unit[: persons.VILLAGE_DIGITS]
	rows = (
		query.select(worker.name, worker.worker_name, post.duty, post.grid_unit)
		.where(post.duty.isin((GROUP, *OTHERS)) & post.grid_unit.like(f"{village}%"))
		.orderby(worker.worker_name)
	).run()
	order = {duty: n for n, duty in enumerate((GROUP, *OTHERS))}
	found: dict[str, dict] = {}
	for name, worker_name, duty, place in sorted(rows, key=lambda row: order[row[2]]):
		if codes.contains(unit, place) or codes.contains(place, unit):
			found.setdefault(
				name,
				{"worker": name, "member_name": worker_name, "capacity": _(duty), "due": duty == GROUP},
			)
	return list(found.values())


# ---------------------------------------------------------------- who stays out


def interests(rows: Iterable) -> list[recusal.Interest]:
	"""The interests of a meeting's rows, declarers included."""
	rows = list(rows)
	names = [row.source_name for row in rows if row.source_doctype == "Points Declaration"]
	declared = {}
	if names:
		deed = frappe.qb.DocType("Points Declaration")
		query = frappe.qb.from_(deed).select(deed.name, deed.declared_by).where(deed.name.isin(names))
		declared = dict(query.run())
	return [
		recusal.Interest(
			row.subject_name or row.subject,
			row.subject_doctype,
			row.subject,
			(row.doer, declared.get(row.source_name)),
		)
		for row in rows
	]


def are_staff(rows: Iterable) -> list[bool]:
	"""For each row whether it is to the advantage of village staff, so that the township endorses it."""
	of_rows = interests(rows)
	staff = {id(row) for row in recusal.staff_rows(of_rows)}
	return [id(row) in staff for row in of_rows]


def people_of(meeting) -> dict[str, persons.Person]:
	"""Member's name → person, for those present. A record that bears another name does not hide its member."""
	found = {}
	for member in meeting.members:
		if not member.present:
			continue
		name, record = member.member_name, persons.Person()
		linked = None
		if member.worker:
			record = persons.person_of_worker(member.worker)
			linked = frappe.db.get_value("Grid Worker", member.worker, "worker_name")
		if member.resident:
			record = record.or_else(persons.person_of_resident(member.resident))
			linked = frappe.db.get_value("Resident", member.resident, "resident_name")
		found[name] = (
			record if linked == name else record.or_else(persons.person_named(name, meeting.grid_unit))
		)
	return found


def mark_recusals(meeting) -> None:
	"""Write into each row which members stay out of it and how many decide about it."""
	people = people_of(meeting)
	present = list(people)
	for row, part in zip(meeting.rows, recusal.concerned(interests(meeting.rows), people), strict=True):
		said = [
			name.strip()
			for name in (row.declared_recusal or "").replace(",", "、").replace("，", "、").split("、")
		]
		unknown = [name for name in said if name and name not in people]
		if unknown:
			frappe.throw(
				_("Row {0}: {1} is not among the members present.").format(row.idx, "、".join(unknown)),
				title=_("Recusal"),
			)
		out = [name for name in present if name in part or name in said]
		row.recused = "、".join(out) or None
		row.voters = quorum.voters(present, out)


# ---------------------------------------------------------------- what a decision must satisfy


def check_decision(row, staff: bool, held: Holding, unit: str) -> None:
	"""The decision of one row: within the item's limits in `unit`, with its reason; staff are the township's."""
	if staff:
		row.result = TOWNSHIP
	elif row.result == TOWNSHIP:
		_stop(row, _("{0} is not village staff; please choose another decision.").format(row.subject_name))
	if row.result == REFUSED and not (row.reason or "").strip():
		_stop(row, _("please give the reason for refusing {0}.").format(row.subject_name))
	if row.result != CHANGED:
		row.points_after = row.points if row.result == PASSED else 0
		return
	try:
		item = held.item(row.item, unit, getdate(row.deed_date), row.book)
		if item.counting == rules.BY_LEVEL:
			level_of(item, row.points_after)
		elif item.counting != rules.BETWEEN or rules.whole(row.points_after) > row.points:
			rules.points_for(item, row.points_after)
		elif row.points_after < item.low:  # what a campaign multiplied may be more than the item's highest
			raise rules.RuleError(
				"outside_limits", item=item.label, low=item.low, high=item.high, given=row.points_after
			)
	except rules.RuleError as error:
		refuse(error, _("Row {0}").format(row.idx))


def level_of(item: rules.Item, points: int) -> str:
	"""The level of an item that is worth `points`; raises RuleError when none is."""
	for name, worth in item.levels.items():
		if worth == points:
			return name
	raise rules.RuleError(
		"no_level", item=item.label, levels="、".join(f"{n} {p}" for n, p in item.levels.items())
	)


def check_ready(meeting) -> None:
	"""Whether the meeting can be concluded: people, quorum, papers, day. Raises frappe.ValidationError."""
	listed = {member.worker for member in meeting.members}
	missing = [
		row["member_name"]
		for row in candidates(meeting.grid_unit)
		if row["due"] and row["worker"] not in listed
	]
	if missing:
		_not_ready(
			_("These members of the appraisal group are due and not listed: {0}").format("、".join(missing))
		)
	if meeting.present_count < meeting.needed_count:
		_not_ready(
			_("{0} are due, {1} present; {2} are needed. The meeting cannot decide.").format(
				meeting.due_count, meeting.present_count, meeting.needed_count
			)
		)
	present = {member.member_name for member in meeting.members if member.present}
	if (meeting.chaired_by or "").strip() not in present:
		_not_ready(_("Please name who chaired the meeting, one of those present."))
	if getdate(meeting.meeting_date) > getdate(nowdate()):
		_not_ready(_("The date of the meeting lies in the future."))
	if not meeting.rows:
		_not_ready(_("Please draw the deeds to be decided first."))
	if not any(frappe.db.exists("File", {"file_url": row.file}) for row in meeting.minutes):
		_not_ready(_("Please attach a photo of the signed minutes first."))


def _not_ready(text: str) -> None:
	frappe.throw(text, title=_("Meeting Not Ready"))


def _stop(row, text: str) -> None:
	frappe.throw(_("Row {0}: {1}").format(row.idx, text), title=_("Decision Incomplete"))
