import frappe
from frappe import _
from frappe.utils import nowdate

from grid_governance.portal import declaring, items, pages

FEW = 15  # as many as one drop-down on a phone bears


def get_context(context):
	person = pages.open_page(context, _("Declare A Deed"))
	context.today = nowdate()
	context.books = declaring.books_of(person)
	asked = frappe.form_dict.get("book")
	names = [book.name for book in context.books]
	context.chosen = asked if asked in names else next(iter(names), None)
	found = items.items_of(person, context.chosen) if context.chosen else []
	context.items, context.finding = found, len(found) > FEW
