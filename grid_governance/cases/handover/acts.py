"""The steps of a handover. Each locks the case, judges by the pure rules (cases/owner.py), writes, and tells.

	send → sign | deem_signed → take_in_hand → handle → feed_back → strike_off
	            ↘ hand_back    recall (not signed yet)    rework (sent back to be done better)

All work with the rights of the session's user and raise HandoverError or frappe.PermissionError before
anything is written. Each returns the Case Handover.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from grid_governance.cases import owner, stages
from grid_governance.cases.clocks import limits, running
from grid_governance.cases.handover import access, addressee, chain, feedback, rights, telling
from grid_governance.cases.owner import Holder
from grid_governance.workflows.move import move

HOP = chain.HOP


def send(
	case: str,
	kind: str,
	to: Holder,
	asked: str,
	due=None,
	routing_reason: str | None = None,
	decision: str | None = None,
):
	"""Hand `case` to `to`, or ask `to` for assistance. due: moment by which the sender wants it handled.

	decision: the centre's reason for sending it once more to a receiver who handed it back twice; then the
	receiver may not hand it back again.
	"""
	asked = chain.needed(asked, _("Write what is asked of the receiver."))
	due = chain.moment(due)
	if due and due <= now_datetime():
		chain.refuse(_("The time by which it is to be handled lies in the past."))
	to = addressee.checked(to)
	link = chain.locked(case)
	link.case.check_permission("read")
	sender = link.current
	rights.require(sender, sending=True)
	if link.case.stage in stages.OVER:
		chain.refuse(
			_("The case is in the stage “{0}” and is not handed over any more.").format(_(link.case.stage))
		)
	decided = bool((decision or "").strip())
	if decided and not rights.dispatches(sender.unit, to.unit):
		frappe.throw(_("Only the dispatcher of a centre above both units decides."), frappe.PermissionError)
	problem = owner.send_problem(sender, link.hops, kind, to, decided)
	if problem:
		chain.refuse_sending(link, problem, to)
	hop = _insert(link, kind, sender, to, asked, due, routing_reason, (decision or "").strip())
	if kind == owner.REPORT_UP and link.case.stage == stages.REGISTERED:
		move(link.case, stages.SCREENING)
	_start_clock(limits.SIGN_FOR, link, hop, hop.sent_at)
	access.grant(hop, to)
	receivers = access.receivers(to)
	if not receivers:
		frappe.msgprint(
			_("Nobody there has a login yet. Unless somebody signs in time, it is deemed signed."),
			indicator="orange",
		)
	telling.tell(hop, receivers, _("{0}: a case is to be signed for"))
	return hop


def sign(name: str):
	"""签收: from now on the receiver has the case (a lead hop)."""
	link, hop = _open(name, "sign")
	now = now_datetime()
	late = int(running.is_late(limits.SIGN_FOR, hop, now))
	return _taken_over(
		link, hop, owner.SIGNED, signed_at=now, signed_by=frappe.session.user, signed_late=late
	)


def deem_signed(clock: dict):
	"""视为签收: the limit has run out; the receiver has the case, late (called by the clock)."""
	link = chain.locked(frappe.db.get_value(HOP, clock["reference_name"], "dispute_case"))
	hop = frappe.get_doc(HOP, clock["reference_name"])
	if owner.step_problem(link.hop(hop.name), link.hops, "deem"):
		return hop
	return _taken_over(link, hop, owner.DEEMED, signed_at=now_datetime(), signed_late=1)


def take_in_hand(name: str):
	"""The receiver begins."""
	link, hop = _open(name, "take_in_hand")
	_write(link, hop, owner.IN_HAND, in_hand_at=now_datetime())
	return hop


def hand_back(name: str, reason: str):
	"""退回: not ours, with the reason; the sender has the case again."""
	reason = chain.needed(reason, _("Give the reason for handing it back."))
	link, hop = _open(name, "hand_back")
	sent = link.hop(hop.name)
	_write(link, hop, owner.HANDED_BACK, back_reason=reason)
	back = owner.hand_backs(link.hops, sent.sender, sent.receiver)
	text = _("{0}: handed back")
	if sent.lead and back >= owner.MOST_HAND_BACKS:
		text = _("{0}: handed back twice, the centre decides")
		telling.tell(hop, telling.deciding(sent.sender.unit, sent.receiver.unit), text)
	telling.tell(hop, access.receivers(sent.sender), text)
	return hop


def recall(name: str, reason: str | None = None):
	"""撤回: by the sender, as long as nobody has signed."""
	link, hop = _open(name, "recall")
	receivers = access.receivers(chain.receiver_of(hop))
	_write(link, hop, owner.RECALLED, recall_reason=(reason or "").strip() or None)
	telling.tell(hop, receivers, _("{0}: recalled by the sender"))
	return hop


def handle(name: str, result: str):
	"""办结: what was done; the sender verifies it."""
	result = chain.needed(result, _("Write what was done and what came of it."))
	link, hop = _open(name, "handle")
	now = now_datetime()
	values = {"result": result, "handled_at": now, "handled_by": frappe.session.user}
	values["in_hand_at"] = hop.in_hand_at or now
	values["handled_late"] = int(running.is_late(limits.HANDLE, hop, now))
	_write(link, hop, owner.HANDLED, **values)
	telling.tell(hop, access.receivers(link.hop(name).sender), _("{0}: handled, to be verified"))
	return hop


def rework(name: str, reason: str):
	"""The sender has verified and is not content: it goes on, with a clock of its own."""
	reason = chain.needed(reason, _("Write what is still to be done."))
	link, hop = _open(name, "rework")
	_write(link, hop, owner.IN_HAND, rework_reason=reason, rework_count=(hop.rework_count or 0) + 1)
	_start_clock(limits.HANDLE, link, hop, now_datetime())
	telling.tell(
		hop, access.receivers(link.hop(name).receiver), _("{0}: not accepted yet, to be done better")
	)
	return hop


def feed_back(
	name: str, text: str, visitor_reply: str | None = None, visitor_way: str | None = None, told_at=None
):
	"""反馈: the reply to the sender, and what the visitor was told, how and when."""
	text = chain.needed(text, _("Write the reply to the sender."))
	link, hop = _open(name, "feed_back")
	values = feedback.to_visitor(link, hop, visitor_reply, visitor_way, told_at)
	values.update(
		{
			"feedback": text,
			"sender_number": link.case.source_number,
			"fed_back_at": now_datetime(),
			"fed_back_by": frappe.session.user,
		}
	)
	_write(link, hop, owner.FED_BACK, **values)
	telling.tell(
		hop, access.receivers(link.hop(name).sender), _("{0}: fed back, to be verified and struck off")
	)
	return hop


def strike_off(name: str, verification: str):
	"""销号: the unit that sent it has verified; the hop ends and the sender has the case again."""
	verification = chain.needed(verification, _("Write how it was verified."))
	link, hop = _open(name, "strike_off")
	_write(link, hop, owner.STRUCK_OFF, verification=verification)
	telling.tell(hop, access.receivers(link.hop(name).receiver), _("{0}: struck off"))
	return hop


# ---------------------------------------------------------------- what the steps share


def _open(name: str, act: str):
	"""Lock, check the right and the rule; returns (chain, hop document)."""
	case = frappe.db.get_value(HOP, name, "dispute_case")
	if not case:
		frappe.throw(_("There is no such handover."), frappe.DoesNotExistError)
	link = chain.locked(case)
	hop = frappe.get_doc(HOP, name)
	hop.check_permission("read")
	mine = link.hop(name)
	rights.require(mine.sender if act in owner.BY_SENDER else mine.receiver, sending=act in owner.BY_SENDER)
	if link.case.stage == stages.FILED:
		chain.refuse(_("The case is filed; its handovers are no longer changed."))
	problem = owner.step_problem(mine, link.hops, act, bool(hop.decided))
	if problem == "stage":
		chain.refuse(_("This is not possible now: the handover is “{0}”.").format(_(mine.stage)))
	if problem == "sent on":
		chain.refuse(_("The case has been sent on. Wait until that handover has ended, or recall it."))
	if problem == "decided":
		chain.refuse(_("The centre has decided that the case is yours; it is not handed back again."))
	return link, hop


def _insert(link, kind, sender, to, asked, due, routing_reason, decision):
	lead = kind != owner.ASSISTANCE
	hop = frappe.new_doc(HOP)
	hop.update(
		{
			"dispute_case": link.case.name,
			"hop_number": len(link.hops) + 1,
			"kind": kind,
			"stage": owner.PENDING,
			"from_unit": sender.unit,
			"from_department": sender.department,
			"from_holder": sender.worker,
			"sent_by": frappe.session.user,
			"to_unit": to.unit,
			"to_department": to.department,
			"to_worker": to.worker,
			"asked": asked,
			"due": due,
			"decided": int(bool(decision)),
			"routing_reason": decision or routing_reason,
			"sent_at": now_datetime(),
			"pending_case": link.case.name if lead else None,
		}
	)
	hop.flags.by_act = True
	return hop.insert(ignore_permissions=True)


def _taken_over(link, hop, stage: str, **values):
	"""Signed or deemed to be: the case is the receiver's, the time for handling begins."""
	_write(link, hop, stage, pending_case=None, **values)
	due = hop.due if hop.due and get_datetime(hop.due) > now_datetime() else None
	_start_clock(limits.HANDLE, link, hop, hop.signed_at, due)
	access.grant(hop, link.hop(hop.name).receiver)
	return hop


def _start_clock(limit: str, link, hop, at, due=None) -> None:
	"""It is the receiver's time that runs."""
	charged = {"unit": hop.to_unit, "organisation": hop.to_department}
	running.start(limit, hop, case=link.case, at=at, due=due, **charged)


def _write(link, hop, stage: str, **values) -> None:
	"""The hop's columns, the owner that follows from them, clocks that end, rights that end."""
	mine = link.hop(hop.name)
	if stage in owner.ENDED:
		values |= {"ended_at": now_datetime(), "ended_by": frappe.session.user, "pending_case": None}
	hop.db_set({"stage": stage, **values})
	after = owner.Hop(mine.kind, stage, mine.sender, mine.receiver, mine.name)
	before = link.current
	link.hops = [after if other.name == hop.name else other for other in link.hops]
	if mine.lead:
		# a lead hop that ends was the uppermost: what is below it decides, at the bottom its sender
		stored = mine.sender if stage in owner.ENDED and mine.stage != owner.PENDING else before
		chain.write_owner(link.case, owner.owner(stored, link.hops))
	if stage != owner.PENDING:
		running.stop(limits.SIGN_FOR, hop)
	if stage in (owner.HANDLED, *owner.ENDED):
		running.stop(limits.HANDLE, hop)
	if stage in owner.ENDED:
		access.revoke(hop)
