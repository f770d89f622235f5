"""The content of a file on our records is guarded, not only the row that names it (doc_events on File and "*").

Files of the same content share one place on the disk, and the platform finds such twins by their hash: a twin hung
elsewhere and made public would take the guarded row along. So what hangs on a record of ours gets no public
address, by whatever row; a twin neither moves nor replaces it; and a record names the private files only that its
writer reads, since the platform hangs them on it unasked. What was public before stays usable: a picture of a site page
is no secret because somebody attached it to a record as well.
"""

from __future__ import annotations

from urllib.parse import unquote

import frappe
from frappe import _
from frappe.core.doctype.file.utils import delete_file
from frappe.utils import escape_html

from grid_governance.doors.references import GUARDED

PRIVATE = "/private/"
PUBLIC_SIDE = "/files/"
ATTACHING = ("Attach", "Attach Image")


def is_guarded(content_hash: str | None, but: str = "") -> bool:
	"""Whether a file of this content, another than the row `but`, hangs on a record of ours."""
	filters = {"content_hash": content_hash, "attached_to_doctype": ["in", GUARDED], "name": ["!=", but]}
	return bool(content_hash and frappe.get_all("File", filters=filters, limit=1))


def refuse_public_copy(doc) -> None:
	"""A new public file (already written by the platform) must not hold a guarded content."""
	if doc.is_private or not (doc.file_url or "").startswith(PUBLIC_SIDE) or not is_guarded(doc.content_hash):
		return
	if frappe.db.exists("File", {"file_url": doc.file_url}):  # it lay open before
		return
	delete_file(doc.file_url)  # the platform would leave it: the content is shared
	_refuse()


def refuse_reaching_through(doc, before) -> None:
	"""A stored row (`before`) is not made public, moved or written over when a guarded one has the same content."""
	columns = ("file_url", "content_hash")
	changed = any((doc.get(column) or "") != (before.get(column) or "") for column in columns)
	if (changed or bool(doc.is_private) != bool(before.is_private)) and is_guarded(
		before.content_hash, doc.name
	):
		_refuse()


def _refuse() -> None:
	frappe.throw(
		_("A protected record holds the same file, so it is neither made public nor changed here."),
		frappe.PermissionError,
		title=_("Protected File"),
	)


# ---------------------------------------------------------------- named by their address


def is_closed(address: str | None) -> bool:
	"""Whether this address names a private file, or leads out of the folder of the public ones."""
	address = unquote(address or "")
	return PRIVATE in address or ".." in address.split("/")


def reads_address(address: str, user: str) -> bool:
	"""Whether `user` reads one of the files that have this address."""
	rows = frappe.get_all("File", filters={"file_url": unquote(address)}, pluck="name")
	return any(frappe.has_permission("File", "read", doc=name, user=user) for name in rows)


def named_files_are_read(doc, method: str | None = None) -> None:
	"""doc_event before_save on "*": a private file newly named in an Attach field is one that the writer reads.

	The platform hangs it on the record without asking, and from then on whoever reads the record reads the file.
	What hangs on the record already was let in with its content (a resident's photo, by a login that reads no record).
	"""
	user = frappe.session.user
	if user == "Administrator" or doc.doctype == "File":
		return
	named = _addresses(doc)
	if not named:
		return
	before = doc.get_doc_before_save()
	for address in named - (_addresses(before) if before else set()):
		here = {
			"file_url": unquote(address),
			"attached_to_doctype": doc.doctype,
			"attached_to_name": doc.name,
		}
		if not frappe.db.exists("File", here) and not reads_address(address, user):
			frappe.throw(
				_("The file {0} lies outside your posts. Please upload it here.").format(
					escape_html(address.rpartition("/")[2])
				),
				frappe.PermissionError,
				title=_("Protected File"),
			)


def _addresses(doc) -> set[str]:
	"""Private addresses in the Attach fields of a record and its rows."""
	found = {doc.get(field) for field in _attaching(doc.meta)}
	for df in doc.meta.get_table_fields():
		for field in _attaching(frappe.get_meta(df.options)):
			found |= {row.get(field) for row in doc.get(df.fieldname) or []}
	return {
		address for address in found if is_closed(address) and not address.startswith(("http://", "https://"))
	}


def _attaching(meta) -> list[str]:
	return [df.fieldname for df in meta.fields if df.fieldtype in ATTACHING]
