"""The sweep of each minute: reads only what is due by the index on next_at, acts once per warning and once per end.

A chunk is claimed by locking its rows and passing over rows that another sweep holds, and what follows from it is
committed with it: killed in between, the whole chunk is done again or not at all. Telling people comes after
(telling.py), from a mark that the chunk has left on its rows.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import frappe
from frappe.utils import now, now_datetime
from pypika import Case

from grid_governance.cases.clocks import events, limits, people, telling
from grid_governance.language import use_sites_language

DOCTYPE = "Case Clock"
CHUNK = 500
TRY_AGAIN = timedelta(minutes=15)
# What the sweep and the functions of events.py use of a clock.
COLUMNS = (
	"name",
	"limit_name",
	"dispute_case",
	"reference_doctype",
	"reference_name",
	"charged_unit",
	"clock_state",
	"due_at",
	"escalates",
	"escalated_to",
	"order_on_breach",
)


def run() -> None:
	"""Everything that is due by now, chunk by chunk; the scheduler calls it each minute."""
	use_sites_language()  # also where an administrator calls it from the console
	moment = now_datetime()
	while act(moment):
		frappe.db.commit()
	while telling.tell():
		frappe.db.commit()


def act(moment: datetime) -> int:
	"""Claim and handle one chunk of what was due before `moment`; returns how many clocks it held."""
	clocks = _claim(moment)
	ticking = [clock for clock in clocks if clock.clock_state in limits.TICKING]
	ended = [clock for clock in ticking if clock.due_at < moment]
	near = [clock for clock in ticking if clock.due_at >= moment]
	over = [*ended, *(clock for clock in clocks if clock.clock_state == limits.BREACHED)]
	_warn(near)
	_end(ended)
	_leave(over)
	for clock in near:
		_follow(events.of_warning(clock.limit_name), clock)
	for clock in over:
		_follow(events.of_breach(clock.limit_name), clock)
	return len(clocks)


def overdue(moment: datetime) -> int:
	"""How many clocks wait for a sweep that should have come before `moment`."""
	return frappe.db.count(DOCTYPE, {"next_at": ["<", moment]})


def _claim(moment: datetime) -> list[frappe._dict]:
	clock = frappe.qb.DocType(DOCTYPE)
	return (
		frappe.qb.from_(clock)
		.select(*(clock[column] for column in COLUMNS))
		.where(clock.next_at < moment)
		.orderby(clock.next_at)
		.limit(CHUNK)
		.for_update(skip_locked=True)
		.run(as_dict=True)
	)


def _warn(clocks: list[frappe._dict]) -> None:
	"""Those that were warned of before come again only for what failed then (see _follow)."""
	clock = frappe.qb.DocType(DOCTYPE)
	fresh = [c for c in clocks if c.clock_state != limits.WARNED]
	if fresh:
		_update(fresh).set(clock.clock_state, limits.WARNED).set(clock.to_tell, limits.WARNED).run()
	if clocks:
		_update(clocks).set(clock.next_at, clock.due_at).run()


def _end(clocks: list[frappe._dict]) -> None:
	if not clocks:
		return
	clock = frappe.qb.DocType(DOCTYPE)
	_update(clocks).set(clock.clock_state, limits.BREACHED).set(clock.to_tell, limits.BREACHED).set(
		clock.breached_at, clock.due_at
	).run()
	higher = people.above(c.charged_unit for c in clocks if c.escalates)
	escalated = [c for c in clocks if c.escalates and higher.get(c.charged_unit)]
	if escalated:
		target = Case()
		for unit in sorted({c.charged_unit for c in escalated}):
			target = target.when(clock.charged_unit == unit, higher[unit])
		_update(escalated).set(clock.escalated_to, target).run()
	for c in escalated:
		c.escalated_to = higher[c.charged_unit]


def _leave(clocks: list[frappe._dict]) -> None:
	"""Nothing more will happen to these by themselves."""
	if clocks:
		_update(clocks).set(frappe.qb.DocType(DOCTYPE).next_at, None).run()


def _update(clocks: list[frappe._dict]):
	clock = frappe.qb.DocType(DOCTYPE)
	names = [c.name for c in clocks]
	return frappe.qb.update(clock).set(clock.modified, now()).where(clock.name.isin(names))


def _follow(functions: tuple[str, ...], clock: frappe._dict) -> None:
	"""What else happens; a failure keeps nobody else waiting and is tried again later."""
	if not functions:
		return
	frappe.db.savepoint("clock_event")
	try:
		for function in functions:
			frappe.get_attr(function)(dict(clock))
	except Exception:
		frappe.db.rollback(save_point="clock_event")
		frappe.log_error(
			title=f"Clock event: {clock.limit_name}", reference_doctype=DOCTYPE, reference_name=clock.name
		)
		again = now_datetime() + TRY_AGAIN
		if clock.clock_state in limits.TICKING and clock.due_at > now_datetime():
			again = min(again, clock.due_at)
		frappe.db.set_value(DOCTYPE, clock.name, "next_at", again)
