"""Many cases sent at once, each to whom the routing proposes; what cannot be sent stays, and says why."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _

from grid_governance.cases import owner
from grid_governance.cases.handover import access, acts, chain, proposal

SAVEPOINT = "one_of_many"


def send_as_proposed(names: Iterable[str]) -> list[dict]:
	"""[{name, title, receiver (None: it stays), problem or None}] of the cases, sent as the session's user.

	In the order of their names: two dispatchers who choose the same cases wait for each other and lock in one order.
	"""
	return [_send(name) for name in sorted(set(names))]


def _send(name: str) -> dict:
	told = {"name": name, "title": None, "receiver": None, "problem": None}
	frappe.db.savepoint(SAVEPOINT)
	said_before = len(frappe.local.message_log)
	try:
		case = frappe.get_doc(chain.CASE, name)
		case.check_permission("read")
		told["title"] = case.party_names or case.case_title
		made = proposal.for_case(case)
		reason = proposal.in_words(made)
		if not made.receiver:
			return {**told, "problem": reason}
		kind = owner.kind_between(chain.stored_holder(case), made.receiver)
		asked = made.asked or _("Please handle according to your duties.")
		acts.send(name, kind, made.receiver, asked, routing_reason=reason)
	except (frappe.ValidationError, frappe.PermissionError) as error:
		frappe.db.rollback(save_point=SAVEPOINT)
		return {**told, "problem": str(error) or _("You may not read this case.")}
	finally:
		del frappe.local.message_log[said_before:]  # it is said beside the case
	unheard = None if access.receivers(made.receiver) else _("Nobody there has a login yet.")
	return {**told, "receiver": proposal.receiver_name(made), "problem": unheard}
