from frappe.model.document import Document


class OrganisationMember(Document):
	pass
