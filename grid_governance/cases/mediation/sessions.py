"""Sessions from the plan to the record: one row of Mediation Session, planned first or recorded at once."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from grid_governance import moments
from grid_governance.cases import stages
from grid_governance.workflows.move import move

PLANNED, HELD, CALLED_OFF = "Planned", "Held", "Called Off"
STEPS = {
	None: (PLANNED, HELD),
	PLANNED: (PLANNED, HELD, CALLED_OFF),
	HELD: (HELD,),
	CALLED_OFF: (CALLED_OFF,),
}


def check(session) -> None:
	"""Raise what is wrong with the times, the status and what a held session has to say."""
	before = session.get_doc_before_save()
	if session.session_status not in STEPS[before.session_status if before else None]:
		frappe.throw(
			_("A session that was held or called off stays so. Record another session instead."),
			title=_("Session Is Over"),
		)
	starts = get_datetime(session.starts_on)
	if session.session_status == HELD:
		_check_held(session, starts)
	elif (
		session.session_status == PLANNED
		and starts < now_datetime()
		and session.has_value_changed("starts_on")
	):
		frappe.throw(
			_("The planned time has passed already. Choose a later one, or record the session as held."),
			title=_("Wrong Times"),
		)
	if session.ends_on and get_datetime(session.ends_on) < starts:
		frappe.throw(_("The session ends before it begins. Correct the times."), title=_("Wrong Times"))
	if session.next_session and session.has_value_changed("next_session"):
		_check_next(session, starts)


def _check_held(session, starts) -> None:
	if moments.is_ahead(starts):
		frappe.throw(
			_(
				"The session begins in the future. Record it when it has been held; plan it under “Next Session”."
			),
			title=_("Not Held Yet"),
		)
	if not (session.record or "").strip():
		frappe.throw(
			_("Write down what was said. A session without a record proves nothing."),
			title=_("Record Missing"),
		)


def _check_next(session, starts) -> None:
	if session.session_status != HELD:
		frappe.throw(
			_("Only a session that was held names the next one. Change the planned time instead."),
			title=_("Wrong Times"),
		)
	if get_datetime(session.next_session) <= starts:
		frappe.throw(_("The next session must be later than this one."), title=_("Wrong Times"))


def follow(session) -> None:
	"""What follows from saving a session: the case is in mediation, the next one stands in the calendar."""
	before = session.get_doc_before_save()
	if session.session_status != HELD:
		return
	if not before or before.session_status != HELD:
		_drop_plans(session)
		case = frappe.get_doc("Dispute Case", session.dispute_case)
		if case.stage == stages.TAKEN_ON:
			move(case, stages.IN_MEDIATION)
	if session.next_session and session.has_value_changed("next_session"):
		_plan_next(session)


def _drop_plans(session) -> None:
	"""A plan for the day on which the session was recorded directly has served; the record stands for it."""
	for name, starts_on in frappe.get_all(
		"Mediation Session",
		{"dispute_case": session.dispute_case, "session_status": PLANNED, "name": ["!=", session.name]},
		["name", "starts_on"],
		as_list=True,
	):
		if getdate(starts_on) <= getdate(session.starts_on):
			frappe.delete_doc("Mediation Session", name, ignore_permissions=True)


def _plan_next(session) -> None:
	"""The one plan of the case: changed when there is one, else made."""
	if get_datetime(session.next_session) < now_datetime():
		return  # an old record typed in later
	name = frappe.db.get_value(
		"Mediation Session", {"dispute_case": session.dispute_case, "session_status": PLANNED}
	)
	plan = frappe.get_doc("Mediation Session", name) if name else frappe.new_doc("Mediation Session")
	plan.update(
		{
			"dispute_case": session.dispute_case,
			"session_status": PLANNED,
			"starts_on": session.next_session,
			"ends_on": None,
			"session_form": session.next_form or session.session_form,
			"venue": session.next_venue or session.venue,
			"mediator": session.mediator,
			"recorder": session.recorder,
			"invited": session.invited,
		}
	)
	plan.save()


def move_to(session, starts, ends):
	"""A planned session gets a new time (the calendar's drag); returns its start.

	ends: where the calendar draws its end. It becomes the session's end when it has one, or when only the end moved.
	"""
	if session.session_status != PLANNED:
		frappe.throw(
			_("“{0}” stays at its time: only a planned session is moved.").format(_(session.session_status)),
			title=_("Not Moved"),
		)
	if session.ends_on or starts == get_datetime(session.starts_on):
		session.ends_on = ends
	session.starts_on = starts
	session.save()
	return session.starts_on


def call_off_plans(case: str) -> None:
	"""The case is over: nothing is planned in it any more."""
	session = frappe.qb.DocType("Mediation Session")
	(
		frappe.qb.update(session)
		.set(session.session_status, CALLED_OFF)
		.where((session.dispute_case == case) & (session.session_status == PLANNED))
		.run()
	)


def planned(case: str) -> dict | None:
	"""The session planned next: {name, starts_on, session_form, venue}."""
	rows = frappe.get_all(
		"Mediation Session",
		{"dispute_case": case, "session_status": PLANNED},
		["name", "starts_on", "session_form", "venue"],
		order_by="starts_on",
		limit=1,
	)
	return rows[0] if rows else None
