"""Confirmation Paper: one paper that courts ask for with an application for judicial confirmation."""

from frappe.model.document import Document


class ConfirmationPaper(Document):
	pass
