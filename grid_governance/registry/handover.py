"""Handing over a post: the open matters of one worker go to the successor in one go.

Which columns name a worker is read from the DocTypes themselves (links to Grid Worker), and which
rows are open from scopes.SCOPES (living), so a new DocType takes part without a word here. What was
done by hand stays with whoever did it (OPEN_ONLY).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import now, nowdate

from grid_governance.scopes import SCOPES

FOLLOWS = "case_mediator"  # what hangs on a case follows the case and is no matter of its own
# A meeting that was held, an agreement that binds, a talk on record: done by the one who did it. SQL on the table;
# the day is the site's, the database server may stand in another time zone.
OPEN_ONLY = {
	("Mediation Session", "mediator"): "session_status = 'Planned'",
	("Mediation Agreement", "mediator"): "status = 'Being Drawn Up'",
	("Investigation Record", "investigator"): "1=0",
	("Leader In Charge", "leader"): "status = 'Charge Running'",
	("Care Record", "responsible"): "status = 'In Care'",
	("Duty Roster", "worker"): "(to_date is null or to_date >= %(today)s)",
}
# What people know a record by besides its own title; the first that is filled.
NUMBERS = ("file_number", "matter_number", "order_number", "volume_number")


@dataclass(frozen=True)
class OpenMatter:
	"""One open record that names the worker in `column`."""

	doctype: str
	name: str
	column: str


def worker_columns() -> list[tuple[str, str]]:
	"""(DocType, column) of every link to a Grid Worker in records that can be open."""
	return [
		(doctype, field.fieldname)
		for doctype, scope in SCOPES.items()
		if scope.living and doctype != "Grid Worker"
		for field in frappe.get_meta(doctype).get_link_fields()
		if field.options == "Grid Worker"
	]


def open_matters(worker: str, unit: str | None = None) -> list[OpenMatter]:
	"""Everything open that is in this worker's hands, by kind and age; in `unit` only if one is given."""
	from grid_governance.permissions import in_range

	found = []
	for doctype, column in worker_columns():
		scope = SCOPES[doctype]
		where = [f"`{column}` = %(worker)s"]
		where += [f"({scope.living})"] if isinstance(scope.living, str) else []
		where += [OPEN_ONLY[doctype, column]] if (doctype, column) in OPEN_ONLY else []
		where += [in_range(f"`{scope.place}`", unit)] if unit else []
		# raw SQL: the living conditions of scopes.py are SQL texts of our own
		names = frappe.db.sql(
			f"select name from `tab{doctype}` where {' and '.join(where)} order by creation",
			{"worker": worker, "today": nowdate()},
			pluck=True,
		)
		found += [OpenMatter(doctype, name, column) for name in names]
	return found


def listed(matters: Iterable[OpenMatter]) -> list[OpenMatter]:
	"""The matters that two people go through: one of each record, without what only follows its case."""
	first: dict[tuple[str, str], OpenMatter] = {}
	for matter in matters:
		if matter.column != FOLLOWS:
			first.setdefault((matter.doctype, matter.name), matter)
	return list(first.values())


def titles(matters: Iterable[OpenMatter]) -> dict[tuple[str, str], str]:
	"""(DocType, name) → what people know the record by: title and number, else its day.

	No names of persons: whoever reads a handover does not read all that is handed over (care records least of all).
	"""
	groups: dict[str, list[str]] = {}
	for matter in matters:
		groups.setdefault(matter.doctype, []).append(matter.name)
	found = {}
	for doctype, names in groups.items():
		meta = frappe.get_meta(doctype)
		has = [column for column in NUMBERS if meta.has_field(column)]
		dates = [df.fieldname for df in meta.fields if df.fieldtype in ("Date", "Datetime")][:1]
		columns = list(dict.fromkeys(filter(None, ["name", "creation", meta.title_field, *has, *dates])))
		for row in frappe.get_all(doctype, {"name": ["in", names]}, columns, limit_page_length=0):
			found[doctype, row.name] = _title(row, meta, dates)
	return found


def _title(row, meta, dates: list[str]) -> str:
	number = next((row[column] for column in NUMBERS if row.get(column)), None)
	title = row.get(meta.title_field) if meta.title_field else None
	if title or number:
		return " ".join(dict.fromkeys(filter(None, [title and _(title), number])))
	return frappe.utils.format_date(next((row[column] for column in dates if row.get(column)), row.creation))


def hand_over(matters: list[OpenMatter], successor: str) -> None:
	"""Write the successor into all `matters`, one UPDATE per DocType and column."""
	groups: dict[tuple[str, str], list[str]] = {}
	for matter in matters:
		groups.setdefault((matter.doctype, matter.column), []).append(matter.name)
	for (doctype, column), names in groups.items():
		table = frappe.qb.DocType(doctype)
		(
			frappe.qb.update(table)
			.set(table[column], successor)
			.set(table.modified, now())
			.set(table.modified_by, frappe.session.user)
			.where(table.name.isin(names))
			.run()
		)
		for name in names:
			frappe.clear_document_cache(doctype, name)
