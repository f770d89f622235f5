"""What supervision demands before a case is filed: the file is sealed, so nothing may wait for an answer any more."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.cases.supervision import charges, orders, words


def nothing_open(case) -> None:
	"""Raise frappe.ValidationError while an order on `case` is not struck off or a leader is still in charge."""
	order = frappe.db.get_value(
		orders.DOCTYPE, {"dispute_case": case.name, "status": ["in", words.OPEN]}, "order_number"
	)
	if order:
		frappe.throw(
			_("The case is under the order {0}. It must be struck off or withdrawn first.").format(order),
			title=_("Order Still Open"),
		)
	if frappe.db.exists(charges.DOCTYPE, {"dispute_case": case.name, "status": words.IN_CHARGE}):
		frappe.throw(
			_("A leader is still in charge of the case. End the charge with its result first."),
			title=_("Charge Still Running"),
		)
