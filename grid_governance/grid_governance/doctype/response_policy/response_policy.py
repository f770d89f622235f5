"""Response Policy: limits as data. Changing one re-dates no clock: each took its rule over when it started."""

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance.cases.clocks import arithmetic, limits
from grid_governance.documents import PlacedDocument

# Longer than anything an office promises; keeps the arithmetic within the calendar.
AT_MOST = {
	arithmetic.MINUTE: 525_600,
	arithmetic.WORKING_MINUTE: 120_000,
	arithmetic.DAY: 3_650,
	arithmetic.WORKING_DAY: 2_500,
	arithmetic.MONTH: 120,
}
DAYS_OF_A_MONTH = 28  # of every month, even of the shortest


class ResponsePolicy(PlacedDocument):
	def validate(self):
		super().validate()
		if self.valid_from and self.valid_to and getdate(self.valid_to) < getdate(self.valid_from):
			frappe.throw(_("The policy ends before it begins. Correct the dates."), title=_("Wrong Dates"))
		seen = set()
		for row in self.limits:
			self._check_limit(row)
			self._check_order(row)
			key = (row.limit_name, row.category or "", row.difficulty or "")
			if key in seen:
				frappe.throw(
					_("Row {0}: this limit is set twice for the same type and difficulty.").format(row.idx),
					title=_("Set Twice"),
				)
			seen.add(key)

	def _check_order(self, row):
		"""An order whose reply is late would bring an order about the order, and so on."""
		if row.order_on_breach and row.limit_name == limits.SUPERVISION_REPLY:
			frappe.throw(
				_(
					"Row {0}: a late reply to an order is told to the unit above, it brings no further order."
				).format(row.idx),
				title=_("No Order On An Order"),
			)

	def _warns_too_early(self, row) -> bool:
		"""Days before a limit in days may reach back to its first day, so a limit of one day can warn too."""
		warn_before = row.warn_before or 0
		if row.unit in arithmetic.BY_THE_CLOCK:
			return warn_before >= row.amount
		return warn_before > row.amount * (DAYS_OF_A_MONTH if row.unit == arithmetic.MONTH else 1)

	def _check_limit(self, row):
		if not 1 <= (row.amount or 0) <= AT_MOST[row.unit]:
			frappe.throw(
				_("Row {0}: a limit in the unit “{1}” is between 1 and {2}.").format(
					row.idx, _(row.unit), AT_MOST[row.unit]
				),
				title=_("Length Of The Limit"),
			)
		if self._warns_too_early(row):
			frappe.throw(
				_("Row {0}: the warning would come before the limit has begun.").format(row.idx),
				title=_("Warning Too Early"),
			)
