import frappe
from frappe import _

from grid_governance.points.standing import public_standings
from grid_governance.points.year_end.honor_papers import public_honors
from grid_governance.portal import holdings, pages, people


def get_context(context):
	"""/standings/430181002001: what that village has switched on. Any other unit is a page that does not exist."""
	unit = str(frappe.form_dict.get("unit") or "")
	found = public_standings.boards(unit)
	if not found:
		raise frappe.PageDoesNotExistError
	pages.bare_page(context, _("Points Standings"))
	context.unit_name = frappe.db.get_value("Grid Unit", unit, "unit_name")
	context.honors = public_honors(unit)
	accounts = holdings.accounts_of(_own_people())
	context.boards = [
		{"board": board, "own": public_standings.own_places(board, accounts)} for board in found
	]


def _own_people() -> list:
	"""The signed-in villager's people; a guest and a worker without a registered phone have none."""
	if frappe.session.user == "Guest":
		return []
	try:
		return people.mine()
	except frappe.PermissionError:
		frappe.clear_last_message()
		return []
