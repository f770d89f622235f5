from frappe import _

from grid_governance.portal import matters, pages


def get_context(context):
	pages.open_page(context, _("My Matters"))
	context.rows = matters.told_and_quarrelled()
