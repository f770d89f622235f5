from frappe.model.document import Document


class PointsCategory(Document):
	pass
