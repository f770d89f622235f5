"""Subsidy Rate 以案定补标准: grades of mediated cases and their yuan, as a unit has decided them."""

import frappe
from frappe import _
from frappe.utils import flt, getdate

from grid_governance.documents import PlacedDocument


class SubsidyRate(PlacedDocument):
	def validate(self):
		super().validate()
		if self.valid_to and getdate(self.valid_to) < getdate(self.valid_from):
			frappe.throw(
				_("The last day lies before the first. Please correct one of them."), title=_("Wrong Date")
			)
		for row in self.grades:
			if flt(row.yuan) < 0 or flt(row.amount_from) < 0 or (row.people_from or 0) < 0:
				frappe.throw(
					_("Row {0}: a figure cannot be below zero.").format(row.idx), title=_("Wrong Number")
				)
