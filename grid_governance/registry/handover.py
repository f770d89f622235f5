"""Handing over a post: the open matters of one worker go to the successor in one go.

Which columns name a worker is read from the DocTypes themselves (links to Grid Worker), and which
rows are open from scopes.SCOPES (living), so a new DocType takes part without a word here.
"""

from __future__ import annotations

from dataclasses import dataclass

import frappe
from frappe.utils import now

from grid_governance.scopes import SCOPES


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
		where += [in_range(f"`{scope.place}`", unit)] if unit else []
		# raw SQL: the living conditions of scopes.py are SQL texts of our own
		names = frappe.db.sql(
			f"select name from `tab{doctype}` where {' and '.join(where)} order by creation",
			{"worker": worker},
			pluck=True,
		)
		found += [OpenMatter(doctype, name, column) for name in names]
	return found


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
