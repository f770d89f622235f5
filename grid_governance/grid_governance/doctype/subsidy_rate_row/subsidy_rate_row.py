from frappe.model.document import Document


class SubsidyRateRow(Document):
	pass
