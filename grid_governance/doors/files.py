"""Files on our records are private, listed and read by the record's access, and never borrowed by their address."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.doors.references import GUARDED, parent_allows

PRIVATE = "/private/"


def before_insert(doc, method: str | None = None) -> None:
	"""doc_event: make what hangs on our records private; refuse a private address that is not one's own to read."""
	if doc.is_folder:
		return
	if not doc.get("content") and (doc.file_url or "").startswith(PRIVATE):
		_check_address(doc)
	if doc.attached_to_doctype not in GUARDED:
		return
	user = frappe.session.user
	if not doc.flags.ignore_permissions and user != "Administrator":
		if not parent_allows(doc.attached_to_doctype, doc.attached_to_name, "File", "create", user):
			raise frappe.PermissionError(doc.attached_to_doctype)
	if not doc.is_private and not doc.is_remote_file:
		doc.is_private = 1
		doc.handle_is_private_changed()


def before_save(doc, method: str | None = None) -> None:
	"""doc_event: a file keeps its address, unless it was really moved; on our records it stays private."""
	before = doc.get_doc_before_save()
	if before is None or doc.is_folder:
		return
	if doc.file_url != before.file_url and not doc.flags.original_path and frappe.session.user != "Administrator":
		raise frappe.PermissionError(_("A file keeps its address."))
	if doc.attached_to_doctype in GUARDED and not doc.is_private and not doc.is_remote_file:
		frappe.throw(_("Files on {0} stay private.").format(_(doc.attached_to_doctype)), frappe.PermissionError)


def _check_address(doc) -> None:
	if frappe.session.user == "Administrator":
		return
	rows = frappe.get_all("File", filters={"file_url": doc.file_url, "name": ["!=", doc.name or ""]}, pluck="name")
	if not any(frappe.has_permission("File", "read", doc=name) for name in rows):
		raise frappe.PermissionError(_("This private file is not yours to use."))
