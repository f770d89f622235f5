"""The duty roster of a centre as a week: who is there on which day, and who is on call."""

from __future__ import annotations

import frappe
from frappe.utils import getdate

from grid_governance.cases.handover import presence, times

COLUMNS = (
	"name",
	"department",
	"worker",
	"presence",
	"window_name",
	"duty_phone",
	"from_date",
	"to_date",
)


def week(centre: str, day=None) -> dict:
	"""{days: [{date, weekday, there: [{label, window, presence}]}], on_call: […]} of the week of `day`.

	The caller has checked that the user may read the roster.
	"""
	day = getdate(day)
	rows = frappe.get_list(
		"Duty Roster",
		filters={"centre": centre},
		fields=[*COLUMNS, *presence.WEEKDAYS],
		order_by="presence, window_name, creation",
		limit_page_length=0,
	)
	names = times.names_of([{"to_department": r.department, "to_worker": r.worker} for r in rows])
	for row in rows:
		row.label = " ".join(names.get(name, "") for name in (row.department, row.worker) if name)
	return {
		"days": [
			{"date": str(one), "weekday": one.weekday(), "there": [_plain(row) for row in there]}
			for one, there in presence.week(rows, day)
		],
		"on_call": [_plain(row) for row in rows if presence.is_on_call(row, day)],
	}


def _plain(row: dict) -> dict:
	return {
		"name": row["name"],
		"label": row["label"],
		"window": row["window_name"],
		"phone": row["duty_phone"],
		"presence": row["presence"],
	}
