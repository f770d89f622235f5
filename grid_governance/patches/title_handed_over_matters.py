"""Matters handed over before they were listed by title show what people know them by."""

import frappe
from frappe import _

from grid_governance import language
from grid_governance.registry import handover

ROW = "Post Handover Item"


def execute():
	language.use_sites_language()
	columns = ["name", "item_doctype", "item_name", "column_name"]
	rows = frappe.get_all(ROW, {"matter": ["is", "not set"]}, columns, limit_page_length=0)
	rows = [row for row in rows if frappe.db.exists("DocType", row.item_doctype)]
	titles = handover.titles(
		handover.OpenMatter(row.item_doctype, row.item_name, row.column_name) for row in rows
	)
	for row in rows:
		label = frappe.get_meta(row.item_doctype).get_label(row.column_name)
		values = {"matter": titles.get((row.item_doctype, row.item_name)), "held_as": _(label)}
		frappe.db.set_value(ROW, row.name, values, update_modified=False)
