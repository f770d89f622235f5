"""The office's working time: the site's calendar and the hours of Grid Governance Settings."""

from __future__ import annotations

from datetime import datetime, time

import frappe
from frappe.utils import get_time

from grid_governance import work_calendar
from grid_governance.cases.clocks.arithmetic import Office

SETTINGS = "Grid Governance Settings"
SPANS = (("morning_from", "morning_to"), ("afternoon_from", "afternoon_to"))
# Until somebody has saved the settings: the hours that stand in the empty form.
USUAL = {
	"morning_from": "08:30:00",
	"morning_to": "12:00:00",
	"afternoon_from": "14:00:00",
	"afternoon_to": "17:30:00",
}


def current() -> Office:
	stored = frappe.db.get_singles_dict(SETTINGS)
	return Office(work_calendar.current(), spans({**USUAL, **stored}))


def spans(values: dict) -> tuple[tuple[time, time], ...]:
	"""(from, to) of morning and afternoon as far as both ends are entered."""
	found = [(values.get(start), values.get(end)) for start, end in SPANS]
	return tuple((_time(start), _time(end)) for start, end in found if start and end)


def in_order(hours: tuple[tuple[time, time], ...]) -> bool:
	"""Whether there is a span, and each begins before it ends and after the one before, by whole minutes."""
	ends = [moment.replace(second=0, microsecond=0) for span in hours for moment in span]
	return bool(ends) and ends == sorted(set(ends))


def _time(value) -> time:
	return (datetime.min + value).time() if hasattr(value, "total_seconds") else get_time(value)
