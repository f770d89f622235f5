"""The steps of a case as calls: what the API, the demo and tests do instead of clicking.

Each works with the rights of the session's user (documents check them) and returns the document it made.
Amounts are yuan, dates are dates or ISO text.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.workflow import apply_workflow
from frappe.utils import getdate, now_datetime, nowdate

from grid_governance.cases import stages
from grid_governance.cases.handover import by_step
from grid_governance.cases.intake import consent, endings, persons, raising
from grid_governance.workflows.move import move

CASE_FIELDS = (
	"category",
	"grid_unit",
	"event_place",
	"event_date",
	"facts",
	"claims",
	"amount",
	"people_involved",
	"difficulty",
	"source",
	"source_number",
	"source_due",
	"may_escalate",
	"recurring",
	"recurs_from",
	"reported_to",
	"reported_at",
	"reported_organ",
	"escalation_signs",
	"measures_taken",
	"way_of_settlement",
	"mediation_body",
	"mediator",
	"mediator_choice",
	"first_receiver",
)


def file_dispute(
	values: dict, parties: list[dict], matter_number: str | None = None, members: list[dict] | None = None
):
	"""Register a dispute. `values`: CASE_FIELDS; `parties`: rows of Case Party (side, kind, party_name, …).

	matter_number: the window's, kept to the end. members: rows of Group Member.
	"""
	case = frappe.new_doc("Dispute Case")
	case.flags.matter_number = matter_number
	case.update({field: values[field] for field in CASE_FIELDS if values.get(field) not in (None, "")})
	for row in parties:
		case.append("parties", row)
	for row in members or []:
		case.append("group_members", row)
	case.people_involved = values.get("people_involved") or max(len(parties), 2)
	case.insert()
	return case


def settle_on_the_spot(
	category: str, grid_unit: str, party_a: str, party_b: str, facts: str, settlement: str, **values
):
	"""A quarrel found and settled at once: six values, one save. Several names are parted by 、 , ; or /.

	`values` may hold `ended_on`, the day it was settled when that is not today (a list entered afterwards).
	"""
	case = frappe.new_doc("Dispute Case")
	case.flags.ended_on = values.get("ended_on")
	case.update(
		{
			"event_date": nowdate(),
			"source": "Mediation On Own Initiative",
			**{field: value for field, value in values.items() if field in CASE_FIELDS and value},
			"category": category,
			"grid_unit": grid_unit,
			"facts": facts,
			"settlement": settlement,
			"difficulty": "Trifle",
			"way_of_settlement": "Settled By A Worker",
		}
	)
	for side, text in ((persons.PARTY_A, party_a), (persons.PARTY_B, party_b)):
		for name in persons.split_names(text):
			case.append("parties", {"side": side, "kind": "Person", "party_name": name})
	case.people_involved = max(len(case.parties), 2)
	case.check_stage(stages.REGISTERED, stages.ON_THE_SPOT)
	case.insert()
	move(case, stages.ON_THE_SPOT)
	return case


def raise_to_mediation(case: str, reason: str | None = None):
	"""转为人民调解: a quarrel of the light path goes on as a full case, with its number and all that was written down.

	`reason` is needed when it was settled on the spot already.
	"""
	doc = frappe.get_doc("Dispute Case", case)
	doc.check_permission("write")
	raising.prepare(doc, reason)
	settled = doc.stage == stages.ON_THE_SPOT
	doc.save()
	return apply_workflow(doc, "Raise To Mediation") if settled else doc


def ask_consent(case: str, answers: dict[str, str] | str = consent.AGREES, way: str = "In Person"):
	"""征询意愿: what the parties answered. `answers`: row name → answer, or one answer for all unasked."""
	doc = frappe.get_doc("Dispute Case", case)
	_write_consent(doc, answers, way)
	return _saved(doc)


def answer(case: str, answers: dict[str, str], way: str, take_on: bool, **values):
	"""征询意愿 as one act: what waits for the user's signature is signed for, answers (row name → answer) and `values`
	(body, mediator) are saved, and with `take_on` the case is taken on unless a party refuses."""
	by_step.sign_for(case)
	doc = frappe.get_doc("Dispute Case", case)
	doc.check_permission("write")
	doc.update({field: value for field, value in values.items() if value})
	_write_consent(doc, answers, way)
	_saved(doc)
	return apply_workflow(doc, "Take On") if take_on and not consent.refusing(doc) else doc


def _write_consent(doc, answers: dict[str, str] | str, way: str) -> None:
	for row in consent.principals(doc.parties):
		answer = answers.get(row.name) if isinstance(answers, dict) else (None if row.consent else answers)
		if answer:
			row.update({"consent": answer, "consent_way": way, "consent_on": nowdate(), "consent_by": None})


def record_oral_agreement(case: str, terms: list[dict], reached_on: str | None = None):
	"""登记口头协议 in one go: drawn up and, as the law has it, in force from the day it is reached.

	A case that only waits to be taken on is taken on by that: whoever comes to an agreement wants to be mediated.
	"""
	if frappe.db.get_value("Dispute Case", case, "stage") in (stages.REGISTERED, stages.SCREENING):
		ask_consent(case)
		take_on(case)
	agreement = draw_up_agreement(case, terms, "Oral", **({"reached_on": reached_on} if reached_on else {}))
	return put_into_effect(agreement.name)


def take_on(case: str, mediation_body: str | None = None, mediator: str | None = None, **values):
	"""受理: body and mediator may be given with the step; the file number is given here."""
	doc = frappe.get_doc("Dispute Case", case)
	doc.update(
		{k: v for k, v in {**values, "mediation_body": mediation_body, "mediator": mediator}.items() if v}
	)
	doc.save()
	return apply_workflow(doc, "Take On")


def record_session(case: str, record: str, **values):
	"""记录调解: `values` are further fields of Mediation Session (starts_on, venue, result, rights_told …)."""
	doc = frappe.new_doc("Mediation Session")
	doc.update({"starts_on": now_datetime(), **values, "dispute_case": case, "record": record})
	doc.insert()
	return doc


def draw_up_agreement(case: str, terms: list[dict], agreement_form: str = "Written", **values):
	"""An agreement from the case's data; typed are only the terms (content, amount, due_date)."""
	doc = frappe.new_doc("Mediation Agreement")
	doc.update({"reached_on": nowdate(), **values, "dispute_case": case, "agreement_form": agreement_form})
	for row in terms:
		doc.append("terms", row)
	doc.insert()
	return doc


def put_into_effect(agreement: str, signed_on: str | None = None):
	"""The agreement takes effect; the case follows. Raises what is missing (law arts. 29, 30).

	`signed_on` fills every signature and the seal that have no date yet (all signed on that day).
	"""
	doc = frappe.get_doc("Mediation Agreement", agreement)
	doc.check_permission("write")
	if signed_on:
		for row in doc.signatures:
			row.signed_on = row.signed_on or getdate(signed_on)
		doc.sealed_on = doc.sealed_on or getdate(signed_on)
	doc.status = "In Force"
	doc.save()
	return doc


def record_performance(agreement: str, term: str, performed_on: str, amount: float = 0, **values):
	"""登记履行: one payment or act on one term (`term` is the row's name)."""
	doc = frappe.new_doc("Term Performance")
	doc.update(
		{**values, "agreement": agreement, "term": term, "performed_on": performed_on, "amount": amount}
	)
	doc.insert()
	return doc


def close_case(case: str, outcome: str = stages.ALL_PERFORMED, end_reason: str | None = None):
	"""结案."""
	doc = frappe.get_doc("Dispute Case", case)
	doc.outcome = outcome
	doc.end_reason = end_reason or doc.end_reason
	return apply_workflow(_saved(doc), "Close Case")


def end_case(case: str, action: str, end_reason: str, end_cause: str = endings.OTHER, **values):
	"""不予受理, 终止, 导入法定途径, 撤回: on which ground, with the reason that is told to the parties.

	`values`: further fields (told_arbitration …, diverted_to, withdrawn_by). Legal ways that are told default to the
	usual ones of the kind of dispute.
	"""
	doc = frappe.get_doc("Dispute Case", case)
	if not any(values.get(field) for field in endings.WAYS):
		values |= endings.usual_ways(doc.category)
	if action == "Withdraw Application":
		values.setdefault("withdrawn_by", persons.PARTY_A)  # who applied
	doc.update({**values, "end_reason": end_reason, "end_cause": end_cause})
	return apply_workflow(_saved(doc), action)


def file_case(case: str):
	"""归档."""
	return apply_workflow(frappe.get_doc("Dispute Case", case), "File Case")


def _saved(doc):
	doc.save()
	return doc


def terms_of(agreement: str) -> list[str]:
	"""Names of the agreement's terms in their order, as record_performance wants them."""
	doc = frappe.get_doc("Mediation Agreement", agreement)
	if not doc.terms:
		frappe.throw(_("The agreement has no term."))
	return [row.name for row in doc.terms]
