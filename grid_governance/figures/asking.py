"""Filters that reports share, read and checked: the time a report covers, and records that must exist."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, getdate, nowdate

from grid_governance.figures import spans
from grid_governance.figures.spans import Span

YEARS = range(2000, 2100)


def known(name: object, doctype: str) -> str:
	"""`name` if there is such a record, "" for nothing. Raises frappe.DoesNotExistError."""
	if not name:
		return ""
	if not isinstance(name, str) or not frappe.db.exists(doctype, name):
		frappe.throw(_("{0} {1} does not exist.").format(_(doctype), name), frappe.DoesNotExistError)
	return name


def span_of(filters, default: str = spans.YEAR) -> Span:
	"""The span that the filters period, year, month, quarter, from_date, to_date name; `default` of today else."""
	kind, today = filters.get("period") or default, getdate(nowdate())
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
