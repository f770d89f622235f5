import frappe
from frappe import _
from frappe.utils import date_diff, getdate

from grid_governance.points.redemption import sign_off
from grid_governance.points.redemption.shop_papers import ShopPaper

LONGEST = 366


class SignoffList(ShopPaper):
	"""Who received what from a shop in a period or at a fair, for the signatures."""

	FIXED_BY = ("slips", "total_points")

	def validate(self):
		super().validate()
		days = date_diff(self.to_date, self.from_date)
		if not 0 <= days <= LONGEST or getdate(self.from_date) > getdate():
			frappe.throw(
				_("The last day must not be before the first, and at most a year after it."),
				title=_("Date Not Valid"),
			)
		slips = sign_off.slips(self)
		self.slips = len(slips)
		self.total_points = sum(slip.points for slip in slips)

	def on_trash(self):
		"""A list is drawn from the slips at any time again."""
