from frappe import _

from grid_governance.portal import pages, reserving


def get_context(context):
	pages.open_page(context, _("My Collection Codes"))
	context.rows = reserving.reservations()
