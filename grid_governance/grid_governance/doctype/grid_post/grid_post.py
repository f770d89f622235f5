from frappe.model.document import Document


class GridPost(Document):
	pass
