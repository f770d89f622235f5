"""Steps of a judicial confirmation as calls: what the API, the forms and tests do."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import nowdate

from grid_governance.cases.mediation import confirmation

LANGUAGE = "zh"


def prepare(agreement: str, court: str | None = None, **values):
	"""申请司法确认: the record with its last day and check list; nothing has been handed in yet."""
	doc = frappe.new_doc("Judicial Confirmation")
	doc.update({**values, "agreement": agreement, "court": court})
	doc.insert()
	return doc


def apply(name: str, applied_on: str | None = None, late_reason: str | None = None, **values):
	"""Hand the application in. Raises for one side alone, for a wrong day, and for a late one without its reason."""
	doc = frappe.get_doc("Judicial Confirmation", name)
	doc.update({**values, "applied_on": applied_on or nowdate(), "status": confirmation.APPLIED})
	doc.late_reason = late_reason or doc.late_reason
	doc.save()
	return doc


def decide(name: str, status: str, decided_on: str | None = None, **values):
	"""What became of it: status is one of Confirmed, Refused, Not Accepted By The Court, Application Taken Back.

	values: document_number, decision_reason, next_way, decision_scan.
	"""
	doc = frappe.get_doc("Judicial Confirmation", name)
	doc.update({**values, "status": status, "decided_on": decided_on or nowdate()})
	doc.save()
	return doc


def enforce(name: str, enforcement_on: str | None = None, **values):
	"""申请强制执行 is noted on the confirmation; the sum is what is open on the agreement unless it is given."""
	doc = frappe.get_doc("Judicial Confirmation", name)
	doc.update({**values, "enforcement_on": enforcement_on or nowdate()})
	doc.save()
	return doc


def standing(agreement: str) -> dict | None:
	"""The confirmation of an agreement that is under way or was given: {name, status}."""
	found = {"agreement": agreement, "status": ["in", confirmation.STANDING]}
	return frappe.db.get_value("Judicial Confirmation", found, ["name", "status"], as_dict=True)


def require_not_at_court(agreement: str) -> None:
	"""What the court has confirmed can be enforced as it stands; what lies before it is first taken back there."""
	at_court = frappe.get_all(
		"Judicial Confirmation",
		{"agreement": agreement, "status": ["in", (confirmation.APPLIED, confirmation.CONFIRMED)]},
		pluck="status",
	)
	if confirmation.CONFIRMED in at_court:
		frappe.throw(
			_("The court has confirmed this agreement: it can be enforced and is not replaced by another."),
			title=_("Confirmed By The Court"),
		)
	if at_court:
		frappe.throw(
			_("This agreement lies before the court. Take the application back first."),
			title=_("Applied To The Court"),
		)


def give_up(agreement: str) -> None:
	"""The agreement was replaced: what was only being prepared for the court is taken back."""
	for name in frappe.get_all(
		"Judicial Confirmation", {"agreement": agreement, "status": confirmation.PREPARING}, pluck="name"
	):
		doc = frappe.get_doc("Judicial Confirmation", name)
		doc.update(
			{
				"status": confirmation.TAKEN_BACK,
				"decided_on": nowdate(),
				"decision_reason": _("The agreement was replaced by a new one.", LANGUAGE),
			}
		)
		doc.save(ignore_permissions=True)
