"""What the papers after an agreement show beside the case's own facts (cases/paper_data.py): term, sides, agreement."""

from __future__ import annotations

import frappe

from grid_governance.cases.intake import persons
from grid_governance.cases.mediation import messages, term_rows

OTHER = {persons.PARTY_A: persons.PARTY_B, persons.PARTY_B: persons.PARTY_A}


def aftercare_paper(doc) -> frappe._dict:
	"""For Term Performance, Performance Urging, Judicial Confirmation and Return Visit; empty for a blank form.

	Returns agreement (the record), phone (the mediator's), term (row of term_rows), obligor and obligee (names of
	the sides), summary (what each term says), and for a confirmation papers (what is handed in).
	"""
	if doc.is_new():
		return frappe._dict(papers=[], summary=[])
	case = frappe.get_doc("Dispute Case", doc.dispute_case)
	name = doc.get("agreement") or _standing(case.name)
	facts = frappe._dict(
		agreement=frappe.get_doc("Mediation Agreement", name) if name else None,
		papers=[row.paper for row in doc.get("papers") or [] if row.present or row.demanded],
	)
	facts.phone = frappe.db.get_value("Grid Worker", case.mediator, "phone") if case.mediator else None
	terms = term_rows.of_agreements([name]) if name else []
	facts.summary = [term.content for term in terms]
	facts.term = next((term for term in terms if term.name == doc.get("term")), None)
	if facts.term:
		facts.obligor = messages.names(case, facts.term.obligor)
		facts.obligee = messages.names(case, OTHER[facts.term.obligor])
	return facts


def _standing(case: str) -> str | None:
	"""The agreement of a case that counts: the one in force."""
	return frappe.db.get_value("Mediation Agreement", {"dispute_case": case, "status": term_rows.IN_FORCE})
