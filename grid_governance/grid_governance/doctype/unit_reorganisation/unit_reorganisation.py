from frappe.model.document import Document


class UnitReorganisation(Document):
	pass
