"""Amounts are in yuan: a site without a currency of its own shows them so (the platform falls back to another)."""

import frappe

from grid_governance.seeds import remember, was_planted


def plant() -> None:
	if was_planted("Currency", "CNY"):
		return
	if not frappe.db.get_default("currency"):
		frappe.db.set_default("currency", "CNY")
	if not frappe.db.exists("Currency", "CNY"):
		frappe.get_doc(doctype="Currency", currency_name="CNY", enabled=1).insert(ignore_permissions=True)
	if not frappe.db.get_value("Currency", "CNY", "symbol"):
		frappe.db.set_value("Currency", "CNY", {"symbol": "¥", "enabled": 1})
	remember("Currency", "CNY")
