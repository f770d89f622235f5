from frappe.model.document import Document


class StockReceiptRow(Document):
	pass
