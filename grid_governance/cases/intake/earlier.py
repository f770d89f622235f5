"""Doubles and earlier cases of the same parties, shown before a case is saved.

The same resident on record, the same telephone, or the same name in the same township. What the user may read comes
with its title; of the rest only how many there are, so that nobody reads a neighbour's files through a new form.
"""

from __future__ import annotations

import frappe
from frappe.utils import date_diff, getdate

from grid_governance import criteria, permissions
from grid_governance.cases import stages
from grid_governance.cases.intake import persons
from grid_governance.registry import codes, papers

MOST_PARTIES = 20
MOST_SHOWN = 10
DOUBLE_WITHIN = 14  # days between two events that may be one
TOWNSHIP = 4
COLUMNS = ("name", "case_title", "category", "stage", "party_names", "registered_on", "event_date")


def of_parties(
	rows: list[dict],
	grid_unit: str | None,
	event_date: str | None = None,
	category: str | None = None,
	leave_out: str | None = None,
) -> dict:
	"""{cases: [{name, case_title, category, stage, party_names, registered_on, double}], hidden: n}, newest first.

	rows: side, party_name, contact, resident as they stand in the form. double: an open case of the same kind, with
	parties of both sides, about the same days.
	"""
	rows = [row for row in rows if row.get("party_name") or row.get("resident")][:MOST_PARTIES]
	found = _matching(rows, grid_unit, leave_out or "")
	if not found:
		return {"cases": [], "hidden": 0}
	case = frappe.qb.DocType("Dispute Case")
	query = frappe.qb.from_(case).select(*(case[column] for column in COLUMNS))
	query = query.where(case.name.isin(list(found))).where(criteria.readable("Dispute Case"))
	shown = query.orderby(case.registered_on, order=frappe.qb.desc).run(as_dict=True)
	for row in shown:
		row.double = _is_double(row, found[row.name], event_date, category)
	shown.sort(key=lambda row: not row.double)
	return {"cases": shown[:MOST_SHOWN], "hidden": len(found) - len(shown)}


def _matching(rows: list[dict], grid_unit: str | None, leave_out: str) -> dict[str, set[str]]:
	"""Case → the sides of `rows` that stand in it, found by indexes only."""
	case, party = frappe.qb.DocType("Dispute Case"), frappe.qb.DocType("Case Party")
	base = (
		frappe.qb.from_(party)
		.join(case)
		.on((party.parent == case.name) & (party.parenttype == "Dispute Case"))
		.select(case.name)
		.distinct()
		.where(case.name != leave_out)
		.limit(200)
	)
	found: dict[str, set[str]] = {}
	for row in rows:
		same = []
		if row.get("resident") and permissions.reads("Resident", row["resident"]):
			same.append(base.where(party.resident == row["resident"]))
		phone = (row.get("contact") or "").strip()
		if papers.is_mobile(phone):
			phone = papers.normalise_phone(phone)  # as parties.complete keeps it
		if len(phone) >= 7:
			same.append(base.where(party.contact == phone))
		name = (row.get("party_name") or "").strip()
		if len(name) > 1 and grid_unit:
			around = _township(grid_unit)
			same.append(base.where(party.party_name == name).where(criteria.inside("Dispute Case", around)))
		for query in same:
			for (case_name,) in query.run():
				found.setdefault(case_name, set()).add(row.get("side") or persons.PARTY_A)
	return found


def _township(unit: str) -> str:
	chain = [unit, *codes.ancestors(unit)]
	return next((code for code in chain if codes.level(code) <= TOWNSHIP), unit)


def _is_double(row, sides: set[str], event_date: str | None, category: str | None) -> bool:
	if row.stage in stages.OVER or len(sides) < 2 or (category and row.category != category):
		return False
	mine, other = getdate(event_date), getdate(row.event_date or row.registered_on)
	return abs(date_diff(mine, other)) <= DOUBLE_WITHIN
