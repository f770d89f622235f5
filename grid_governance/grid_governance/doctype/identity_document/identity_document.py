from frappe.model.document import Document


class IdentityDocument(Document):
	pass
