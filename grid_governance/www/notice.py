"""A public notice on the open net: masked names and groups for points, the title and days for the rest."""

import frappe
from frappe.utils import cint, escape_html

from grid_governance.points.notice import notice_views, notices
from grid_governance.portal import pages


def get_context(context):
	found = notice_views.by_code(str(frappe.form_dict.get("code") or ""))
	if not found:
		raise frappe.PageDoesNotExistError
	start = max(cint(frappe.form_dict.get("start")), 0)
	pages.bare_page(context, escape_html(found.title))
	context.notice, context.points = found, found.kind == notices.POINTS
	context.unit = frappe.db.get_value("Grid Unit", found.grid_unit, "unit_name")
	lines = notice_views.open_net(found.name, start) if context.points else []
	context.lines = lines[: notice_views.PAGE]
	context.earlier = max(start - notice_views.PAGE, 0) if start else None
	context.later = start + notice_views.PAGE if len(lines) > notice_views.PAGE else None
