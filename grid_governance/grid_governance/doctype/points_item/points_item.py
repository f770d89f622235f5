from frappe.model.document import Document


class PointsItem(Document):
	pass
