from frappe.model.document import Document


class CaseFileAbsence(Document):
	pass
