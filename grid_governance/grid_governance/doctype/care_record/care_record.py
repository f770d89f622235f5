"""Care Record: who is cared for, and why. Care Officers alone; never in points, notices or exports."""

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance.registry import papers
from grid_governance.registry.following import FollowingDocument, refuse
from grid_governance.registry.problems import Problem


class CareRecord(FollowingDocument):
	follows = "resident"

	def validate(self):
		super().validate()
		refuse(papers.check_phone(self.guardian_phone, "guardian_phone"), self.doctype)
		self.check_dates()
		if self.has_value_changed("care_category") or self.has_value_changed("status"):
			self.check_category()

	def check_dates(self):
		if self.to_date and getdate(self.to_date) < getdate(self.from_date):
			refuse(
				[Problem("to_date", "The end lies before the beginning.", "Correct one of the dates.")],
				self.doctype,
			)

	def check_category(self):
		if self.status != "In Care":
			return
		if not frappe.db.get_value("Care Category", self.care_category, "enabled"):
			frappe.throw(
				_("{0} is not kept here: this category is switched off.").format(_(self.care_category)),
				title=_("Category Switched Off"),
			)
		same = {"resident": self.resident, "care_category": self.care_category, "status": "In Care"}
		if frappe.db.exists("Care Record", {**same, "name": ["!=", self.name or ""]}):
			frappe.throw(
				_("This person is in care in this category already. Open that record."),
				title=_("Recorded Already"),
			)


def on_doctype_update():
	frappe.db.add_index("Care Record", ["grid_unit", "status"])
	frappe.db.add_index("Care Record", ["resident"])
