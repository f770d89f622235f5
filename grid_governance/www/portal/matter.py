import frappe
from frappe import _

from grid_governance.portal import following, matters, pages


def get_context(context):
	pages.open_page(context, _("My Matters"))
	asked = frappe.form_dict
	context.kind = "case" if asked.get("case") else "reception"
	context.ratings = matters.RATINGS
	if context.kind == "case":
		context.row = row = matters.require_case(asked.get("case"))
		context.title = _(row.category)
		context.office = following.office_of(row)
		context.sessions = following.sessions_of(row.name)
		context.agreements = following.agreements_of(row.name)
	else:
		context.row = row = matters.require_reception(asked.get("reception"))
		context.title = _("Matter Told To The Centre")
	context.may_rate = matters.may_rate(context.kind, row)
	context.rating = matters.rating_of(context.kind, row.name)
