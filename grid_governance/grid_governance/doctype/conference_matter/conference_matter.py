from frappe.model.document import Document


class ConferenceMatter(Document):
	"""A case that a joint conference discussed."""
