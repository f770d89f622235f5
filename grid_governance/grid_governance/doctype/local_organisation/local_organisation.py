from frappe.model.document import Document


class LocalOrganisation(Document):
	pass
