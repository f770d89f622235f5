"""Return Visit 回访记录: due by schedule after a case has ended, or made unplanned; then what was found."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance.cases import case_records, stages, workers
from grid_governance.cases.clocks import running
from grid_governance.cases.mediation import visits
from grid_governance.documents import PlacedDocument

LIMIT = "Return Visit"
PLACE = ("grid_unit", "mediation_body", "case_mediator")
STEPS = {
	None: (visits.DUE, visits.DONE),
	visits.DUE: (visits.DUE, visits.DONE, visits.DROPPED),
	visits.DONE: (visits.DONE,),
	visits.DROPPED: (visits.DROPPED,),
}
MAY_STILL_COME = (*PLACE, "judgment", "photo", "recurring_case", "visit_title")


class ReturnVisit(PlacedDocument):
	def before_insert(self):
		case_records.require_case_access(self)

	def before_validate(self):
		before, case = self.get_doc_before_save(), case_records.case_of(self)
		if before:
			self.update({field: before.get(field) for field in ("due_on", "recurring_case", "party_names")})
		else:
			self.update({"recurring_case": None, "party_names": case.party_names})
			if not self.flags.ignore_permissions:
				self.visit_status = (
					visits.DONE
				)  # a plan is the schedule's; a person records a visit that was made
		self.visit_status = self.visit_status or visits.DUE
		if self.visit_status == visits.DONE and (not before or before.visit_status == visits.DUE):
			self.visited_on = self.visited_on or nowdate()
			self.visitor = self.visitor or workers.own_name()
			self.performance = self.performance or visits.performance_found(self.dispute_case)
			self.due_on = self.due_on or self.visited_on
		self.visit_title = case_records.title(case, self.visited_on or self.due_on)

	def validate(self):
		super().validate()
		before = self.get_doc_before_save()
		if self.visit_status not in STEPS[before.visit_status if before else None]:
			frappe.throw(_("A return visit that was made or dropped stays so."), title=_("Entry Is Fixed"))
		if before and before.visit_status != visits.DUE:
			if case_records.changed_labels(self, MAY_STILL_COME):
				frappe.throw(
					_("A recorded visit is not changed. Record another one."), title=_("Entry Is Fixed")
				)
			return
		if self.visit_status == visits.DONE:
			self.check_done()
		elif self.visit_status == visits.DROPPED and not (self.drop_reason or "").strip():
			frappe.throw(_("Give the reason for dropping the visit."), title=_("Reason Missing"))

	def check_done(self):
		case = case_records.case_of(self)
		if case.stage not in stages.OVER:
			frappe.throw(
				_("The case itself is still going on. Record there what has happened."),
				title=_("Case Goes On"),
			)
		day = getdate(self.visited_on)
		if day > getdate(nowdate()) or (case.closed_on and day < getdate(case.closed_on)):
			frappe.throw(
				_("The return visit lies in the future or before the case was closed. Correct the date."),
				title=_("Wrong Date"),
			)
		if not self.satisfaction:
			frappe.throw(_("Ask how satisfied the party is and choose it."), title=_("Satisfaction Missing"))
		if self.hidden_risk and not (self.risk_note or "").strip():
			frappe.throw(_("Write which risks remain and what is done about them."), title=_("Risk Missing"))

	def after_insert(self):
		if self.visit_status == visits.DUE:
			running.start(LIMIT, self, due=self.due_on)

	def on_update(self):
		before = self.get_doc_before_save()
		if before and before.visit_status == visits.DUE and self.visit_status != visits.DUE:
			running.stop(LIMIT, self)

	def on_trash(self):
		case_records.refuse_deletion(self)


def on_doctype_update():
	frappe.db.add_index("Return Visit", ["visit_status", "due_on"], "status_and_day")
