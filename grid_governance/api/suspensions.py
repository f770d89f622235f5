"""The right to redeem over HTTP: a suspension is a record of the points office; this lifts it."""

import frappe

from grid_governance.points import ledger
from grid_governance.points.redemption import suspensions


@frappe.whitelist(methods=["POST"])
def lift_suspension(suspension: str, reason: str) -> str:
	"""End a Redemption Suspension before its last day; returns its status. For whoever may write it."""
	frappe.get_doc(suspensions.DOCTYPE, suspension).check_permission("write")
	return ledger.run_with_retry(lambda: suspensions.lift(suspension, reason)).status
