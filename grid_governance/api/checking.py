"""The one-tap check over HTTP: what waits for me, true, or back with a reason.

Errors are frappe.PermissionError (403) and frappe.ValidationError (417); nothing is changed then.
"""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.points.review import checking, left_to_others

KINDS = (checking.DECLARATION, checking.BATCH)


@frappe.whitelist()
def waiting_deeds() -> dict:
	"""{deeds, for_others}: up to 100 declarations and 100 batches that the user may check, oldest first.

	Each with doctype, name, item_name, deed_date, points, pictures (addresses), entered_by_name and, for a
	declaration, subject_name, doer_name, address; for a batch activity, place, people_count. for_others: how
	many wait in the range for another person (own household, own entry).
	"""
	if not any(frappe.has_permission(doctype, "write") for doctype in KINDS):
		frappe.throw(_("You do not check deeds."), frappe.PermissionError)
	return checking.waiting()


@frappe.whitelist()
def batch_rows(batch: str) -> list[dict]:
	"""Who is in a batch and still to be counted: row, subject_name, item_name, points."""
	_readable(checking.BATCH, batch)
	return checking.people_of(batch)


@frappe.whitelist(methods=["POST"])
def check_true(doctype: str, name: str, taken_out: dict | str | None = None) -> dict[str, str]:
	"""Check a declaration or batch as true; returns {stage}.

	taken_out: for a batch, row → reason why it does not count. Raises frappe.PermissionError for the own
	household or an own entry.
	"""
	doc = _readable(doctype, name)
	rows = frappe.parse_json(taken_out) if isinstance(taken_out, str) else taken_out or {}
	if rows and doctype != checking.BATCH:
		frappe.throw(_("Only rows of a batch are taken out."))
	return {"stage": checking.check_as_true(doc, rows).stage}


@frappe.whitelist(methods=["POST"])
def send_back(doctype: str, name: str, reason: str) -> dict[str, str]:
	"""Send a declaration or batch back to who entered it, with the reason; returns {stage}."""
	return {"stage": checking.send_back(_readable(doctype, name), reason).stage}


@frappe.whitelist()
def rows_for_others(batch: str) -> list[str]:
	"""Names in a batch that waits for a signature which the session's user may not give (own household, village
	staff below the township).
	"""
	names = (row.subject_name or row.subject for row in left_to_others.rows(_readable(checking.BATCH, batch)))
	return list(dict.fromkeys(names))


@frappe.whitelist(methods=["POST"])
def leave_to_others(batch: str) -> dict:
	"""Move those rows into a batch of their own, which another person signs; returns {batch, rows}.

	Raises frappe.PermissionError without the right to write, for who entered the batch, and when no row is left.
	"""
	doc = _readable(checking.BATCH, batch)
	doc.check_permission("write")
	return left_to_others.leave(doc)


def _readable(doctype: str, name: str):
	if doctype not in KINDS:
		frappe.throw(_("{0} is not checked here.").format(doctype), frappe.PermissionError)
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	return doc
