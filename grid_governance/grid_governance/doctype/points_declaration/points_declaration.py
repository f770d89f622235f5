from frappe.model.document import Document


class PointsDeclaration(Document):
	pass
