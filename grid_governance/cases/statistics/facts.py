"""What a case counts as: read off its rows and kept on the case, so that every figure is one range of one index.

	accepted_on          taken on, or for what was settled on the spot the day it was told
	ended_as             the stage in which it ended; filing does not change it
	mediation_ended_on   the day the first agreement took effect, else the day of the end
	mediation_result     what mediation came to; empty while it goes on and where there was none
	agreed_amount        yuan of the terms of the agreement in force
	performance_due_on   the last due date of those terms
	performed_on         the day the last of them was performed
	confirmed_on         the day of the court's confirmation
	handling_level       level of the handling unit

`refresh` is the only writer and works on any number of cases by one statement. Nobody types these columns.
"""

from __future__ import annotations

from collections.abc import Iterable

import frappe

from grid_governance.cases import stages
from grid_governance.cases.mediation.agreement import BINDING
from grid_governance.cases.mediation.performance import SETTLED
from grid_governance.registry import codes

COLUMNS = (
	"accepted_on",
	"ended_as",
	"mediation_ended_on",
	"mediation_result",
	"agreed_amount",
	"performance_due_on",
	"performed_on",
	"confirmed_on",
	"handling_level",
)

_LEVELS = " ".join(
	f"when {length} then '{name}'" for length, name in zip(codes.LENGTHS, codes.LEVELS, strict=True)
)


def keep(case, stored) -> None:
	"""Whatever a request brings along, the stored facts stand."""
	for column in COLUMNS:
		case.set(column, stored.get(column) if stored else None)
	if case.handling_unit:
		case.handling_level = codes.level_name(case.handling_unit)


def follow(case) -> None:
	"""A case has reached a stage: its facts, in the database and in the document at hand."""
	refresh([case.name])
	stored = frappe.db.get_value("Dispute Case", case.name, COLUMNS, as_dict=True)
	for column, value in (stored or {}).items():
		case.set(column, value)


def follow_record(doc, method: str | None = None) -> None:
	"""doc_event of what hangs on a case (agreement, performance, confirmation)."""
	if doc.get("dispute_case"):
		refresh([doc.dispute_case])


def follow_owner(case, method: str | None = None) -> None:
	"""doc_event: the case has a new handling unit, by whatever way."""
	level = codes.level_name(case.handling_unit) if case.handling_unit else None
	if level != case.handling_level:
		case.handling_level = level
		frappe.db.set_value("Dispute Case", case.name, "handling_level", level, update_modified=False)


def refresh(cases: Iterable[str] | None = None) -> None:
	"""Read the facts of `cases` (all of them without names) off their rows, by one statement."""
	names = None if cases is None else tuple(cases)
	if names == ():
		return
	of_these = "" if names is None else "and {}.dispute_case in %(names)s"
	ended = stages.ENDED
	# Raw SQL: the query builder has no UPDATE … JOIN with grouped subqueries.
	frappe.db.sql(
		f"""
		update `tabDispute Case` c
		left join (
			select a.dispute_case, min(a.effective_date) first_on,
				substring_index(group_concat(a.agreement_form order by a.effective_date, a.creation), ',', 1) form
			from `tabMediation Agreement` a
			where a.status in %(binding)s {of_these.format("a")} group by a.dispute_case
		) agreed on agreed.dispute_case = c.name
		left join (
			select a.dispute_case, sum(t.amount) amount, max(coalesce(t.due_date, a.effective_date)) due_on,
				min(t.stage in %(settled)s) done, max(a.effective_date) since
			from `tabMediation Agreement` a
			join `tabAgreement Term` t on t.parent = a.name and t.parenttype = 'Mediation Agreement'
			where a.status = 'In Force' {of_these.format("a")} group by a.dispute_case
		) terms on terms.dispute_case = c.name
		left join (
			select p.dispute_case, max(p.performed_on) last_on from `tabTerm Performance` p
			where p.withdrawn = 0 {of_these.format("p")} group by p.dispute_case
		) paid on paid.dispute_case = c.name
		{_CONFIRMED.format(of_these.format("j"))}
		set
			c.handling_level = case char_length(c.handling_unit) {_LEVELS} end,
			c.accepted_on = coalesce(c.taken_on, if({_ENDED_AS} = %(spot)s, date(c.registered_on), null)),
			c.mediation_ended_on = coalesce(agreed.first_on,
				if({_ENDED_AS} in ('Case Closed', 'Terminated', %(spot)s), c.closed_on, null)),
			c.mediation_result = case
				when agreed.form = 'Written' then 'Written Agreement'
				when agreed.form = 'Oral' then 'Oral Agreement'
				when {_ENDED_AS} = %(spot)s then 'Settled On The Spot'
				when {_ENDED_AS} = 'Case Closed' then 'Settled Otherwise'
				when {_ENDED_AS} = 'Terminated' then 'No Agreement' end,
			c.agreed_amount = coalesce(terms.amount, 0),
			c.performance_due_on = terms.due_on,
			c.performed_on = if(terms.done, coalesce(paid.last_on, terms.since), null),
			c.confirmed_on = confirmed.on_day,
			c.ended_as = {_ENDED_AS}
		where {"c.name in %(names)s" if names is not None else "1 = 1"}
		""",
		{
			"names": names,
			"binding": BINDING,
			"settled": tuple(SETTLED),
			"ended": ended,
			"spot": stages.ON_THE_SPOT,
		},
	)
	for name in names or ():
		frappe.clear_document_cache("Dispute Case", name)


# A filed case ended before; of one filed before this column was there, the outcome tells.
_ENDED_AS = """(case when c.stage in %(ended)s then c.stage
	when c.stage = 'Filed' then coalesce(nullif(c.ended_as, ''), if(c.outcome > '', 'Case Closed', null)) end)"""
_CONFIRMED = """left join (
			select j.dispute_case, max(j.decided_on) on_day from `tabJudicial Confirmation` j
			where j.status = 'Confirmed By The Court' {} group by j.dispute_case
		) confirmed on confirmed.dispute_case = c.name"""


def add_indexes() -> None:
	"""One index for each time field: a report of any unit reads the period's part of it, and nothing of the table."""
	for column in ("registered_on", "accepted_on", "mediation_ended_on"):
		frappe.db.add_index("Dispute Case", [column, "grid_unit", "category"], f"figures_{column}")
	for column in ("performance_due_on", "performed_on", "confirmed_on"):
		frappe.db.add_index("Dispute Case", [column, "grid_unit"], f"figures_{column}")
	frappe.db.add_index("Dispute Case", ["ended_as", "registered_on", "grid_unit"], "figures_open")
