"""What the receiver of a handover may add to a case that the posts do not reach: a share gives no "create".

Who presently handles the case (the uppermost lead hop, signed or deemed signed, not yet reported as handled) adds
records that hang on this very case, and goes on writing what was added in that time. Nothing else, nobody else: an
assistant, a receiver who has not signed, who has handed on or reported the case as handled adds nothing. DocPerm
says what, as always: one of the posts by which the user acts for the receiver must carry the right itself.
`permissions.has_permission` asks here for the DocTypes whose row in scopes.py says so.
"""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.utils import get_datetime

from grid_governance.cases import owner
from grid_governance.cases.handover import chain, rights

HANDLING = (owner.SIGNED, owner.DEEMED, owner.IN_HAND)


def may_add(doc, ptype: str, posts: Iterable) -> bool:
	"""Whether `posts` (of the user, each with the right `ptype`) let him create `doc`, or write what he added."""
	stored = _stored(doc)
	if ptype != ("write" if stored else "create"):
		return False
	case = doc.get("dispute_case")
	if not case or (stored and stored.dispute_case != case):
		return False
	hop = _handled_by(case)
	if not hop or (stored and stored.creation < get_datetime(hop.signed_at)):
		return False
	return any(rights.receives(post, chain.receiver_of(hop)) for post in posts)


def _stored(doc):
	name = doc.get("name")
	if not name:
		return None
	return frappe.db.get_value(doc.get("doctype"), name, ["dispute_case", "creation"], as_dict=True)


def _handled_by(case: str):
	"""The hop by which somebody handles the case now; None when its own unit does, or it is handled already."""
	rows = frappe.get_all(
		chain.HOP,
		{"dispute_case": case, "stage": ["in", owner.HELD], "kind": ["!=", owner.ASSISTANCE]},
		["stage", "to_unit", "to_department", "to_worker", "signed_at"],
		order_by="hop_number desc",
		limit=1,
	)
	return rows[0] if rows and rows[0].stage in HANDLING else None
