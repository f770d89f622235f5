import frappe
from frappe.model.document import Document


class SpotCheckRow(Document):
	pass


def on_doctype_update():
	frappe.db.add_index("Spot Check Row", ["source_name"], "source_name")
