from frappe.model.document import Document


class PointsBatch(Document):
	pass
