import frappe
from frappe import _
from frappe.utils import cint

from grid_governance.documents import PlacedDocument
from grid_governance.points.redemption import stock

HIGHEST_PRICE = 1_000_000


class RewardItem(PlacedDocument):
	"""Goods or a service that shops of the unit (and below it) give for points."""

	def validate(self):
		super().validate()
		self.validate_price()
		self.validate_stock_still_kept()

	def on_update(self):
		if self.has_value_changed("warn_below"):
			stock.warn_at(self.name, cint(self.warn_below))

	def validate_price(self):
		"""Points are whole; the platform would cut 1.5 down to 1 without a word."""
		price = self.points_price
		try:
			whole = float(price or 0) == int(float(price or 0))
		except (TypeError, ValueError, OverflowError):
			whole = False
		if not whole or not 1 <= int(float(price or 0)) <= HIGHEST_PRICE:
			frappe.throw(
				_("Points Needed must be a whole number from 1 to {0}, not {1}.").format(
					HIGHEST_PRICE, price
				),
				title=_("Points Not Whole"),
			)
		self.points_price = int(float(price))

	def validate_stock_still_kept(self):
		"""Once a shop has stock of it, the item goes on being counted."""
		if self.keep_stock or self.is_new() or not self.has_value_changed("keep_stock"):
			return
		if frappe.db.exists("Reward Stock", {"item": self.name, "on_hand": [">", 0]}):
			frappe.throw(
				_("{0} lies in a shop. Hand out or write off the stock before it is no longer kept.").format(
					self.item_name
				),
				title=_("Stock Is There"),
			)
