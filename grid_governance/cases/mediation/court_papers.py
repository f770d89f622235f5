"""The check list of a judicial confirmation: which papers the court asks for, and which the case has already."""

from __future__ import annotations

import frappe

from grid_governance.cases.intake import persons


def rows_for(case, agreement) -> list[dict]:
	"""Rows of Confirmation Paper Row from the list that admins keep, ticked where the paper is there."""
	found = _found(case, agreement)
	agents = any(row.kind == persons.AGENT for row in case.parties)
	return [
		{
			"paper": paper.paper_name,
			"demanded": paper.demanded and (paper.found_as != "Powers Of Agents" or agents),
			"present": found.get(paper.found_as, 0),
			"copies": 1,
		}
		for paper in frappe.get_all(
			"Confirmation Paper",
			{"enabled": 1},
			["paper_name", "demanded", "found_as"],
			order_by="sort_order, paper_name",
		)
	]


def _found(case, agreement) -> dict[str, int]:
	"""Confirmation Paper.found_as → 1 when the case has it."""
	record = frappe.db.exists("Mediation Session", {"dispute_case": case.name, "session_status": "Held"})
	people = [row for row in case.parties if row.kind == "Person"]
	return {
		"Signed Agreement": int(bool(agreement.signed_scan)),
		"Mediation Record": int(bool(record)),
		"Identity Of The Parties": int(bool(people) and all(row.id_masked for row in people)),
	}
