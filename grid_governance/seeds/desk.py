"""What the grid team's Desk leaves out: the platform's own workspaces (websites, users, integrations).

A Module Profile, so an administrator can change it, or give a login another one.
"""

import frappe

from grid_governance.posts import DESK_PROFILE
from grid_governance.seeds import plant as plant_rows

MODULES_FOR_ADMINISTRATORS = (
	"Automation",
	"Contacts",
	"Core",
	"Custom",
	"Desk",
	"Email",
	"Geo",
	"Integrations",
	"Printing",
	"Social",
	"Website",
	"Workflow",
)


def plant() -> None:
	modules = [name for name in MODULES_FOR_ADMINISTRATORS if frappe.db.exists("Module Def", name)]
	rows = [{"module": module} for module in modules]
	plant_rows(
		"Module Profile",
		[{"module_profile_name": DESK_PROFILE, "block_modules": rows}],
		key="module_profile_name",
	)


def remove() -> None:
	"""Uninstall: give the logins the platform's workspaces back and take the profile along."""
	for user in frappe.get_all("User", filters={"module_profile": DESK_PROFILE}, pluck="name"):
		frappe.db.delete("Block Module", {"parenttype": "User", "parent": user})
		frappe.db.set_value("User", user, "module_profile", None, update_modified=False)
	frappe.delete_doc(
		"Module Profile", DESK_PROFILE, ignore_missing=True, ignore_permissions=True, force=True
	)
