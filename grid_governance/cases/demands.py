"""What law and paper demand of each step of a case, whoever takes it: one function per stage, each throws or returns.

The workflow says who may take a step; the controller of Dispute Case asks `check` on every door.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance.cases import stages
from grid_governance.cases.case_file import completeness
from grid_governance.cases.handover.endings import no_hop_in_the_way
from grid_governance.cases.intake import consent, endings, escalation, first_level, parties, party_rules
from grid_governance.cases.mediation import term_rows
from grid_governance.cases.mediation.performance import SETTLED, may_close_as_performed
from grid_governance.cases.supervision import endings as supervision
from grid_governance.registry.following import refuse


def check(case, before: str | None, after: str) -> None:
	"""Raise what is missing before `case` may come from the stage `before` to `after`. Reads only."""
	no_hop_in_the_way(case, before, after)
	demand = DEMANDS.get(after)
	if demand:
		demand(case, before, after)
	if (
		before in stages.ENDED
		and after in (stages.REGISTERED, stages.IN_MEDIATION)
		and not case.reopen_reason
	):
		frappe.throw(_("Give the reason for reopening the case."), title=_("Reason Missing"))


def may_be_taken_on(case, before: str | None, after: str) -> None:
	missing = parties.missing_sides(case.parties)
	if missing:
		frappe.throw(
			_("{0} is missing. Enter who quarrels with whom before the case is taken on.").format(
				_(missing[0])
			),
			title=_("Party Missing"),
		)
	if case.way_of_settlement == stages.PEOPLES_MEDIATION:
		for field in ("mediation_body", "mediator"):
			if not case.get(field):
				frappe.throw(
					_("{0} is missing. People's mediation needs a body and one of its mediators.").format(
						_(case.meta.get_label(field))
					),
					title=_("Nobody In Charge"),
				)
		refuse(party_rules.before_mediation(case.parties), case.doctype)
		first_level.check_body(case)
		consent.demand(case)
	escalation.demand(case)


def may_be_in_mediation(case, before: str | None, after: str) -> None:
	if before in stages.ENDED or case.way_of_settlement != stages.PEOPLES_MEDIATION:
		return
	if not frappe.db.exists("Mediation Session", {"dispute_case": case.name, "session_status": "Held"}):
		frappe.throw(
			_("Nothing is recorded yet. Use the button “Record Session”."),
			title=_("Mediation Record Missing"),
		)
	if before == stages.TAKEN_ON and not rights_told_on(case):
		frappe.throw(
			_(
				"The parties were not told their rights and duties yet. Do it before the first session "
				"and tick it in the record, or enter the day in the case."
			),
			title=_("Notice Of Rights Missing"),
		)


def rights_told_on(case):
	"""The day on which the parties were told their rights and duties: of the case, else of its first such session."""
	if case.rights_told_on:
		return case.rights_told_on
	told = frappe.get_all(
		"Mediation Session",
		{"dispute_case": case.name, "rights_told": 1, "session_status": "Held"},
		pluck="starts_on",
		order_by="starts_on",
		limit=1,
	)
	return getdate(told[0]) if told else None


def needs_agreement(case, before: str | None, after: str) -> None:
	if not frappe.db.exists("Mediation Agreement", {"dispute_case": case.name, "status": term_rows.IN_FORCE}):
		frappe.throw(
			_("No agreement is in force. Draw it up, enter signatures and seal, put it into effect."),
			title=_("Agreement Missing"),
		)


def may_close(case, before: str | None, after: str) -> None:
	terms = term_rows.of_case(case.name)
	if not terms:
		if case.way_of_settlement == stages.PEOPLES_MEDIATION:
			needs_agreement(case, before, after)
		return needs_settlement(case, before, after)
	if (case.outcome or stages.ALL_PERFORMED) != stages.ALL_PERFORMED:
		return needs_reason(case, before, after)
	if not may_close_as_performed(t.stage for t in terms):
		open_terms = [t for t in terms if t.stage not in SETTLED]
		frappe.throw(
			"<br>".join(
				[_("The case cannot be closed as performed, this is still open:")]
				+ [
					_("Term {0}: {1} yuan, due {2}").format(
						t.idx, f"{t.outstanding:,.2f}", frappe.format(t.due_date, {"fieldtype": "Date"})
					)
					for t in open_terms
				]
				+ [_("Record the performance first, or choose another outcome and give the reason.")]
			),
			title=_("Not Yet Performed"),
		)


def may_be_filed(case, before: str | None, after: str) -> None:
	if before not in stages.ENDED:
		frappe.throw(_("Close the case before it is filed."), title=_("Not Closed Yet"))
	supervision.nothing_open(case)
	completeness.require_complete(case)


def needs_settlement(case, before: str | None, after: str) -> None:
	if not (case.settlement or "").strip():
		frappe.throw(_("Write how it was settled."), title=_("Settlement Missing"))
	missing = parties.missing_sides(case.parties)
	if missing:
		frappe.throw(
			_("{0} is missing. Enter who quarrelled with whom.").format(_(missing[0])),
			title=_("Party Missing"),
		)


def needs_reason(case, before: str | None, after: str) -> None:
	if after in stages.ENDED_BY_REASON:
		endings.check(case, before, after)
	if not (case.end_reason or "").strip():
		frappe.throw(
			_("Give the reason for “{0}”; it is told to the parties.").format(_(after)),
			title=_("Reason Missing"),
		)
	if after == stages.DIVERTED and not case.diverted_to:
		frappe.throw(_("Choose the legal channel to which the case is diverted."), title=_("Channel Missing"))


DEMANDS = {
	stages.TAKEN_ON: may_be_taken_on,
	stages.IN_MEDIATION: may_be_in_mediation,
	stages.AGREEMENT_REACHED: needs_agreement,
	stages.IN_PERFORMANCE: needs_agreement,
	stages.CLOSED: may_close,
	stages.FILED: may_be_filed,
	stages.ON_THE_SPOT: needs_settlement,
	**dict.fromkeys(stages.ENDED_BY_REASON, needs_reason),
}
