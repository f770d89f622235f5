"""Where the QR of a passbook leads: a worker to the account's form, a resident to the own statement."""

from urllib.parse import quote

import frappe

no_cache = 1


def get_context(context):
	"""Says nothing about the account itself: form and portal each ask who is there."""
	account = quote(frappe.form_dict.get("account") or "")
	kind = frappe.db.get_value("User", frappe.session.user, "user_type")
	worker = frappe.session.user != "Guest" and kind == "System User"
	frappe.flags.redirect_location = (
		f"/app/points-account/{account}" if worker else f"/portal/statement?account={account}"
	)
	raise frappe.Redirect
