"""A household that is put into another unit by its form: its accounts went along, and its timeline says so."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance.points.correcting import living


def note_new_unit(doc, method: str | None = None) -> None:
	"""doc_event of Household: what became of the points of the household and of its members.

	The accounts have followed by then (points/ledger/accounts.py). Where a book is not kept in the new unit its
	points cannot go on by themselves: the line says that the points office has to transfer them.
	"""
	before = doc.get_doc_before_save()
	if not before or before.grid_unit == doc.grid_unit:
		return
	people = frappe.get_all("Resident", {"household": doc.name}, pluck="name")
	held = living.accounts_of("Household", [doc.name]) + living.accounts_of("Resident", people)
	lines = [_line(row, doc.grid_unit) for row in held if row.balance]
	if lines:
		where = _("The unit was changed from {0} to {1}.").format(
			*(_name(unit) for unit in (before.grid_unit, doc.grid_unit))
		)
		doc.add_comment("Info", "<br>".join(frappe.utils.escape_html(line) for line in (where, *lines)))


def _line(row, unit: str) -> str:
	label = frappe.get_cached_value("Points Book", row.book, "book_name")
	if living.book_at(row.book, unit) == row.book:
		text = _("“{0}”: the account of {1} with {2} points follows.")
	else:
		text = _("“{0}”: the book is not kept there; the points office transfers the {2} points of {1}.")
	return text.format(label, row.subject_name, row.balance)


def _name(unit: str) -> str:
	return frappe.db.get_value("Grid Unit", unit, "unit_name") or unit
