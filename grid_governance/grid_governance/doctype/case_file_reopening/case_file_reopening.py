from frappe.model.document import Document


class CaseFileReopening(Document):
	pass
