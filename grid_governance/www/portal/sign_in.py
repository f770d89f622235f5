import frappe
from frappe import _

from grid_governance.portal import pages


def get_context(context):
	pages.bare_page(context, _("Sign In To The Residents' Portal"))
	to = frappe.form_dict.get("to") or "/portal"
	# only within the portal: an address from outside would send a signed-in resident anywhere
	context.to = to if to == "/portal" or to.startswith(("/portal/", "/portal?")) else "/portal"
	if frappe.session.user != "Guest":
		frappe.local.flags.redirect_location = context.to
		raise frappe.Redirect
