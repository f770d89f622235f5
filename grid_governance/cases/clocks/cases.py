"""What the steps of a Dispute Case mean for its clocks."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance.cases import stages
from grid_governance.cases.clocks import limits, running
from grid_governance.language import sites_language

# Nothing of mediation is awaited any more once these are reached.
MEDIATED = (stages.AGREEMENT_REACHED, stages.IN_PERFORMANCE, *stages.OVER)
BY_COURT = "Delegated By Court"


def follow(case, before: str | None, after: str) -> None:
	"""After a step of `case` from the stage `before` to `after`: start and stop what follows from it."""
	if after == stages.TAKEN_ON:
		due = case.source_due if case.source == BY_COURT else None
		running.start(limits.MEDIATION, case, due=due)
	elif after == stages.IN_MEDIATION and before in stages.ENDED:
		running.start(limits.MEDIATION, case)
	elif after in MEDIATED:
		running.stop(limits.MEDIATION, case)
	if after in stages.OVER:
		for limit in (limits.REPLY_TO_SENDER, limits.ESCALATION_REPORT):
			running.stop(limit, case)


def follow_fields(case) -> None:
	"""After any save of `case`: what its flags and the sender's date ask for."""
	if case.stage in stages.OVER:
		return
	before = case.get_doc_before_save()
	if case.may_escalate and not case.reported_at:
		running.start(limits.ESCALATION_REPORT, case)
	elif case.may_escalate or (before and before.may_escalate):
		running.stop(limits.ESCALATION_REPORT, case, at=case.reported_at if case.may_escalate else None)
	if before and before.source_due and not (case.source_due or case.source_replied_at):
		frappe.throw(
			_(
				"The sender waits for a reply until {0}. Correct the date if it is wrong; it is not taken away."
			).format(frappe.format(before.source_due, "Date")),
			title=_("Sender's Date"),
		)
	if case.source_due and not case.source_replied_at:
		running.start(limits.REPLY_TO_SENDER, case, due=case.source_due)
		if before and before.source_due and getdate(before.source_due) != getdate(case.source_due):
			reason = _("The sender's date was corrected on the case.", sites_language())
			running.redate(limits.REPLY_TO_SENDER, case, case.source_due, reason)


def propose_ending(clock: dict) -> None:
	"""At the end of the mediation's limit: a line in the case's timeline. The step itself is a person's."""
	if not clock.get("dispute_case"):
		return
	case = frappe.get_doc("Dispute Case", clock["dispute_case"])
	if case.stage in (stages.TAKEN_ON, stages.IN_MEDIATION):
		case.add_comment("Info", proposal(case, sites_language()))


def proposal(case, language: str) -> str:
	"""What may be done now; failed civil cases are not sent to petition."""
	if case.category == "Labour Dispute":
		return _(
			"The limit of the mediation has run out without an agreement. Terminate it and tell the parties that"
			" labour arbitration is open to them, or extend it with the consent of both.",
			language,
		)
	return _(
		"The limit of the mediation has run out without an agreement. Terminate it and tell the parties the"
		" legal ways (arbitration, administrative decision, lawsuit), or extend it with the consent of both.",
		language,
	)
