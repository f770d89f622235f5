import frappe
from frappe import _
from frappe.utils import flt

from grid_governance.documents import PlacedDocument


class PointsFund(PlacedDocument):
	"""Money behind the points. What was spent of it, stock receipts write (points/redemption/stock_papers.py)."""

	def validate(self):
		super().validate()
		stored = frappe.db.get_value("Points Fund", self.name, "spent", for_update=True) if self.name else 0
		self.spent = 0 if self.is_new() else flt(stored)
		if flt(self.amount) <= 0:
			frappe.throw(_("The amount must be more than 0."), title=_("Amount Not Valid"))
		if flt(self.amount, 2) < flt(self.spent, 2):
			frappe.throw(
				_("{0} yuan of this fund are spent already; its amount cannot be less.").format(self.spent),
				title=_("Amount Not Valid"),
			)
		self.left_over = flt(flt(self.amount) - flt(self.spent), 2)

	def on_trash(self):
		if self.spent:
			frappe.throw(_("Money of this fund is spent; it stays."), title=_("Paper Is Finished"))


def on_doctype_update():
	frappe.db.add_index("Points Fund", ["grid_unit", "received_on"], "unit_and_day")
