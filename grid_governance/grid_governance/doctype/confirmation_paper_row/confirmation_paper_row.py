from frappe.model.document import Document


class ConfirmationPaperRow(Document):
	pass
