"""Mediation Session 调解记录: what was said and agreed on one occasion (People's Mediation Law art. 27)."""

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from grid_governance.cases import case_records, stages
from grid_governance.documents import PlacedDocument
from grid_governance.workflows.move import move


class MediationSession(PlacedDocument):
	def before_insert(self):
		case_records.require_case_access(self)

	def before_validate(self):
		case = case_records.case_of(self)
		self.mediator = self.mediator or case.mediator
		self.session_title = case_records.title(case, self.starts_on)

	def validate(self):
		super().validate()
		case_records.require_being_mediated(self)
		if get_datetime(self.starts_on) > now_datetime():
			frappe.throw(
				_(
					"The session begins in the future. Record it when it has been held; plan it under “Next Session”."
				),
				title=_("Not Held Yet"),
			)
		if self.ends_on and get_datetime(self.ends_on) < get_datetime(self.starts_on):
			frappe.throw(_("The session ends before it begins. Correct the times."), title=_("Wrong Times"))

	def after_insert(self):
		case = case_records.case_of(self)
		if case.stage == stages.TAKEN_ON:
			move(case, stages.IN_MEDIATION)

	def on_trash(self):
		case_records.refuse_deletion(self)


def on_doctype_update():
	frappe.db.add_index("Mediation Session", ["dispute_case", "starts_on"], "case_sessions")
