"""领导包案: a leading official answers for a hard case until it is settled; one at a time."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance.cases import stages, workers
from grid_governance.cases.supervision import words

DOCTYPE = "Leader In Charge"


def check(charge, case) -> None:
	"""A new charge: the case is open, nobody else is in charge, the dates are in order."""
	if charge.to_date and getdate(charge.to_date) < getdate(charge.from_date):
		frappe.throw(_("The charge ends before it begins. Correct the dates."), title=_("Wrong Dates"))
	if not charge.is_new():
		return
	if case.stage in stages.OVER:
		frappe.throw(
			_("The case is in the stage “{0}”; nobody takes charge of it any more.").format(_(case.stage)),
			title=_("Case Is Over"),
		)
	running = frappe.db.get_value(DOCTYPE, {"dispute_case": case.name, "status": words.IN_CHARGE}, "leader")
	if running:
		frappe.throw(
			_("{0} is in charge of the case already. End that charge first.").format(
				workers.name_of(running)
			),
			title=_("In Charge Already"),
		)


def end(name: str, result: str) -> None:
	"""The charge is over, with its result."""
	charge = frappe.get_doc(DOCTYPE, name, for_update=True)
	charge.check_permission("write")
	if charge.status != words.IN_CHARGE:
		frappe.throw(_("The charge has ended already."), title=_("Not Open"))
	if not (result or "").strip():
		frappe.throw(_("Please write down the result of the charge."), title=_("Text Missing"))
	charge.flags.by_supervision = True
	charge.update({"status": words.CHARGE_ENDED, "result": result.strip(), "ended_on": nowdate()})
	charge.save()
