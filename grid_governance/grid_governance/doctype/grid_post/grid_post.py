import frappe
from frappe.model.document import Document


class GridPost(Document):
	pass


def on_doctype_update():
	frappe.db.add_index("Grid Post", ["parent", "grid_unit"], "worker_and_unit")
