"""Judicial Confirmation 司法确认: prepared, applied for, decided by the court (People's Mediation Law art. 33)."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance import work_calendar
from grid_governance.cases import case_records, stages
from grid_governance.cases.clocks import running
from grid_governance.cases.mediation import agreement, confirmation, court_papers, term_rows
from grid_governance.documents import PlacedDocument
from grid_governance.registry.following import refuse

LIMIT = "Judicial Confirmation"
PLACE = ("grid_unit", "mediation_body", "case_mediator")
OF_THE_DECISION = (
	"status", "document_number", "decided_on", "decision_scan", "decision_reason", "next_way", "enforceable",
)  # fmt: skip
OF_THE_ENFORCEMENT = ("enforcement_on", "enforcement_court", "enforcement_amount", "enforcement_note")


class JudicialConfirmation(PlacedDocument):
	def before_insert(self):
		case_records.require_case_access(self)

	def before_validate(self):
		before = self.get_doc_before_save()
		if not before:
			self.prepare()
		self.enforceable = int(self.status == confirmation.CONFIRMED)
		self.confirmation_title = case_records.title(
			case_records.case_of(self), self.effective_date or nowdate()
		)

	def prepare(self):
		"""What the case knows already: parties' agreement, last day, the usual court, the check list."""
		self.status = confirmation.PREPARING
		standing = frappe.get_doc("Mediation Agreement", self.agreement)
		self.dispute_case = standing.dispute_case
		self.effective_date = standing.effective_date
		self.last_day = standing.effective_date and confirmation.last_day(
			getdate(standing.effective_date), work_calendar.current()
		)
		self.court = self.court or _usual_court(self.mediation_body)
		self.request_text = self.request_text or _(
			"Confirm by ruling that the mediation agreement reached by both parties is valid.", "zh"
		)
		if not self.papers:
			self.set("papers", court_papers.rows_for(case_records.case_of(self), standing))

	def validate(self):
		super().validate()
		before = self.get_doc_before_save()
		self.check_agreement(before)
		self.check_step(before)
		self.check_change(before)
		self.check_enforcement(before)

	def check_agreement(self, before):
		if before:
			return
		status, form = frappe.db.get_value(
			"Mediation Agreement", self.agreement, ["status", "agreement_form"], for_update=True
		)
		if status != term_rows.IN_FORCE:
			frappe.throw(
				_("The agreement is not in force, so there is nothing to confirm. Put it into effect first."),
				title=_("Agreement Not In Force"),
			)
		if form == agreement.ORAL:
			frappe.throw(
				_(
					"The court asks for the agreement in writing. Draw up a written one that replaces the oral one."
				),
				title=_("Oral Agreement"),
			)
		if case_records.case_of(self).stage == stages.FILED:
			frappe.throw(_("The case is filed; its papers are no longer changed."), title=_("Case Filed"))
		if frappe.db.exists(
			"Judicial Confirmation", {"agreement": self.agreement, "status": ["in", confirmation.STANDING]}
		):
			frappe.throw(
				_("A judicial confirmation of this agreement is under way or was given already."),
				title=_("Confirmation Exists"),
			)

	def check_step(self, before):
		was = before.status if before else None
		if self.status not in confirmation.STEPS[was]:
			frappe.throw(
				_("“{0}” cannot follow on “{1}”.").format(_(self.status), _(was or "–")),
				title=_("Wrong Status"),
			)
		if self.status == was or not was:
			return
		problems = []
		if self.status == confirmation.APPLIED:
			problems = confirmation.application_problems(
				self.applied_by,
				bool(self.consent_given),
				getdate(self.effective_date),
				getdate(self.last_day),
				_date(self.applied_on),
				self.late_reason or "",
				getdate(nowdate()),
			)
		else:
			problems = confirmation.decision_problems(
				self.status,
				self.document_number or "",
				_date(self.decided_on),
				_date(self.applied_on),
				self.decision_reason or "",
				self.next_way or "",
				getdate(nowdate()),
			)
		refuse(problems, self.doctype, _("Confirmation Not In Order"))

	def check_change(self, before):
		"""What was handed in is not rewritten; after the decision only the enforcement is added."""
		if not before or before.status == confirmation.PREPARING:
			return
		allowed = (*PLACE, *OF_THE_DECISION, *OF_THE_ENFORCEMENT)
		if before.status != confirmation.APPLIED:
			allowed = (*PLACE, "decision_scan", *OF_THE_ENFORCEMENT)
		if case_records.changed_labels(self, (*allowed, "confirmation_title")):
			frappe.throw(
				_("What was handed in to the court or decided by it is no longer changed."),
				title=_("Entry Is Fixed"),
			)

	def check_enforcement(self, before):
		given = [field for field in OF_THE_ENFORCEMENT if self.get(field)]
		if not given:
			return
		if not self.enforceable:
			frappe.throw(
				_("Only an agreement that the court has confirmed can be enforced."),
				title=_("Not Enforceable"),
			)
		if not self.enforcement_on:
			frappe.throw(_("Enter when enforcement was applied for."), title=_("Wrong Date"))
		if not getdate(self.decided_on) <= getdate(self.enforcement_on) <= getdate(nowdate()):
			frappe.throw(
				_("Enforcement is applied for after the ruling ({0}) and not in the future.").format(
					self.decided_on
				),
				title=_("Wrong Date"),
			)
		open_sum = self.outstanding()
		if not before or not before.enforcement_on:
			if open_sum is None:
				frappe.throw(_("Every term is performed."), title=_("Nothing To Enforce"))
			self.enforcement_amount = self.enforcement_amount or float(open_sum)
			self.enforcement_court = self.enforcement_court or self.court

	def outstanding(self):
		"""Yuan open on the confirmed agreement; None when nothing at all is open."""
		terms = term_rows.open_of(self.agreement)
		return sum(t.outstanding for t in terms) if terms else None

	def after_insert(self):
		running.start(LIMIT, self, due=self.last_day)

	def on_update(self):
		before = self.get_doc_before_save()
		if before and before.status == confirmation.PREPARING and self.status != before.status:
			running.stop(LIMIT, self, at=None if self.status != confirmation.APPLIED else self.handed_in_at())

	def handed_in_at(self):
		"""The clock ends when the application was handed in, not when somebody typed it."""
		return None if getdate(self.applied_on) == getdate(nowdate()) else getdate(self.applied_on)

	def on_trash(self):
		case_records.refuse_deletion(self)


def _date(value):
	return getdate(value) if value else None


def _usual_court(body: str | None) -> str | None:
	"""The court that this body's last application went to."""
	return (
		frappe.db.get_value(
			"Judicial Confirmation", {"mediation_body": body}, "court", order_by="creation desc"
		)
		if body
		else None
	)


def on_doctype_update():
	frappe.db.add_index("Judicial Confirmation", ["status", "last_day"], "status_and_day")
