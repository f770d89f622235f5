"""Platform functions that count or list without the list hook, answered here with it.

For other DocTypes each calls the platform's own function. Everything of ours goes through
`frappe.get_list`, the one way that asks the list hook.
"""

from __future__ import annotations

import inspect
import json
import re
from datetime import datetime

import frappe
from babel.dates import format_skeleton
from frappe import _

from grid_governance.doors import entrance
from grid_governance.doors.references import GUARDED
from grid_governance.scopes import CHILD_PARENTS, SCOPES

OURS = frozenset((*GUARDED, *CHILD_PARENTS))
COLUMN = re.compile(r"\w+")
MOST = 100  # what the platform's connection counts stop at


def _original(path: str):
	"""The platform's function without its decorators (a chart's cache knows no user)."""
	return inspect.unwrap(frappe.get_attr(path))


def _plain(*columns: str | None) -> None:
	"""Refuse anything but a column's name: these end up in SQL, or read a linked record's column."""
	for column in columns:
		if column and not COLUMN.fullmatch(column):
			frappe.throw(_("{0} is not a field that can be counted.").format(column), frappe.PermissionError)


def _count(doctype: str, filters: dict | list | None = None) -> int:
	parent = CHILD_PARENTS.get(doctype, [None])[0]
	rows = frappe.get_list(
		doctype,
		filters=filters,
		fields=["count(*) as total"],
		parent_doctype=parent,
		order_by=None,
		as_list=True,
	)
	return rows[0][0] if rows else 0


@frappe.whitelist()
def get_count(
	doctype: str, filters: str | dict | list | None = None, debug: bool = False, cache: bool = False
) -> int:
	"""Count the rows of `doctype` that the user may read (the platform's counts them all)."""
	if doctype not in OURS:
		return _original("frappe.client.get_count")(doctype, filters, debug, cache)
	return _count(doctype, frappe.parse_json(filters) if filters else None)


@frappe.whitelist()
def get_workflow_state_count(doctype: str, workflow_state_field: str, states: str | list) -> list[dict]:
	"""Count the readable rows whose workflow state is none of `states`, by state."""
	if doctype not in OURS:
		path = "frappe.workflow.doctype.workflow.workflow.get_workflow_state_count"
		return _original(path)(doctype, workflow_state_field, states)
	_plain(workflow_state_field)
	rows = frappe.get_list(
		doctype,
		fields=[workflow_state_field, "count(*) as count"],
		filters={workflow_state_field: ["not in", frappe.parse_json(states)]},
		group_by=workflow_state_field,
		order_by=None,
	)
	return [row for row in rows if row[workflow_state_field]]


@frappe.whitelist()
def get_group_by_count(doctype: str, current_filters: str | list, field: str) -> list[dict]:
	"""Counts for the list's sidebar; by assignee only over rows that the user may read."""
	_plain(field)
	if doctype not in OURS or field != "assigned_to":
		return _original("frappe.desk.listview.get_group_by_count")(doctype, current_filters, field)
	names = frappe.get_list(doctype, filters=frappe.parse_json(current_filters), pluck="name", limit=1000)
	return frappe.get_all(
		"ToDo",
		filters={
			"status": ["!=", "Cancelled"],
			"reference_type": doctype,
			"reference_name": ["in", names or [""]],
		},
		fields=["allocated_to as name", "count(*) as count"],
		group_by="allocated_to",
		order_by="count desc",
		limit=50,
	)


@frappe.whitelist()
def get_tagged_docs(doctype: str, tag: str) -> list[tuple]:
	"""Names of the readable rows with this tag."""
	if doctype not in OURS:
		return _original("frappe.desk.doctype.tag.tag.get_tagged_docs")(doctype, tag)
	return frappe.get_list(
		doctype, filters={"_user_tags": ["like", f"%{tag}%"]}, fields=["name"], as_list=True
	)


@frappe.whitelist()
def get_data_for_custom_field(doctype: str, field: str) -> dict[str, object]:
	"""{name: value} for a column added to a report by hand, of the readable rows."""
	if doctype not in OURS:
		return _original("frappe.desk.query_report.get_data_for_custom_field")(doctype, field)
	_plain(field)
	return frappe._dict(frappe.get_list(doctype, fields=["name", field], as_list=True))


@frappe.whitelist()
def get_monthly_goal_graph_data(goal_doctype: str, **values: object) -> dict:
	"""The platform's goal graph, which sums over all rows: not for DocTypes of ours."""
	if goal_doctype in OURS:
		raise frappe.PermissionError(goal_doctype)
	values.pop("cmd", None)
	path = "frappe.utils.goal.get_monthly_goal_graph_data"
	return _original(path)(goal_doctype=goal_doctype, **values)


@frappe.whitelist()
def get_coords(doctype: str, filters: str | list | None = None, type: str = "coordinates") -> dict:
	"""GeoJSON points for the map view, of the readable rows only.

	The platform's lists all when there is no filter and takes raw conditions.
	"""
	if doctype not in OURS:
		return _original("frappe.geo.utils.get_coords")(doctype, filters, type)
	from frappe.geo import utils as geo

	columns = ["location"] if type == "location_field" else ["latitude", "longitude"]
	rows = frappe.get_list(doctype, filters=frappe.parse_json(filters or "[]"), fields=["name", *columns])
	return geo.convert_to_geojson(type, rows)


@frappe.whitelist()
def get_chart(
	chart_name: str | None = None, chart: str | dict | None = None, **options: object
) -> dict | None:
	"""A dashboard chart's data for this user: never from the cache all users share, no heatmap over all rows."""
	record = (
		frappe.get_doc("Dashboard Chart", chart_name)
		if chart_name
		else frappe._dict(frappe.parse_json(chart))
	)
	path = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
	_plain(
		record.based_on, record.value_based_on, record.group_by_based_on, record.aggregate_function_based_on
	)
	entrance.refuse_strange(filters=record.filters_json)
	if record.document_type not in OURS:
		data = frappe.call(frappe.get_attr(path), chart_name=chart_name, chart=chart, **options)
		return _in_users_words(record, data)
	if record.type == "Heatmap":
		frappe.throw(_("A heatmap would count rows outside your posts; please choose another kind of chart."))
	asked = {name: value or None for name, value in options.items()}  # the cache around it does so
	return _in_users_words(record, frappe.call(_original(path), chart_name=chart_name, chart=chart, **asked))


def _in_users_words(chart: frappe._dict, data: dict | None) -> dict | None:
	"""Labels as a form shows them: options and linked names translated, months in the user's language."""
	if not data or chart.document_type not in SCOPES:
		return data
	if chart.chart_type == "Group By":
		field = frappe.get_meta(chart.document_type).get_field(chart.group_by_based_on)
		linked = field and field.fieldtype == "Link" and frappe.get_meta(field.options).translated_doctype
		if linked or (field and field.fieldtype == "Select"):
			return {**data, "labels": [_(label) for label in data["labels"]]}
		return data
	return {**data, "labels": [_month(label) for label in data["labels"]]}


def _month(label: str) -> str:
	"""The platform's "Nov 2026" as the user writes it; other labels as they are."""
	try:
		month = datetime.strptime(label, "%b %Y")
	except ValueError:
		return label
	return format_skeleton("yMMM", month, locale=frappe.local.lang.replace("-", "_"))


@frappe.whitelist()
def get_number(doc: str | dict, filters: str | list | None = None, to_date: str | None = None) -> int:
	"""A number card's figure; the aggregated field must be a plain one."""
	card = frappe._dict(frappe.parse_json(doc))
	_plain(card.aggregate_function_based_on)
	return _original("frappe.desk.doctype.number_card.number_card.get_result")(card, filters, to_date)


@frappe.whitelist()
def get_events(
	doctype: str,
	start: str,
	end: str,
	field_map: str | dict,
	filters: str | list | None = None,
	fields: str | list | None = None,
) -> list[dict]:
	"""Calendar rows; the mapped fields must be plain ones."""
	_plain(*(value for value in frappe.parse_json(field_map).values() if isinstance(value, str)))
	asked = field_map if isinstance(field_map, str) else json.dumps(field_map)
	return _original("frappe.desk.calendar.get_events")(doctype, start, end, asked, filters, fields)


@frappe.whitelist()
def get_open_count(doctype: str, name: str, items: str | list | None = None) -> dict:
	"""Counts for a form's connections, of the rows that the user may read (the platform's counts all)."""
	doc = frappe.get_doc(doctype, name)
	doc.check_permission()
	links = doc.meta.get_dashboard_data()
	asked = frappe.parse_json(items) if items else [d for g in links.transactions for d in g.get("items")]
	if not {doctype, *asked} & OURS:
		return _original("frappe.desk.notifications.get_open_count")(doctype, name, items)
	counts = []
	for other in asked:
		if other in links.get("internal_links", {}) or not frappe.has_permission(other, "read"):
			continue
		column = links.get("non_standard_fieldnames", {}).get(other, links.get("fieldname"))
		rows = frappe.get_list(other, filters={column: name}, pluck="name", limit=MOST, order_by=None)
		counts.append({"name": other, "count": len(rows)})
	return {"count": counts}


@frappe.whitelist()
def get_linked(doctype: str, docname: str) -> dict[str, list[dict]]:
	"""Records that link to this one, as far as the user may read both."""
	frappe.get_doc(doctype, docname).check_permission()
	found = _original("frappe.desk.form.linked_with.get")(doctype, docname)
	for other in OURS & set(found):
		names = [row["name"] for row in found[other]]
		readable = set()
		if other not in CHILD_PARENTS and frappe.has_permission(other, "read"):
			readable = set(frappe.get_list(other, filters={"name": ["in", names]}, pluck="name"))
		found[other] = [row for row in found[other] if row["name"] in readable]
	return {other: rows for other, rows in found.items() if rows}
