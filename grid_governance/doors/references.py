"""Platform records that hang on ours (comments, versions, files, assignments, …) follow their parent.

One table says which columns name the parent; from it come a list hook (the row's parent must be among
the rows that the user may read) and a document hook (the parent must be readable). It binds system
managers too: they keep the platform, not the residents' data. Only Administrator sees all.
"""

from __future__ import annotations

import frappe

from grid_governance import permissions
from grid_governance.scopes import PUBLIC, SCOPES

# platform DocType → (column with our DocType, column with our record's name)
REFERENCES = {
	"Access Log": ("export_from", "reference_document"),
	"Activity Log": ("reference_doctype", "reference_name"),
	"Comment": ("reference_doctype", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"Deleted Document": ("deleted_doctype", "deleted_name"),
	"Document Follow": ("ref_doctype", "ref_docname"),
	"Document Share Key": ("reference_doctype", "reference_docname"),
	"DocShare": ("share_doctype", "share_name"),
	"Email Queue": ("reference_doctype", "reference_name"),
	"Energy Point Log": ("reference_doctype", "reference_name"),
	"File": ("attached_to_doctype", "attached_to_name"),
	"Milestone": ("reference_type", "reference_name"),
	"Notification Log": ("document_type", "document_name"),
	"Tag Link": ("document_type", "document_name"),
	"ToDo": ("reference_type", "reference_name"),
	"Version": ("ref_doctype", "docname"),
	"View Log": ("reference_doctype", "reference_name"),
	"Workflow Action": ("reference_doctype", "reference_name"),
}
GUARDED = tuple(doctype for doctype, scope in SCOPES.items() if scope.kind != PUBLIC)
HOOK_PREFIX = "rows_of_"


def conditions(doctype: str, user: str | None = None) -> str:
	"""SQL condition on the rows of a platform DocType: not ours, or hanging on a row that is readable."""
	user = user or frappe.session.user
	if user == "Administrator" or not GUARDED:
		return ""
	of_type, of_name = (f"`tab{doctype}`.`{column}`" for column in REFERENCES[doctype])
	ours = ", ".join(f"'{name}'" for name in GUARDED)
	parts = [f"{of_type} is null", f"{of_type} not in ({ours})"]
	for guarded in filter(frappe.db.table_exists, GUARDED):  # not yet migrated: no rows either
		inner = permissions.conditions(guarded, user, "gg_ref", "read")
		if inner != permissions.NOTHING:
			parts.append(
				f"({of_type} = '{guarded}' and exists (select 1 from `tab{guarded}` gg_ref"
				f" where gg_ref.`name` = {of_name} and {inner}))"
			)
	return "(" + " or ".join(parts) + ")"


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Document hook: our record's readability first, then whatever other hooks the platform has.

	To change what hangs on a record (a file, an assignment) one must be able to change the record.
	"""
	user = user or frappe.session.user
	if user == "Administrator":
		return True
	if not _parents_allow(doc, ptype or "read", user):
		return False
	for hook in reversed(frappe.get_hooks("has_permission").get(doc.doctype, [])):
		if not hook.startswith("grid_governance.doors."):
			answer = frappe.call(frappe.get_attr(hook), doc=doc, ptype=ptype, user=user)
			if answer is not None:
				return answer
	return True


def _parents_allow(doc, ptype: str, user: str) -> bool:
	of_type, of_name = REFERENCES[doc.doctype]
	stored = None
	if isinstance(doc.get("name"), str | int):
		stored = frappe.db.get_value(doc.doctype, doc.name, [of_type, of_name], as_dict=True)
	parents = {(row.get(of_type), row.get(of_name)) for row in (doc, stored) if row}
	return all(parent_allows(doctype, name, doc.doctype, ptype, user) for doctype, name in parents)


def parent_allows(doctype: str | None, name: str | None, what: str, ptype: str, user: str) -> bool:
	"""Whether `ptype` on a `what` that hangs on our record is open to `user`; others are not our business."""
	if doctype not in GUARDED or not name:
		return True
	needed = "write" if what in ("File", "ToDo") and ptype in ("create", "write", "delete") else "read"
	if not frappe.db.exists(doctype, name):
		return ptype == "create"  # a form not saved yet; what outlived its record is for nobody
	return bool(frappe.has_permission(doctype, needed, doc=name, user=user))


def list_hooks() -> dict[str, str]:
	return {name: f"{__name__}.{HOOK_PREFIX}{name.replace(' ', '_')}" for name in REFERENCES}


def document_hooks() -> dict[str, str]:
	return {
		**dict.fromkeys(REFERENCES, f"{__name__}.has_permission"),
		"File": "grid_governance.doors.files.has_permission",
	}


__getattr__ = permissions.rows_of(list_hooks(), lambda doctype, user: conditions(doctype, user))
