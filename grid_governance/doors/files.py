"""Files on our records are private, listed and read by the record's access, and never borrowed by their address."""

from __future__ import annotations

import zipfile
from urllib.parse import unquote

import frappe
from frappe import _
from frappe.core.doctype.file.utils import delete_file

from grid_governance.cases.case_file import seal
from grid_governance.doors import contents, references
from grid_governance.doors.contents import PUBLIC_SIDE
from grid_governance.doors.references import GUARDED, parent_allows

# What hangs on these stays private: our records, and what people write to one another about them.
KEPT_PRIVATE = (*GUARDED, "Comment", "Communication", "ToDo")
MOST_UNPACKED = 200 * 1024 * 1024
UNSAVED = "new-"  # how the Desk calls a record before its first save


def before_insert(doc, method: str | None = None) -> None:
	"""doc_event: what hangs on our records is private, and hung there by those who may write them."""
	if doc.is_folder:
		return
	user = frappe.session.user
	if doc.attached_to_doctype not in KEPT_PRIVATE:
		return contents.refuse_public_copy(doc)
	if not doc.flags.ignore_permissions and user != "Administrator":
		if not parent_allows(doc.attached_to_doctype, doc.attached_to_name, "File", "create", user):
			raise frappe.PermissionError(doc.attached_to_doctype)
	if not doc.is_private and not doc.is_remote_file:
		_keep_privately(doc)


def _keep_privately(doc) -> None:
	"""Write the content that the platform has just put on the open side again on the private one.

	A name taken there gets another one, and a public file of others with the same content stays theirs.
	"""
	public, content = doc.file_url, doc.get_content()
	doc.is_private = 1
	doc.save_file(content=content)
	if public == doc.file_url or not public.startswith(PUBLIC_SIDE):
		return
	if not frappe.db.exists("File", {"file_url": public}):
		delete_file(public)
	_tell_parent(doc, public)


def _tell_parent(doc, public: str) -> None:
	"""The saved record that names the public address in an Attach field names the private one from now on."""
	doctype, name, field = doc.attached_to_doctype, doc.attached_to_name, doc.attached_to_field
	if field and frappe.get_meta(doctype).has_field(field):
		if frappe.db.get_value(doctype, name, field) == public:
			frappe.db.set_value(doctype, name, field, doc.file_url, update_modified=False)


def follow_new_record(doc, method: str | None = None) -> None:
	"""doc_event after_insert: what its writer attached to the form before it was saved hangs on the record.

	The form was called "new-…" then. The platform would write the file a second time for the Attach fields
	of the record itself and forget those of its rows; what hangs on no record is for nobody (references.py).
	"""
	unsaved = doc.get("localname")
	if doc.doctype not in GUARDED or unsaved == doc.name or not _is_unsaved(doc.doctype, unsaved):
		return
	addresses = [
		row.get(df.fieldname)
		for row in (doc, *doc.get_all_children())
		for df in row.meta.get("fields", {"fieldtype": ["in", ["Attach", "Attach Image"]]})
		if row.get(df.fieldname)
	]
	if addresses:  # others are left from forms that were given up: the Desk counts its names anew each day
		hanging = {
			"attached_to_doctype": doc.doctype,
			"attached_to_name": unsaved,
			"owner": frappe.session.user,
		}
		of_this_form = {**hanging, "file_url": ["in", addresses]}
		frappe.db.set_value("File", of_this_form, "attached_to_name", doc.name, update_modified=False)


def _is_unsaved(doctype: str, name: object) -> bool:
	return isinstance(name, str) and name.startswith(UNSAVED) and not frappe.db.exists(doctype, name)


def before_validate(doc, method: str | None = None) -> None:
	"""doc_event: a file keeps its address and its record, and on our records it stays private.

	Asked before the platform's validation, which moves what is made public on the disk at once.
	"""
	before = doc.get_doc_before_save()
	if before is None or doc.is_folder:
		return
	if not doc.flags.original_content:  # nothing was written: the hash is no field to type into
		doc.content_hash = before.content_hash
	if unquote(doc.file_url or "") != (before.file_url or "") and frappe.session.user != "Administrator":
		frappe.throw(_("A file keeps its address."), frappe.PermissionError)
	hosts = (before.attached_to_doctype, doc.attached_to_doctype)
	if hosts[0] in GUARDED and hosts[1] not in GUARDED:
		frappe.throw(
			_("A file of {0} is taken off by deleting it.").format(_(hosts[0])), frappe.PermissionError
		)
	if hosts[1] in KEPT_PRIVATE and not doc.is_private and not doc.is_remote_file:
		frappe.throw(_("Files on {0} stay private.").format(_(hosts[1])), frappe.PermissionError)
	contents.refuse_reaching_through(doc, before)


def delete_content(doc, only_thumbnail: bool = False) -> None:
	"""Hook delete_file_data_content: the platform deletes from the disk before any on_trash of ours can refuse."""
	if not doc.flags.new_file:  # what is taken back with its transaction was never there
		seal.hanging_goes(doc)
	others = [path for path in frappe.get_hooks("delete_file_data_content") if not path.startswith(__name__)]
	if others:
		return frappe.get_attr(others[0])(doc, only_thumbnail=only_thumbnail)
	doc.delete_file_from_filesystem(only_thumbnail=only_thumbnail)


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Document hook: by the record it hangs on; and a new row may not borrow a private file by its address.

	The platform copies what the address names before any other hook runs, so this is asked at "create".
	"""
	user = user or frappe.session.user
	borrowed = ptype == "create" and not doc.get("content") and contents.is_closed(doc.get("file_url"))
	if borrowed and user != "Administrator" and not contents.reads_address(doc.file_url, user):
		return False
	return _of_own_unsaved_form(doc, user) or references.has_permission(doc, ptype, user)


def _of_own_unsaved_form(doc, user: str) -> bool:
	"""Whether the stored file hangs on a form that this user has not saved yet (and is not being moved)."""
	link = ("attached_to_doctype", "attached_to_name")
	if not isinstance(doc.get("name"), str):
		return False
	stored = frappe.db.get_value("File", doc.name, ("owner", *link), as_dict=True)
	if not stored or stored.owner != user or any(doc.get(column) != stored[column] for column in link):
		return False
	return stored.attached_to_doctype in GUARDED and _is_unsaved(*(stored[column] for column in link))


def _check_attachments(attachments: str | list | None) -> None:
	"""Files to be copied onto something are named; each must be readable."""
	for name in frappe.parse_json(attachments or "[]"):
		if isinstance(name, str):
			frappe.get_doc("File", name).check_permission("read")


@frappe.whitelist(methods=["POST"])
def make_communication(attachments: str | list | None = None, **values: object) -> dict:
	"""Write a message about a record (the platform's), with files that the writer may read."""
	_check_attachments(attachments)
	seal.refuse_if_sealed(values.get("doctype"), values.get("name"))
	return frappe.call(
		"frappe.core.doctype.communication.email.make", attachments=attachments or "[]", **values
	)


@frappe.whitelist(methods=["POST"])
def add_attachments(doctype: str, name: str, attachments: str | list) -> list:
	"""Copy files onto a record (the platform's): files one may read, a record one may write."""
	_check_attachments(attachments)
	frappe.get_doc(doctype, name).check_permission("write")
	return frappe.call("frappe.utils.file_manager.add_attachments", doctype, name, attachments)


@frappe.whitelist()
def zip_files(files: str | list) -> None:
	"""Files packed into one for download (the platform's); each must be readable."""
	_check_attachments(files)
	names = [name for name in frappe.parse_json(files) if isinstance(name, str)]
	frappe.get_attr("frappe.core.api.file.zip_files")(frappe.as_json(names))


@frappe.whitelist(methods=["POST"])
def unzip_file(name: str) -> list:
	"""Unpack a file (the platform's): one that the user may change, and no more than MOST_UNPACKED bytes in all."""
	file = frappe.get_doc("File", name)
	file.check_permission("write")
	try:
		with zipfile.ZipFile(file.get_full_path()) as packed:
			size = sum(one.file_size for one in packed.filelist)
	except (zipfile.BadZipFile, OSError):
		frappe.throw(_("{0} is not a zip file").format(file.file_name))
	if size > MOST_UNPACKED:
		frappe.throw(_("There is more in this file than can be unpacked here."), title=_("File Too Large"))
	return frappe.get_attr("frappe.core.api.file.unzip_file")(name)
