"""可能激化: what may turn violent or spread is reported to the police or the township before anything else."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance import moments


def check(case) -> None:
	"""Nobody has been told in the future."""
	if case.reported_at and moments.is_ahead(case.reported_at):
		frappe.throw(
			_("The time at which the risk was reported lies in the future. Correct it."),
			title=_("Wrong Date"),
		)


def demand(case) -> None:
	"""Before people's mediation or anybody else takes the case on."""
	if case.may_escalate and not (case.reported_to and case.reported_at):
		frappe.throw(
			_("The case may escalate: report it to the police or the township first and enter when."),
			title=_("Report Missing"),
		)
