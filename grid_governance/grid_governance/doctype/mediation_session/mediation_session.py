"""Mediation Session 调解记录: planned, then what was said and agreed then (People's Mediation Law art. 27)."""

import frappe

from grid_governance.cases import case_records
from grid_governance.cases.intake import mediators
from grid_governance.cases.mediation import invitations, sessions
from grid_governance.documents import PlacedDocument


class MediationSession(PlacedDocument):
	def before_insert(self):
		case_records.require_case_access(self)

	def before_validate(self):
		case = case_records.case_of(self)
		self.session_status = self.session_status or sessions.HELD
		self.mediator = self.mediator or case.mediator
		if self.is_plan_of_another(case):
			self.mediator = case.mediator
		if self.session_status == sessions.HELD:
			self.result = self.result or "To Be Continued"
		if self.is_new() and not self.invited:
			self.invited = invitations.names(self.dispute_case)
		self.session_title = case_records.title(case, self.starts_on)

	def validate(self):
		super().validate()
		case_records.require_being_mediated(self)
		if self.is_new() or self.has_value_changed("mediator"):
			mediators.check_one(case_records.case_of(self), self.mediator)
		sessions.check(self)

	def is_plan_of_another(self, case) -> bool:
		"""Planned by a mediator who has left the case: whoever has it now holds the session."""
		before = self.get_doc_before_save()
		return bool(
			before
			and before.session_status == sessions.PLANNED
			and before.mediator == self.mediator
			and case.mediator
			and self.mediator not in mediators.of(case)
		)

	def after_insert(self):
		invitations.open_record(self)

	def on_update(self):
		sessions.follow(self)

	def on_trash(self):
		if self.session_status != sessions.PLANNED:
			case_records.refuse_deletion(self)


def on_doctype_update():
	frappe.db.add_index("Mediation Session", ["dispute_case", "starts_on"], "case_sessions")
	frappe.db.add_index("Mediation Session", ["session_status", "starts_on"], "status_and_time")
