from frappe.model.document import Document


class SpotCheck(Document):
	pass
