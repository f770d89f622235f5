"""The reading doors, each a function of a row: what comes back must not hold the row's marker.

`path` is the platform's own; overrides and the request's guard apply as in `knock.call`.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from grid_governance.tests.factories.anyrow import Row
from grid_governance.tests.security.knock import call, rest

Door = Callable[[Row], str]


def _named(row: Row) -> str:
	return json.dumps([[row.doctype, "name", "=", row.name]])


def _if_counted(row: Row, answer: str) -> str:
	"""A figure gives the row away as soon as it is not zero."""
	figure = json.loads(answer)[0]
	return row.marker if figure else ""


def _chart(row: Row, **more) -> str:
	chart = {
		"name": None,
		"document_type": row.doctype,
		"filters_json": _named(row),
		"based_on": "creation",
		**more,
	}
	return call(
		"frappe.desk.doctype.dashboard_chart.dashboard_chart.get",
		chart=json.dumps(chart),
		timespan="Last Year",
		time_interval="Yearly",
		heatmap_year="",
	)


def _card(row: Row) -> str:
	doc = {"function": "Count", "document_type": row.doctype}
	path = "frappe.desk.doctype.number_card.number_card.get_result"
	return _if_counted(row, call(path, doc=json.dumps(doc), filters=_named(row)))


def _event_fields(row: Row) -> str:
	return json.dumps({"start": "creation", "end": "modified", "title": "name", "id": "name"})


LISTS: dict[str, Door] = {
	"client.get_list": lambda r: call(
		"frappe.client.get_list", doctype=r.doctype, fields='["name","owner"]', limit_page_length=0
	),
	"client.get_list or_filters": lambda r: call(
		"frappe.client.get_list", doctype=r.doctype, filters=_named(r), or_filters='[["name","like","%"]]'
	),
	"REST list": lambda r: rest("GET", r.doctype, fields='["name","owner"]', limit_page_length=0),
	"reportview.get": lambda r: call(
		"frappe.desk.reportview.get", doctype=r.doctype, fields='["name","owner"]'
	),
	"reportview.get_list": lambda r: call(
		"frappe.desk.reportview.get_list", doctype=r.doctype, fields='["name"]'
	),
	"reportview.get_count": lambda r: _if_counted(
		r,
		call(
			"frappe.desk.reportview.get_count",
			doctype=r.doctype,
			filters=_named(r),
			fields="[]",
			distinct="false",
		),
	),
	"client.get_count": lambda r: _if_counted(
		r, call("frappe.client.get_count", doctype=r.doctype, filters=json.dumps({"name": r.name}))
	),
	"export": lambda r: call(
		"frappe.desk.reportview.export_query",
		doctype=r.doctype,
		fields=json.dumps([f"`tab{r.doctype}`.`name`"]),
		file_format_type="CSV",
		filters="[]",
	),
	"search_link": lambda r: call(
		"frappe.desk.search.search_link", doctype=r.doctype, txt=r.name, ignore_user_permissions=1
	),
	"search_widget": lambda r: call(
		"frappe.desk.search.search_widget",
		"POST",
		doctype=r.doctype,
		txt=r.name,  # a page holds 100 rows and the catalogue more
		page_length=500,
		ignore_user_permissions=1,
	),
	"group by": lambda r: call(
		"frappe.desk.listview.get_group_by_count", doctype=r.doctype, current_filters="[]", field="owner"
	),
	"group by assignee": lambda r: call(
		"frappe.desk.listview.get_group_by_count",
		doctype=r.doctype,
		current_filters="[]",
		field="assigned_to",
	),
	"sidebar stats": lambda r: call(
		"frappe.desk.reportview.get_sidebar_stats", doctype=r.doctype, stats='["owner"]', filters="[]"
	),
	"filter dashboard": lambda r: call(
		"frappe.desk.reportview.get_filter_dashboard_data",
		doctype=r.doctype,
		stats='[{"name": "owner", "type": "Data"}]',
		filters="[]",
	),
	"chart by group": lambda r: _chart(
		r, chart_type="Group By", group_by_type="Count", group_by_based_on="owner", type="Bar"
	),
	"chart over time": lambda r: (
		r.marker
		if any(json.loads(_chart(r, chart_type="Count", type="Line"))[0]["datasets"][0]["values"])
		else ""
	),
	"number card": _card,
	"calendar": lambda r: call(
		"frappe.desk.calendar.get_events",
		doctype=r.doctype,
		start="2000-01-01",
		end="2100-01-01",
		field_map=_event_fields(r),
	),
	"workflow state count": lambda r: call(
		"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count",
		doctype=r.doctype,
		workflow_state_field="owner",
		states="[]",
	),
	"custom report column": lambda r: call(
		"frappe.desk.query_report.get_data_for_custom_field", doctype=r.doctype, field="owner"
	),
	"map": lambda r: call("frappe.geo.utils.get_coords", doctype=r.doctype, filters="[]", type="coordinates"),
	"website list": lambda r: call("frappe.www.list.get_list_data", doctype=r.doctype, limit=500),
	"data export": lambda r: call(
		"frappe.core.doctype.data_export.exporter.export_data",
		doctype=r.doctype,
		with_data=True,
		all_doctypes=False,
		select_columns=json.dumps({r.doctype: ["name", "owner"]}),
		file_type="CSV",
		filters="[]",
	),
	"import template": lambda r: call(
		"frappe.core.doctype.data_import.data_import.download_template",
		doctype=r.doctype,
		export_fields=json.dumps({r.doctype: ["name", "owner"]}),
		export_records="all",
		export_filters="[]",
		file_type="CSV",
	),
	"goal graph": lambda r: call(
		"frappe.utils.goal.get_monthly_goal_graph_data",
		title="x",
		doctype="Grid Unit",
		docname="43",
		goal_value_field="name",
		goal_total_field="name",
		goal_history_field="name",
		goal_doctype=r.doctype,
		goal_doctype_link="name",
		goal_field="owner",
		date_field="creation",
		aggregation="max",
		filters="{}",
	),
	"global search": lambda r: call("frappe.utils.global_search.search", text=r.marker),
}

RECORDS: dict[str, Door] = {
	"client.get": lambda r: call("frappe.client.get", doctype=r.doctype, name=r.name),
	"client.get by filters": lambda r: call(
		"frappe.client.get", doctype=r.doctype, filters=json.dumps({"name": r.name})
	),
	"client.get_value": lambda r: call(
		"frappe.client.get_value",
		doctype=r.doctype,
		fieldname='["name","owner"]',
		filters=json.dumps({"owner": ["like", f"{r.marker}%"]}),
	),
	"REST get": lambda r: rest("GET", r.doctype, r.name),
	"form": lambda r: call("frappe.desk.form.load.getdoc", doctype=r.doctype, name=r.name),
	"print": lambda r: call(
		"frappe.www.printview.get_html_and_style", doc=r.doctype, name=r.name, print_format="Standard"
	),
	"share list": lambda r: call("frappe.share.get_users", doctype=r.doctype, name=r.name),
}

# doors that only a stranger is tried at: what the right person gets there is not the marker
DENIED: dict[str, Door] = {
	"docinfo": lambda r: call("frappe.desk.form.load.get_docinfo", doctype=r.doctype, name=r.name),
	"communications": lambda r: call(
		"frappe.desk.form.load.get_communications", doctype=r.doctype, name=r.name
	),
	"print of a sent document": lambda r: call(
		"frappe.www.printview.get_html_and_style", doc=json.dumps({"doctype": r.doctype, "name": r.name})
	),
	"PDF": lambda r: call("frappe.utils.print_format.download_pdf", doctype=r.doctype, name=r.name),
	"PDF by key": lambda r: call(
		"frappe.utils.print_format.download_pdf", doctype=r.doctype, name=r.name, key="x"
	),
	"weasyprint": lambda r: call(
		"frappe.utils.weasyprint.download_pdf", doctype=r.doctype, name=r.name, print_format="Standard"
	),
	"preview": lambda r: call("frappe.desk.link_preview.get_preview_data", doctype=r.doctype, docname=r.name),
	"linked with": lambda r: call("frappe.desk.form.linked_with.get", doctype=r.doctype, docname=r.name),
	"connections": lambda r: call("frappe.desk.notifications.get_open_count", doctype=r.doctype, name=r.name),
	"transitions": lambda r: call(
		"frappe.model.workflow.get_transitions", doc=json.dumps({"doctype": r.doctype, "name": r.name})
	),
	"next record": lambda r: call("frappe.desk.form.utils.get_next", doctype=r.doctype, value=r.name, prev=0),
	"followers": lambda r: call(
		"frappe.desk.form.document_follow.get_follow_users", doctype=r.doctype, doc_name=r.name
	),
	"permissions": lambda r: call("frappe.client.get_doc_permissions", doctype=r.doctype, docname=r.name),
	"realtime": lambda r: call("frappe.realtime.can_subscribe_doc", doctype=r.doctype, docname=r.name),
	"mail": lambda r: call(
		"frappe.core.doctype.communication.email.make",
		"POST",
		doctype=r.doctype,
		name=r.name,
		recipients="x@gg.test",
		content="x",
	),
	"heatmap": lambda r: _chart(r, chart_type="Count", type="Heatmap"),
}
