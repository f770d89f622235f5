from frappe.model.document import Document


class SeedLog(Document):
	pass
