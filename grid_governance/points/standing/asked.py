"""What a points report is asked for: unit, books, category and time, read and checked once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _

from grid_governance import permissions
from grid_governance.figures import places
from grid_governance.figures.asking import known, span_of
from grid_governance.figures.spans import Span

DEFAULT_CLASS = "Family Class"


@dataclass(frozen=True)
class Asked:
	"""unit: "" for everywhere the user may see (who has one unit asks for it); books: name → month in which its year
	starts.
	"""

	unit: str
	subject_class: str
	books: dict[str, int]
	category: str
	span: Span

	@property
	def units(self) -> list[str]:
		"""The places to look in: the chosen one and closed ones whose work went into it, or the user's own."""
		return places.looked_in(self.unit, "Points Standing")

	def days(self) -> tuple[date, date]:
		"""First and last day; of a points year that books begin differently, the widest."""
		found = [self.span.days(month) for month in set(self.books.values()) or {1}]
		return min(first for first, _last in found), max(last for _first, last in found)


def read(filters: dict | None) -> Asked:
	"""Filters of a report: grid_unit, book, subject_class, category, period (Month, Quarter, Year, From To), year,
	month, quarter, from_date, to_date. Raises frappe.ValidationError with what is wrong.
	"""
	filters = frappe._dict(filters or {})
	unit = known(filters.grid_unit, "Grid Unit") or places.only_own("Points Standing")
	category = known(filters.category, "Points Category")
	book = known(filters.book, "Points Book")
	if book and not permissions.reads("Points Book", book):
		frappe.throw(_("Your posts do not reach {0}.").format(_("Points Book")), frappe.PermissionError)
	subject_class = (
		frappe.db.get_value("Points Book", book, "subject_class")
		if book
		else filters.subject_class or DEFAULT_CLASS
	)
	return Asked(unit, subject_class, _books(book, subject_class), category, span_of(filters))


def _books(book: str, subject_class: str) -> dict[str, int]:
	table = frappe.qb.DocType("Points Book")
	query = frappe.qb.from_(table).select(table.name, table.year_start_month)
	query = query.where(table.name == book if book else table.subject_class == subject_class)
	return {name: month or 1 for name, month in query.run()}
