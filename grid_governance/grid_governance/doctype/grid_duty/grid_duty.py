from frappe.model.document import Document


class GridDuty(Document):
	pass
