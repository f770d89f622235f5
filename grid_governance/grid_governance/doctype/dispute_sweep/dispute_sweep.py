"""Dispute Sweep 矛盾纠纷排查: how often a unit looked for quarrels, what it found, what it settled down beforehand."""

import frappe
from frappe import _
from frappe.utils import cint, getdate, nowdate

from grid_governance.documents import PlacedDocument


class DisputeSweep(PlacedDocument):
	def validate(self):
		super().validate()
		self.times = cint(self.times)
		if self.times < 1:
			frappe.throw(_("At least one sweep was held. Enter how many."), title=_("Number Missing"))
		for field in ("disputes_found", "disputes_prevented"):
			if cint(self.get(field)) < 0:
				frappe.throw(
					_("{0} cannot be below zero.").format(_(self.meta.get_label(field))),
					title=_("Wrong Number"),
				)
		if getdate(self.swept_on) > getdate(nowdate()):
			frappe.throw(_("A sweep is entered after it was held. Correct the date."), title=_("Wrong Date"))


def on_doctype_update():
	frappe.db.add_index("Dispute Sweep", ["swept_on", "grid_unit"], "swept_where")
