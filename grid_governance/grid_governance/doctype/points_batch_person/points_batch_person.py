from frappe.model.document import Document


class PointsBatchPerson(Document):
	pass
