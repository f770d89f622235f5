"""Move-in requests: a known person in a unit that I may not see comes over when the staff there agree.

The asking side learns the unit's name and a masked name, nothing else; the record holds the resident's
key as plain text, since a link would show the title. The other side sees the request by a share.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import now

from grid_governance import permissions, telling
from grid_governance.registry import acts, codes, enrolment, following, identity, papers

DOCTYPE = "Move-in Request"
OPEN, AGREED, DECLINED, WITHDRAWN = "Move Requested", "Move Agreed", "Move Declined", "Move Withdrawn"


def ask(household: str, kind: str, number: str, relation: str, reason: str) -> str:
	"""Request that the holder of this document moves into `household`; returns the request's name.

	Raises frappe.PermissionError without write access to the household, frappe.ValidationError for a bad
	or unknown number, for somebody within reach (use Move), or when a request is open already.
	"""
	target = frappe.get_doc("Household", household)
	target.check_permission("write")
	try:
		resident = identity.find(kind, number)
	except papers.ProblemError as error:
		following.refuse([error.problem], "Resident")
	if not resident:
		frappe.throw(
			_("Nobody is registered under this number. Register the person here."), title=_("Not Found")
		)
	known = enrolment.describe(resident)
	if known["visible"]:
		frappe.throw(
			_("{0} lives in your area, at {1}. Use Change Of Residence there.").format(
				known["resident_name"], known["address"]
			),
			title=_("Change Of Residence"),
		)
	if frappe.db.exists(DOCTYPE, {"resident": resident, "status": OPEN}):
		frappe.throw(_("A request for this person is open already."), title=_("Requested Already"))
	from_unit = frappe.db.get_value("Resident", resident, "grid_unit")
	doc = frappe.get_doc(
		doctype=DOCTYPE,
		grid_unit=target.grid_unit,
		household=household,
		relation_to_head=relation,
		from_unit=from_unit,
		masked_name=known["resident_name"],
		resident=resident,
		reason=reason,
	).insert(ignore_permissions=True)
	_tell(doc, deciders(from_unit))
	return doc.name


def deciders(unit: str) -> list[str]:
	"""Logins whose valid post, at the level nearest to `unit`, may write the residents there."""
	worker, post = frappe.qb.DocType("Grid Worker"), frappe.qb.DocType("Grid Post")
	for code in (unit, *codes.ancestors(unit)):
		users = (
			frappe.qb.from_(post)
			.join(worker)
			.on((post.parent == worker.name) & (post.parenttype == "Grid Worker"))
			.select(worker.user)
			.distinct()
			.where((post.grid_unit == code) & (worker.enabled == 1) & worker.user.isnotnull())
			.run(pluck=True)
		)
		able = [user for user in users if permissions.may("Resident", "write", unit, user)]
		if able:
			return able
	return []


def _tell(doc, users: list[str]) -> None:
	"""Share the request with the deciders and notify them, without personal data in the subject."""
	from frappe.share import add_docshare

	for user in users:
		add_docshare(doc.doctype, doc.name, user, read=1, flags={"ignore_share_permission": True})
	telling.tell(users, _("A move-in request waits for your answer"), doc.doctype, doc.name)


def _answer(doc, subject: str) -> None:
	"""Whoever has asked need not look every day."""
	telling.tell([doc.owner], subject, doc.doctype, doc.name)


def agree(name: str) -> str:
	"""The giving side agrees: the resident moves in. Returns the household."""
	doc = _open_request(name)
	_check_decider(doc)
	household = frappe.db.get_value("Resident", doc.resident, "household")
	acts.move(
		household, doc.household, {doc.resident: doc.relation_to_head}, authorised=True, reason=doc.reason
	)
	_decide(doc, AGREED)
	_answer(doc, _("The move-in request that you made has been agreed to"))
	return doc.household


def decline(name: str, reason: str) -> None:
	"""The giving side declines, with a reason that the asking side reads."""
	doc = _open_request(name)
	_check_decider(doc)
	if not (reason or "").strip():
		frappe.throw(_("Please give the reason for declining."), title=_("Reason Missing"))
	_decide(doc, DECLINED, decline_reason=reason.strip())
	_answer(doc, _("The move-in request that you made has been declined"))


def withdraw(name: str) -> None:
	"""The asking side takes the request back."""
	doc = _open_request(name)
	frappe.get_doc("Household", doc.household).check_permission("write")
	_decide(doc, WITHDRAWN)


def may_decide(doc) -> bool:
	unit = frappe.db.get_value("Resident", doc.resident, "grid_unit")
	return bool(unit) and permissions.may("Resident", "write", unit)


def _open_request(name: str):
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	doc.check_permission("read")
	if doc.status != OPEN:
		frappe.throw(
			_("This request has been answered: {0}.").format(_(doc.status)), title=_("Answered Already")
		)
	return doc


def _check_decider(doc) -> None:
	if not may_decide(doc):
		frappe.throw(
			_("Only the staff of the unit where the person is registered decide."), frappe.PermissionError
		)


def _decide(doc, status: str, **values) -> None:
	doc.flags.by_act = True
	doc.update({"status": status, "decided_by": frappe.session.user, "decided_on": now(), **values})
	doc.save(ignore_permissions=True)
