"""What a points report is asked for: unit, books, category and time, read and checked once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, getdate, nowdate

from grid_governance import permissions
from grid_governance.points.standing import spans
from grid_governance.points.standing.spans import Span

DEFAULT_CLASS = "Family Class"
YEARS = range(2000, 2100)


@dataclass(frozen=True)
class Asked:
	"""unit: "" for everywhere the user may see; books: name → month in which its year starts."""

	unit: str
	subject_class: str
	books: dict[str, int]
	category: str
	span: Span

	@property
	def units(self) -> list[str]:
		"""The places to look in: the chosen one and closed ones whose work went into it, or the user's own."""
		if self.unit:
			return [self.unit, *permissions.closed_units_inside(self.unit)]
		if frappe.session.user == "Administrator":
			return [""]
		posts = {post.unit for post in permissions.granting_posts("Points Standing")}
		outer = [u for u in posts if not any(u != other and u.startswith(other) for other in posts)]
		return sorted({u for own in outer for u in (own, *permissions.closed_units_inside(own))})

	def days(self) -> tuple[date, date]:
		"""First and last day; of a points year that books begin differently, the widest."""
		found = [self.span.days(month) for month in set(self.books.values()) or {1}]
		return min(first for first, _last in found), max(last for _first, last in found)


def read(filters: dict | None) -> Asked:
	"""Filters of a report: grid_unit, book, subject_class, category, period (Month, Quarter, Year, From To), year,
	month, quarter, from_date, to_date. Raises frappe.ValidationError with what is wrong.
	"""
	filters = frappe._dict(filters or {})
	unit = known(filters.grid_unit, "Grid Unit")
	category = known(filters.category, "Points Category")
	book = known(filters.book, "Points Book")
	if book and not permissions.reads("Points Book", book):
		frappe.throw(_("Your posts do not reach {0}.").format(book), frappe.PermissionError)
	subject_class = (
		frappe.db.get_value("Points Book", book, "subject_class")
		if book
		else filters.subject_class or DEFAULT_CLASS
	)
	return Asked(unit, subject_class, _books(book, subject_class), category, span_of(filters))


def known(name: object, doctype: str) -> str:
	"""`name` if there is such a record, "" for nothing. Raises frappe.DoesNotExistError."""
	if not name:
		return ""
	if not isinstance(name, str) or not frappe.db.exists(doctype, name):
		frappe.throw(_("{0} {1} does not exist.").format(_(doctype), name), frappe.DoesNotExistError)
	return name


def _books(book: str, subject_class: str) -> dict[str, int]:
	table = frappe.qb.DocType("Points Book")
	query = frappe.qb.from_(table).select(table.name, table.year_start_month)
	query = query.where(table.name == book if book else table.subject_class == subject_class)
	return {name: month or 1 for name, month in query.run()}


def span_of(filters) -> Span:
	"""The span that the filters name; this year when they name none."""
	kind, today = filters.get("period") or spans.YEAR, getdate(nowdate())
	year = cint(filters.get("year")) or today.year
	if year not in YEARS:
		frappe.throw(_("{0} is no year.").format(filters.get("year")))
	if kind == spans.YEAR:
		return spans.of_year(year)
	if kind == spans.MONTH:
		return spans.of_month(date(year, _within(filters.get("month") or today.month, 12), 1))
	if kind == spans.QUARTER:
		quarter = _within(filters.get("quarter") or (today.month + 2) // 3, 4)
		return spans.of_quarter(date(year, quarter * 3, 1))
	if kind != spans.FROM_TO:
		frappe.throw(_("{0} is no period of a report.").format(kind))
	if not (filters.get("from_date") and filters.get("to_date")):
		frappe.throw(_("Please choose the first and the last month."))
	try:
		return spans.between(getdate(filters.get("from_date")), getdate(filters.get("to_date")))
	except spans.SpanError as error:
		frappe.throw(_(error.args[0]))


def _within(value: object, most: int) -> int:
	number = cint(value)
	if not 1 <= number <= most:
		frappe.throw(_("{0} is not between 1 and {1}.").format(value, most))
	return number
