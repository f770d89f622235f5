"""Case Invitation 参与调解邀请: who takes part besides the parties, and until when (People's Mediation Law art. 20)."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance import telling
from grid_governance.cases import case_records, stages
from grid_governance.cases.intake import persons
from grid_governance.cases.mediation import invitations
from grid_governance.documents import PlacedDocument

MAY_STILL_CHANGE = ("phone", "organisation_name", "parties_agree", "task", "until", "shares", "status", "ended_on",
	"grid_unit", "mediation_body", "case_mediator")  # fmt: skip


class CaseInvitation(PlacedDocument):
	def before_insert(self):
		case_records.require_case_access(self)

	def before_validate(self):
		before = self.get_doc_before_save()
		self.status = before.status if before else invitations.IN_FORCE
		self.shares = before.shares if before else None
		self.ended_on = before.ended_on if before else None
		self.user = before.user if before else self.login and invitations.login_of(self.login)

	def validate(self):
		super().validate()
		if not self.is_new():
			return self.check_change()
		case = case_records.case_of(self)
		if case.stage in stages.OVER:
			frappe.throw(
				_("The case is over. Nobody is invited to it any more; reopen it first."),
				title=_("Case Is Over"),
			)
		if not self.parties_agree:
			frappe.throw(
				_("Ask the parties first and tick that they agree to the invitation."),
				title=_("Consent Missing"),
			)
		self.check_days()
		self.check_person(case)

	def check_change(self):
		if self.status == invitations.OVER or case_records.changed_labels(self, MAY_STILL_CHANGE):
			frappe.throw(
				_("An invitation is ended and written anew; only its last day and its task are changed."),
				title=_("Invitation Stands"),
			)
		self.check_days()

	def check_days(self):
		if getdate(self.until) < max(getdate(self.from_date), getdate(nowdate())):
			frappe.throw(
				_("The last day of the invitation has passed or lies before its first. Correct it."),
				title=_("Wrong Date"),
			)

	def check_person(self, case):
		if persons.plain_name(self.invited_name) in [
			persons.plain_name(row.party_name) for row in case.parties
		]:
			frappe.throw(
				_("{0} is a party or agent in this case and needs no invitation.").format(self.invited_name),
				title=_("Party In The Case"),
			)
		if self.user and frappe.db.exists(
			"Case Invitation",
			{"dispute_case": self.dispute_case, "user": self.user, "status": invitations.IN_FORCE},
		):
			frappe.throw(
				_("This login is invited to the case already. Change the last day there."),
				title=_("Invited Already"),
			)

	def after_insert(self):
		invitations.begin(self)
		if self.user:
			telling.tell(
				[self.user],
				_("You are invited to the mediation of a dispute until {0}.", "zh").format(self.until),
				"Dispute Case",
				self.dispute_case,
			)

	def on_trash(self):
		case_records.refuse_deletion(self)


def on_doctype_update():
	frappe.db.add_index("Case Invitation", ["status", "until"], "status_and_day")
