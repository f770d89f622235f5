from frappe.model.document import Document


class QuarterlyCaseFileRow(Document):
	pass
