from frappe.model.document import Document


class PointsRulesDeduction(Document):
	pass
