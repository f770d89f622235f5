"""Move-in Request: written by registry/move_in.py only; roles read it."""

import frappe
from frappe import _
from frappe.model.document import Document

from grid_governance.registry import move_in, unit_names


class MoveinRequest(Document):
	def validate(self):
		if not self.is_new() and self.has_value_changed("status") and not self.flags.by_act:
			frappe.throw(_("A request is answered by its buttons only."), frappe.PermissionError)

	def onload(self):
		self.set_onload("may_decide", self.status == move_in.OPEN and move_in.may_decide(self))
		self.set_onload(
			"places", {field: unit_names.full(self.get(field)) for field in ("grid_unit", "from_unit")}
		)
