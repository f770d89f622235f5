from frappe.model.document import Document


class LifeEventPerson(Document):
	pass
