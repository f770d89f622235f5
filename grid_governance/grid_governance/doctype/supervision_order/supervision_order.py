"""Supervision Order 督办单: urged, supervised or listed; written by its steps (cases/supervision/orders.py)."""

import frappe
from frappe import _

from grid_governance.cases import case_records
from grid_governance.cases.handover import chain, rights
from grid_governance.cases.supervision import orders, words
from grid_governance.documents import PlacedDocument


class SupervisionOrder(PlacedDocument):
	def onload(self):
		"""The case has been handed on since: the form says to whom."""
		holder = orders.now_with(self)
		if holder and self.status in words.OPEN and holder != chain.receiver_of(self):
			self.set_onload("now_with", rights.name_of(holder))

	def before_insert(self):
		case_records.require_case_access(self)
		if not self.flags.by_rule:
			self.update({"by_rule": 0, "clock": None})

	def before_validate(self):
		if self.is_new():
			orders.complete(self, case_records.case_of(self))

	def validate(self):
		super().validate()
		if self.is_new():
			orders.check(self, case_records.case_of(self))
		elif not self.flags.by_supervision:
			frappe.throw(
				_("An order is not rewritten. Use reply, strike off, not enough or withdraw."),
				title=_("Not By Hand"),
			)

	def after_insert(self):
		orders.begin(self, case_records.case_of(self))

	def on_trash(self):
		frappe.throw(_("An order stays on record; withdraw it instead."), title=_("Stays On Record"))


def on_doctype_update():
	frappe.db.add_index("Supervision Order", ["dispute_case", "status"], "case_status")
	frappe.db.add_index("Supervision Order", ["to_unit", "status"], "to_unit_status")
	frappe.db.add_index("Supervision Order", ["status", "to_unit"], "status_to_unit")
	frappe.db.add_index("Supervision Order", ["from_unit", "status"], "from_unit_status")
	frappe.db.add_index("Supervision Order", ["clock"], "clock")
