"""A row of a batch names its own item, so that caps find it without its batch; rows from before get theirs."""

import frappe


def execute():
	frappe.db.sql(
		"update `tabPoints Batch Person` p join `tabPoints Batch` b on b.name = p.parent"
		" set p.item = b.item, p.level = b.level where p.item is null or p.item = ''"
	)
