"""Subsidy lists: the cases a body brought to an end in a month, each once and for ever, graded by the unit's scheme."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce
from frappe.utils import flt, get_first_day, get_last_day, getdate, now_datetime
from pypika.terms import Criterion

from grid_governance import criteria, permissions
from grid_governance.cases import stages, workers
from grid_governance.cases.mediation.term_rows import money
from grid_governance.cases.statistics import counting, subsidy
from grid_governance.registry import codes

DOCTYPE = "Subsidy List"
DRAFT, APPROVED = "Subsidy Awaiting Approval", "Subsidy Approved"
ROW = (
	"mediator",
	"mediator_name",
	"dispute_case",
	"file_number",
	"category",
	"ended_on",
	"result",
	"difficulty",
)


def rate_for(unit: str, day: date):
	"""The scheme of the nearest unit, from `unit` upwards, that is valid on `day`; None without one."""
	table = frappe.qb.DocType("Subsidy Rate")
	chain = [unit, *codes.ancestors(unit)]
	query = frappe.qb.from_(table).select(table.name, table.grid_unit).where(table.grid_unit.isin(chain))
	query = query.where((table.enabled == 1) & (table.valid_from <= str(day)))
	query = query.where(table.valid_to.isnull() | (table.valid_to >= str(day)))
	found = query.orderby(table.valid_from, order=frappe.qb.desc).run(as_dict=True)
	found.sort(key=lambda row: -len(row.grid_unit))
	return frappe.get_doc("Subsidy Rate", found[0].name) if found else None


def grades_of(rate) -> list[subsidy.Grade]:
	return [
		subsidy.Grade(
			row.grade,
			money(row.yuan),
			row.result or "",
			row.difficulty or "",
			row.people_from or 0,
			money(row.amount_from),
			bool(row.file_complete),
		)
		for row in rate.grades
	]


def fill(doc) -> None:
	"""Write the rows of a list that is not approved yet: cases ended in the month that are on no other list."""
	unit = doc.grid_unit
	if not permissions.may("Dispute Case", "read", unit):
		frappe.throw(
			_("A list counts all cases of the body; your post reaches only some of them."),
			frappe.PermissionError,
		)
	first, last = get_first_day(doc.month), get_last_day(doc.month)
	rate = rate_for(unit, last)
	if not rate:
		frappe.throw(
			_("No subsidy scheme is in force for {0}. Ask the county's office to enter one.").format(unit),
			title=_("Scheme Missing"),
		)
	body = frappe.db.get_value("Mediation Body", doc.mediation_body, "body_name")
	doc.rate, doc.list_title = rate.name, f"{body} {first.year}-{first.month:02d}"
	grades = grades_of(rate)
	doc.set("rows", [])
	doc.without_grade = 0
	for case in _cases(doc, first, last):
		found = subsidy.grade(
			subsidy.Counted(
				case.result or "",
				case.difficulty or "",
				case.people_involved or 0,
				money(max(flt(case.agreed_amount), flt(case.amount))),
				case.stage == stages.FILED,
			),
			grades,
		)
		if not found:
			doc.without_grade += getdate(case.ended_on) >= first
			continue
		doc.append("rows", {**{key: case[key] for key in ROW}, "grade": found.name, "yuan": found.yuan})
	doc.total = sum((money(row.yuan) for row in doc.rows), Decimal(0))


def _cases(doc, first: date, last: date) -> list[frappe._dict]:
	"""Cases of the body whose mediation ended in the month, by mediator and day; not those another list holds."""
	case, worker = frappe.qb.DocType("Dispute Case"), frappe.qb.DocType("Grid Worker")
	row, other = frappe.qb.DocType("Subsidy List Row"), frappe.qb.DocType("Case Co-Mediator")
	who = Coalesce(other.mediator, case.mediator)  # one of several may be named for it
	others = frappe.qb.from_(row).select(row.dispute_case).where(row.parent != (doc.name or ""))
	query = (
		frappe.qb.from_(case)
		.left_join(other)
		.on((other.parent == case.name) & (other.parenttype == "Dispute Case") & (other.receives_subsidy == 1))
		.left_join(worker)
		.on(worker.name == who)
		.select(
			case.name.as_("dispute_case"), who.as_("mediator"), worker.worker_name.as_("mediator_name"),
			case.file_number, case.category, case.mediation_ended_on.as_("ended_on"),
			case.mediation_result.as_("result"), case.difficulty, case.people_involved, case.amount,
			case.agreed_amount, case.stage,
		)
		.where((case.mediation_body == doc.mediation_body) & case.mediator.isnotnull())
		.where(_in_months(case, doc, first, last))
		.where(criteria.readable("Dispute Case"))
		.where(case.name.notin(others.where(row.dispute_case.isnotnull())))
		.orderby(worker.worker_name, who, case.mediation_ended_on, case.name)
	)  # fmt: skip
	return query.run(as_dict=True)


def _in_months(case, doc, first: date, last: date):
	"""Cases of the month, and those entered late: of earlier months whose list is approved and takes no more."""
	table = frappe.qb.DocType(DOCTYPE)
	done = frappe.qb.from_(table).select(table.month).where(table.mediation_body == doc.mediation_body)
	months = done.where((table.status == APPROVED) & (table.month < str(first))).run(pluck=True)
	spans = [(first, last), *((month, get_last_day(month)) for month in months)]
	return Criterion.any(counting.in_days(case, "mediation_ended_on", span) for span in spans)


def plain(doc) -> list[tuple]:
	return [(row.dispute_case, row.mediator, row.grade, float(row.yuan or 0)) for row in doc.rows]


def approve(name: str):
	"""审定: by somebody who gets nothing from the list. Returns the document."""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	doc.check_permission("write")
	if doc.status != DRAFT:
		frappe.throw(_("The list is approved already."), title=_("Subsidy Approved"))
	if get_first_day(doc.month) >= get_first_day(now_datetime()):
		frappe.throw(
			_("The month is not over yet. Its list is approved from the first day of the next month."),
			title=_("Month Not Over"),
		)
	if not may_approve(doc.grid_unit):
		frappe.throw(_("A dispatcher or supervisor approves the list."), frappe.PermissionError)
	own = workers.own()
	if own and any(row.mediator == own for row in doc.rows):
		frappe.throw(
			_("You are on the list yourself; somebody else approves it."),
			frappe.PermissionError,
			title=_("Own Subsidy"),
		)
	doc.save()
	doc.db_set({"status": APPROVED, "approved_by": frappe.session.user, "approved_on": now_datetime()})
	doc.add_comment("Info", _(APPROVED))
	return doc


def may_approve(unit: str) -> bool:
	"""A post of a dispatcher or supervisor over the unit; the mediator's own post is not enough."""
	if frappe.session.user == "Administrator":
		return True
	return any(
		post.role in ("Dispatcher", "Supervisor")
		and not post.assigned_only
		and codes.contains(post.unit, unit)
		for post in permissions.posts_of()
	)


def subsidy_paper(doc) -> frappe._dict:
	"""What the list shows on paper (jinja method) and in Excel: body, month, cases and yuan by mediator."""
	sums = subsidy.sums((row.mediator_name or row.mediator or "", money(row.yuan)) for row in doc.rows or [])
	body = doc.mediation_body and frappe.db.get_value("Mediation Body", doc.mediation_body, "body_name")
	day = getdate(doc.month) if doc.month else None
	return frappe._dict(
		body=body,
		month=_("Month {1} of {0}").format(day.year, day.month) if day else None,
		mediators=[frappe._dict(name=who, cases=cases, yuan=yuan) for who, (cases, yuan) in sums.items()],
	)
