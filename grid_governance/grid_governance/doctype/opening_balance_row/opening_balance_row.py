from frappe.model.document import Document


class OpeningBalanceRow(Document):
	pass
