"""Who acts on a case that waits to be signed for has signed for it: the light path (签收 goes with 受理).

Only whoever may sign, and in the transaction of the step: when the step is refused, nothing is signed either.
"""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.cases.handover import acts, chain, rights
from grid_governance.posts import posts_of

FOLLOWS_OWNER = ("handling_unit", "department", "mediation_body")


def sign(case) -> None:
	"""Sign for the lead hop of `case` that waits for the session's user; `case`, being saved, shows its new owner."""
	if not sign_for(case.name):
		return
	stored = case.get_doc_before_save()
	now = frappe.db.get_value(chain.CASE, case.name, FOLLOWS_OWNER, as_dict=True)
	for field in FOLLOWS_OWNER:
		if case.get(field) == stored.get(field):  # a body chosen with the step stays
			case.set(field, now[field])
		stored.set(field, now[field])


def sign_by_record(doc, method: str | None = None) -> None:
	"""doc_event after_insert of what is a step of mediation and a record of its own."""
	if sign_for(doc.dispute_case):
		doc.flags.dispute_case_doc = None  # read before the case changed hands


def sign_for(case: str) -> bool:
	"""Whether a hop of `case` waited for the session's user and is signed for now."""
	waiting = _waiting(case)
	if not waiting or not _is_mine(waiting):
		return False
	acts.sign(waiting.name)
	frappe.msgprint(_("The handover is signed for as well."), alert=True, indicator="green")
	return True


def waits_for(case: str) -> str | None:
	"""Whose signature a hop of `case` waits for: "me" (the session's user), "others" or, without such a hop, None."""
	waiting = _waiting(case)
	return waiting and ("me" if _is_mine(waiting) else "others")


def _waiting(case: str):
	return frappe.db.get_value(chain.HOP, {"pending_case": case}, chain.COLUMNS, as_dict=True)


def _is_mine(hop) -> bool:
	"""Sent to this person or to where he is posted. Who is on both sides acts for the sender, whose case it is."""
	mine = posts_of()
	sender, receiver = chain.sender_of(hop), chain.receiver_of(hop)
	if receiver.worker and any(post.worker == receiver.worker for post in mine):
		return True
	return any(rights.receives(post, receiver) for post in mine) and not any(
		rights.receives(post, sender) for post in mine
	)
