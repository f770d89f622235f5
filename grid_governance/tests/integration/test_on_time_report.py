"""按时办结: clocks that were met or ran out in a month, by limit and by the level or unit that was charged."""

import frappe

from grid_governance.grid_governance.report.on_time_by_level import on_time_by_level
from grid_governance.tests.factories import core

MARCH = {"period": "Month", "year": 2026, "month": 3}


def clock(limit: str, level: str, unit: str = core.GRID_A1, **values) -> None:
	doc = frappe.new_doc("Case Clock")
	doc.update({"limit_name": limit, "level": level, "grid_unit": unit, "charged_unit": unit[:12], **values})
	doc.name = frappe.generate_hash(length=10)
	doc.db_insert()


def test_on_time_is_met_of_what_was_decided_by_limit_and_level(world):
	met = {"clock_state": "Met", "stopped_at": "2026-03-10 10:00:00"}
	late = {"clock_state": "Breached", "breached_at": "2026-03-12 10:00:00"}
	for values in (
		met,
		met,
		met,
		late,
		{"clock_state": "Running"},
		{**met, "stopped_at": "2026-04-01 00:00:00"},
	):
		clock("Mediation", "Village", **values)
	clock("Mediation", "Township", **late)
	clock("Mediation", "Village", unit=core.GRID_B1, **late)
	# stopped after it had run out: it was breached, in the month in which it ran out
	clock(
		"Sign For Handover", "Township", **{**late, "clock_state": "Met", "stopped_at": "2026-03-13 10:00:00"}
	)
	rows = on_time_by_level.execute({"grid_unit": core.VILLAGE_A, **MARCH})[1]
	found = {(row.limit_label, row.who): (row.met, row.breached, row.rate, row.running) for row in rows[:-1]}
	assert found == {
		("Mediation", "Village"): (3, 1, 75.0, 1),
		("Mediation", "Township"): (0, 1, 0.0, 0),
		("Sign For Handover", "Township"): (0, 1, 0.0, 0),
	}
	assert (rows[-1].decided, rows[-1].rate) == (6, 50.0)
	by_unit = on_time_by_level.execute({"grid_unit": core.STREET, "shown_by": "Charged Unit", **MARCH})[1]
	assert {row.who for row in by_unit[:-1]} == {"甲社区", "乙村"}
