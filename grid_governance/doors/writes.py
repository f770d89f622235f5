"""What is written is judged as it will stand, whatever the request looked like (doc_events on "*").

The platform checks a new record before its controller has run and fetches values from links nobody
checked; a child row saved by itself never meets its parent's controller; a child row sent along under
a neighbour's name would be moved over. All of that ends here, for every DocType in SCOPES.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model import table_fields

from grid_governance import permissions
from grid_governance.registry import unit_names
from grid_governance.scopes import CHILD_PARENTS, PUBLIC, SCOPES


def before_save(doc, method: str | None = None) -> None:
	"""doc_event: refuse a place, a child row or a fetched link that the user does not reach."""
	if doc.flags.ignore_permissions:
		return
	refuse_lone_child(doc)
	scope = SCOPES.get(doc.doctype)
	if scope is None:
		return
	_check_rows_are_own(doc)
	if frappe.session.user == "Administrator":
		return
	if scope.kind != PUBLIC:
		_check_place(doc, scope.place)
	_check_fetched_links(doc)


def refuse_lone_child(doc, method: str | None = None) -> None:
	"""doc_event (on_trash too): a row of our child tables is written through its parent only."""
	if doc.doctype in CHILD_PARENTS and not doc.flags.ignore_permissions:
		frappe.throw(
			_("Rows of {0} are changed in the record they belong to. Please open and save that one.").format(
				_(doc.doctype)
			),
			frappe.PermissionError,
		)


def _check_place(doc, place: str) -> None:
	"""The controller may have derived the place after the platform's check; a share never moves a row."""
	before = doc.get_doc_before_save()
	if before and before.get(place) == doc.get(place):
		return
	if not permissions.has_permission(doc, "write" if before else "create"):
		frappe.throw(
			_("Your posts do not reach {0}, so {1} cannot be put there.").format(
				unit_names.full(doc.get(place)) or "–", _(doc.doctype)
			),
			frappe.PermissionError,
		)


def _check_rows_are_own(doc) -> None:
	"""A child row that comes with a name must be one that this record has already."""
	before = doc.get_doc_before_save()
	if before is None:
		return
	for df in doc.meta.get_table_fields():
		known = {row.name for row in before.get(df.fieldname) or []}
		strange = [
			row.name
			for row in doc.get(df.fieldname) or []
			if row.name and not row.get("__islocal") and row.name not in known
		]
		if strange and frappe.get_all(df.options, filters={"name": ["in", strange]}, limit=1):
			frappe.throw(
				_("A row of {0} belongs to another record. Please reload and enter it anew.").format(
					_(df.label)
				),
				frappe.PermissionError,
			)


def _check_fetched_links(doc) -> None:
	"""A link from which values are fetched shows those values: its target must be readable."""
	before = doc.get_doc_before_save()
	_check_links(doc, before)
	for df in doc.meta.get("fields", {"fieldtype": ["in", table_fields]}):
		old = {row.name: row for row in (before.get(df.fieldname) if before else None) or []}
		for row in doc.get(df.fieldname) or []:
			_check_links(row, old.get(row.name))


def _check_links(row, before) -> None:
	meta = frappe.get_meta(row.doctype)
	sources = {df.fetch_from.split(".", 1)[0] for df in meta.fields if df.fetch_from and "." in df.fetch_from}
	for fieldname in sources:
		name, df = row.get(fieldname), meta.get_field(fieldname)
		if not name or not df or df.fieldtype != "Link" or (before and before.get(fieldname) == name):
			continue
		if not permissions.reads(df.options, name):
			frappe.throw(
				_("{0}: this record lies outside your posts and cannot be used here.").format(_(df.label)),
				frappe.PermissionError,
			)
