"""Duty Roster 值班（入驻）安排: which department or person sits at a governance centre on which days."""

import frappe
from frappe import _

from grid_governance.cases.handover import presence
from grid_governance.documents import PlacedDocument


class DutyRoster(PlacedDocument):
	def before_validate(self):
		self.grid_unit = frappe.db.get_value("Governance Centre", self.centre, "grid_unit")

	def validate(self):
		super().validate()
		if not (self.department or self.worker):
			frappe.throw(_("Enter the department or the person who sits there."), title=_("Nobody Entered"))
		if self.from_date and self.to_date and str(self.to_date) < str(self.from_date):
			frappe.throw(_("The last day lies before the first. Please correct the dates."))
		if self.presence != presence.ON_CALL and not any(self.get(day) for day in presence.WEEKDAYS):
			frappe.throw(_("Tick at least one day of the week."), title=_("No Day Ticked"))


def on_doctype_update():
	frappe.db.add_index("Duty Roster", ["centre", "from_date"], "centre_days")
