"""What of a points year is still open when it is to be settled: reservations not collected, deeds not decided."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance import permissions

SHOWN = 200
# what → (SQL over `t` and its tables, columns shown); %(…)s are book and last day of the year
ENDED = "('Credited', 'Not Recognised', 'Taken Back')"
MATTERS = (
	(
		"Points Redemption",
		"`tabPoints Redemption` t join `tabPoints Account` a on a.name = t.account",
		"a.book = %(book)s and t.stage in ('On Hold', 'Partly Handed Over') and {a}",
		"coalesce(t.redemption_no, t.name), t.holder_name, t.stage, t.held_until",
	),
	(
		"Points Declaration",
		"`tabPoints Declaration` t",
		f"t.book = %(book)s and t.deed_date <= %(last)s and t.stage not in {ENDED} and {{t}}",
		"t.name, t.subject_name, t.stage, t.deed_date",
	),
	(
		"Points Batch",
		"`tabPoints Batch` t",
		f"t.book = %(book)s and t.deed_date <= %(last)s and t.stage not in {ENDED} and {{t}}",
		"t.name, t.activity, t.stage, t.deed_date",
	),
)


def count(doc) -> int:
	"""How many matters of the book, the unit and the year are open. Counts all, whoever asks."""
	return sum(
		frappe.db.sql(f"select count(*) from {tables} where {_where(where, doc)}", _values(doc))[0][0]
		for _doctype, tables, where, _columns in MATTERS
	)


def named(doc) -> list[dict]:
	"""The first 200: doctype, name, label, who, stage, day. The caller has checked that the settlement is readable."""
	found: list[dict] = []
	for doctype, tables, where, columns in MATTERS:
		rows = frappe.db.sql(
			f"select t.name, {columns} from {tables} where {_where(where, doc)} order by t.creation limit {SHOWN}",
			_values(doc),
		)
		found += [
			{
				"doctype": doctype,
				"kind": _(doctype),
				"name": name,
				"label": label,
				"who": who,
				"stage": _(stage),
				"day": str(day or ""),
			}
			for name, label, who, stage, day in rows
		]
	return found[:SHOWN]


def _where(where: str, doc) -> str:
	return where.format(
		a=permissions.in_range("a.grid_unit", doc.grid_unit),
		t=permissions.in_range("t.grid_unit", doc.grid_unit),
	)


def _values(doc) -> dict:
	return {"book": doc.book, "last": doc.year_to}
