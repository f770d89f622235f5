"""联席会议: what was concluded is carried on, by a handover, or by an order to the unit that has the case already."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from grid_governance.cases import owner
from grid_governance.cases.handover import acts, chain
from grid_governance.cases.supervision import orders, words

DOCTYPE = "Joint Conference"
LAST_MINUTE = "17:30:00"


def conclude(name: str):
	"""The minutes stand; each conclusion on a case goes to who carries it out, all of them or none."""
	conference = frappe.get_doc(DOCTYPE, name, for_update=True)
	conference.check_permission("write")
	if conference.status == words.CONCLUDED:
		frappe.throw(_("The conference is concluded already."), title=_("Not Open"))
	if not conference.conclusions:
		frappe.throw(_("Write down what was concluded."), title=_("Conclusions Missing"))
	for row in conference.conclusions:
		_check(row)
	for row in conference.conclusions:
		if row.dispute_case:
			_carry_on(conference, row)
	conference.update(
		{
			"status": words.CONCLUDED,
			"concluded_on": now_datetime(),
			"concluded_by": frappe.session.user,
		}
	)
	conference.flags.by_supervision = True
	conference.save()
	return conference


def _check(row) -> None:
	if row.dispute_case and not row.to_unit:
		frappe.throw(
			_("Row {0}: choose the unit that carries the conclusion out.").format(row.idx),
			title=_("Unit Missing"),
		)


def _carry_on(conference, row) -> None:
	receiver = chain.receiver_of(row)
	current = chain.locked(row.dispute_case).current
	if receiver == current:
		order = orders.issue(
			row.dispute_case,
			words.SUPERVISE,
			row.conclusion,
			_("Conclusion of the joint conference of {0}", "zh").format(getdate(conference.held_at)),
			due=row.due,
			from_unit=conference.grid_unit,
		)
		row.supervision_order = order.name
		return
	due = get_datetime(f"{row.due} {LAST_MINUTE}") if row.due else None
	kind = owner.kind_between(current, receiver)
	reason = _("As the joint conference of {0} concluded", "zh").format(getdate(conference.held_at))
	row.handover = acts.send(row.dispute_case, kind, receiver, row.conclusion, due, reason).name
