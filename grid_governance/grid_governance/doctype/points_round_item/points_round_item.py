from frappe.model.document import Document


class PointsRoundItem(Document):
	pass
