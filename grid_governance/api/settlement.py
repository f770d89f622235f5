"""Settlement of a points year over HTTP. Errors: frappe.PermissionError (403), frappe.ValidationError (417)."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance import permissions
from grid_governance.points import open_matters, settlement


def _doc(name: str, ptype: str):
	doc = frappe.get_doc(settlement.DOCTYPE, name)
	doc.check_permission(ptype)
	if ptype == "write" and not permissions.may(settlement.DOCTYPE, "write", doc.grid_unit):
		frappe.throw(_("Your posts do not reach {0}.").format(doc.grid_unit), frappe.PermissionError)
	return doc


@frappe.whitelist(methods=["POST"])
def preview(settlement_name: str) -> dict:
	"""Count who has what and what would expire; returns {status}. More than 30 accounts: in the background."""
	doc = _doc(settlement_name, "write")
	settlement.preview(doc)
	return {"status": doc.status, "prepared_on": doc.prepared_on}


@frappe.whitelist(methods=["POST"])
def run(settlement_name: str) -> dict:
	"""Run the settlement or go on with it; returns {status}. A second call changes nothing that was settled."""
	doc = _doc(settlement_name, "write")
	settlement.start(doc)
	return {"status": doc.status}


@frappe.whitelist(methods=["POST"])
def ask_undo(settlement_name: str, reason: str) -> dict:
	"""Ask for undoing, with the reason; a second person confirms. Returns {status}."""
	doc = _doc(settlement_name, "write")
	settlement.ask_undo(doc, reason)
	return {"status": doc.status}


@frappe.whitelist(methods=["POST"])
def confirm_undo(settlement_name: str) -> dict:
	"""The second person undoes the settlement by reversals; returns {status}."""
	doc = _doc(settlement_name, "write")
	settlement.confirm_undo(doc)
	return {"status": doc.status}


@frappe.whitelist(methods=["POST"])
def keep(settlement_name: str) -> dict:
	"""The request to undo is refused; returns {status}."""
	doc = _doc(settlement_name, "write")
	settlement.keep(doc)
	return {"status": doc.status}


@frappe.whitelist(methods=["GET"])
def still_open(settlement_name: str) -> dict:
	"""{count, rows}: reservations and deeds of the year that are not finished; the first 200 by name."""
	doc = _doc(settlement_name, "read")
	return {"count": open_matters.count(doc), "rows": open_matters.named(doc)}
