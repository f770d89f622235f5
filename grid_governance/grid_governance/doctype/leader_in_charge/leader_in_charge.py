"""Leader In Charge 领导包案: who answers for a hard case, with notes on its progress."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance.cases import case_records, workers
from grid_governance.cases.supervision import charges, words
from grid_governance.documents import PlacedDocument


class LeaderInCharge(PlacedDocument):
	def before_insert(self):
		case_records.require_case_access(self)
		self.update({"status": words.IN_CHARGE, "result": None, "ended_on": None})

	def before_validate(self):
		name = workers.name_of(self.leader) or ""
		self.charge_title = f"{name} · {case_records.case_of(self).case_title}"
		known = {row.name: row.noted_by for row in self._stored_progress()}
		for row in self.progress:
			row.noted_by = known.get(row.name) or frappe.session.user

	def validate(self):
		super().validate()
		charges.check(self, case_records.case_of(self))
		before = self.get_doc_before_save()
		if before and before.status == words.CHARGE_ENDED:
			frappe.throw(_("The charge has ended; its record is not changed any more."), title=_("Not Open"))
		if before and not self.flags.by_supervision:
			self.result, self.ended_on = before.result, before.ended_on
			if self.status != before.status:
				frappe.throw(_("Use the button “End Charge” and write the result."), title=_("Not By Hand"))
		self._keep_progress()

	def _keep_progress(self):
		"""Notes of others are added to, not rewritten; nothing is noted before it was done."""
		for row in self.progress:
			if getdate(row.noted_on) > getdate(nowdate()):
				frappe.throw(
					_("Row {0}: the day lies in the future. Note what has been done.").format(row.idx),
					title=_("Wrong Dates"),
				)
		now = {row.name: row for row in self.progress}
		for row in self._stored_progress():
			kept = now.get(row.name)
			if row.noted_by != frappe.session.user and (
				not kept or (kept.note, getdate(kept.noted_on)) != (row.note, getdate(row.noted_on))
			):
				frappe.throw(_("The note of {0} stays as it is; add one of your own.").format(row.noted_on))

	def _stored_progress(self):
		before = self.get_doc_before_save()
		return before.progress if before else []

	def on_trash(self):
		frappe.throw(_("A charge stays on record; end it instead."), title=_("Stays On Record"))


def on_doctype_update():
	frappe.db.add_index("Leader In Charge", ["dispute_case", "status"], "case_status")
	frappe.db.add_index("Leader In Charge", ["leader", "status"], "leader_status")
