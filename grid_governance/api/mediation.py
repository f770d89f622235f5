"""Mediation over HTTP: phrases, planned sessions, invitations, urging, and what can be sent to a party.

Each function asks for the right on the stored case or agreement first; errors are frappe.PermissionError (403) and
frappe.ValidationError (417), and nothing is changed then.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import get_datetime

from grid_governance.cases.intake import mediators
from grid_governance.cases.mediation import (
	invitations,
	messages,
	phrases,
	rights,
	sessions,
	term_rows,
	wording,
)
from grid_governance.cases.mediation.performance import OVERDUE
from grid_governance.portal import texting


@frappe.whitelist(methods=["GET", "POST"])
def offered_phrases(dispute_case: str, used_for: list | str, due: str | None = None) -> dict:
	"""Standard phrases for a case with its names and figures filled in.

	used_for: list (or JSON) of uses ("Opening Words", "Rights Notice", "Facts", "Responsibility", "Terms",
	"Closing Words"). due: ISO day for the placeholder of the time limit. Returns phrases [{name, title, used_for,
	text}] and may_add (whether the user keeps phrases of their own).
	"""
	case = frappe.get_doc("Dispute Case", dispute_case)
	case.check_permission("read")
	uses = frappe.parse_json(used_for) if isinstance(used_for, str) else used_for
	return {
		"phrases": phrases.offered(case, uses, due),
		"may_add": bool(frappe.has_permission("Mediation Phrase", "create")),
		"placeholders": [f"{{{word}}}" for word in wording.PLACEHOLDERS],
	}


@frappe.whitelist(methods=["GET", "POST"])
def planned_session(dispute_case: str) -> dict | None:
	"""The session of a case that is planned next: {name, starts_on, session_form, venue}, None without one."""
	frappe.get_doc("Dispute Case", dispute_case).check_permission("read")
	return sessions.planned(dispute_case)


@frappe.whitelist(methods=["POST"])
def plan_session(
	dispute_case: str,
	starts_on: str,
	session_form: str = "Face To Face",
	venue: str = "",
	ends_on: str | None = None,
) -> str:
	"""Plan a session of a case that has been taken on; returns its name. It stands in the calendar at once."""
	frappe.get_doc("Dispute Case", dispute_case).check_permission("read")
	doc = frappe.get_doc(
		doctype="Mediation Session",
		dispute_case=dispute_case,
		session_status=sessions.PLANNED,
		starts_on=starts_on,
		ends_on=ends_on,
		session_form=session_form,
		venue=venue,
	)
	return doc.insert().name


@frappe.whitelist(methods=["POST"])
def call_off_session(name: str) -> str:
	"""A planned session does not take place; returns its status."""
	doc = frappe.get_doc("Mediation Session", name)
	doc.check_permission("write")
	doc.session_status = sessions.CALLED_OFF
	return doc.save().session_status


@frappe.whitelist(methods=["GET", "POST"])
def session_events(doctype: str, start: str, end: str, filters: list | str | None = None) -> list[dict]:
	"""Calendar of mediation between two days, as far as the user may see: sessions, and terms that are due."""
	rights.need("Mediation Session", "read")
	rows = frappe.get_list(
		"Mediation Session",
		[*(frappe.parse_json(filters) or []), ["starts_on", "between", [start, end]]],
		[
			"name",
			"session_status",
			"starts_on",
			"ends_on",
			"venue",
			"session_title",
			"dispute_case.party_names as party_names",
		],
		limit=500,
	)
	colours = {sessions.PLANNED: "blue", sessions.HELD: "green"}
	held = [
		{
			"name": row.name,
			"title": " ".join(filter(None, (row.party_names, _(row.session_status), row.venue))),
			"tooltip": row.session_title,
			"start": row.starts_on,
			"end": row.ends_on or row.starts_on,
			"all_day": 0,
			"color": colours.get(row.session_status, "gray"),
		}
		for row in rows
	]
	return held + _due_terms(start, end)


def _due_terms(start: str, end: str) -> list[dict]:
	"""Terms of agreements in force that are due between two days and not performed; a click opens the agreement."""
	if not frappe.has_permission("Mediation Agreement", "read"):
		return []
	return [
		{
			"doctype": "Mediation Agreement",
			"name": row.parent,
			"title": " ".join((_("Due By"), row.content, row.party_names or "")),
			"tooltip": row.content,
			"start": row.due_date,
			"end": row.due_date,
			"all_day": 1,
			"color": "red" if row.stage == OVERDUE else "orange",
		}
		for row in term_rows.due_between(start, end)
	]


@frappe.whitelist(methods=["POST"])
def move_event(args: dict | str, field_map: dict | str | None = None) -> str:
	"""What was dragged in the calendar: a planned session gets its new time, everything else is refused.

	args: doctype, name, start and end as the calendar has them now (ISO times). Returns the session's start.
	"""
	moved = frappe._dict(frappe.parse_json(args))
	if moved.doctype != "Mediation Session":
		frappe.throw(
			_(
				"The day by which a term is to be performed stands in the agreement. Only a new agreement changes it."
			),
			title=_("Not Moved"),
		)
	doc = frappe.get_doc("Mediation Session", str(moved.name))
	doc.check_permission("write")
	return str(sessions.move_to(doc, get_datetime(moved.start), get_datetime(moved.end)))


@frappe.whitelist(methods=["GET", "POST"])
def mediators_of(dispute_case: str) -> list[str]:
	"""Grid Workers who mediate a case: first who presides, then the co-mediators."""
	case = frappe.get_doc("Dispute Case", dispute_case)
	case.check_permission("read")
	return mediators.of(case)


@frappe.whitelist(methods=["POST"])
def end_invitation(name: str) -> str:
	"""Close the case to an invited person now; returns the invitation's status."""
	doc = frappe.get_doc("Case Invitation", name)
	doc.check_permission("write")
	invitations.end(doc)
	return doc.status


@frappe.whitelist(methods=["GET", "POST"])
def message_about_term(agreement: str, term: str) -> dict:
	"""The text to a party about one open term, to be copied or sent.

	Returns text, kind ("reminder" or "urging"), receivers [{name, phone}] and may_send (whether this site can send
	text messages).
	"""
	doc = frappe.get_doc("Mediation Agreement", agreement)
	doc.check_permission("read")
	found = messages.about_term(doc, term)
	found.pop("term")
	may_urge = bool(frappe.has_permission("Performance Urging", "create"))
	return {**found, "may_send": texting.is_set_up() and may_urge}


@frappe.whitelist(methods=["POST"])
def send_message_about_term(agreement: str, term: str) -> dict:
	"""Send that text to every receiver with a mobile number; after the due day it counts as an urging.

	Returns sent (number of messages) and urging (name of the Performance Urging, None before the due day).
	"""
	doc = frappe.get_doc("Mediation Agreement", agreement)
	doc.check_permission("read")
	rights.need("Performance Urging", "create")
	found = messages.about_term(doc, term)
	phones = [row["phone"] for row in found["receivers"] if row["phone"]]
	if not phones:
		frappe.throw(
			_("No mobile number is known of the party that has to perform. Enter it in the case."),
			title=_("Number Missing"),
		)
	urging = None
	if found["kind"] == "urging":
		urging = urge(agreement, term, "Urged By Text Message")
	for phone in phones:
		texting.send(phone, found["text"])
	return {"sent": len(phones), "urging": urging}


@frappe.whitelist(methods=["POST"])
def urge(
	agreement: str,
	term: str,
	way: str = "Urged By Phone",
	answer: str = "",
	promised_on: str | None = None,
	urged_party: str = "",
	urged_on: str | None = None,
) -> str:
	"""督促履行: record that a party was urged about one open term (`term`: its row's name); returns the row's name."""
	frappe.get_doc("Mediation Agreement", agreement).check_permission("read")
	doc = frappe.get_doc(
		doctype="Performance Urging",
		agreement=agreement,
		term=term,
		way=way,
		answer=answer,
		promised_on=promised_on,
		urged_party=urged_party,
	)
	if urged_on:
		doc.urged_on = urged_on
	return doc.insert().name


@frappe.whitelist(methods=["GET", "POST"])
def open_terms(agreement: str) -> list[dict]:
	"""Terms that are still to be performed: name, idx, content, due_date, outstanding (yuan), stage."""
	frappe.get_doc("Mediation Agreement", agreement).check_permission("read")
	return [
		{
			"name": term.name,
			"idx": term.idx,
			"content": term.content,
			"due_date": term.due_date,
			"outstanding": float(term.outstanding),
			"stage": term.stage,
		}
		for term in term_rows.open_of(agreement)
	]
