"""Daily: whoever answers for a case hears of a term before it is due and once when it has passed (law art. 31).

Both columns on the term say that it was told, so a second run, a restart or a day without one does no harm.
"""

from __future__ import annotations

from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import cint, getdate, nowdate

from grid_governance import telling
from grid_governance.cases import stages
from grid_governance.cases.mediation import performance, term_rows

BEFORE, AFTER = "reminded_on", "overdue_told_on"
LANGUAGE = "zh"


def tell_all(today: date | None = None) -> None:
	"""Tell of every open term that comes due within the days of the settings, and of every one that passed."""
	today = today or getdate(nowdate())
	ahead = cint(frappe.db.get_single_value("Grid Governance Settings", "reminder_days"))
	for column, rows in (
		(BEFORE, _open(BEFORE, today, today + timedelta(days=ahead))),
		(AFTER, _open(AFTER, None, today - timedelta(days=1))),
	):
		for row in rows:
			telling.tell([row.user], _subject(row, column), "Mediation Agreement", row.agreement)
		_mark([row.term for row in rows], column, today)


def _open(column: str, first: date | None, last: date) -> list:
	"""Terms in force that are due between `first` and `last`, open, and not yet told of in `column`."""
	term, agreement, case, worker = (
		frappe.qb.DocType(name)
		for name in ("Agreement Term", "Mediation Agreement", "Dispute Case", "Grid Worker")
	)
	query = (
		frappe.qb.from_(term)
		.join(agreement)
		.on(agreement.name == term.parent)
		.join(case)
		.on(case.name == agreement.dispute_case)
		.left_join(worker)
		.on((worker.name == case.mediator) & (worker.enabled == 1))
		.select(
			term.name.as_("term"),
			term.idx,
			term.content,
			term.due_date,
			agreement.name.as_("agreement"),
			case.case_title,
			worker.user,
		)
		.where((agreement.status == term_rows.IN_FORCE) & case.stage.notin(stages.OVER))
		.where(term[column].isnull() & term.stage.notin(tuple(performance.SETTLED)))
		.where(term.due_date <= last)
		.orderby(term.due_date)
	)
	if first:
		query = query.where(term.due_date >= first)
	return query.run(as_dict=True)


def _subject(row, column: str) -> str:
	if column == BEFORE:
		text = _("Case {0}: term {1}, “{2}”, is due on {3}. Remind the party in time.", LANGUAGE)
	else:
		text = _(
			"Case {0}: term {1}, “{2}”, was due on {3} and is not performed. Urge performance.", LANGUAGE
		)
	return text.format(row.case_title, row.idx, row.content, row.due_date)


def _mark(terms: list[str], column: str, today: date) -> None:
	if terms:
		term = frappe.qb.DocType("Agreement Term")
		frappe.qb.update(term).set(term[column], today).where(term.name.isin(terms)).run()
