"""Routing rules that the app planted under English names say them as the office does; renamed ones are left alone."""

import frappe
from frappe import _

from grid_governance.seeds import routing


def execute():
	for name, _difficulty, _level in routing.RULES:
		frappe.db.set_value(
			routing.DOCTYPE,
			{"rule_name": name},
			"rule_name",
			_(name, routing.LANGUAGE),
			update_modified=False,
		)
