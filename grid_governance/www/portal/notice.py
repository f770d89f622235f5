import frappe
from frappe import _
from frappe.utils import cint, sanitize_html

from grid_governance.points.notice import notice_views, notices
from grid_governance.portal import pages


def get_context(context):
	person = pages.open_page(context, _("Notice"))
	# what hangs where the person lives, and nothing else: unknown and foreign look alike
	found = [
		row
		for row in notice_views.of_villager(person.grid_unit, 200)
		if row.name == frappe.form_dict.get("name")
	]
	if not found:
		raise frappe.PageDoesNotExistError
	context.notice, start = found[0], cint(frappe.form_dict.get("start"))
	context.title = context.notice.title
	context.notice.content = sanitize_html(
		frappe.db.get_value(notices.DOCTYPE, context.notice.name, "content") or ""
	)
	context.rows = notice_views.board(context.notice.name, start, notice_views.PAGE)
	context.open = context.notice.stage == notices.ON_NOTICE
	context.older = start + notice_views.PAGE if len(context.rows) == notice_views.PAGE else None
