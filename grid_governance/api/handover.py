"""Handing a case from hand to hand over HTTP: send, sign, hand back, handle, feed back, strike off.

Moments are ISO text in the site's time. Errors are frappe.PermissionError (403, not your step or case) and
frappe.ValidationError (417, the message says why); nothing is changed then. Acts return {name, stage}.
"""

from __future__ import annotations

import frappe

from grid_governance.cases import owner
from grid_governance.cases.handover import acts, addressee, chain, feedback, next_steps, proposal, times

CASE = "Dispute Case"


@frappe.whitelist(methods=["POST"])
def send(
	dispute_case: str,
	asked: str,
	kind: str | None = None,
	to_unit: str | None = None,
	to_department: str | None = None,
	to_worker: str | None = None,
	due: str | None = None,
	decision: str | None = None,
	routing_reason: str | None = None,
) -> dict:
	"""Hand a case to a unit (code), a department (Local Organisation) and / or a person (Grid Worker).

	kind: "Report Up", "Assign Down", "Pass On" or "Ask Assistance"; left out, the direction decides.
	due: moment by which it is to be handled. decision: the centre's reason after two hand-backs.
	"""
	case = frappe.get_doc(CASE, dispute_case)
	case.check_permission("read")
	to = owner.Holder(to_unit or "", to_department or None, to_worker or None)
	if not kind:
		to = addressee.checked(to)
		kind = owner.kind_between(chain.stored_holder(case), to)
	return _answer(acts.send(case.name, kind, to, asked, due or None, routing_reason, decision))


@frappe.whitelist(methods=["POST"])
def sign(name: str) -> dict:
	"""Sign for a handover: a lead one gives the case to the receiver."""
	return _answer(acts.sign(name))


@frappe.whitelist(methods=["POST"])
def take_in_hand(name: str) -> dict:
	"""The receiver begins to work."""
	return _answer(acts.take_in_hand(name))


@frappe.whitelist(methods=["POST"])
def hand_back(name: str, reason: str) -> dict:
	"""Hand back to the sender with a reason; at most twice per matter and pair."""
	return _answer(acts.hand_back(name, reason))


@frappe.whitelist(methods=["POST"])
def recall(name: str, reason: str | None = None) -> dict:
	"""Recall by the sender, while nobody has signed."""
	return _answer(acts.recall(name, reason))


@frappe.whitelist(methods=["POST"])
def handle(name: str, result: str) -> dict:
	"""Handled, with its result; awaits verification by the sender."""
	return _answer(acts.handle(name, result))


@frappe.whitelist(methods=["POST"])
def rework(name: str, reason: str) -> dict:
	"""The sender is not content: it is to be done better."""
	return _answer(acts.rework(name, reason))


@frappe.whitelist(methods=["POST"])
def feed_back(
	name: str,
	text: str,
	visitor_reply: str | None = None,
	visitor_way: str | None = None,
	told_at: str | None = None,
) -> dict:
	"""Reply to the sender, and what the visitor of the window was told.

	visitor_way: "Told In Person", "Told By Phone", "Told By Message" or "Told In Writing".
	"""
	return _answer(acts.feed_back(name, text, visitor_reply, visitor_way, told_at or None))


@frappe.whitelist(methods=["POST"])
def strike_off(name: str, verification: str) -> dict:
	"""The sender has verified; the handover ends."""
	return _answer(acts.strike_off(name, verification))


@frappe.whitelist(methods=["POST"])
def reply_to_visitor(dispute_case: str, reply: str, visitor_way: str, told_at: str | None = None) -> dict:
	"""Record what the visitor of the window was told, without a handover. Returns {name}."""
	frappe.get_doc(CASE, dispute_case).check_permission("read")
	feedback.reply_to_visitor(dispute_case, reply, visitor_way, told_at or None)
	return {"name": dispute_case}


@frappe.whitelist(methods=["POST"])
def reply_to_source(dispute_case: str, reply: str) -> dict:
	"""Record the reply to the outside sender (court, police, …) under his number. Returns {name}."""
	frappe.get_doc(CASE, dispute_case).check_permission("read")
	feedback.reply_to_source(dispute_case, reply)
	return {"name": dispute_case}


@frappe.whitelist(methods=["GET", "POST"])
def way(dispute_case: str) -> dict:
	"""The way of a case: hops with names, times, minutes and running clock, and what the user may do now."""
	case = frappe.get_doc(CASE, dispute_case)
	case.check_permission("read")
	return {"hops": times.timeline(case.name), **next_steps.of_case(case)}


@frappe.whitelist(methods=["POST"])
def propose(dispute_case: str) -> dict:
	"""Who should have the case by the routing rules; the reason is kept on the case.

	Returns {unit, department, worker, receiver (name), kind, asked, reason}; receiver is None when it stays.
	"""
	case = frappe.get_doc(CASE, dispute_case)
	case.check_permission("read")
	made = proposal.for_case(case)
	to = made.receiver
	return {
		"unit": to and to.unit,
		"department": to and to.department,
		"worker": to and to.worker,
		"receiver": proposal.receiver_name(made),
		"kind": owner.kind_between(chain.stored_holder(case), to) if to else None,
		"asked": made.asked,
		"reason": proposal.in_words(made),
	}


def _answer(hop) -> dict:
	return {"name": hop.name, "stage": hop.stage}
