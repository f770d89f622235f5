"""Papers of points accounts: passbooks of a village, eight to a sheet, and the statement of a period."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.translate import print_language

from grid_governance import papers, permissions
from grid_governance.api.papers import LANGUAGE, respond
from grid_governance.points.ledger import cards, statements


@frappe.whitelist(methods=["GET"])
def passbooks(
	accounts: list | str | None = None,
	grid_unit: str | None = None,
	book: str | None = None,
	villagers_group: str | None = None,
) -> None:
	"""Passbooks as one PDF: of the `accounts` given, or of all open ones of `grid_unit` (book, group).

	A4, eight to a page with cut lines. At most 4,000. Raises frappe.PermissionError for an account out of
	reach, frappe.ValidationError when there is none.
	"""
	frappe.has_permission("Points Account", "print", throw=True)
	readable = permissions.conditions("Points Account", table="a") or "1=1"
	if accounts:
		asked = frappe.parse_json(accounts) if isinstance(accounts, str) else accounts
		names = [name for name in asked if isinstance(name, str)][: cards.MOST]
		for name in names:
			if not permissions.reads("Points Account", name):
				frappe.throw(_("Points account {0} does not exist.").format(name), frappe.PermissionError)
	else:
		if not grid_unit or not frappe.db.exists("Grid Unit", grid_unit):
			frappe.throw(_("Please choose the grid unit."), title=_("Grid Unit Missing"))
		inside = permissions.in_range("a.`grid_unit`", grid_unit)
		names = cards.accounts_of(book, f"{inside} and {readable}", villagers_group)
	if not names:
		frappe.throw(_("There is no account to print."), title=_("Nothing To Print"))
	with print_language(LANGUAGE):
		content = papers.pdf_of(cards.sheet(names))
		filename = f"{_('Points Passbook')}.pdf"
	make_access_log(doctype="Points Account", document=names[0], file_type="PDF", method="PDF")
	respond(filename, content)


@frappe.whitelist(methods=["GET"])
def statement(account: str, from_date: str | None = None, to_date: str | None = None) -> None:
	"""The statement of an account as PDF; period: default this year of its book up to today."""
	doc = frappe.get_doc("Points Account", account)
	doc.check_permission("print")
	with print_language(LANGUAGE):
		content = papers.pdf_of(statements.sheet(doc, from_date, to_date))
		filename = f"{_('Points Statement')}-{doc.subject_name}.pdf"
	make_access_log(doctype="Points Account", document=account, file_type="PDF", method="PDF")
	respond(filename, content)
