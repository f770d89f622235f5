from frappe import _

from grid_governance.portal import holdings, pages, reserving


def get_context(context):
	person = pages.open_page(context, _("Points Shop"))
	rows = holdings.accounts_of([person])
	open_ones = [row for row in rows if row.redeemable and row.status == "Normal"]
	context.accounts = sorted(open_ones, key=lambda row: -row.balance)  # the fullest is chosen at first
	context.shops = [
		{**place, "shelf": reserving.shelf(place)} for place in reserving.shops_of(person.grid_unit)
	]
