from frappe.model.document import Document


class RedemptionSheetRow(Document):
	pass
