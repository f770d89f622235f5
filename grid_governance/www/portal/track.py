from frappe import _
from frappe.sessions import get_csrf_token

from grid_governance.portal import pages


def get_context(context):
	pages.bare_page(context, _("Look Up A Number"))
	context.csrf_token = get_csrf_token()
