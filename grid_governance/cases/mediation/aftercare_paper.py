"""What the papers after an agreement show beside the case's own facts (cases/paper_data.py): term, sides, agreement."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.cases.intake import persons
from grid_governance.cases.mediation import messages, term_rows
from grid_governance.cases.paper_data import paper_term
from grid_governance.papers import paper_amount, paper_date

OTHER = {persons.PARTY_A: persons.PARTY_B, persons.PARTY_B: persons.PARTY_A}


def aftercare_paper(doc) -> frappe._dict:
	"""For Term Performance, Performance Urging, Judicial Confirmation and Return Visit; empty for a blank form.

	Returns agreement (the record), phone (the mediator's), term (row of term_rows), obligor and obligee (names of
	the sides), summary (who does what, for how much and by when), and for a confirmation papers (what is handed in).
	"""
	if doc.is_new():
		return frappe._dict(papers=[], summary=[])
	case = frappe.get_doc("Dispute Case", doc.dispute_case)
	name = doc.get("agreement") or _standing(case.name)
	facts = frappe._dict(
		agreement=frappe.get_doc("Mediation Agreement", name) if name else None,
		papers=_enclosed(doc),
	)
	facts.phone = frappe.db.get_value("Grid Worker", case.mediator, "phone") if case.mediator else None
	terms = term_rows.of_agreements([name]) if name else []
	facts.summary = [_in_words(term) for term in terms]
	facts.term = next((term for term in terms if term.name == doc.get("term")), None)
	if facts.term:
		facts.obligor = messages.names(case, facts.term.obligor)
		facts.obligee = messages.names(case, OTHER[facts.term.obligor])
	return facts


def _enclosed(doc) -> list[str]:
	"""What is handed in with the application; the application is not enclosed with itself."""
	itself = _("Application For Judicial Confirmation")
	rows = [row for row in doc.get("papers") or [] if row.present or row.demanded]
	return [row.paper for row in rows if row.paper != itself]


def _in_words(term) -> str:
	"""Who does what, for how much and by when: instalments of one content are told apart by it."""
	parts = [paper_term(term)]
	if term.amount:
		parts.append(f"{_('Amount')}：{paper_amount(term.amount)}")
	if term.due_date:
		parts.append(f"{_('Time Limit Of Performance')}：{_('By {0}').format(paper_date(term.due_date))}")
	return "，".join(parts)


def _standing(case: str) -> str | None:
	"""The agreement of a case that counts: the one in force."""
	return frappe.db.get_value("Mediation Agreement", {"dispute_case": case, "status": term_rows.IN_FORCE})
