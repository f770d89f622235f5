"""按时办结: the clocks that were decided in a time, by limit and level; and how old the open cases are."""

from __future__ import annotations

from datetime import date

import frappe
from frappe.query_builder.functions import Count, Max, Sum
from pypika import Case, CustomFunction

from grid_governance import criteria
from grid_governance.cases.clocks import limits
from grid_governance.cases.statistics import counting
from grid_governance.cases.statistics import filters as filtering
from grid_governance.cases.statistics.filters import Filter
from grid_governance.cases.statistics.measures import CASE, MEASURES

CLOCK = "Case Clock"
RUNNING = (*limits.TICKING, limits.PAUSED)
DateDiff = CustomFunction("DATEDIFF", ["later", "earlier"])
# upper ends of the classes of open cases, in days since they were registered
AGES = (
	(7, "Up To 7 Days"),
	(15, "8 To 15 Days"),
	(30, "16 To 30 Days"),
	(60, "31 To 60 Days"),
	(90, "61 To 90 Days"),
)
OLDEST = "Over 90 Days"
AGE_LABELS = (*(label for _days, label in AGES), OLDEST)
OPEN = (Filter("ended_as", "is", "not set"), Filter("stage", "!=", "Filed"))


def clocks(units: list[str], days: tuple[date, date], by: str = "level") -> list[frappe._dict]:
	"""Rows limit_name, `by`, met, breached: clocks stopped in time or breached in the days.

	A clock is decided once: it was met (by its stop) or breached (by the moment it ran out). Nobody is charged
	for the hop of another: level and unit are those charged. What still runs is counted apart (`running`).
	"""
	clock = frappe.qb.DocType(CLOCK)
	breached = clock.breached_at.isnotnull()
	met = clock.breached_at.isnull() & (clock.clock_state == limits.MET)
	decided = counting.in_days(clock, "breached_at", days) | (
		met & counting.in_days(clock, "stopped_at", days)
	)
	query = (
		frappe.qb.from_(clock)
		.select(
			clock.limit_name,
			clock[by],
			Sum(Case().when(breached, 0).else_(1)).as_("met"),
			Sum(Case().when(breached, 1).else_(0)).as_("breached"),
		)
		.where(decided & criteria.readable(CLOCK) & counting.in_places(CLOCK, units))
		.groupby(clock.limit_name, clock[by])
	)
	return query.run(as_dict=True)


def running(units: list[str], by: str = "level") -> dict[tuple[str, str], int]:
	"""(limit, `by`) → clocks that are not decided yet, today."""
	clock = frappe.qb.DocType(CLOCK)
	query = (
		frappe.qb.from_(clock)
		.select(clock.limit_name, clock[by], Count("*"))
		.where(clock.clock_state.isin(RUNNING) & clock.breached_at.isnull())
		.where(criteria.readable(CLOCK) & counting.in_places(CLOCK, units))
		.groupby(clock.limit_name, clock[by])
	)
	return {(limit, who): number for limit, who, number in query.run()}


def late_open_cases(units: list[str], days: tuple[date, date], length: int, base=()) -> dict[str, int]:
	"""Code cut to `length` → cases accepted in the days that are open although their mediation limit has run out."""
	case, clock = frappe.qb.DocType(CASE), frappe.qb.DocType(CLOCK)
	breached = (
		frappe.qb.from_(clock)
		.select(clock.dispute_case)
		.where(
			(clock.limit_name == limits.MEDIATION) & clock.breached_at.isnotnull() & clock.stopped_at.isnull()
		)
	)
	unit = counting.Left(case.grid_unit, length)
	query = (
		frappe.qb.from_(case)
		.select(unit.as_("g0"), Count("*"))
		.where(counting.in_days(case, "accepted_on", days) & criteria.readable(CASE))
		.where(counting.in_places(CASE, units))
		.where(filtering.criterion(case, CASE, (*MEASURES["accepted_open"].filters, *base)))
		.where(case.name.isin(breached))
		.groupby(frappe.qb.Field("g0"))
	)
	return dict(query.run())


def ages(units: list[str], today: date, by: str, length: int, base=()) -> dict[str, dict[str, int]]:
	"""key of `by` (a dimension of counting.py) → {age class: open cases}; "oldest" the days of the oldest one."""
	case = frappe.qb.DocType(CASE)
	days = DateDiff(str(today), case.registered_on)
	key = counting.DIMENSIONS[by](case, length).as_("g0")
	query = frappe.qb.from_(case).select(key)
	least = 0
	for most, label in AGES:
		query = query.select(Sum(Case().when(days[least:most], 1).else_(0)).as_(label))
		least = most + 1
	query = query.select(Sum(Case().when(days >= least, 1).else_(0)).as_(OLDEST))
	query = query.select(Max(days).as_("oldest"))
	query = query.where(criteria.readable(CASE) & counting.in_places(CASE, units))
	query = query.where(filtering.criterion(case, CASE, (*OPEN, *base))).groupby(frappe.qb.Field("g0"))
	return {
		row.pop("g0"): {name: int(figure or 0) for name, figure in row.items()}
		for row in query.run(as_dict=True)
	}
