from frappe.model.document import Document


class ConferenceAttendee(Document):
	"""Somebody who came to a joint conference."""
