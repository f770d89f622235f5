"""督办台账: what my unit is urged for, what my unit urges others for, and the board of listed matters."""

import frappe
from frappe import _
from frappe.utils import date_diff, getdate, nowdate

from grid_governance import criteria
from grid_governance.cases.handover import chain, rights
from grid_governance.cases.supervision import words
from grid_governance.figures.columns import column
from grid_governance.posts import posts_of

DOCTYPE = "Supervision Order"
TO_MINE, FROM_MINE = "To My Unit", "From My Unit"


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""filters: direction (To My Unit, From My Unit, empty: all I may read), kind, closed (1: ended orders too)."""
	filters = frappe._dict(filters or {})
	return _columns(), _rows(filters)


def _columns() -> list[dict]:
	return [
		column("order_number", _("Order Number"), width=115),
		column("kind_shown", _("Kind Of Supervision"), width=85),
		column("case_title", _("Dispute Case"), width=165),
		column("issuer", _("Issuing Unit"), width=90),
		column("answerer", _("Unit That Answers"), width=225),
		column("asked", _("What Is Required"), width=150),
		column("issued_day", _("Issued On"), "Date", 100),
		column("due", _("Reply Due By"), "Date", 100),
		column("days_left", _("Days Left"), "Int", 80),
		column("status_shown", _("Status Of The Order"), width=120),
	]


def _rows(filters: frappe._dict) -> list[dict]:
	order, case = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Dispute Case")
	above, below = (frappe.qb.DocType("Grid Unit").as_(name) for name in ("above", "below"))
	department = frappe.qb.DocType("Local Organisation")
	query = (
		frappe.qb.from_(order)
		.join(case)
		.on(case.name == order.dispute_case)
		.left_join(above)
		.on(above.name == order.from_unit)
		.left_join(below)
		.on(below.name == order.to_unit)
		.left_join(department)
		.on(department.name == order.to_department)
		.select(
			order.name,
			order.kind,
			order.order_number,
			order.dispute_case,
			case.case_title,
			case.handling_unit,
			case.department.as_("case_department"),
			order.to_unit,
			order.to_department,
			above.unit_name.as_("issuer"),
			below.unit_name.as_("answerer"),
			department.organisation_name.as_("department"),
			order.asked,
			order.issued_on,
			order.due,
			order.status,
		)
		.where(criteria.readable(DOCTYPE))
		.orderby(order.due)
	)
	if not filters.closed:
		query = query.where(order.status.isin(words.OPEN))
	if filters.kind:
		query = query.where(order.kind == filters.kind)
	mine = [post.unit for post in posts_of()] or [""]
	if filters.direction == TO_MINE:
		departments = [post.organisation for post in posts_of() if post.organisation] or ["-"]
		to_mine = order.to_unit.isin(mine) | order.to_department.isin(departments)
		with_mine = case.handling_unit.isin(mine) | case.department.isin(departments)  # handed on since
		query = query.where(to_mine | with_mine)
	elif filters.direction == FROM_MINE:
		query = query.where(order.from_unit.isin(mine))
	rows = query.run(as_dict=True)
	for row in rows:
		row.answerer = rights.line([row.answerer, row.department])
		holder = chain.stored_holder(frappe._dict(row, department=row.case_department))
		if row.status in words.OPEN and holder != chain.receiver_of(row):
			row.answerer = _("{0} (case now with {1})").format(row.answerer, rights.name_of(holder))
		row.issued_day = getdate(row.issued_on)
		row.days_left = date_diff(row.due, nowdate()) if row.due and row.status == words.AWAITING else None
		row.kind_shown, row.status_shown = _(row.kind), _(row.status)
	return rows
