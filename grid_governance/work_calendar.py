"""The site's working calendar: the state's table and what the office has entered, read once per request."""

from __future__ import annotations

import frappe
from frappe.utils import getdate

from grid_governance.calendar_days import Calendar

REST_DAY, MAKE_UP_DAY = "Rest Day", "Make-up Working Day"


def current() -> Calendar:
	"""The calendar that all terms and clocks of this site are counted by."""
	known = getattr(frappe.local, "grid_governance_calendar", None)
	if known is None:
		rows = frappe.get_all("Work Calendar Day", fields=["day", "day_kind"], limit=0)
		known = Calendar({getdate(row.day): row.day_kind == REST_DAY for row in rows})
		frappe.local.grid_governance_calendar = known
	return known


def forget() -> None:
	"""Read again: a day has been entered or removed."""
	frappe.local.grid_governance_calendar = None
