from frappe.model.document import Document


class PointsRulesRow(Document):
	pass
