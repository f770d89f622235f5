from frappe.model.document import Document


class PointsCorrectionEntry(Document):
	pass
