from frappe import _

from grid_governance.portal import holdings, pages


def get_context(context):
	person = pages.open_page(context, _("My Points"))
	context.accounts = holdings.accounts_of([person])
