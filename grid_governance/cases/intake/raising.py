"""A quarrel of the light path becomes a full case by one button: nothing is typed again, the number stays."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import nowdate

from grid_governance.cases import stages

FROM = (stages.REGISTERED, stages.SCREENING, stages.ON_THE_SPOT)


def prepare(case, reason: str | None) -> None:
	"""Make `case` one of people's mediation in memory: the way changes, everything else is kept."""
	if case.way_of_settlement == stages.PEOPLES_MEDIATION or case.stage not in FROM:
		frappe.throw(
			_("Only a quarrel of the light path that is registered or settled on the spot is raised."),
			title=_("Nothing To Raise"),
		)
	if case.stage == stages.ON_THE_SPOT and not (reason or "").strip():
		frappe.throw(_("Give the reason for reopening the case."), title=_("Reason Missing"))
	if case.difficulty == "Trifle":
		case.difficulty = "Minor Matter"  # it went beyond the grid
	case.reopen_reason = reason or case.reopen_reason
	case.update({"way_of_settlement": stages.PEOPLES_MEDIATION, "raised_on": nowdate()})
