"""Texts to a party about a term, to be copied into WeChat or sent as a text message; always Chinese."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance.cases import workers
from grid_governance.cases.intake import persons
from grid_governance.cases.mediation import performance, term_rows, wording

LANGUAGE = "zh"


def about_term(agreement, term_name: str) -> dict:
	"""The reminder or urging for one open term of a Mediation Agreement in force.

	Returns term (row of term_rows), text, kind ("reminder" before and on the day, "urging" after it) and receivers
	[{name, phone}] of the side that has to perform. Raises for a term that is settled.
	"""
	term = open_term(agreement.name, term_name)
	case = frappe.get_doc("Dispute Case", agreement.dispute_case)
	late = bool(term.due_date) and getdate(nowdate()) > getdate(term.due_date)
	people = receivers(case, term.obligor)
	values = {
		"who": "、".join(row["name"] for row in people),
		"number": case.file_number or "",
		"content": term.content,
		"due": wording.day(getdate(term.due_date)),
		"rest": _rest(term),
		"mediator": workers.name_of(case.mediator) or "",
		"phone": frappe.db.get_value("Grid Worker", case.mediator, "phone") or "",
	}
	body = frappe.db.get_value("Mediation Body", case.mediation_body, "body_name") or ""
	if late:
		text = _(
			"[{body}] {who}: the term of mediation agreement {number}, “{content}”, was due on {due}{rest}."
			" Please perform it at once: an agreement binds by law, and the other party may go to court."
			" Mediator {mediator} {phone}",
			LANGUAGE,
		)
	else:
		text = _(
			"[{body}] {who}: the term of mediation agreement {number}, “{content}”, is due on {due}{rest}."
			" Please perform it in time, and tell the mediator early if there is a difficulty."
			" Mediator {mediator} {phone}",
			LANGUAGE,
		)
	return {
		"term": term,
		"kind": "urging" if late else "reminder",
		"text": text.format(body=body, **values).strip(),
		"receivers": people,
	}


def open_term(agreement: str, term_name: str):
	"""The row of an open term (term_rows.of_agreements); raises when it is not this agreement's or is settled."""
	term = next((row for row in term_rows.of_agreements([agreement]) if row.name == term_name), None)
	if not term:
		frappe.throw(
			_("The term does not belong to this agreement. Choose one of its terms."), title=_("Wrong Term")
		)
	if term.stage in performance.SETTLED:
		frappe.throw(_("Term {0} is settled already.").format(term.idx), title=_("Nothing Left To Perform"))
	return term


def receivers(case, side: str) -> list[dict]:
	"""Who of this side is spoken to: the parties themselves, an organisation under its own name."""
	return [
		{"name": row.party_name, "phone": row.contact or ""}
		for row in case.parties
		if row.side == side and row.kind != persons.AGENT
	]


def names(case, side: str) -> str:
	"""The parties of this side as a paper names them: 王建国、李四."""
	return "、".join(row["name"] for row in receivers(case, side))


def _rest(term) -> str:
	if not term.outstanding:
		return ""
	return _(", {0} yuan still to be paid", LANGUAGE).format(f"{term.outstanding:,.2f}".removesuffix(".00"))
