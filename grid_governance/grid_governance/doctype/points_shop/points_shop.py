import frappe
from frappe import _

from grid_governance.documents import PlacedDocument

LONGEST_HOLD = 90


class PointsShop(PlacedDocument):
	"""A place where points are redeemed for goods and services."""

	def validate(self):
		super().validate()
		if not 0 <= (self.hold_days or 0) <= LONGEST_HOLD:
			frappe.throw(
				_("Days Goods Are Held must lie between 0 and {0}.").format(LONGEST_HOLD),
				title=_("Days Not Valid"),
			)
		self.validate_unit_stays()
		self.validate_nothing_held()

	def validate_unit_stays(self):
		"""Stock and slips stand in the shop's unit; Reorganise moves them together, a form does not."""
		if not self.is_new() and self.has_value_changed("grid_unit"):
			frappe.throw(
				_("A shop stays in its unit. Shut this one and open another there."), title=_("Shop Stays")
			)

	def validate_nothing_held(self):
		if self.status != "Shut For Good" or not self.has_value_changed("status") or self.is_new():
			return
		waiting = frappe.db.count(
			"Points Redemption", {"shop": self.name, "stage": ["in", ["On Hold", "Partly Handed Over"]]}
		)
		if waiting:
			frappe.throw(
				_("{0} reservations still wait in {1}. Hand them over or call them off first.").format(
					waiting, self.shop_name
				),
				title=_("Goods Still Held"),
			)


def on_doctype_update():
	frappe.db.add_index("Points Shop", ["grid_unit", "status"], "unit_and_status")
