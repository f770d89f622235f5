from frappe.model.document import Document


class LifeEvent(Document):
	pass
