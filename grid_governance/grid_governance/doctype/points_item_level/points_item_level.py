from frappe.model.document import Document


class PointsItemLevel(Document):
	pass
