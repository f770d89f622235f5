from frappe.model.document import Document


class MonthlyReturnRow(Document):
	pass
