from frappe.model.document import Document


class ResponseLimit(Document):
	"""One limit of a Response Policy."""
