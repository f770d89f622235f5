from frappe.model.document import Document


class MoveinRequest(Document):
	pass
