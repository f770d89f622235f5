"""Taking in of disputes over HTTP: earlier cases before saving, consent, raising, oral agreement, ends.

Errors are frappe.PermissionError (403) and frappe.ValidationError (417); nothing is changed then.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import cint, flt

from grid_governance import permissions
from grid_governance.cases import steps
from grid_governance.cases.intake import consent, earlier, endings
from grid_governance.registry import codes


@frappe.whitelist(methods=["GET", "POST"])
def earlier_cases(
	parties: list | str,
	grid_unit: str | None = None,
	event_date: str | None = None,
	category: str | None = None,
	leave_out: str | None = None,
) -> dict:
	"""Earlier cases and doubles of the parties (rows with side, party_name, contact, resident; or their JSON).

	grid_unit: code of the place; names are looked for in its township. leave_out: the case that is open in the form.
	Returns {cases: [{name, case_title, category, stage, party_names, registered_on, double}], hidden: number of
	cases that the user may not read}.
	"""
	frappe.has_permission("Dispute Case", "create", throw=True)
	if grid_unit and not _reaches(grid_unit):
		if leave_out and frappe.has_permission("Dispute Case", "read", doc=leave_out):
			return {"cases": [], "hidden": 0}  # the case was handed here from elsewhere
		frappe.throw(_("That place is not yours."), frappe.PermissionError)
	rows = [
		{field: str(row.get(field) or "") for field in ("side", "party_name", "contact", "resident")}
		for row in frappe.parse_json(parties) or []
		if isinstance(row, dict)
	]
	return earlier.of_parties(rows, grid_unit, event_date, category, leave_out)


@frappe.whitelist(methods=["POST"])
def ask_consent(dispute_case: str, answers: dict | str, way: str = "In Person") -> dict:
	"""What the parties answered when asked whether they want to be mediated; returns {refused: [names]}.

	answers: name of the party's row → "Agrees To Mediation" or "Refuses Mediation" (or its JSON).
	"""
	frappe.get_doc("Dispute Case", dispute_case).check_permission("write")
	given = {str(row): str(answer) for row, answer in (frappe.parse_json(answers) or {}).items()}
	doc = steps.ask_consent(dispute_case, given, way)
	return {"refused": consent.refusing(doc)}


@frappe.whitelist(methods=["POST"])
def take_on(
	dispute_case: str,
	answers: dict | str | None = None,
	way: str = "In Person",
	mediation_body: str | None = None,
	mediator: str | None = None,
	mediator_choice: str | None = None,
	only_answers: int = 0,
) -> dict:
	"""Body, mediator and the parties' answers, then taken on unless a party refuses: all of it or nothing.

	answers and way as of ask_consent. A handover that waits for the user is signed for with it. only_answers: 1 does
	not take on yet. Returns {stage, refused: [names]}.
	"""
	frappe.get_doc("Dispute Case", dispute_case).check_permission("read")
	given = {str(row): str(answer) for row, answer in (frappe.parse_json(answers) or {}).items()}
	chosen = {"mediation_body": mediation_body, "mediator": mediator, "mediator_choice": mediator_choice}
	doc = steps.answer(dispute_case, given, way, not cint(only_answers), **chosen)
	return {"stage": doc.stage, "refused": consent.refusing(doc)}


@frappe.whitelist(methods=["POST"])
def raise_to_mediation(dispute_case: str, reason: str | None = None) -> dict:
	"""A quarrel of the light path goes on as people's mediation, with all that was written down.

	reason: why it is taken up again, when it was settled on the spot. Returns {stage, first_level}.
	"""
	frappe.get_doc("Dispute Case", dispute_case).check_permission("write")
	doc = steps.raise_to_mediation(dispute_case, reason)
	return {"stage": doc.stage, "first_level": doc.first_level}


@frappe.whitelist(methods=["POST"])
def record_oral_agreement(
	dispute_case: str,
	content: str,
	due_date: str,
	amount: float = 0,
	obligor: str = "Party B",
	reached_on: str | None = None,
) -> dict:
	"""An oral agreement on its one-page form: drawn up and in force at once; returns {agreement, stage}.

	amount: yuan. due_date: by when. obligor: "Party A" or "Party B".
	"""
	frappe.get_doc("Dispute Case", dispute_case).check_permission("write")
	term = {"content": content, "due_date": due_date, "amount": flt(amount), "obligor": obligor}
	agreement = steps.record_oral_agreement(dispute_case, [term], reached_on)
	return {
		"agreement": agreement.name,
		"stage": frappe.db.get_value("Dispute Case", dispute_case, "stage"),
	}


@frappe.whitelist(methods=["GET", "POST"])
def end_form(dispute_case: str, ends_as: str) -> dict:
	"""What the dialog of an end offers: grounds [{value, label, basis}] and the usual legal ways {field: 0/1}.

	ends_as: the stage, for example "Not Taken On".
	"""
	case = frappe.get_doc("Dispute Case", dispute_case)
	case.check_permission("read")
	rows = frappe.get_all(
		"Ending Ground",
		{"enabled": 1, "ends_as": ["in", [ends_as, "", None]]},
		["name", "legal_basis"],
		order_by="sort_order",
	)
	return {
		"grounds": [
			{"value": row.name, "label": _(row.name), "basis": _(row.legal_basis) if row.legal_basis else ""}
			for row in rows
		],
		"ways": endings.usual_ways(case.category),
	}


def _reaches(unit: str) -> bool:
	"""Whether one of the user's posts may register a case there."""
	if frappe.session.user == "Administrator":
		return True
	return any(
		codes.contains(post.unit, unit) for post in permissions.granting_posts("Dispute Case", "create")
	)
