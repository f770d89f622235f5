from frappe.model.document import Document


class RedemptionSheetItem(Document):
	pass
