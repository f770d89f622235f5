from frappe.model.document import Document


class PointsEvidence(Document):
	pass
