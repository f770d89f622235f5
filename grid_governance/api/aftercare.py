"""After the agreement, over HTTP: judicial confirmation, enforcement, return visits, recurrence.

Errors are frappe.PermissionError (403) and frappe.ValidationError (417); nothing is changed then. Dates are ISO text.
"""

from __future__ import annotations

import frappe
from frappe.utils import cint, flt, nowdate

from grid_governance.cases.mediation import confirmation, confirmations, recurrence, rights, visits


@frappe.whitelist(methods=["POST"])
def prepare_confirmation(
	agreement: str,
	court: str,
	applied_by: str = confirmation.JOINTLY,
	consent_given: int = 0,
	consent_note: str = "",
) -> dict:
	"""申请司法确认: prepare the application. Returns name, last_day and missing (papers still to be found)."""
	frappe.get_doc("Mediation Agreement", agreement).check_permission("read")
	doc = confirmations.prepare(
		agreement, court, applied_by=applied_by, consent_given=cint(consent_given), consent_note=consent_note
	)
	return {"name": doc.name, "last_day": str(doc.last_day), "missing": _missing(doc)}


@frappe.whitelist(methods=["POST"])
def apply_for_confirmation(
	name: str,
	applied_on: str | None = None,
	late_reason: str | None = None,
	consent_given: int = 0,
	consent_note: str = "",
) -> dict:
	"""The application was handed in to the court. Returns status, late and missing (papers to be supplied).

	Refuses an application of one side alone; a late one needs its reason, the court decides. consent_given and
	consent_note are added to what was entered before.
	"""
	doc = frappe.get_doc("Judicial Confirmation", name)
	doc.check_permission("write")
	consent = (
		{"consent_given": 1, "consent_note": consent_note or doc.consent_note} if cint(consent_given) else {}
	)
	doc = confirmations.apply(name, applied_on, late_reason, **consent)
	late = str(doc.applied_on) > str(doc.last_day)
	return {"status": doc.status, "late": late, "missing": _missing(doc)}


@frappe.whitelist(methods=["POST"])
def decide_confirmation(
	name: str,
	status: str,
	decided_on: str | None = None,
	document_number: str = "",
	decision_reason: str = "",
	next_way: str = "",
) -> dict:
	"""What became of the application.

	status: "Confirmed By The Court" (document_number), "Refused By The Court" or "Not Accepted By The Court"
	(decision_reason and next_way), "Application Taken Back" (decision_reason). Returns status and enforceable.
	"""
	frappe.get_doc("Judicial Confirmation", name).check_permission("write")
	doc = confirmations.decide(
		name,
		status,
		decided_on,
		document_number=document_number,
		decision_reason=decision_reason,
		next_way=next_way,
	)
	return {"status": doc.status, "enforceable": bool(doc.enforceable)}


@frappe.whitelist(methods=["POST"])
def apply_for_enforcement(
	name: str, enforcement_on: str | None = None, amount: float = 0, court: str = ""
) -> dict:
	"""申请强制执行 of a confirmed agreement that is not performed. Returns enforcement_on and amount (yuan)."""
	frappe.get_doc("Judicial Confirmation", name).check_permission("write")
	doc = confirmations.enforce(name, enforcement_on, enforcement_amount=flt(amount), enforcement_court=court)
	return {"enforcement_on": str(doc.enforcement_on), "amount": doc.enforcement_amount}


@frappe.whitelist(methods=["GET", "POST"])
def visits_due(until: str | None = None, limit: int = 100) -> list[dict]:
	"""Return visits that are due by `until` (default today) and not made, the longest overdue first.

	Returns name, visit_title, dispute_case, due_on, grid_unit and party_names of each, as far as the user may see.
	"""
	rights.need("Return Visit", "read")
	return frappe.get_list(
		"Return Visit",
		{"visit_status": visits.DUE, "due_on": ["<=", until or nowdate()]},
		["name", "visit_title", "dispute_case", "due_on", "grid_unit", "party_names"],
		order_by="due_on asc",
		limit=min(int(limit), 500),
	)


@frappe.whitelist(methods=["GET", "POST"])
def visit_form(name: str) -> dict:
	"""What the screen of a return visit needs: title, parties [{name, phone}], performance as recorded so far."""
	visit = frappe.get_doc("Return Visit", name)
	visit.check_permission("read")
	case = frappe.get_doc("Dispute Case", visit.dispute_case)
	return {
		"title": visit.visit_title,
		"parties": [{"name": row.party_name, "phone": row.contact} for row in case.parties],
		"performance": visits.performance_found(case.name),
	}


@frappe.whitelist(methods=["POST"])
def record_visit(
	name: str,
	satisfaction: str,
	performance: str = "",
	way: str = "Visit By Phone",
	visited_on: str | None = None,
	visited_party: str = "",
	opinion: str = "",
	hidden_risk: int = 0,
	risk_note: str = "",
	sued: int = 0,
	judgment: str = "",
) -> dict:
	"""回访: record a visit that was due. Returns visit_status and performance."""
	doc = frappe.get_doc("Return Visit", name)
	doc.check_permission("write")
	doc.update(
		{
			"visit_status": visits.DONE,
			"satisfaction": satisfaction,
			"performance": performance,
			"way": way,
			"visited_on": visited_on,
			"visited_party": visited_party,
			"opinion": opinion,
			"hidden_risk": cint(hidden_risk),
			"risk_note": risk_note,
			"sued": cint(sued),
			"judgment": judgment,
		}
	)
	doc.save()
	return {"visit_status": doc.visit_status, "performance": doc.performance}


@frappe.whitelist(methods=["POST"])
def open_recurrence(visit: str, facts: str) -> dict:
	"""The quarrel has flared up again: a linked case with the parties and facts of the first. Returns name, stage.

	facts: what happened this time.
	"""
	doc = frappe.get_doc("Return Visit", visit)
	doc.check_permission("write")
	rights.need("Dispute Case", "create")
	frappe.get_doc("Dispute Case", doc.dispute_case).check_permission("read")
	case = recurrence.open_again(doc, facts)
	return {"name": case.name, "stage": case.stage}


def _missing(doc) -> list[str]:
	return confirmation.missing_papers((row.paper, row.demanded, row.present) for row in doc.papers)
