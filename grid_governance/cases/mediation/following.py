"""What follows in this room from a case's new stage (one line in DisputeCase.on_stage)."""

from __future__ import annotations

from frappe import _

from grid_governance.cases import stages
from grid_governance.cases.mediation import invitations, sessions, visits

VISITED_AFTER = (stages.CLOSED, stages.ON_THE_SPOT)


def follow(case, before: str | None, after: str) -> None:
	"""An end calls off plans and invitations and plans the return visits; going on again drops those due."""
	if after in stages.ENDED and before not in stages.OVER:
		sessions.call_off_plans(case.name)
		invitations.end_of_case(case.name)
		if after in VISITED_AFTER:
			visits.plan(case)
	elif before in stages.OVER and after not in stages.OVER:
		visits.drop(case, _("The case was reopened.", "zh"))
