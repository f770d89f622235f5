"""Terms of agreements and what was performed on them, in the database: read, judged and refreshed by sets."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import frappe
from frappe.query_builder.functions import Max, Sum
from frappe.utils import flt, getdate, nowdate

from grid_governance import criteria
from grid_governance.cases.mediation import performance
from grid_governance.cases.mediation.agreement import BINDING, IN_FORCE

OPEN = (performance.NOT_DUE, performance.DUE_SOON, performance.OVERDUE, performance.PART_PERFORMED)


def of_agreements(agreements: list[str], today: date | None = None) -> list[frappe._dict]:
	"""The terms of these agreements with what was performed, in the order of the papers.

	Each row: name, parent, idx, content, obligor, instalment, amount, due_date, paid (yuan), outstanding (yuan),
	completed (bool), stage as of `today` (not the stored one, which a daily job brings up to date).
	"""
	if not agreements:
		return []
	term, done = frappe.qb.DocType("Agreement Term"), _performed()
	rows = (
		frappe.qb.from_(term)
		.left_join(done)
		.on(done.term == term.name)
		.select(
			term.name,
			term.parent,
			term.idx,
			term.content,
			term.obligor,
			term.instalment,
			term.amount,
			term.due_date,
			term.stage,
			done.paid,
			done.completed,
		)
		.where(term.parent.isin(agreements) & (term.parenttype == "Mediation Agreement"))
		.orderby(term.parent, term.idx)
		.run(as_dict=True)
	)
	today = today or getdate(nowdate())
	for row in rows:
		amount, row.paid, row.completed = money(row.amount), money(row.paid), bool(row.completed)
		row.outstanding = performance.outstanding(amount, row.paid)
		row.stage = performance.term_stage(
			amount, row.paid, row.completed, row.due_date, today, row.stage == performance.REPLACED
		)
	return rows


def open_of(agreement: str) -> list[frappe._dict]:
	"""The terms of this agreement that are still to be performed."""
	return [row for row in of_agreements([agreement]) if row.stage not in performance.SETTLED]


def due_between(start: str | date, end: str | date, limit: int = 500) -> list[frappe._dict]:
	"""Open terms of agreements in force that the user may read, due from `start` to `end`, by the stored stage.

	Rows: parent, content, due_date, stage, party_names of the case.
	"""
	term, agreement = frappe.qb.DocType("Agreement Term"), frappe.qb.DocType("Mediation Agreement")
	case = frappe.qb.DocType("Dispute Case")
	return (
		frappe.qb.from_(term)
		.join(agreement)
		.on((agreement.name == term.parent) & (term.parenttype == "Mediation Agreement"))
		.join(case)
		.on(case.name == agreement.dispute_case)
		.select(term.parent, term.content, term.due_date, term.stage, case.party_names)
		.where(term.stage.isin(OPEN) & term.due_date[getdate(start) : getdate(end)])
		.where(agreement.status == IN_FORCE)
		.where(criteria.readable("Mediation Agreement"))
		.orderby(term.due_date)
		.limit(limit)
		.run(as_dict=True)
	)


def of_case(case: str, today: date | None = None) -> list[frappe._dict]:
	"""The terms of the agreements of `case` that took effect (replaced ones too)."""
	agreements = frappe.get_all(
		"Mediation Agreement",
		{"dispute_case": case, "status": ["in", BINDING]},
		pluck="name",
		order_by="creation",
	)
	return of_agreements(agreements, today)


def money(value: object) -> Decimal:
	"""Yuan with two decimals, exact, from what a Currency column or a form holds."""
	return Decimal(str(flt(value, 2))).quantize(Decimal("0.01"))


def refresh(agreement: str | None = None, today: date | None = None) -> None:
	"""Bring the stored stage of terms up to date, by one statement; all of them, or one agreement's.

	Stored so that lists, reports and number cards can filter on it. Same rules as performance.term_stage.
	"""
	# Raw SQL: the query builder has no UPDATE … JOIN with a grouped subquery.
	frappe.db.sql(
		"""
		update `tabAgreement Term` term
		join `tabMediation Agreement` agreement
			on agreement.name = term.parent and agreement.status = 'In Force'
		left join (
			select done.term, sum(done.amount) paid, max(done.completes) completed
			from `tabTerm Performance` done
			where done.withdrawn = 0 and (%(agreement)s is null or done.agreement = %(agreement)s)
			group by done.term
		) performed on performed.term = term.name
		set term.stage = case
			when (term.amount > 0 and coalesce(performed.paid, 0) >= term.amount)
				or (term.amount <= 0 and coalesce(performed.completed, 0) = 1) then 'Performed'
			when term.due_date < %(today)s then 'Overdue'
			when performed.paid > 0 then 'Part Performed'
			when term.due_date <= %(soon)s then 'Due Soon'
			else 'Not Due' end
		where term.stage != 'Replaced' and (%(agreement)s is null or term.parent = %(agreement)s)
		""",
		{
			"agreement": agreement,
			"today": today or getdate(nowdate()),
			"soon": (today or getdate(nowdate())) + timedelta(days=performance.DUE_SOON_DAYS),
		},
	)


def refresh_all() -> None:
	"""Daily: days pass, terms come due."""
	refresh()


def replace_open(agreement: str) -> None:
	"""A newer agreement took effect: what is still open in this one becomes void, what was done stays."""
	open_terms = [row.name for row in open_of(agreement)]
	if open_terms:
		term = frappe.qb.DocType("Agreement Term")
		frappe.qb.update(term).set(term.stage, performance.REPLACED).where(term.name.isin(open_terms)).run()


def _performed():
	"""Subquery: term, paid, completed, over the rows that were not withdrawn."""
	done = frappe.qb.DocType("Term Performance")
	return (
		frappe.qb.from_(done)
		.select(done.term, Sum(done.amount).as_("paid"), Max(done.completes).as_("completed"))
		.where(done.withdrawn == 0)
		.groupby(done.term)
		.as_("performed")
	)
