"""A new site calls itself by the platform's name and shows times without seconds.

Only where the setting is still the framework's own default: what an administrator chose stays.
"""

import frappe
from frappe import _

from grid_governance.seeds import remember, was_planted

KEY = "name-and-times"


def plant() -> None:
	if was_planted("System Settings", KEY):
		return
	name = _("Grid Governance", frappe.db.get_default("lang") or "zh")
	for settings in ("System Settings", "Website Settings"):
		if frappe.db.get_single_value(settings, "app_name") in (None, "", "Frappe"):
			frappe.db.set_single_value(settings, "app_name", name)
	if frappe.db.get_single_value("System Settings", "time_format") in (None, "", "HH:mm:ss"):
		frappe.db.set_single_value("System Settings", "time_format", "HH:mm")
		frappe.db.set_default("time_format", "HH:mm")
	remember("System Settings", KEY)
