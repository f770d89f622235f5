"""What the workspace tells of the ledger's verification: two figures, no names."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import date_diff, getdate, nowdate

from grid_governance.points.ledger import verification


@frappe.whitelist()
def days_since_verification(filters: str | dict | list | None = None) -> dict:
	"""Days since the whole ledger was verified to the end (number card); 0 before the first entry."""
	frappe.has_permission("Points Account", "read", throw=True)
	last = verification.last_whole_run()
	since = last or frappe.db.get_value("Points Entry", {}, "creation", order_by="creation asc")
	return {"value": date_diff(nowdate(), getdate(since)) if since else 0, "fieldtype": "Int"}


@frappe.whitelist()
def open_findings(filters: str | dict | list | None = None) -> dict:
	"""Findings of the last whole run and of the last nightly one after it (number card); a broken run counts 1."""
	frappe.has_permission("Points Account", "read", throw=True)
	return {"value": verification.open_findings(), "fieldtype": "Int"}


@frappe.whitelist(methods=["POST"])
def verify_now() -> dict:
	"""Start a verification of the whole ledger in the background; returns {started}."""
	if not frappe.has_permission("Points Verification", "read"):
		frappe.throw(_("You may not start the check of the ledger."), frappe.PermissionError)
	verification.start(verification.WHOLE)
	return {"started": True}
