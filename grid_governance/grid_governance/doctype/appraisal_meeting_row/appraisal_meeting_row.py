import frappe
from frappe.model.document import Document


class AppraisalMeetingRow(Document):
	pass


def on_doctype_update():
	frappe.db.add_index("Appraisal Meeting Row", ["source_name"], "source_name")
