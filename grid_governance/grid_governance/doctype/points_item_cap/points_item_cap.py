from frappe.model.document import Document


class PointsItemCap(Document):
	pass
