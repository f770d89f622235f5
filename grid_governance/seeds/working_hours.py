"""The office's usual working hours, in settings that nobody has saved yet.

The platform saves every empty settings page at the end of an installation, and writes that very moment into its time
fields: a working day of no length, in which no limit in working minutes would ever end.
"""

from __future__ import annotations

import frappe

from grid_governance.cases.clocks import office


def plant() -> None:
	stored = frappe.db.get_singles_dict(office.SETTINGS)
	if not stored:
		settings = frappe.new_doc(office.SETTINGS)
		settings.update(office.USUAL)
		settings.flags.ignore_permissions = True
		settings.save()
	elif not office.in_order(office.spans({**office.USUAL, **stored})):
		for field, moment in office.USUAL.items():
			frappe.db.set_single_value(office.SETTINGS, field, moment)
