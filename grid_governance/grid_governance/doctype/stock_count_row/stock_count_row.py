from frappe.model.document import Document


class StockCountRow(Document):
	pass
