"""Exchange with other systems: cases and what hangs on them, as they change."""

from __future__ import annotations

import frappe

from grid_governance.cases import pulling


@frappe.whitelist(methods=["GET", "POST"])
def pull(doctype: str = "Dispute Case", cursor: str = "", limit: int = 200) -> dict:
	"""A page of what changed after `cursor`, oldest first; keep the cursor of the answer and ask again.

	doctype: one of pulling.PULLED. Returns rows, cursor, more. A row that changes again is served again, later.
	Only rows inside the posts of the login. Raises frappe.ValidationError, frappe.PermissionError.
	"""
	return pulling.page(doctype, cursor, limit)
