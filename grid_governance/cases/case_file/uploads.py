"""Files put up to a case: checked by content, put into a slot and in order; reasons for what is not there."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.core.api.file import get_max_file_size
from frappe.utils import escape_html

from grid_governance.cases.case_file import attachments, completeness, parts, seal, slots
from grid_governance.language import sites_language

CASE = "Dispute Case"


def before_insert(doc, method: str | None = None) -> None:
	"""doc_event on File: what hangs on a case or its records can be opened and is no program."""
	if doc.is_folder or doc.attached_to_doctype not in seal.RECORDS:
		return
	if doc.flags.get(seal.OWN_STEP):
		return
	if (doc.file_url or "").startswith(("http://", "https://")):
		frappe.throw(
			_("A link is no paper of a case. Please put up the file itself."), title=_("Not A File Of A Case")
		)
	check(doc.file_name, content_of(doc))


def hang(address: str | None, doctype: str, name: str) -> str | None:
	"""What the user has put up in a dialog hangs on this record from now on, privately; returns its address.

	Raises frappe.ValidationError for what is no paper, or no file that the user has just put up.
	"""
	if not address:
		return None
	own = {"file_url": address, "owner": frappe.session.user, "attached_to_name": ["is", "not set"]}
	found = frappe.get_all("File", own, pluck="name", limit=1)
	if not found:
		frappe.throw(_("Please put up the file itself."), title=_("Not A File Of A Case"))
	file = frappe.get_doc("File", found[0])
	check(file.file_name, content_of(file))
	file.update({"attached_to_doctype": doctype, "attached_to_name": name, "is_private": 1})
	file.save(ignore_permissions=True)
	return file.file_url


def content_of(file) -> bytes:
	"""What a File holds, as bytes: the platform hands text out as text."""
	content = file.get_content()
	return content if isinstance(content, bytes) else content.encode()


def check(file_name: str, content: bytes, largest: int | None = None) -> None:
	"""Raise frappe.ValidationError that names the file, what is wrong with it and what to do."""
	problem = attachments.problem(file_name or "", content, largest)
	if problem:
		frappe.throw(escape_html(problem.text(_)), title=_("Not A File Of A Case"))


def add(case, slot: str, file_name: str, content: bytes):
	"""Put a file up into `slot` of the case's file; returns the File. The caller may write the case."""
	check(file_name, content, get_max_file_size())
	return frappe.get_doc(
		doctype="File",
		file_name=file_name,
		attached_to_doctype=CASE,
		attached_to_name=case.name,
		attached_to_field=_key(slot),
		is_private=1,
		content=content,
	).insert()


def put_into_slot(case, name: str, slot: str) -> None:
	"""A file of the case belongs into another slot."""
	file = frappe.get_doc("File", name)
	if (file.attached_to_doctype, file.attached_to_name) != (CASE, case.name):
		frappe.throw(_("This file does not hang on the case."), title=_("Not A File Of A Case"))
	file.attached_to_field = _key(slot)
	file.save()


def put_in_order(case, handles: list[str]) -> None:
	"""The order of papers as the clerk wants it: handles (parts.Part.handle), across all slots."""
	file = open_file(case)
	known = {part.handle for part in parts.of_case(case, file)}
	file.paper_order = frappe.as_json([handle for handle in handles if handle in known], indent=None)
	file.save()


def excuse(case, slot: str, reason: str) -> None:
	"""Write down why nothing lies in a slot; an empty reason takes the remark back."""
	must = slots.must_slots(case.way_of_settlement, parts.ended_as(case), completeness.is_oral(case.name))
	reason = (reason or "").strip()
	if reason and not slots.may_be_excused(slot, must):
		frappe.throw(
			_("“{0}” must be in the file; a reason does not stand for it.").format(_(slot)),
			title=_("Must Be In The File"),
		)
	file = open_file(case)
	file.set("absences", [row for row in file.absences if row.slot != slot])
	if reason:
		file.append("absences", {"slot": slot, "reason": reason})
	file.save()


def open_file(case):
	"""The Case File of a case, made when it is opened for the first time by somebody who may write the case."""
	file = completeness.file_of(case.name)
	if file:
		return file
	file = frappe.new_doc("Case File")
	file.dispute_case = case.name
	# Who may write the case may keep its file: the role for it comes with the body's posts.
	case.check_permission("write")
	file.flags.ignore_permissions = True
	file.insert()
	file.flags.ignore_permissions = False
	return file


def _key(slot: str) -> str:
	if slot not in slots.SLOTS or slot in slots.DRAWN:
		frappe.throw(_("{0} is no slot for files.").format(escape_html(slot)), title=_("Wrong Slot"))
	return parts.key_of(slot)


def default_title(case) -> str:
	"""卷名: who against whom about what, in the site's language."""
	language = sites_language()
	return f"{case.party_names or ''} {_(case.category or '', language)}".strip()[:255]
