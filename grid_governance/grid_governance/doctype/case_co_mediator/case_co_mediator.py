from frappe.model.document import Document


class CaseCoMediator(Document):
	pass
