"""联席会议: what was concluded is carried on, by a handover, or by an order to the unit that has the case already."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from grid_governance import moments
from grid_governance.cases import owner
from grid_governance.cases.handover import acts, chain, rights
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
	_check(conference)
	for rows in _of_one_receiver(conference.conclusions):
		_carry_on(conference, rows)
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


def _check(conference) -> None:
	if moments.is_ahead(conference.held_at):
		frappe.throw(
			_("The conference lies in the future. Conclude it when it has been held."),
			title=_("Conference Not Held Yet"),
		)
	for row in conference.matters:
		if not (row.discussion or "").strip():
			frappe.throw(
				_("Row {0}: write down what was discussed of the matter.").format(row.idx),
				title=_("Discussion Missing"),
			)
	for row in conference.conclusions:
		if row.dispute_case and not row.to_unit:
			frappe.throw(
				_("Row {0}: choose the unit that carries the conclusion out.").format(row.idx),
				title=_("Unit Missing"),
			)


def _of_one_receiver(conclusions) -> list[list]:
	"""The conclusions on cases, those on one case for one receiver together, in their order."""
	found: dict[tuple, list] = {}
	for row in conclusions:
		if row.dispute_case:
			found.setdefault((row.dispute_case, chain.receiver_of(row)), []).append(row)
	return list(found.values())


def _require_sending(holder: owner.Holder, row) -> None:
	if not rights.acts_for(holder, sending=True):
		frappe.throw(
			_(
				"Row {0}: the case is with {1}. It is sent on from there or by the dispatcher of the centre:"
				" please have the dispatcher conclude the conference."
			).format(row.idx, rights.name_of(holder)),
			frappe.PermissionError,
			title=_("Not Your Step"),
		)


def _carry_on(conference, rows: list) -> None:
	"""Who has the case gets an order for each; the first other receiver the case, further ones are asked to assist."""
	case, receiver = rows[0].dispute_case, chain.receiver_of(rows[0])
	link = chain.locked(case)
	day = getdate(conference.held_at)
	if receiver == link.current:
		for row in rows:
			grounds = _("Conclusion of the joint conference of {0}", "zh").format(day)
			asked = {"due": row.due, "from_unit": conference.grid_unit, "by_conference": True}
			row.supervision_order = orders.issue(case, words.SUPERVISE, row.conclusion, grounds, **asked).name
		return
	_require_sending(link.current, rows[0])
	sent_today = {row.handover for row in conference.conclusions if row.dispute_case == case and row.handover}
	kind = owner.ASSISTANCE if sent_today else owner.kind_between(link.current, receiver)
	dues = [getdate(row.due) for row in rows if row.due]
	due = get_datetime(f"{min(dues)} {LAST_MINUTE}") if dues else None
	reason = _("As the joint conference of {0} concluded", "zh").format(day)
	hop = acts.send(case, kind, receiver, "\n".join(row.conclusion for row in rows), due, reason)
	for row in rows:
		row.handover = hop.name
