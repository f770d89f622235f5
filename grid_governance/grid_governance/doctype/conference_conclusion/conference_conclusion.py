from frappe.model.document import Document


class ConferenceConclusion(Document):
	"""What a joint conference concluded, and how it is carried on."""
