"""What the papers of a case show, gathered once; templates only lay it out.

A blank form is drawn from a new document: everything is empty and the template leaves room to write.
"""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.cases import workers
from grid_governance.cases.intake import mediators, persons
from grid_governance.papers import paper_date

SIDES = (persons.PARTY_A, persons.PARTY_B)


def case_paper(doc) -> frappe._dict:
	"""For a Dispute Case or a record that hangs on one.

	Returns case, blank, number, body, chair, mediator, mediators (names: who presides or held the session, then the
	others; None on a blank form: one line to sign), investigator, sides (two lists of party dicts, each with at least
	one row on a blank form), copies (how many originals an agreement has), replaced (what it says of the
	agreement that it replaces).
	"""
	case = _case_of(doc)
	body = (
		frappe.db.get_value("Mediation Body", case.mediation_body, ["body_name", "chair"], as_dict=True) or {}
	)
	sides = [_side(case, side) for side in SIDES]
	return frappe._dict(
		case=case,
		blank=doc.is_new(),
		number=case.file_number,
		body=body.get("body_name"),
		chair=workers.name_of(body.get("chair")),
		mediator=workers.name_of(doc.get("mediator") or case.mediator),
		mediators=mediators.names(case, doc.get("mediator")) or [None],
		investigator=workers.name_of(doc.get("investigator")),
		receiver=workers.name_of(case.first_receiver),
		category=_(case.category) if case.category else None,
		replaced=_replaced(doc),
		sides=sides,
		copies=sum(len([p for p in side if p.kind != persons.AGENT]) for side in sides) + 1,
	)


def _replaced(doc) -> str | None:
	"""What a new agreement says of the one that it replaces."""
	if not doc.get("replaces"):
		return None
	day = frappe.db.get_value("Mediation Agreement", doc.replaces, "effective_date")
	return _(
		"This agreement replaces what was still to be performed of the mediation agreement that took effect on {0}. "
		"Reason: {1}"
	).format(paper_date(day), doc.replaces_reason or "")


def paper_term(term) -> str:
	"""Who does what by one term; instalments, which have one content, are told apart by their number."""
	text = _("To be performed by {0}: {1}").format(_(term.obligor), (term.content or "").rstrip("。"))
	return f"{text}（{_('Instalment {0}').format(term.instalment)}）" if term.instalment else text


def _case_of(doc):
	if doc.doctype == "Dispute Case":
		return doc
	if doc.is_new() or not doc.get("dispute_case"):
		return frappe.new_doc("Dispute Case")
	return frappe.get_doc("Dispute Case", doc.dispute_case)


def _side(case, side: str) -> list[frappe._dict]:
	rows = [_party(row) for row in case.parties if row.side == side]
	return rows or [frappe._dict(kind="Person", blank=True)]


def _party(row) -> frappe._dict:
	return frappe._dict(
		kind=row.kind,
		name=row.party_name,
		sex=_(row.sex) if row.sex else None,
		nation=row.nation,
		age=row.age or None,
		occupation=row.occupation,
		contact=row.contact,
		address=row.address,
		id_masked=row.id_masked,
		representative=row.representative,
		credit_code=row.credit_code,
		guardian=row.guardian,
		guardian_relation=row.guardian_relation,
		guardian_contact=row.guardian_contact,
		headcount=row.headcount or None,
		acts_for=row.acts_for,
		authority=_(row.authority) if row.authority else None,
	)
