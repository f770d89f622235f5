"""Performance Urging 督促履行: that, when and how a party was urged, and what it answered (law art. 31)."""

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance import moments
from grid_governance.cases import case_records, stages, workers
from grid_governance.cases.mediation import messages, term_rows
from grid_governance.documents import PlacedDocument

# The answer to a letter comes later, and where the case has gone to.
MAY_STILL_COME = ("answer", "promised_on", "letter_scan", "grid_unit", "mediation_body", "case_mediator")


class PerformanceUrging(PlacedDocument):
	def before_insert(self):
		case_records.require_case_access(self)

	def validate(self):
		super().validate()
		if self.is_new():
			self.check_new()
		elif case_records.changed_labels(self, MAY_STILL_COME):
			frappe.throw(
				_("What was urged is not changed; only the answer is added. Record another urging."),
				title=_("Entry Is Fixed"),
			)
		elif case_records.case_of(self).stage == stages.FILED:
			frappe.throw(_("The case is filed; its papers are no longer changed."), title=_("Case Filed"))
		if self.promised_on and getdate(self.promised_on) < getdate(self.urged_on):
			frappe.throw(
				_("The promised day lies before the urging. Correct the date."), title=_("Wrong Date")
			)

	def check_new(self):
		status, case = frappe.db.get_value("Mediation Agreement", self.agreement, ["status", "dispute_case"])
		if status != term_rows.IN_FORCE:
			frappe.throw(
				_("The agreement is not in force, so there is nothing to urge. Put it into effect first."),
				title=_("Agreement Not In Force"),
			)
		self.dispute_case = case
		if case_records.case_of(self).stage in stages.OVER:
			frappe.throw(
				_("The case is over. Reopen it before performance is urged."), title=_("Case Is Over")
			)
		if moments.is_ahead(self.urged_on):
			frappe.throw(_("An urging is recorded when it has been made."), title=_("Wrong Times"))
		term = messages.open_term(self.agreement, self.term)
		self.update(
			{
				"term_text": f"{term.idx}. {term.content}"[:255],
				"outstanding": float(term.outstanding),
				"due_date": term.due_date,
				"urged_by": workers.own_name(),
			}
		)
		self.urged_party = self.urged_party or self.side_of(term)

	def side_of(self, term) -> str:
		return messages.names(case_records.case_of(self), term.obligor)[:140]

	def on_trash(self):
		case_records.refuse_deletion(self)


def on_doctype_update():
	frappe.db.add_index("Performance Urging", ["term", "urged_on"], "term_urged")
