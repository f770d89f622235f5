"""Who stands behind a points account: the address on the slip, and who is too near to serve."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.points import recusal


def address_of(account) -> str:
	"""The address of the subject of `account` (subject_doctype, subject, grid_unit); else the unit's name."""
	address = None
	if account.subject_doctype in ("Resident", "Household"):
		address = frappe.db.get_value(account.subject_doctype, account.subject, "address")
	return address or frappe.db.get_value("Grid Unit", account.grid_unit, "unit_name") or ""


def refuse_own(account_name: str) -> None:
	"""Points are like money: nobody pays them out to the own household; a second person does."""
	columns = ["subject_name", "subject_doctype", "subject"]
	interest = recusal.Interest(*frappe.db.get_value("Points Account", account_name, columns))
	if recusal.own_rows([interest], frappe.session.user):
		frappe.throw(
			_(
				"This account belongs to you or your household. Another keeper or the points clerk has to do this."
			),
			recusal.RecusalError,
			title=_("Own Household"),
		)
