"""Replies: to the visitor of the window and to the outside sender (court, police, petition office) with his number.

What the visitor was told stands on the hop, where one was made, and on every reception of the matter.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import now_datetime

from grid_governance import moments
from grid_governance.cases import owner, stages
from grid_governance.cases.clocks import limits, running
from grid_governance.cases.handover import chain, rights

WAYS = ("Told In Person", "Told By Phone", "Told By Message", "Told In Writing")


def to_visitor(link, hop, reply: str | None, way: str | None, told_at=None) -> dict:
	"""The hop's columns of the reply; the receptions of the matter say the same.

	The reply is needed when the uppermost sender gets his answer and the matter came in over a window.
	"""
	receptions = _untold(link.case.name)
	reply = (reply or "").strip()
	if not reply:
		if receptions and is_outermost(link, hop):
			chain.refuse(
				_("The matter came in over the window: write what the visitor was told, and how."),
				_("Reply To The Visitor Missing"),
			)
		return {}
	moment = _checked_moment(way, told_at)
	_tell(link.case, receptions, reply, way, moment)
	return {"visitor_reply": reply, "visitor_way": way, "visitor_told_at": moment}


def reply_to_visitor(case: str, reply: str, way: str, told_at=None) -> None:
	"""Tell the visitor what came of the matter, without a handover; by whoever has the case."""
	link = _held(case)
	reply = chain.needed(reply, _("Write the reply."))
	receptions = _untold(case)
	if not receptions:
		chain.refuse(_("No visitor of a window waits for a reply in this matter."), _("Nobody To Tell"))
	_tell(link.case, receptions, reply, way, _checked_moment(way, told_at))


def by_window(name: str, reply: str, way: str, told_at=None) -> None:
	"""What the window told the visitor in the end; once, by whoever keeps the window, whoever has the case now."""
	doc = frappe.get_doc("Reception", name, for_update=True)
	doc.check_permission("write")
	reply = chain.needed(reply, _("Write the reply."))
	if doc.told_at:
		chain.refuse(
			_("The visitor was told on {0} already.").format(frappe.utils.format_date(doc.told_at)),
			_("Nobody To Tell"),
		)
	if not doc.dealt_on:
		chain.refuse(_("Deal with the matter first."), _("Too Early To Tell"))
	case = frappe.get_doc("Dispute Case", doc.dispute_case) if doc.dispute_case else None
	if case and not _answered(case):
		chain.refuse(
			_("The dispute has no result yet ({0}). Tell the visitor when it has one.").format(_(case.stage)),
			_("Too Early To Tell"),
		)
	moment = _checked_moment(way, told_at)
	doc.db_set({"came_of_it": reply, "told_way": way, "told_at": moment})
	if case and not _untold(case.name):
		running.stop(limits.REPLY_TO_VISITOR, case)


def _answered(case) -> bool:
	"""The case is at its end or settled, or whoever handled it has fed back."""
	if case.stage in (*stages.OVER, stages.AGREEMENT_REACHED, stages.IN_PERFORMANCE):
		return True
	fed_back = {"dispute_case": case.name, "stage": ["in", (owner.FED_BACK, owner.STRUCK_OFF)]}
	return bool(frappe.db.exists("Case Handover", fed_back))


def reply_to_source(case: str, reply: str) -> None:
	"""Answer the outside sender under his number; by whoever has the case."""
	link = _held(case)
	reply = chain.needed(reply, _("Write the reply."))
	if not link.case.source_number and not link.case.source_due:
		chain.refuse(_("This case has no outside sender who waits for a reply."), _("Nobody To Tell"))
	link.case.db_set({"source_reply": reply, "source_replied_at": now_datetime()})
	running.stop(limits.REPLY_TO_SENDER, link.case)


def is_outermost(link, hop) -> bool:
	lead = owner.open_lead(link.hops)
	return bool(lead) and lead[0].name == hop.name


def _held(case: str):
	link = chain.locked(case)
	link.case.check_permission("read")
	rights.require(link.current, sending=True)
	return link


def _untold(case: str) -> list[str]:
	return frappe.get_all("Reception", {"dispute_case": case, "told_at": ["is", "not set"]}, pluck="name")


def _tell(case, receptions: list[str], reply: str, way: str, moment) -> None:
	for name in receptions:
		frappe.get_doc("Reception", name).db_set(
			{"came_of_it": reply, "told_way": way, "told_at": moment}, notify=False
		)
	running.stop(limits.REPLY_TO_VISITOR, case)


def _checked_moment(way: str | None, told_at):
	if way not in WAYS:
		chain.refuse(_("Choose how the visitor was told."), _("Something Is Missing"))
	moment = chain.moment(told_at) or now_datetime()
	if moments.is_ahead(moment):
		chain.refuse(_("The visitor cannot have been told in the future. Correct the time."))
	return moment
