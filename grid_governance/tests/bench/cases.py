"""./dev bench cases: the mediation centre at 100,000 and at 1,000,000 cases.

    the sweep of a minute, 1,000 clocks due      against reading the clocks of all open cases
    a page of 500 changes for another system     at a million against at a hundred thousand
    the dispatch desk, all its lists             likewise
    the monthly table of a county                likewise: it reads a month, which grows with the county
    a step of the workflow                       with 4,000 users of the role against 40

The rows are committed, since they are many, and taken away at the end. GG_CASES=100000 or the like in place
of 1,000,000 tries the bench itself.
"""

from __future__ import annotations

import os
from contextlib import contextmanager

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_to_date, getdate, now_datetime

from grid_governance import permissions
from grid_governance.cases import pulling
from grid_governance.cases.clocks import limits, sweep
from grid_governance.cases.handover import console
from grid_governance.cases.statistics import asked, monthly
from grid_governance.tests.bench import table
from grid_governance.tests.bench.case_ground import COUNTY, DUE, Ground
from grid_governance.tests.factories import cases, core

MOST = int(os.environ.get("GG_CASES") or 1_000_000)
SIZES = (MOST // 10, MOST)
PAGE = 500
FEW, MANY = 40, 4000
ROLE = "Mediator"


def run() -> list[table.Line]:
	frappe.set_user("Administrator")
	ground = Ground()
	lines: list[table.Line] = []
	reading: dict[str, list[float]] = {work: [] for work in READING}
	try:
		for size in SIZES:
			ground.grow(size)
			lines += _sweep(ground)
			with _dispatcher():
				for work, (read, _times) in READING.items():
					reading[work].append(table.median_seconds(lambda read=read: read(ground), 9))
		for work, (_read, times) in READING.items():
			before, after = reading[work]
			grown = (f"at {SIZES[1]:,}", after), (f"at {SIZES[0]:,}", before)
			lines.append(table.at_most(f"{work}, cases grown tenfold", *grown, times))
		return [*lines, _step()]
	finally:
		ground.clear()


def _changes(ground: Ground) -> None:
	"""A page from the middle of the changes."""
	middle = add_to_date(now_datetime(), seconds=-86_400_000 + ground.cases // 2)
	assert len(pulling.page("Dispute Case", f"{middle}|0", PAGE)["rows"]) == PAGE


def _desk(ground: Ground) -> None:
	console.counts()
	assert console.rows("about_to_breach") is not None
	console.rows("unassigned")


def _month(ground: Ground) -> None:
	day = getdate(add_to_date(None, days=-400))
	filters = {"grid_unit": COUNTY, "period": "Month", "year": day.year, "month": day.month}
	rows = monthly.by_category(asked.read(filters))
	assert sum(row["accepted"] for row in rows) > 0


# work → how it is read, and how many times longer it may take when there are ten times as many cases
READING = {
	f"a page of {PAGE} changes": (_changes, 2),
	"the lists of the dispatch desk": (_desk, 2),
	"the monthly table of the county": (_month, 15),
}


@contextmanager
def _dispatcher():
	"""Somebody of the county reads."""
	login = core.make_worker("Dispatcher", COUNTY)
	frappe.clear_cache(user=login)
	frappe.set_user(login)
	permissions.forget_posts()
	try:
		yield
	finally:
		frappe.set_user("Administrator")
		permissions.forget_posts()
		frappe.db.rollback()


def _sweep(ground: Ground) -> list[table.Line]:
	"""What a sweep reads, and all that it does, against reading the same of all open cases to look at their ends."""
	running = {"clock_state": ["in", limits.TICKING]}
	reading_all = table.median_seconds(
		lambda: frappe.get_all(sweep.DOCTYPE, running, sweep.COLUMNS, order_by=None, limit=0), 3
	)
	ground.make_due()
	moment = now_datetime()
	reading = table.median_seconds(lambda: _claim(moment), 3) * DUE / sweep.CHUNK
	acting = table.seconds(lambda: _act_all(moment))
	frappe.db.rollback()
	work = f"sweep of {DUE:,} due among {ground.cases:,} cases"
	whole = f"{work}: with all that follows from each"
	return [
		table.at_least(f"{work}: what it reads", ("due", 1 / reading), ("all open", 1 / reading_all), 100),
		table.Line(whole, f"{DUE / acting:,.0f} clocks/s", "-", acting, "all handled", True),
	]


def _claim(moment) -> None:
	"""What one chunk reads; given back at once."""
	assert len(sweep._claim(moment)) == sweep.CHUNK
	frappe.db.rollback()


def _act_all(moment) -> None:
	handled = 0
	while count := sweep.act(moment):
		handled += count
	assert handled >= DUE, handled


def _step() -> table.Line:
	"""A step of the workflow by one user, while the role has few and while it has many users."""
	times = []
	core.make_world()
	try:
		for count in (FEW, MANY):
			_users(count)
			times.append(_step_seconds())
	finally:
		frappe.db.rollback()
	work = f"a step of a case's workflow, {MANY:,} users of the role against {FEW}"
	return table.at_most(work, (f"{MANY:,}", times[1]), (str(FEW), times[0]), 2)


def _step_seconds() -> float:
	frappe.clear_cache(doctype="Dispute Case")
	made = [cases.make_case() for _ in range(12)]
	taken = [table.seconds(lambda case=case: apply_workflow(case, "Submit For Screening")) for case in made]
	return sorted(taken[1:])[len(taken) // 2]


def _users(count: int) -> None:
	"""Logins with the role, by SQL: making them is not what is measured."""
	have = frappe.db.count("Has Role", {"role": ROLE, "parenttype": "User"})
	numbers = f"seq_{have + 1}_to_{count}"
	frappe.db.sql(
		f"""insert into `tabUser` (name, email, first_name, enabled, user_type, creation, modified)
		select concat('bench-', seq, '@gg.test'), concat('bench-', seq, '@gg.test'), '测量', 1, 'System User',
			now(), now()
		from {numbers}"""
	)
	frappe.db.sql(
		f"""insert into `tabHas Role` (name, parent, parenttype, parentfield, role, creation, modified)
		select concat('bench-role-', seq), concat('bench-', seq, '@gg.test'), 'User', 'roles', %s, now(), now()
		from {numbers}""",
		[ROLE],
	)
	assert frappe.db.count("Has Role", {"role": ROLE, "parenttype": "User"}) >= count
