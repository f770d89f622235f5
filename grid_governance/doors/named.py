"""Platform functions that take a record's name and check nothing, or too little: checked here first.

NAMED says for each which arguments hold DocType and name (one, or a list of names) and which right is
needed; the wrapper checks it by the platform's own `has_permission` and calls the original. A function
that this version of the platform lacks simply stays uncalled.
"""

from __future__ import annotations

from collections.abc import Callable

import frappe

from grid_governance.cases.case_file import seal
from grid_governance.doors.references import GUARDED

NAMED = {
	"frappe.automation.doctype.assignment_rule.assignment_rule.bulk_apply": ("doctype", "docnames", "write"),
	"frappe.automation.doctype.reminder.reminder.create_new_reminder": (
		"reminder_doctype",
		"reminder_docname",
		"read",
	),
	"frappe.client.get_doc_permissions": ("doctype", "docname", "read"),
	"frappe.client.rename_doc": ("doctype", "old_name", "write"),
	"frappe.core.doctype.submission_queue.submission_queue.get_latest_submissions": (
		"doctype",
		"docname",
		"read",
	),
	"frappe.desk.doctype.tag.tag.add_tag": ("dt", "dn", "write"),
	"frappe.desk.doctype.tag.tag.add_tags": ("dt", "docs", "write"),
	"frappe.desk.doctype.tag.tag.remove_tag": ("dt", "dn", "write"),
	"frappe.desk.form.assign_to.add": ("doctype", "name", "write"),
	"frappe.desk.form.assign_to.add_multiple": ("doctype", "name", "write"),
	"frappe.desk.form.assign_to.close": ("doctype", "name", "write"),
	"frappe.desk.form.assign_to.remove": ("doctype", "name", "write"),
	"frappe.desk.form.assign_to.remove_multiple": ("doctype", "names", "write"),
	"frappe.desk.form.document_follow.follow_document": ("doctype", "doc_name", "read"),
	"frappe.desk.form.document_follow.get_follow_users": ("doctype", "doc_name", "read"),
	"frappe.desk.form.document_follow.update_follow": ("doctype", "doc_name", "read"),
	"frappe.desk.form.linked_with.get_submitted_linked_docs": ("doctype", "name", "read"),
	"frappe.desk.form.utils.get_next": ("doctype", "value", "read"),
	"frappe.desk.like.toggle_like": ("doctype", "name", "read"),
	"frappe.social.doctype.energy_point_log.energy_point_log.get_reviews": ("doctype", "docname", "read"),
	"frappe.templates.includes.comments.comments.add_comment": (
		"reference_doctype",
		"reference_name",
		"read",
	),
	"frappe.templates.includes.likes.likes.like": ("reference_doctype", "reference_name", "read"),
}
_PLACES = {path.replace(".", "__"): path for path in NAMED}
_doors: dict[str, Callable] = {}


def overrides() -> dict[str, str]:
	"""Platform path → our path, for override_whitelisted_methods."""
	return {path: f"{__name__}.{place}" for place, path in _PLACES.items()}


def check(doctype: str, name: str | list, ptype: str) -> None:
	"""Raise frappe.PermissionError unless `ptype` is open on each named record of a DocType of ours."""
	if doctype not in GUARDED:
		return
	names = frappe.parse_json(name) if isinstance(name, str) and name.startswith("[") else name
	for one in names if isinstance(names, list) else [names]:
		if not isinstance(one, str) or not frappe.db.exists(doctype, one):
			raise frappe.PermissionError(doctype)  # the same answer as for what is hidden
		frappe.get_doc(doctype, one).check_permission(ptype)
		if ptype == "write":
			seal.refuse_if_sealed(doctype, one)


def __getattr__(place: str) -> Callable:
	if place not in _PLACES:
		raise AttributeError(place)
	if place not in _doors:
		_doors[place] = _make_door(_PLACES[place])
	return _doors[place]


def _make_door(path: str) -> Callable:
	original = frappe.get_attr(path)
	doctype, name, ptype = NAMED[path]

	def door(**values: object) -> object:
		"""The platform's function of this name, after the check of the named record."""
		check(values.get(doctype), values.get(name), ptype)
		return frappe.call(original, **values)

	door.__name__ = door.__qualname__ = path.replace(".", "__")
	methods = frappe.allowed_http_methods_for_whitelisted_func[original]
	return frappe.whitelist(allow_guest=original in frappe.guest_methods, methods=methods)(door)
