"""Settlement of a points year over HTTP. Errors: frappe.PermissionError (403), frappe.ValidationError (417)."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.translate import print_language

from grid_governance import papers, reach
from grid_governance.api.papers import LANGUAGE, respond
from grid_governance.points.year_end import open_matters, settlement, settlement_papers
from grid_governance.registry import codes


def _doc(name: str, ptype: str):
	doc = frappe.get_doc(settlement.DOCTYPE, name)
	doc.check_permission(ptype)
	if ptype == "write":
		reach.require(settlement.DOCTYPE, "write", doc.grid_unit)
	return doc


@frappe.whitelist(methods=["POST"])
def preview(settlement_name: str) -> dict:
	"""Count who has what and what would expire; returns {status, background}: more than 30 accounts need a job."""
	doc = _doc(settlement_name, "write")
	background = settlement.preview(doc)
	return {"status": doc.status, "background": background}


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


@frappe.whitelist()
def still_open(settlement_name: str) -> dict:
	"""{count, rows}: reservations and deeds of the year that are not finished; the first 200 by name."""
	doc = _doc(settlement_name, "read")
	return {"count": open_matters.count(doc), "rows": open_matters.named(doc)}


@frappe.whitelist(methods=["GET"])
def last_redemption_list(settlement_name: str, grid_unit: str | None = None) -> None:
	"""PDF of who has points that will expire, of the settlement's unit or of `grid_unit` inside it.

	Raises frappe.ValidationError before the first preview, outside the unit, and for more than 3,000 names.
	"""
	doc = _doc(settlement_name, "print")
	unit = grid_unit or doc.grid_unit
	if not codes.contains(doc.grid_unit, unit):
		reach.refuse(unit)
	reach.require(settlement.DOCTYPE, "print", unit)
	if not doc.prepared_on:
		frappe.throw(_("Please make the preview first."), title=_("Not Counted Yet"))
	with print_language(LANGUAGE):
		content = papers.pdf_of(settlement_papers.last_redemption_list(doc, unit))
		filename = f"{_('Last Redemption List')}.pdf"
	make_access_log(doctype=doc.doctype, document=doc.name, file_type="PDF", method="PDF")
	respond(filename, content)
