from frappe.model.document import Document


class ReorganisationRow(Document):
	pass
