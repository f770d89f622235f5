"""Which of the app's workspaces a login begins with."""

import frappe

MODULE = "Grid Governance"


def extend_boot(bootinfo: frappe._dict) -> None:
	"""Breadcrumbs lead to the module's first workspace: let it be one that this login may open."""
	of_module = (bootinfo.get("module_wise_workspaces") or {}).get(MODULE)
	if of_module:
		allowed = [page["name"] for page in bootinfo.get("allowed_workspaces") or []]
		bootinfo.module_wise_workspaces[MODULE] = [name for name in allowed if name in of_module] or of_module
