from frappe.model.document import Document


class PointsBook(Document):
	pass
