import frappe
from frappe import _
from frappe.utils import cint

from grid_governance.portal import declaring, pages

COLOURS = {"Credited": "good", "Sent Back": "bad", "Not Recognised": "bad", "Under Objection": "bad"}


def get_context(context):
	pages.open_page(context, _("My Declarations"))
	context.rows = declaring.declared(cint(frappe.form_dict.get("start")))
	context.colours, context.user = COLOURS, frappe.session.user
