from frappe.model.document import Document


class FileNumberCounter(Document):
	pass
