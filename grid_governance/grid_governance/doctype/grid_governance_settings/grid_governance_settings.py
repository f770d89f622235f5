import frappe
from frappe import _
from frappe.model.document import Document

from grid_governance.cases.clocks import office
from grid_governance.cases.mediation import visits
from grid_governance.cases.statistics import word


class GridGovernanceSettings(Document):
	def validate(self):
		self.check_working_hours()
		visits.check_settings(self)
		if self.monthly_report_template and self.has_value_changed(word.FIELD):
			word.check_template(self.monthly_report_template)

	def check_working_hours(self):
		if not office.in_order(office.spans(self.as_dict())):
			frappe.throw(
				_(
					"The working hours are not in order: each half of the day begins before it ends, the morning"
					" before the afternoon, and there is at least one."
				),
				title=_("Working Hours"),
			)
