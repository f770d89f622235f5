"""How a matter stands, for its parties and for whoever knows its number and the phone it was told with.

Parties see the office that handles it, the meetings of both sides and the agreements in force; a number with its phone
shows stage and days only. Nobody sees another party's phone, address or what was said apart.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate

from grid_governance.cases.intake import mediators, reception
from grid_governance.cases.mediation import term_rows
from grid_governance.cases.mediation.agreement import BINDING
from grid_governance.registry import papers

APART = "Separate Talks"


def office_of(case: dict) -> dict:
	"""Who handles it: unit, body, phone (of the body) and mediator, each None when there is none yet."""
	body = (
		frappe.db.get_value("Mediation Body", case.mediation_body, ["body_name", "phone"], as_dict=True) or {}
	)
	return frappe._dict(
		unit=frappe.db.get_value("Grid Unit", case.handling_unit, "unit_name"),
		body=body.get("body_name"),
		phone=body.get("phone"),
		mediator="、".join(mediators.names(case, stored=True)) or None,
	)


def sessions_of(case: str) -> list[dict]:
	"""Meetings of both sides, planned and held: starts_on, session_form, venue, session_status."""
	return frappe.get_all(
		"Mediation Session",
		{"dispute_case": case, "session_form": ["!=", APART]},
		["starts_on", "session_form", "venue", "session_status"],
		order_by="starts_on",
	)


def agreements_of(case: str) -> list[dict]:
	"""Agreements that bind or bound, newest first, with their terms as of today: what the parties hold in print."""
	rows = frappe.get_all(
		"Mediation Agreement",
		{"dispute_case": case, "status": ["in", BINDING]},
		["name", "agreement_form", "status", "effective_date", "facts", "responsibility", "other_terms"],
		order_by="effective_date desc",
	)
	terms = term_rows.of_agreements([row.name for row in rows])
	for row in rows:
		row.terms = [term for term in terms if term.parent == row.name]
	return rows


def track(number: str, phone: str) -> dict:
	"""number, state (in the user's language), days and office of the matter of this number and phone.

	Raises frappe.DoesNotExistError, the same for a wrong number and a wrong phone.
	"""
	number, phone = as_numbered(number), papers.normalise_phone(phone or "")
	found = number and phone and (_tracked_case(number, phone) or _tracked_reception(number, phone))
	if not found:
		frappe.throw(
			_("No matter has this number and this phone. Please check both, or ask at the centre."),
			frappe.DoesNotExistError,
			title=_("Not Found"),
		)
	return found


def as_numbered(number: str | None) -> str:
	"""A number as the papers have it: a phone types brackets narrow and puts blanks between."""
	return "".join((number or "").split()).translate(str.maketrans("()〔〕[]", "（）（）（）"))


def _tracked_case(number: str, phone: str) -> dict | None:
	case, party = frappe.qb.DocType("Dispute Case"), frappe.qb.DocType("Case Party")
	visit = frappe.qb.DocType(reception.DOCTYPE)
	query = (
		frappe.qb.from_(case)
		.left_join(party)
		.on((party.parent == case.name) & (party.parenttype == "Dispute Case"))
		.left_join(visit)
		.on(visit.dispute_case == case.name)
		.select(case.stage, case.registered_on, case.taken_on, case.closed_on, case.handling_unit)
		.where((party.contact == phone) | (visit.visitor_phone == phone))
		.limit(1)
	)
	for column in (case.matter_number, case.file_number):  # each has its index
		for row in query.where(column == number).run(as_dict=True):
			unit = frappe.db.get_value("Grid Unit", row.handling_unit, "unit_name")
			return _shown(number, row.stage, row.registered_on, row.closed_on or row.taken_on, unit)
	return None


def _tracked_reception(number: str, phone: str) -> dict | None:
	row = frappe.db.get_value(
		reception.DOCTYPE,
		{"matter_number": number, "visitor_phone": phone},
		["outcome", "received_on", "dealt_on", "centre"],
		as_dict=True,
	)
	if not row:
		return None
	centre = frappe.db.get_value("Governance Centre", row.centre, "centre_name")
	return _shown(number, row.outcome, row.received_on, row.dealt_on, centre)


def _shown(number: str, state: str, received, changed, office: str | None) -> dict:
	return {
		"number": number,
		"state": _(state),
		"received_on": str(getdate(received)),
		"changed_on": str(getdate(changed)) if changed else None,
		"office": office,
	}
