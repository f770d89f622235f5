from frappe.model.document import Document


class SubsidyListRow(Document):
	pass
