"""File numbers of mediation bodies: 1, 2, 3 … per body and year, without gaps and without twins.

The counter's row is locked until the transaction ends, so whoever takes a number does it in a short
transaction of its own at acceptance: if that fails, the number is free again.
"""

from __future__ import annotations

import re

import frappe
from frappe import _
from frappe.utils import getdate

DOCTYPE = "File Number Counter"


def next_file_number(body: str, year: int, series: str = "") -> int:
	"""Take the next number of `body` in `year`; it counts once the caller's transaction commits.

	series: files that are numbered apart from the others ("Q": quarterly ones).
	Raises frappe.DoesNotExistError for an unknown body.
	"""
	if not frappe.db.exists("Mediation Body", body):
		frappe.throw(_("Mediation body {0} does not exist.").format(body), frappe.DoesNotExistError)
	name = f"{body}-{int(year)}{series}"
	_ensure_counter(name, body, int(year))
	return _take(name)


def _take(name: str) -> int:
	table = frappe.qb.DocType(DOCTYPE)
	locked = frappe.qb.from_(table).select(table.last_number).where(table.name == name).for_update().run()
	number = locked[0][0] + 1
	frappe.qb.update(table).set(table.last_number, number).where(table.name == name).run()
	return number


def next_unit_number(unit: str, year: int, series: str) -> int:
	"""Take the next number of the papers `series` that the Grid Unit `unit` issues in `year`, in the same way."""
	name = f"{unit}-{int(year)}{series}"
	_ensure_counter(name, None, int(year))
	return _take(name)


def next_in_row(
	doctype: str, name: str, columns: tuple[str, str], given: tuple[str, str, str]
) -> tuple[int, int]:
	"""(year, number): the next one of this year, kept in the row `name`, which stays locked.

	columns: the counter's year and last number in that row; given: DocType, link and column of what is numbered. These
	are asked when the counter is in a later year already: somebody waited for the row while the new year began, or a
	clock that was fast has been put right.
	"""
	table = frappe.qb.DocType(doctype)
	kept_year, kept = table[columns[0]], table[columns[1]]
	locked = frappe.qb.from_(table).select(kept_year, kept).where(table.name == name).for_update().run()
	(counter_year, last), year = locked[0], getdate().year
	if (counter_year or 0) > year:
		return year, _last_given(*given, name, year) + 1
	number = (last or 0) + 1 if counter_year == year else 1
	frappe.qb.update(table).set(kept_year, year).set(kept, number).where(table.name == name).run()
	return year, number


def _last_given(doctype: str, link: str, column: str, name: str, year: int) -> int:
	"""The highest of the numbers that begin with the year, in brackets or without, and end with the number."""
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table[column]).where(table[link] == name).for_update()
	numbers = query.where(table[column].like(f"%{year}%")).run(pluck=True)
	found = [[int(part) for part in re.findall(r"[0-9]+", number)] for number in numbers]
	return max((parts[-1] for parts in found if parts[0] == year), default=0)


def _ensure_counter(name: str, body: str | None, year: int) -> None:
	"""Two first takers of a year meet at the primary key: the second one waits and finds the row.

	Not INSERT IGNORE: a known row would be locked shared, and two who then want it for themselves deadlock.
	"""
	table = frappe.qb.DocType(DOCTYPE)
	(
		frappe.qb.into(table)
		.columns(table.name, table.mediation_body, table.file_year, table.last_number)
		.insert(name, body, year, 0)
		.on_duplicate_key_update(table.last_number, table.last_number)
		.run()
	)


def last_file_number(body: str, year: int) -> int:
	"""The number given last, 0 when there is none yet."""
	return frappe.db.get_value(DOCTYPE, f"{body}-{int(year)}", "last_number") or 0


def format_file_number(year: int, number: int, mark: str | None = None) -> str:
	"""As on the file's cover: （2026）集人调字第1号."""
	return f"（{int(year)}）{mark or ''}人调字第{int(number)}号"
