from frappe.model.document import Document


class CaseClockChange(Document):
	"""A pause, a resumption or an extension, with its reason."""
