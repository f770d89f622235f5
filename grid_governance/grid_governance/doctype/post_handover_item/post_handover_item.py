from frappe.model.document import Document


class PostHandoverItem(Document):
	pass
