import frappe
from frappe.model.document import Document


class PointsBatchPerson(Document):
	pass


def on_doctype_update():
	frappe.db.add_index("Points Batch Person", ["subject", "item", "status"], "subject_item_status")
	frappe.db.add_unique("Points Batch Person", ["deed_key"], "deed_once")
	frappe.db.add_index("Points Batch Person", ["parent", "status"], "batch_and_status")
