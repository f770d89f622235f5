from frappe.model.document import Document


class PointsItemSetRow(Document):
	pass
