"""Subsidy List 以案定补发放表: a body's cases of a month and the yuan each brings its mediator; approved by another."""

import frappe
from frappe import _
from frappe.utils import get_first_day

from grid_governance.cases import case_records
from grid_governance.cases.statistics import subsidy_lists
from grid_governance.documents import PlacedDocument


class SubsidyList(PlacedDocument):
	def before_validate(self):
		self.month = get_first_day(self.month) if self.month else None
		stored = self.get_doc_before_save()
		for field in ("status", "approved_by", "approved_on"):
			self.set(field, stored.get(field) if stored else None)
		self.status = self.status or subsidy_lists.DRAFT
		if self.mediation_body:
			self.grid_unit = frappe.db.get_value("Mediation Body", self.mediation_body, "grid_unit")

	def validate(self):
		super().validate()
		stored = self.get_doc_before_save()
		if stored and stored.status != subsidy_lists.DRAFT:
			if case_records.changed_labels(self) or subsidy_lists.plain(self) != subsidy_lists.plain(stored):
				frappe.throw(_("The list is approved and no longer changed."), title=_("Subsidy Approved"))
			return
		if not stored and frappe.db.exists(
			"Subsidy List", {"mediation_body": self.mediation_body, "month": self.month}
		):
			frappe.throw(_("There is a list of this body and month already."), title=_("List Exists"))
		subsidy_lists.fill(self)

	def on_trash(self):
		if self.status != subsidy_lists.DRAFT:
			frappe.throw(_("The list is approved and stays."), title=_("Subsidy Approved"))


def on_doctype_update():
	frappe.db.add_unique("Subsidy List", ["mediation_body", "month"], "body_month")
