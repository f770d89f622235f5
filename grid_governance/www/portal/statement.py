import frappe
from frappe import _
from frappe.utils import cint

from grid_governance.portal import holdings, pages


def get_context(context):
	person = pages.open_page(context, _("Statement"))
	own = holdings.accounts_of([person])
	asked = frappe.form_dict.get("account") or (own[0].account if own else None)
	context.account, start = holdings.require(asked), cint(frappe.form_dict.get("start"))
	context.rows = holdings.statement(context.account.account, start)
	context.older = start + holdings.PAGE if len(context.rows) == holdings.PAGE else None
	for row in context.rows:
		row.colour = "plus" if row.points > 0 else "minus"
