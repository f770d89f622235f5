from frappe.model.document import Document


class SpotCheckRow(Document):
	pass
