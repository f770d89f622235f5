"""Term Performance 登记履行: one payment or act on one term, a row of its own.

Nothing in it changes afterwards: a wrong entry is withdrawn with its reason and entered anew.
"""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance.cases import case_records, stages
from grid_governance.cases.mediation import performance, term_rows
from grid_governance.documents import PlacedDocument
from grid_governance.workflows.move import move

MAY_STILL_COME = (
	"proof",
	"note",
	"withdrawn",
	"withdrawn_reason",
	"grid_unit",
	"mediation_body",
	"case_mediator",
)


class TermPerformance(PlacedDocument):
	def before_insert(self):
		case_records.require_case_access(self)
		self.withdrawn = 0

	def validate(self):
		super().validate()
		if self.is_new():
			self.check_new()
		else:
			self.check_change()

	def check_new(self):
		# The agreement's row is the lock: two payments entered at once are judged one after the other.
		status, reached_on, case = frappe.db.get_value(
			"Mediation Agreement", self.agreement, ["status", "reached_on", "dispute_case"], for_update=True
		)
		if status != term_rows.IN_FORCE:
			frappe.throw(
				_(
					"The agreement is not in force, so nothing can be performed on it. Put it into effect first."
				),
				title=_("Agreement Not In Force"),
			)
		self.dispute_case = case
		if case_records.case_of(self).stage not in stages.BEING_MEDIATED:
			frappe.throw(
				_("The case is in the stage “{0}”; performance is recorded before it is closed.").format(
					_(case_records.case_of(self).stage)
				),
				title=_("Case Closed"),
			)
		self.check_day(reached_on)
		term = next((t for t in term_rows.of_agreements([self.agreement]) if t.name == self.term), None)
		if not term:
			frappe.throw(
				_("The term does not belong to this agreement. Choose one of its terms."),
				title=_("Wrong Term"),
			)
		if term.stage in performance.SETTLED:
			frappe.throw(
				_("Term {0} is settled already.").format(term.idx), title=_("Nothing Left To Perform")
			)
		self.term_text = f"{term.idx}. {term.content}"
		self.check_amount(term)

	def check_day(self, reached_on):
		day = getdate(self.performed_on)
		if day > getdate(nowdate()) or (reached_on and day < getdate(reached_on)):
			frappe.throw(
				_("The day of performance must lie between the agreement ({0}) and today.").format(
					reached_on
				),
				title=_("Wrong Date"),
			)

	def check_amount(self, term):
		amount = term_rows.money(self.amount)
		if term_rows.money(term.amount) <= 0:
			self.amount, self.completes = 0, 1
		elif amount <= 0:
			frappe.throw(
				_("Term {0} is about money: enter the amount that was paid.").format(term.idx),
				title=_("Amount Missing"),
			)
		elif amount > term.outstanding:
			frappe.throw(
				_(
					"Only {0} yuan are open on term {1}, {2} yuan are too much. Enter the rest on its own term."
				).format(f"{term.outstanding:,.2f}", term.idx, f"{amount:,.2f}"),
				title=_("Amount Too High"),
			)
		else:
			self.completes = int(amount == term.outstanding)

	def check_change(self):
		if case_records.changed_labels(self, MAY_STILL_COME):
			frappe.throw(
				_("A recorded performance is not changed. Withdraw it with the reason and enter it anew."),
				title=_("Entry Is Fixed"),
			)
		if not self.has_value_changed("withdrawn"):
			return
		if not self.withdrawn:
			frappe.throw(_("A withdrawn entry stays withdrawn. Enter it anew."), title=_("Entry Is Fixed"))
		if not (self.withdrawn_reason or "").strip():
			frappe.throw(_("Give the reason for the withdrawal."), title=_("Reason Missing"))
		if case_records.case_of(self).stage in stages.OVER:
			frappe.throw(
				_("The case is closed. Reopen it before you withdraw a performance."), title=_("Case Closed")
			)

	def after_insert(self):
		term_rows.refresh(self.agreement)
		case = case_records.case_of(self)
		if case.stage == stages.AGREEMENT_REACHED:
			move(case, stages.IN_PERFORMANCE)

	def on_update(self):
		if self.get_doc_before_save() and self.has_value_changed("withdrawn"):
			term_rows.refresh(self.agreement)

	def on_trash(self):
		case_records.refuse_deletion(self)


def on_doctype_update():
	frappe.db.add_index("Term Performance", ["term", "withdrawn"], "term_done")
