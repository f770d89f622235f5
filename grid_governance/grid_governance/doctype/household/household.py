from frappe.model.document import Document


class Household(Document):
	pass
