"""Who stands behind a points account: the address on the slip, and who is too near to serve."""

from __future__ import annotations

import frappe
from frappe import _


def address_of(account) -> str:
	"""The address of the subject of `account` (subject_doctype, subject, grid_unit); else the unit's name."""
	address = None
	if account.subject_doctype in ("Resident", "Household"):
		address = frappe.db.get_value(account.subject_doctype, account.subject, "address")
	return address or frappe.db.get_value("Grid Unit", account.grid_unit, "unit_name") or ""


def is_own(account, user: str | None = None) -> bool:
	"""Whether `account` (subject_doctype, subject) is of `user`, the own household, or one living in it.

	The person is known by the login of the Grid Worker record (linked to a resident) and of the resident.
	"""
	user = user or frappe.session.user
	worker = frappe.db.get_value("Grid Worker", {"user": user}, ["name", "resident"], as_dict=True)
	if account.subject_doctype == "Grid Worker":
		return bool(worker) and account.subject == worker.name
	me = set(frappe.get_all("Resident", filters={"user": user}, pluck="name"))
	if worker and worker.resident:
		me.add(worker.resident)
	if not me or account.subject_doctype not in ("Resident", "Household"):
		return False
	homes = set(frappe.get_all("Resident", filters={"name": ["in", list(me)]}, pluck="household")) - {None}
	if account.subject_doctype == "Household":
		return account.subject in homes
	return account.subject in me or frappe.db.get_value("Resident", account.subject, "household") in homes


def refuse_own(account_name: str) -> None:
	"""Points are like money: nobody pays them out to the own household; a second person does."""
	columns = ["subject_doctype", "subject"]
	if is_own(frappe.db.get_value("Points Account", account_name, columns, as_dict=True)):
		frappe.throw(
			_(
				"This account belongs to you or your household. Another keeper or the points clerk has to do this."
			),
			frappe.PermissionError,
			title=_("Own Household"),
		)
