from frappe.model.document import Document


class PointsItemPast(Document):
	pass
