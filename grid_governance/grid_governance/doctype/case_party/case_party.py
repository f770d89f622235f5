import frappe
from frappe.model.document import Document


class CaseParty(Document):
	pass


def on_doctype_update():
	for column in ("resident", "contact", "party_name"):  # earlier cases of the same parties
		frappe.db.add_index("Case Party", [column], f"party_by_{column}")
