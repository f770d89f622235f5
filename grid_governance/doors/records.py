"""Platform functions about one record that would tell of it, or print it, unread."""

from __future__ import annotations

import json

import frappe
from frappe import _

from grid_governance import permissions
from grid_governance.doors.references import GUARDED


@frappe.whitelist()
def get_link_title(doctype: str, docname: str) -> str | None:
	"""The title shown for a link; the bare name when the record is not readable. One's own name is."""
	meta = frappe.get_meta(doctype)
	if not meta.show_title_field_in_link or not (
		permissions.reads(doctype, docname) or _is_self(doctype, docname)
	):
		return docname
	return frappe.db.get_value(doctype, docname, meta.title_field)


def _is_self(doctype: str, docname: str) -> bool:
	"""The worker of this login: forms name them as visitor or first receiver."""
	return doctype == "Grid Worker" and bool(
		frappe.db.exists(doctype, {"name": docname, "user": frappe.session.user})
	)


@frappe.whitelist()
def validate_link(doctype: str, docname: str, fields: str | list | None = None) -> dict:
	"""Whether a typed link exists for this user, with the fields to fetch; what is hidden does not exist."""
	if not permissions.reads(doctype, docname):
		return frappe._dict(name=None)
	from frappe.client import validate_link as platform

	return platform(doctype, docname, fields)


def _stored_only(doc: str, name: str | None) -> tuple[str, str | None]:
	"""A record of ours is printed from the database, never from what the browser sends."""
	if isinstance(name, str):
		return doc, name
	sent = json.loads(doc)
	if sent.get("doctype") not in GUARDED:
		return doc, name
	if not isinstance(sent.get("name"), str) or not frappe.db.exists(sent["doctype"], sent["name"]):
		frappe.throw(_("Please save before printing."))
	return sent["doctype"], sent["name"]


@frappe.whitelist()
def get_html_and_style(
	doc: str,
	name: str | None = None,
	print_format: str | None = None,
	no_letterhead: bool | None = None,
	letterhead: str | None = None,
	trigger_print: bool = False,
	style: str | None = None,
	settings: str | None = None,
) -> dict[str, str | None]:
	"""HTML and style of a print; raises frappe.PermissionError without read on the stored record."""
	from frappe.www.printview import get_html_and_style as platform

	doc, name = _stored_only(doc, name)
	return platform(
		doc,
		name,
		print_format,
		no_letterhead=no_letterhead,
		letterhead=letterhead,
		trigger_print=trigger_print,
		style=style,
		settings=settings,
	)


@frappe.whitelist()
def get_rendered_raw_commands(doc: str, name: str | None = None, print_format: str | None = None) -> dict:
	"""Raw printer commands, from the stored record only."""
	from frappe.www.printview import get_rendered_raw_commands as platform

	doc, name = _stored_only(doc, name)
	return platform(doc, name, print_format)
