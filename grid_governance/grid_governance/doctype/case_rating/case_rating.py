"""Case Rating 办理评价: a party or visitor says on the portal how the matter was dealt with; once, and unchanged."""

import frappe
from frappe import _

from grid_governance.documents import PlacedDocument


class CaseRating(PlacedDocument):
	def validate(self):
		super().validate()
		if not (self.is_new() and self.flags.by_the_resident):
			frappe.throw(
				_("Only the residents themselves rate, on the portal, and it stays."), title=_("Case Rating")
			)

	def on_trash(self):
		frappe.throw(
			_("Only the residents themselves rate, on the portal, and it stays."), title=_("Case Rating")
		)


def on_doctype_update():
	frappe.db.add_unique("Case Rating", ["dispute_case", "resident"], "case_and_resident")
	frappe.db.add_unique("Case Rating", ["reception", "resident"], "reception_and_resident")
