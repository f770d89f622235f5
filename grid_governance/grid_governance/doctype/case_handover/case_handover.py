"""Case Handover 流转记录: one hop of a case from hand to hand, with the times of its steps (cases/handover/)."""

import frappe
from frappe import _

from grid_governance.cases import case_records
from grid_governance.documents import PlacedDocument


class CaseHandover(PlacedDocument):
	def before_validate(self):
		self.handover_title = f"{_(self.kind)} · {case_records.case_of(self).case_title}"

	def validate(self):
		super().validate()
		if not self.flags.by_act:
			frappe.throw(
				_("A handover is written by its steps: send, sign for, hand back, handle, strike off."),
				title=_("Not By Hand"),
			)

	def on_trash(self):
		frappe.throw(_("A handover is part of the case's history and is not deleted."))


def on_doctype_update():
	frappe.db.add_index("Case Handover", ["dispute_case", "hop_number"], "case_hops")
	frappe.db.add_index("Case Handover", ["stage", "to_unit"], "stage_to_unit")
	frappe.db.add_index("Case Handover", ["stage", "from_unit"], "stage_from_unit")
	frappe.db.add_index("Case Handover", ["to_department", "stage"], "department_stage")
	frappe.db.add_index("Case Handover", ["to_worker", "stage"], "worker_stage")
