from frappe.model.document import Document


class PointsRedemptionRow(Document):
	"""One item of a redemption, at the price of that moment."""
