from frappe.model.document import Document


class AgreementSignature(Document):
	pass
