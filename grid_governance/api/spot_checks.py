"""Spot checks over HTTP: draw by hand, record a visit, ask for corrections.

Errors are frappe.PermissionError (403) and frappe.ValidationError (417); nothing is changed then.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import cint

from grid_governance import permissions
from grid_governance.points.review import spot_check_outcome, spot_checks


@frappe.whitelist(methods=["POST"])
def draw_sample(
	grid_unit: str,
	from_date: str,
	to_date: str,
	share: int | None = None,
	least: int | None = None,
	check_name: str | None = None,
	due_date: str | None = None,
) -> dict[str, str | None]:
	"""Draw a sample of the deeds of these days in a unit (points office); returns {name}, null without deeds.

	share: per cent; least: rows; by default as the settings say.
	"""
	if not permissions.may(spot_checks.DOCTYPE, "create", grid_unit):
		frappe.throw(_("You do not draw spot checks in {0}.").format(grid_unit), frappe.PermissionError)
	share, least = (None if value in (None, "") else cint(value) for value in (share, least))
	if share is not None and not 0 <= share <= 100:
		frappe.throw(_("The share is between 0 and 100 per cent."))
	rows = spot_checks.rows_between(grid_unit, from_date, to_date)
	more = {"check_name": check_name, "due_date": due_date}
	return {"name": spot_checks.draw(grid_unit, rows, share, least, **more)}


@frappe.whitelist()
def visits_due() -> list[dict]:
	"""Rows of samples under way that the user may visit, at most 200, in the order of the doors.

	Each: spot_check, check_name, due_date, name (of the row), subject_name, address, item_name, deed_date, points.
	Not those that the user entered, checked or endorsed, nor those of the own household.
	"""
	if not frappe.has_permission(spot_checks.DOCTYPE, "write"):
		frappe.throw(_("You do not visit for spot checks."), frappe.PermissionError)
	return spot_checks.visits_due()


@frappe.whitelist(methods=["POST"])
def record_visit(
	spot_check: str, row: str, result: str, note: str | None = None, photo: str | None = None
) -> dict[str, str | int | None]:
	"""Record what was found at a row; returns {status, visited_count, failed_count, consequence}.

	result: True As Declared or Not As Declared (with a note). A visit once recorded stays. Raises
	frappe.PermissionError for who entered, checked or endorsed the row, or belongs to its household.
	"""
	doc = frappe.get_doc(spot_checks.DOCTYPE, spot_check)
	doc.check_permission("write")
	line = next((line for line in doc.rows if line.name == row), None)
	if line is None or result not in (spot_checks.TRUE, spot_checks.FALSE):
		frappe.throw(_("Please choose a row of the sample and what was found."))
	if line.result:
		frappe.throw(_("Row {0} was visited already.").format(line.idx), title=_("Record Is Closed"))
	line.update({"result": result, "note": note, "photo": photo})
	doc.save()
	answer = {field: doc.get(field) for field in ("status", "visited_count", "failed_count")}
	return {**answer, "consequence": line.consequence}


@frappe.whitelist(methods=["POST"])
def propose_corrections(spot_check: str) -> dict[str, list[str]]:
	"""Draft a correction for each account whose credited rows failed; returns {corrections}."""
	doc = frappe.get_doc(spot_checks.DOCTYPE, spot_check)
	doc.check_permission("write")
	if not frappe.has_permission("Points Correction", "create"):
		frappe.throw(_("You do not ask for corrections of points."), frappe.PermissionError)
	return {"corrections": spot_check_outcome.propose_corrections(doc)}
