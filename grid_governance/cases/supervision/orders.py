"""Supervision orders: 催办, 督办, 挂牌督办. The unit above issues, the unit that has the case replies, and only the
issuing unit strikes off, by somebody else than who has replied.

	issue → reply → strike_off
	          ↖ not_enough (with a new clock)          withdraw

All raise frappe.ValidationError or frappe.PermissionError before anything is written.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime, nowdate

from grid_governance import permissions
from grid_governance.cases import stages, workers
from grid_governance.cases.case_file import uploads
from grid_governance.cases.clocks import limits, running
from grid_governance.cases.handover import chain, rights
from grid_governance.cases.owner import Holder
from grid_governance.cases.supervision import telling, words
from grid_governance.registry import codes, numbers

DOCTYPE = "Supervision Order"
SERIES = "S"


def issue(
	case: str,
	kind: str,
	asked: str,
	grounds: str,
	*,
	due=None,
	from_unit: str | None = None,
	by_conference: bool = False,
):
	"""A new order about `case` to whoever has it; returns the Supervision Order. due: day of the reply.

	by_conference: each conclusion of a joint conference is an order of its own, also beside others of its kind.
	"""
	values = {"kind": kind, "asked": asked, "grounds": grounds, "due": due, "from_unit": from_unit}
	order = frappe.get_doc({"doctype": DOCTYPE, "dispute_case": case, **values})
	order.flags.by_conference = by_conference
	return order.insert()


# ---------------------------------------------------------------- what the controller asks for a new order


def complete(order, case) -> None:
	"""Who has the case answers; the nearest unit of the user that it belongs to issues."""
	order.update(
		{
			"status": words.AWAITING,
			"to_unit": case.handling_unit,
			"to_department": case.get("department"),
			"from_unit": order.from_unit or _own_unit(case.handling_unit),
			"issued_by": frappe.session.user,
			"issued_on": now_datetime(),
			"replies": [],
		}
	)
	order.order_title = f"{_(order.kind, 'zh')} · {case.case_title}"


def check(order, case) -> None:
	if case.stage in stages.OVER:
		frappe.throw(
			_("The case is in the stage “{0}”; there is nothing to urge any more.").format(_(case.stage)),
			title=_("Case Is Over"),
		)
	if not order.from_unit or not codes.contains(order.from_unit, order.to_unit):
		frappe.throw(
			_("An order is issued by a unit that the handling unit belongs to; none of yours does."),
			title=_("Issuing Unit"),
		)
	if not order.by_rule:
		_require_issuer(order.from_unit)
	if not order.flags.by_conference and _is_own(order, case):
		frappe.throw(
			_("The case lies with yourself. An order goes to somebody else: have it handled, or hand it on."),
			title=_("Own Case"),
		)
	_check_due(order.due)
	if order.flags.by_conference:
		return
	twin = {"dispute_case": case.name, "kind": order.kind, "status": ["in", words.OPEN]}
	if order.kind != words.LISTED:
		twin["from_unit"] = order.from_unit
	other = frappe.db.get_value(DOCTYPE, twin, "order_number")
	if other:
		frappe.throw(
			_("The case is under such an order already: {0}.").format(other), title=_("Ordered Already")
		)


def begin(order, case) -> None:
	"""After the insert: number, clock of the reply, notification."""
	year = getdate(order.issued_on).year
	number = numbers.next_unit_number(order.from_unit, year, SERIES)
	order.db_set("order_number", f"督〔{year}〕{number}号", update_modified=False)
	_start_clock(order, case, order.due)
	telling.tell(order, telling.answering(order), _("{0}: please reply", "zh"))


# ---------------------------------------------------------------- steps


def reply(name: str, text: str, file: str | None = None):
	"""The unit that has the case says what was done. file: address of a file that the user has put up."""
	order = _locked(name, words.AWAITING)
	if not may_reply(order):
		frappe.throw(_("The reply belongs to {0}.").format(_answering(order)), frappe.PermissionError)
	row = {
		"replied_at": now_datetime(),
		"replied_by": frappe.session.user,
		"reply": _needed(text),
		"file": uploads.hang(file, DOCTYPE, order.name),
	}
	order.append("replies", row)
	order.status = words.UNDER_REVIEW
	_write(order)
	running.stop(limits.SUPERVISION_REPLY, order)
	telling.tell(order, telling.issuing(order), _("{0}: a reply is to be examined", "zh"))
	return order


def strike_off(name: str, verification: str):
	"""销号: verified by the issuing unit; a listed matter leaves the board by this alone."""
	order = _examined(name, words.ACCEPTED, _needed(verification))
	order.update({"status": words.STRUCK_OFF, "verification": verification, **_ended()})
	_write(order)
	telling.tell(order, telling.answering(order), _("{0}: struck off", "zh"))
	return order


def not_enough(name: str, reason: str, due=None):
	"""The reply does not do; the order goes on, with a clock of its own."""
	_check_due(due)
	order = _examined(name, words.NOT_ENOUGH, _needed(reason))
	order.update({"status": words.AWAITING, "due": due})
	_write(order)
	_start_clock(order, frappe.get_doc("Dispute Case", order.dispute_case), due)
	telling.tell(order, telling.answering(order), _("{0}: the reply is not enough", "zh"))
	return order


def withdraw(name: str, reason: str):
	"""The issuing unit takes the order back, with its reason."""
	order = _locked(name, *words.OPEN)
	_require_issuer(order.from_unit)
	order.update({"status": words.WITHDRAWN, "verification": _needed(reason), **_ended()})
	_write(order)
	running.stop(limits.SUPERVISION_REPLY, order)
	return order


def may_reply(order) -> bool:
	"""Who acts for the unit or department that the order went to, or that has the case now, and its mediator."""
	mediator = workers.login_of(order.case_mediator)
	holders = {chain.receiver_of(order), now_with(order)}
	return frappe.session.user == mediator or any(rights.acts_for(holder) for holder in holders if holder)


def now_with(order) -> Holder | None:
	"""Who has the case now, None when it is gone.

	The order stays with whom it went to, and is charged to him, when the case moves on.
	"""
	case = frappe.db.get_value(
		"Dispute Case", order.dispute_case, ["handling_unit", "department"], as_dict=True
	)
	return chain.stored_holder(case) if case else None


def may_examine(order) -> bool:
	return permissions.may(DOCTYPE, "create", order.from_unit)


def _examined(name: str, verdict: str, note: str):
	order = _locked(name, words.UNDER_REVIEW)
	_require_issuer(order.from_unit)
	last = order.replies[-1]
	if last.replied_by == frappe.session.user:
		frappe.throw(
			_("Nobody examines an own reply. Ask a colleague of the issuing unit."),
			frappe.PermissionError,
			title=_("Own Reply"),
		)
	last.update(
		{
			"verdict": verdict,
			"verdict_note": note,
			"verdict_at": now_datetime(),
			"verdict_by": frappe.session.user,
		}
	)
	return order


def _require_issuer(unit: str) -> None:
	if not permissions.may(DOCTYPE, "create", unit):
		frappe.throw(
			_("This step belongs to the supervisors and dispatchers of {0}.").format(
				frappe.db.get_value("Grid Unit", unit, "unit_name") or unit
			),
			frappe.PermissionError,
		)


def _own_unit(unit: str) -> str | None:
	"""The nearest unit at or above `unit` for which the user may issue orders."""
	for code in (unit, *codes.ancestors(unit)):
		if any(
			post.unit == code and not post.assigned_only
			for post in permissions.granting_posts(DOCTYPE, "create")
		):
			return code
	return codes.parent(unit) if frappe.session.user == "Administrator" else None


def _locked(name: str, *allowed: str):
	order = frappe.get_doc(DOCTYPE, name, for_update=True)
	order.check_permission("read")
	if order.status not in allowed:
		frappe.throw(
			_("The order is in the state “{0}”; this step is not open.").format(_(order.status)),
			title=_("Not Open"),
		)
	return order


def _is_own(order, case) -> bool:
	"""Whether nobody but the issuer would answer: its mediator, or the desk that has it while there is none."""
	if order.by_rule or frappe.session.user == "Administrator":
		return False
	mediator = workers.login_of(case.mediator)
	return frappe.session.user == mediator or (not mediator and rights.acts_for(chain.receiver_of(order)))


def _check_due(due) -> None:
	if due and getdate(due) < getdate(nowdate()):
		frappe.throw(_("The reply would be due in the past. Correct the date."), title=_("Wrong Dates"))


def _start_clock(order, case, due) -> None:
	name = running.start(
		limits.SUPERVISION_REPLY,
		order,
		case=case,
		unit=order.to_unit,
		organisation=order.to_department,
		due=getdate(due) if due else None,
	)
	if not name and order.by_rule:
		return  # nobody is there to name a day; the order itself must not fail with the sweep
	if not name:
		frappe.throw(
			_("No response policy sets a time for replies. Enter the day by which the reply is due."),
			title=_("Reply Due By"),
		)
	follow_clock(order, name)


def follow_clock(order, clock: str) -> None:
	"""The day by which the reply is due is that of its clock, also after an extension or a pause."""
	order.db_set("due", getdate(frappe.db.get_value("Case Clock", clock, "due_at")), update_modified=False)


def _ended() -> dict:
	return {"ended_on": now_datetime(), "ended_by": frappe.session.user}


def _needed(text: str | None) -> str:
	text = (text or "").strip()
	if not text:
		frappe.throw(_("Please write it down: an empty text says nothing."), title=_("Text Missing"))
	return text


def _answering(order) -> str:
	return rights.name_of(chain.receiver_of(order))


def _write(order) -> None:
	order.flags.by_supervision = True
	order.save(ignore_permissions=True)
