from frappe.model.document import Document


class CareCategory(Document):
	pass
