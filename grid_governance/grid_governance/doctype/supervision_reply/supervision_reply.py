from frappe.model.document import Document


class SupervisionReply(Document):
	"""What the handling unit replied to an order, and what the issuing unit thinks of it."""
