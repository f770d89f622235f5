"""What every request is looked at for (before_request): side entrances to overridden functions, joins, and SQL.

override_whitelisted_methods goes by the path that is asked for. The same function also answers under
the name of any module that imports it, and some functions call another one that the request names; both
would pass by our doors. And a field like "household.phone" reads a linked record's column without asking
that record's list hook; a column or filter with SQL in it (asked.py) asks no hook at all.
"""

from __future__ import annotations

import inspect

import frappe
from frappe import _
from frappe.utils import escape_html

from grid_governance.doors import asked
from grid_governance.scopes import PUBLIC, SCOPES

NAMING_A_FUNCTION = ("method", "tree_method", "query")
NAMING_COLUMNS = ("fields", "fieldname", "filter_fields", "searchfield", "pluck", "group_by", "order_by")
ORDERING = ("group_by", "order_by")


def check_request() -> None:
	"""Refuse the request (frappe.PermissionError) if it goes round a door."""
	form = frappe.local.form_dict
	for function in functions_asked_for():
		_refuse_side_entrance(function, direct=True)
	for key in NAMING_A_FUNCTION:
		if isinstance(form.get(key), str) and "." in form[key]:
			_refuse_side_entrance(form[key], direct=False)
	for key in NAMING_COLUMNS:
		refuse_strange(**{"order" if key in ORDERING else "columns": form.get(key)})
		for doctype in _doctypes_asked_for():
			check_columns(doctype, form.get(key))
	for key in form:
		if key.endswith("filters"):
			refuse_strange(filters=form[key])


def functions_asked_for() -> list[str]:
	"""What the platform may take for the function to call: `cmd` before the path, and there the first name after it."""
	path = frappe.local.request.path.split("/")
	after = path[path.index("method") + 1 :] if path[1:2] == ["api"] and "method" in path[2:4] else []
	return [name for name in (frappe.local.form_dict.get("cmd"), *after) if name and isinstance(name, str)]


def _doctypes_asked_for() -> list[str]:
	path = frappe.local.request.path.split("/")
	resource = path[1:2] == ["api"] and {"resource", "document"} & set(path[2:4])
	after = path[4 if path[2] in ("v1", "v2") else 3 :][:1] if resource else []
	return [name for name in (frappe.local.form_dict.get("doctype"), *after) if isinstance(name, str)]


def refuse_strange(columns: object = None, order: object = None, filters: object = None) -> None:
	"""Refuse columns, an order or filters (or their JSON) with more in them than names of fields."""
	found = (asked.strange_column(columns), asked.strange_order(order), asked.strange_filter(filters))
	for strange in found:
		if strange is not None:
			frappe.throw(
				_("{0} is no field that can be asked for.").format(escape_html(strange[:80])),
				frappe.PermissionError,
			)


def _refuse_side_entrance(path: str, direct: bool) -> None:
	overridden = frappe.get_hooks("override_whitelisted_methods", {})
	if "." not in path or (direct and path in overridden):
		return  # "login" and its like are no dotted names
	try:
		function = inspect.unwrap(frappe.get_attr(path))
	except Exception:
		frappe.clear_messages()
		return  # no function: the platform says so itself
	own = f"{getattr(function, '__module__', '')}.{getattr(function, '__qualname__', '')}"
	if any(hook.startswith("grid_governance.") for hook in overridden.get(own, [])):
		frappe.throw(_("{0} is called by its own name only.").format(own), frappe.PermissionError)


def check_columns(doctype: str | None, columns: object) -> None:
	"""Refuse a column of a linked record of ours, but for the title that its links show anyway."""
	if not isinstance(doctype, str) or not columns:
		return
	for column in asked.listed(columns):
		link, dot, linked_column = column.strip().partition(".") if isinstance(column, str) else ("", "", "")
		if not dot or "`" in link or "(" in link:
			continue
		df = frappe.get_meta(doctype).get_field(link) if frappe.db.exists("DocType", doctype) else None
		if not df or df.fieldtype != "Link" or df.options not in SCOPES or SCOPES[df.options].kind == PUBLIC:
			continue
		meta = frappe.get_meta(df.options)
		title = meta.title_field if meta.show_title_field_in_link else None
		if linked_column.split(" ")[0].strip("`") != title:
			frappe.throw(
				_("{0} is a field of another record; please read that record itself.").format(column),
				frappe.PermissionError,
			)
