import frappe
from frappe import _

from grid_governance.documents import PlacedDocument


class GovernanceCentre(PlacedDocument):
	"""A governance centre (综治中心) of a county, township or village, with its window."""

	def before_validate(self):
		stored = self.get_doc_before_save()
		for field in ("counter_year", "counter"):  # cases/intake/reception.py counts
			self.set(field, stored.get(field) if stored else 0)

	def validate(self):
		super().validate()
		self.centre_name = (self.centre_name or "").strip()
		same = {"centre_name": self.centre_name, "grid_unit": self.grid_unit, "name": ["!=", self.name or ""]}
		if frappe.db.exists("Governance Centre", same):
			frappe.throw(_("There is a centre of this name in this unit already."), title=_("Name Taken"))

	def on_trash(self):
		if frappe.db.exists("Reception", {"centre": self.name}):
			frappe.throw(_("The centre has receptions and is kept. Please close it instead."))
