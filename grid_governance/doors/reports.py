"""Columns of linked records that a user adds to a report: the platform fills them from all rows, whoever asks."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.doors import entrance, lists

RUN = "frappe.desk.query_report.run"
EXPORT = "frappe.desk.query_report.export_query"


@frappe.whitelist()
def run(report_name: str, custom_columns: str | list | None = None, **options: object) -> dict:
	"""A report's rows (the platform's), in the columns added to it the values of readable records only."""
	added = frappe.parse_json(custom_columns) if custom_columns else None
	_check_names(added)
	for name in ("cmd", "user"):  # whose limits apply is not for the request to say
		options.pop(name, None)
	data = frappe.call(frappe.get_attr(RUN), report_name=report_name, custom_columns=added, **options)
	for column in _of_ours(data.get("columns")):
		_show_readable(data["result"], data["columns"], column)
	return data


@frappe.whitelist()
def export_query() -> None:
	"""The platform's export of a report; not with columns of other records of ours."""
	form = frappe.local.form_dict
	added = frappe.parse_json(form.custom_columns) if form.custom_columns else []
	kept = frappe.db.get_value("Report", {"name": form.report_name, "report_type": "Custom Report"}, "json")
	if _of_ours(added) or _of_ours((frappe.parse_json(kept) or {}).get("columns") if kept else None):
		frappe.throw(
			_("A report is exported without columns of other records. Please take them out first."),
			frappe.PermissionError,
		)
	_check_names(added)
	frappe.get_attr(EXPORT)()


def check_kept(doc, method: str | None = None) -> None:
	"""doc_event on what keeps a query: filters and columns that others will run are plain ones."""
	for field in ("filters", "filters_json"):
		if isinstance(doc.get(field), str):
			entrance.refuse_strange(filters=doc.get(field))
	kept = frappe.parse_json(doc.json) if doc.doctype == "Report" and doc.get("json") else None
	if not isinstance(kept, dict):
		return
	entrance.refuse_strange(filters=kept.get("filters"))
	_check_names(kept.get("columns"))
	grouping = kept.get("group_by") if isinstance(kept.get("group_by"), dict) else {}
	fields = [field[0] for field in kept.get("fields") or [] if isinstance(field, list) and field]
	entrance.refuse_strange(
		columns=[*fields, *(value for value in grouping.values() if isinstance(value, str))]
	)
	for order in ("order_by", "sort_by", "sort_by_next"):
		entrance.refuse_strange(order=kept.get(order))


def _check_names(columns: list | None) -> None:
	entrance.refuse_strange(columns=[column.get("fieldname") for column in columns or []])


def _of_ours(columns: list | None) -> list[dict]:
	"""Those of the columns that read a linked record of ours."""
	return [
		column
		for column in columns or []
		if isinstance(column, dict) and column.get("link_field") and column.get("doctype") in lists.OURS
	]


def _show_readable(rows: list, columns: list, column: dict) -> None:
	name, link = column["fieldname"], column["link_field"]
	link = link.get("fieldname") if isinstance(link, dict) else link  # newer versions name the rows too
	readable = lists.get_data_for_custom_field(column["doctype"], name)
	for row in rows:
		if isinstance(row, dict):
			row[name] = readable.get(row.get(link))
		else:  # the line of totals
			row[columns.index(column)] = None
