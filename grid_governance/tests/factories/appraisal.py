"""Checked deeds, appraisal meetings and their members for tests.

`make_meeting(unit, ["甲", "乙", "丙"])` is a meeting with three members present, none of them in the register.
`checked(doc, enterer, checker, as_user)` brings a declaration or batch to Checked by two people.
"""

from __future__ import annotations

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import nowdate

from grid_governance.api import appraisal as api
from grid_governance.tests.factories import core, points


def checked(doc, enterer: str, checker: str, as_user):
	"""`doc` as it stands after Declare and Check As True."""
	for user, action in ((enterer, "Declare"), (checker, "Check As True")):
		with as_user(user):
			doc = apply_workflow(frappe.get_doc(doc.doctype, doc.name), action)
	return doc


def make_meeting(unit: str = core.VILLAGE_A, members=(), *, minutes: bool = True, **values):
	"""A meeting of today as the session's user prepares it; the first of `members` is in the chair.

	members: names, or dicts of the columns of a member. Returns the Document.
	"""
	rows = [{"present": 1, **(row if isinstance(row, dict) else {"member_name": row})} for row in members]
	values = {
		"meeting_name": "十一月积分评议会",
		"chaired_by": rows[0]["member_name"] if rows else None,
		**values,
	}
	doc = frappe.get_doc(
		doctype="Appraisal Meeting", grid_unit=unit, members=rows, **{"meeting_date": nowdate(), **values}
	)
	if minutes:
		doc.append("minutes", {"file": points.photo()})
	return doc.insert()


def drawn(meeting):
	"""The meeting with all deeds drawn that wait for it."""
	api.draw_deeds(meeting.name)
	return meeting.reload() or meeting
