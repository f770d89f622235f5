import frappe
from frappe.model.document import Document


class AgreementTerm(Document):
	pass


def on_doctype_update():
	frappe.db.add_index("Agreement Term", ["stage", "due_date"], "stage_due")
