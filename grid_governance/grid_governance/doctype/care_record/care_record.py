from frappe.model.document import Document


class CareRecord(Document):
	pass
