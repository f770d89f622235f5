"""Which platform function is answered by which of ours, and what of the platform's records we watch (for hooks.py)."""

from __future__ import annotations

from grid_governance.doors import named

LISTS = "grid_governance.doors.lists."
RECORDS = "grid_governance.doors.records."
FILES = "grid_governance.doors.files."
CONTENTS = "grid_governance.doors.contents."
REPORTS = "grid_governance.doors.reports."

OVERRIDES = {
	"frappe.client.get_count": LISTS + "get_count",
	"frappe.desk.calendar.get_events": LISTS + "get_events",
	"frappe.desk.doctype.dashboard_chart.dashboard_chart.get": LISTS + "get_chart",
	"frappe.desk.doctype.number_card.number_card.get_result": LISTS + "get_number",
	"frappe.desk.doctype.tag.tag.get_tagged_docs": LISTS + "get_tagged_docs",
	"frappe.desk.form.linked_with.get": LISTS + "get_linked",
	"frappe.desk.listview.get_group_by_count": LISTS + "get_group_by_count",
	"frappe.desk.notifications.get_open_count": LISTS + "get_open_count",
	"frappe.desk.query_report.get_data_for_custom_field": LISTS + "get_data_for_custom_field",
	"frappe.desk.query_report.export_query": REPORTS + "export_query",
	"frappe.desk.query_report.run": REPORTS + "run",
	"frappe.geo.utils.get_coords": LISTS + "get_coords",
	"frappe.utils.goal.get_monthly_goal_graph_data": LISTS + "get_monthly_goal_graph_data",
	"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count": LISTS + "get_workflow_state_count",
	"frappe.core.doctype.communication.email.make": FILES + "make_communication",
	"frappe.utils.file_manager.add_attachments": FILES + "add_attachments",
	"frappe.client.validate_link": RECORDS + "validate_link",
	"frappe.desk.search.get_link_title": RECORDS + "get_link_title",
	"frappe.core.api.file.unzip_file": FILES + "unzip_file",
	"frappe.core.api.file.zip_files": FILES + "zip_files",
	"frappe.utils.print_format.report_to_pdf": "grid_governance.doors.markup.report_to_pdf",
	"frappe.www.printview.get_html_and_style": RECORDS + "get_html_and_style",
	"frappe.www.printview.get_rendered_raw_commands": RECORDS + "get_rendered_raw_commands",
	**named.overrides(),
}

WRITES = "grid_governance.doors.writes."
USERS = "grid_governance.doors.users."
FORGET = "grid_governance.permissions.forget_posts"


def joined(*tables: dict[str, dict]) -> dict[str, dict]:
	"""Several tables of doc_events as one: where two answer the same event, both do, in this order."""
	result: dict[str, dict] = {}
	for events in tables:
		for doctype, handlers in events.items():
			mine = result.setdefault(doctype, {})
			for event, handler in handlers.items():
				known, new = ([h] if isinstance(h, str) else list(h) for h in (mine.get(event, []), handler))
				mine[event] = [*known, *new]
	return result


DOC_EVENTS = {
	"*": {
		"before_save": [WRITES + "before_save", CONTENTS + "named_files_are_read"],
		"after_insert": FILES + "follow_new_record",
		"on_trash": WRITES + "refuse_lone_child",
	},
	"File": {"before_insert": FILES + "before_insert", "before_validate": FILES + "before_validate"},
	**{
		keeper: {"validate": REPORTS + "check_kept"}
		for keeper in ("Dashboard Chart", "Kanban Board", "Number Card", "Report")
	},
	"User": {"before_validate": USERS + "before_validate", "validate": USERS + "validate"},
	"DocShare": {"on_update": FORGET, "on_trash": FORGET},
	"Grid Duty": {"on_update": FORGET},
	"Grid Unit": {"on_update": FORGET},
	"Grid Worker": {"on_update": FORGET},
}
