from frappe.model.document import Document


class CaseFileVolume(Document):
	pass
