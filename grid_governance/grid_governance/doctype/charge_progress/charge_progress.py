from frappe.model.document import Document


class ChargeProgress(Document):
	"""A note on the progress of a case that a leader is in charge of."""
