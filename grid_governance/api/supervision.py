"""Supervision over HTTP: orders and their steps, charges of leading officials, joint conferences."""

from __future__ import annotations

import frappe

from grid_governance.cases.supervision import charges, conferences, orders, words


@frappe.whitelist(methods=["POST"])
def issue(
	dispute_case: str,
	kind: str,
	asked: str,
	grounds: str,
	due: str | None = None,
	from_unit: str | None = None,
) -> dict:
	"""Urge ("Urge"), supervise ("Supervise") or list ("List For Supervision") a case at whoever has it.

	due: day by which the reply is wanted, else as the response policy says. from_unit: code of the issuing unit,
	by default the user's nearest that the handling unit belongs to. Returns name, order_number and due.
	Raises frappe.PermissionError outside the user's posts, frappe.ValidationError for what does not fit.
	"""
	frappe.get_doc("Dispute Case", dispute_case).check_permission("read")
	order = orders.issue(dispute_case, kind, asked, grounds, due=due, from_unit=from_unit)
	return {"name": order.name, "order_number": order.order_number, "due": order.due}


@frappe.whitelist(methods=["GET", "POST"])
def steps(order: str) -> list[str]:
	"""What the user may do with this order now (Reply To Order, Strike Off, Reply Not Enough, Withdraw Order)."""
	doc = frappe.get_doc("Supervision Order", order)
	doc.check_permission("read")
	found = []
	if doc.status == words.AWAITING and orders.may_reply(doc):
		found.append("Reply To Order")
	if doc.status in words.OPEN and orders.may_examine(doc):
		examining = ["Strike Off", "Reply Not Enough"] if doc.status == words.UNDER_REVIEW else []
		found += [*examining, "Withdraw Order"]
	return found


@frappe.whitelist(methods=["POST"])
def reply(order: str, text: str, file: str | None = None) -> None:
	"""Reply to a Supervision Order for the unit that has the case. file: address of an uploaded file."""
	frappe.get_doc("Supervision Order", order).check_permission("read")
	orders.reply(order, text, file)


@frappe.whitelist(methods=["POST"])
def strike_off(order: str, verification: str) -> None:
	"""Verified: the order is done; only the issuing unit, and nobody his own reply."""
	frappe.get_doc("Supervision Order", order).check_permission("read")
	orders.strike_off(order, verification)


@frappe.whitelist(methods=["POST"])
def not_enough(order: str, reason: str, due: str | None = None) -> None:
	"""The reply does not do; a new one is due by `due`, else as the response policy says."""
	frappe.get_doc("Supervision Order", order).check_permission("read")
	orders.not_enough(order, reason, due)


@frappe.whitelist(methods=["POST"])
def withdraw(order: str, reason: str) -> None:
	"""The issuing unit takes the order back."""
	frappe.get_doc("Supervision Order", order).check_permission("read")
	orders.withdraw(order, reason)


@frappe.whitelist(methods=["POST"])
def end_charge(charge: str, result: str) -> None:
	"""A leading official's charge of a case has ended, with its result."""
	frappe.get_doc("Leader In Charge", charge).check_permission("write")
	charges.end(charge, result)


@frappe.whitelist(methods=["POST"])
def conclude(conference: str) -> list[dict]:
	"""Conclude a joint conference; returns conclusion, handover and supervision_order of each row."""
	frappe.get_doc("Joint Conference", conference).check_permission("write")
	rows = conferences.conclude(conference).conclusions
	return [
		{
			"conclusion": row.conclusion,
			"handover": row.handover,
			"supervision_order": row.supervision_order,
		}
		for row in rows
	]
