"""Whether the session's user has a right on a kind of record; refused with 403, as every refusal of a right."""

from __future__ import annotations

import frappe
from frappe import _


def need(doctype: str, ptype: str) -> None:
	"""Raise frappe.PermissionError unless the user's duties carry `ptype` on `doctype`."""
	if not frappe.has_permission(doctype, ptype):
		frappe.throw(_("Your duties do not include this: {0}.").format(_(doctype)), frappe.PermissionError)
