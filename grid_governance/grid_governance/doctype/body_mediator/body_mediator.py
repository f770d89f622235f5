from frappe.model.document import Document


class BodyMediator(Document):
	pass
