"""Appraisal meetings over HTTP: who may sit in it, what waits for it, and its end.

Errors are frappe.PermissionError (403) and frappe.ValidationError (417); nothing is changed then.
"""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance import permissions
from grid_governance.points.review import appraisal, appraisal_draw, appraisal_outcome

DOCTYPE = "Appraisal Meeting"


@frappe.whitelist()
def candidates(grid_unit: str) -> list[dict]:
	"""Who may sit in the meeting of a unit: worker, member_name, capacity, due (member of the appraisal group)."""
	if not permissions.may(DOCTYPE, "write", grid_unit):
		frappe.throw(_("You do not prepare meetings in {0}.").format(grid_unit), frappe.PermissionError)
	return appraisal.candidates(grid_unit)


@frappe.whitelist(methods=["POST"])
def draw_deeds(meeting: str) -> dict[str, int]:
	"""Draw all checked deeds that wait for this meeting; returns {drawn, waiting}."""
	doc = _writable(meeting)
	counts = appraisal_draw.draw(doc)
	doc.flags.by_code = True
	doc.save()
	return counts


@frappe.whitelist(methods=["POST"])
def conclude(meeting: str) -> dict[str, str | None]:
	"""Conclude the meeting and carry out its decisions; returns {status, outcome}.

	Up to 30 rows at once, more in the background. Raises frappe.ValidationError without quorum, chair, rows
	or photographed minutes, and frappe.PermissionError for rows of the own household.
	"""
	doc = _writable(meeting)
	appraisal_outcome.conclude(doc)
	return {"status": doc.status, "outcome": doc.outcome}


@frappe.whitelist(methods=["POST"])
def continue_concluding(meeting: str) -> dict[str, str]:
	"""Go on with a meeting whose background job died; returns {status}."""
	doc = _writable(meeting)
	if doc.status != appraisal.CARRYING_OUT:
		frappe.throw(_("The meeting is {0}.").format(_(doc.status)), title=_("Meeting Not Ready"))
	appraisal_outcome.enqueue(meeting)
	return {"status": doc.status}


@frappe.whitelist(methods=["POST"])
def call_off(meeting: str, reason: str) -> dict[str, str]:
	"""Call a meeting off that is still being prepared; its deeds wait for another one. Returns {status}."""
	doc = _writable(meeting)
	if doc.status != appraisal.PREPARING:
		frappe.throw(_("The meeting is {0} and stays so.").format(_(doc.status)), title=_("Record Is Closed"))
	if not reason.strip():
		frappe.throw(_("Please give the reason."), title=_("Reason Missing"))
	doc.flags.by_code = True
	doc.update({"status": appraisal.CALLED_OFF, "outcome": reason.strip()})
	doc.save()
	return {"status": doc.status}


def _writable(meeting: str):
	doc = frappe.get_doc(DOCTYPE, meeting)
	doc.check_permission("write")
	return doc
