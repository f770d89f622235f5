"""Photos of deeds over HTTP: kept small and private; time and place are read before the platform takes them out."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.points.declaring import evidence


@frappe.whitelist(methods=["POST"])
def add_photo(doctype: str, docname: str | None = None) -> dict:
	"""Put up one photo (multipart field `file`) for a Points Declaration, Points Batch or the like.

	A browser that has shrunk it sends the first bytes of the original as `head`, where its data stand. Returns
	{file_url, taken_on, place} for a row of the evidence; taken_on and place are null where the photo has none.
	docname: the saved record it hangs on; a new record takes it over when it is saved. Raises
	frappe.PermissionError where the user may not write, frappe.ValidationError for what is no photo.
	"""
	if doctype not in evidence.WITH_EVIDENCE:
		frappe.throw(_("{0} has no photos of deeds.").format(_(doctype)), frappe.PermissionError)
	if docname:
		frappe.get_doc(doctype, docname).check_permission("write")
	elif not frappe.has_permission(doctype, "create"):
		raise frappe.PermissionError(doctype)
	files = frappe.request.files if frappe.request else {}
	if "file" not in files:
		frappe.throw(_("Please choose a file."), title=_("File Missing"))
	content = files["file"].stream.read(evidence.LARGEST + 1)
	head = files["head"].stream.read(evidence.HEAD) if "head" in files else b""
	return evidence.store(content, head, files["file"].filename or "", doctype, docname)
