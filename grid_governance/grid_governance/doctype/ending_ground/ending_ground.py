from frappe.model.document import Document


class EndingGround(Document):
	pass
