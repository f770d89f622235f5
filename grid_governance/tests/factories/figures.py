"""Cases for reports: many at once, written by SQL as they would stand after their story, facts read off them.

make_cases(5, unit, accepted="2026-03-01", ended="2026-03-20", ended_as="Case Closed")
"""

from __future__ import annotations

import frappe
from frappe.utils import now

from grid_governance.cases.statistics import facts

COLUMNS = (
	"name", "owner", "creation", "modified", "modified_by", "docstatus", "grid_unit", "handling_unit", "category",
	"difficulty", "source", "way_of_settlement", "registered_on", "taken_on", "closed_on", "stage", "outcome",
	"people_involved", "amount", "mediation_body", "mediator", "kept_from_crime", "kept_from_crime_people",
	"kept_from_petition", "kept_from_petition_people", "ended_as",
)  # fmt: skip


def make_cases(
	count: int,
	unit: str,
	accepted: str | None = None,
	ended: str | None = None,
	ended_as: str | None = None,
	registered: str | None = None,
	filed: bool = False,
	**values,
) -> list[str]:
	"""`count` cases accepted and ended on those days (open without an end); returns their names."""
	own = {
		"owner": "Administrator",
		"creation": now(),
		"modified": now(),
		"modified_by": "Administrator",
		"docstatus": 0,
		"grid_unit": unit,
		"handling_unit": unit[:12],
		"category": "Neighbour Dispute",
		"difficulty": "Trifle",
		"source": "Application By A Party",
		"way_of_settlement": "People's Mediation",
		"registered_on": f"{registered or accepted or ended} 09:00:00",
		"taken_on": accepted,
		"closed_on": ended,
		"stage": ended_as or ("In Mediation" if accepted else "Registered"),
		"outcome": "All Performed" if ended_as == "Case Closed" else None,
		"people_involved": 2,
		"amount": 0,
		"mediation_body": None,
		"mediator": None,
		"kept_from_crime": 0,
		"kept_from_crime_people": 0,
		"kept_from_petition": 0,
		"kept_from_petition_people": 0,
		"ended_as": ended_as,  # at once: an index entry that is moved stays until the transaction ends
		**values,
	}
	names = [frappe.generate_hash(length=10) for _n in range(count)]
	rows = [{**own, "name": name} for name in names]
	for start in range(0, count, 2000):
		part = rows[start : start + 2000]
		marks = ", ".join(["(" + ", ".join(["%s"] * len(COLUMNS)) + ")"] * len(part))
		frappe.db.sql(
			f"insert into `tabDispute Case` ({', '.join(COLUMNS)}) values {marks}",
			[row[column] for row in part for column in COLUMNS],
		)
	facts.refresh(names)
	if filed:
		frappe.db.sql(
			"update `tabDispute Case` set stage = 'Filed' where name in %(names)s", {"names": names}
		)
		facts.refresh(names)
	return names
