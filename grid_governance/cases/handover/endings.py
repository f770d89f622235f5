"""What open handovers demand before a case may be taken on, end or be filed."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.cases import owner, stages
from grid_governance.cases.handover import rights
from grid_governance.cases.handover.chain import HOP, receiver_of

COLUMNS = ("name", "stage", "kind", "to_unit", "to_department", "to_worker")


def no_hop_in_the_way(case, before: str | None, after: str) -> None:
	"""A case is not taken on and does not end while it waits to be signed for by somebody else (who may sign has signed
	by the step, by_step.py), and is not filed before every hop has ended."""
	if case.is_new() or after not in (stages.TAKEN_ON, *stages.OVER):
		return
	wanted = owner.OPEN if after == stages.FILED else (owner.PENDING,)
	kinds = owner.KINDS if after in stages.OVER else owner.LEAD
	open_ones = {"dispute_case": case.name, "stage": ["in", wanted], "kind": ["in", kinds]}
	hops = frappe.get_all(HOP, open_ones, COLUMNS, limit=1)
	if not hops:
		return
	there = rights.name_of(receiver_of(hops[0]))
	if hops[0].stage == owner.PENDING:
		text = _(
			"The case was sent to {0} and waits to be signed for. “Sign For” comes first there, or it is recalled."
		).format(there)
	else:
		text = _("The handover to {0} is still “{1}”. It must be fed back and struck off first.").format(
			there, _(hops[0].stage)
		)
	frappe.throw(text, title=_("Handover Still Open"))
