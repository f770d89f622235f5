"""Investigation Record 调查记录: whom the mediator asked about a dispute, and what was answered."""

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from grid_governance import moments
from grid_governance.cases import case_records, stages
from grid_governance.documents import PlacedDocument


class InvestigationRecord(PlacedDocument):
	def before_insert(self):
		case_records.require_case_access(self)

	def before_validate(self):
		case = case_records.case_of(self)
		self.investigator = self.investigator or case.mediator
		self.record_title = case_records.title(case, self.asked_on or now_datetime())

	def validate(self):
		super().validate()
		if self.is_new() and case_records.case_of(self).stage in stages.OVER:
			frappe.throw(
				_("The case is in the stage “{0}”; investigate before it is closed.").format(
					_(case_records.case_of(self).stage)
				),
				title=_("Case Closed"),
			)
		if moments.is_ahead(self.asked_on):
			frappe.throw(
				_("The investigation lies in the future. Record it when it has been held."),
				title=_("Not Held Yet"),
			)
		if self.ended_on and get_datetime(self.ended_on) < get_datetime(self.asked_on):
			frappe.throw(_("It ends before it begins. Correct the times."), title=_("Wrong Times"))

	def on_trash(self):
		case_records.refuse_deletion(self)


def on_doctype_update():
	frappe.db.add_index("Investigation Record", ["dispute_case", "asked_on"], "case_investigations")
