from frappe.model.document import Document


class MediationBody(Document):
	pass
