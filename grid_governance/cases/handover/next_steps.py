"""What the session's user may do now: with the case (send, ask, reply) and with each of its hops."""

from __future__ import annotations

import frappe

from grid_governance.cases import owner, stages
from grid_governance.cases.handover import rights
from grid_governance.cases.handover.chain import COLUMNS, HOP, as_hop, stored_holder
from grid_governance.registry import codes

ACTS = tuple(act for act in owner.STEPS if act != "deem")


def of_case(case) -> dict:
	"""{current, unit, above, may_send, may_decide, may_reply_to_…, acts: {hop: [act, …]}}; reads only."""
	rows = frappe.get_all(
		HOP, {"dispute_case": case.name}, [*COLUMNS, "decided", "feedback"], order_by="hop_number"
	)
	hops = [as_hop(row) for row in rows]
	current = owner.owner(stored_holder(case), hops)
	mine = rights.acts_for(current, sending=True)
	waiting = any(hop.lead and hop.stage == owner.PENDING for hop in hops)
	return {
		"unit": current.unit,
		"above": codes.parent(current.unit) if current.unit else None,
		"current": rights.name_of(current) if current.unit else "",
		"waiting": waiting,
		"may_send": mine and case.stage not in stages.OVER,
		"may_decide": case.stage not in stages.OVER and rights.dispatches(current.unit),
		"may_reply_to_visitor": mine and _visitor_waits(case.name),
		"may_reply_to_source": mine and bool(case.source_number or case.source_due) and not case.source_reply,
		"acts": {}
		if case.stage == stages.FILED
		else {row.name: _acts(row, hop, hops) for row, hop in zip(rows, hops, strict=True)},
	}


def _acts(row, hop: owner.Hop, hops: list[owner.Hop]) -> list[str]:
	if hop.stage not in owner.OPEN:
		return []
	for_sender, for_receiver = rights.acts_for(hop.sender, sending=True), rights.acts_for(hop.receiver)
	return [
		act
		for act in ACTS
		if (for_sender if act in owner.BY_SENDER else for_receiver)
		and not owner.step_problem(hop, hops, act, bool(row.decided))
	]


def _visitor_waits(case: str) -> bool:
	return bool(frappe.db.exists("Reception", {"dispute_case": case, "told_at": ["is", "not set"]}))
