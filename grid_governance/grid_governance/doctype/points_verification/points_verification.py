import frappe
from frappe import _
from frappe.model.document import Document


class PointsVerification(Document):
	"""One run of the ledger's verification and what it found. Written by points/ledger/verification.py alone."""

	def validate(self):
		if not self.flags.by_code:
			frappe.throw(_("A verification is written by the check itself."), frappe.PermissionError)

	def on_trash(self):
		frappe.throw(_("What was verified stays on file."))
