"""Households that nobody has found at home for N days: who to call on next, the longest wait first."""

import frappe
from frappe import _
from frappe.utils import add_days, cint, date_diff, getdate, nowdate

from grid_governance import permissions
from grid_governance.figures.columns import column

DEFAULT_DAYS = 30
ROWS = 5000


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], str | None]:
	"""Filters: days (default 30), grid_unit (a code; everything inside it).

	One row per household on the register within the user's ranges: unit, address, head, last visit, days
	since (empty when never visited). A visit that found nobody at home does not count. At most 5,000 rows.
	"""
	filters = frappe._dict(filters or {})
	days = cint(filters.days) if filters.days not in (None, "") else DEFAULT_DAYS
	if days < 0:
		frappe.throw(_("The number of days cannot be negative."))
	rows = _households(add_days(nowdate(), -days), filters.grid_unit)
	for row in rows:
		row.days = date_diff(nowdate(), getdate(row.last_visit)) if row.last_visit else None
	message = (
		_("Only the first {0} rows are shown. Choose a smaller unit.").format(ROWS)
		if len(rows) == ROWS
		else None
	)
	return _columns(), rows, message


def _households(before: str, unit: str | None) -> list:
	places = [permissions.conditions("Household", table="household"), "household.status = 'On Register'"]
	if unit:
		known = frappe.db.exists("Grid Unit", unit) or frappe.throw(_("{0} is no grid unit.").format(unit))
		places.append(permissions.in_range("household.grid_unit", known))
	# raw SQL: the range conditions of permissions.py are SQL texts
	return frappe.db.sql(
		f"""select household.name as household, household.grid_unit, household.address,
			head.resident_name as head_name, max(visit.visit_date) as last_visit
		from `tabHousehold` household
		left join `tabResident` head on head.name = household.head
		left join `tabVisit Log` visit on visit.household = household.name and visit.nobody_home = 0
		where {" and ".join(place for place in places if place)}
		group by household.name
		having max(visit.visit_date) is null or max(visit.visit_date) < %(before)s
		order by max(visit.visit_date), household.grid_unit, household.address_order
		limit %(rows)s""",
		{"before": before, "rows": ROWS},
		as_dict=True,
	)


def _columns() -> list[dict]:
	return [
		column("grid_unit", _("Grid Unit"), "Link", 180, options="Grid Unit"),
		column("household", _("Household"), "Link", 240, options="Household"),
		column("address", _("Address"), width=240),
		column("head_name", _("Head Of Household"), width=120),
		column("last_visit", _("Last Visit"), "Date", 120),
		column("days", _("Days Since"), "Int", 100),
	]
