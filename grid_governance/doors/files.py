"""Files on our records are private, listed and read by the record's access, and never borrowed by their address."""

from __future__ import annotations

from urllib.parse import unquote

import frappe
from frappe import _

from grid_governance.doors import references
from grid_governance.doors.references import GUARDED, parent_allows

PRIVATE = "/private/"


def before_insert(doc, method: str | None = None) -> None:
	"""doc_event: what hangs on our records is private, and hung there by those who may write them."""
	if doc.is_folder or doc.attached_to_doctype not in GUARDED:
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
	if (
		doc.file_url != before.file_url
		and not doc.flags.original_path
		and frappe.session.user != "Administrator"
	):
		raise frappe.PermissionError(_("A file keeps its address."))
	if doc.attached_to_doctype in GUARDED and not doc.is_private and not doc.is_remote_file:
		frappe.throw(
			_("Files on {0} stay private.").format(_(doc.attached_to_doctype)), frappe.PermissionError
		)


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Document hook: by the record it hangs on; and a new row may not borrow a private file by its address.

	The platform copies what the address names before any other hook runs, so this is asked at "create".
	"""
	user = user or frappe.session.user
	borrowed = ptype == "create" and not doc.get("content") and PRIVATE in unquote(doc.get("file_url") or "")
	if borrowed and user != "Administrator" and not _reads_address(unquote(doc.file_url), user):
		return False
	return references.has_permission(doc, ptype, user)


def _reads_address(address: str, user: str) -> bool:
	rows = frappe.get_all("File", filters={"file_url": address}, pluck="name")
	return any(frappe.has_permission("File", "read", doc=name, user=user) for name in rows)


def _check_attachments(attachments: str | list | None) -> None:
	"""Files to be copied onto something are named; each must be readable."""
	for name in frappe.parse_json(attachments or "[]"):
		if isinstance(name, str):
			frappe.get_doc("File", name).check_permission("read")


@frappe.whitelist(methods=["POST"])
def make_communication(attachments: str | list | None = None, **values: object) -> dict:
	"""Write a message about a record (the platform's), with files that the writer may read."""
	_check_attachments(attachments)
	return frappe.call(
		"frappe.core.doctype.communication.email.make", attachments=attachments or "[]", **values
	)


@frappe.whitelist(methods=["POST"])
def add_attachments(doctype: str, name: str, attachments: str | list) -> list:
	"""Copy files onto a record (the platform's): files one may read, a record one may write."""
	_check_attachments(attachments)
	frappe.get_doc(doctype, name).check_permission("write")
	return frappe.call("frappe.utils.file_manager.add_attachments", doctype, name, attachments)
