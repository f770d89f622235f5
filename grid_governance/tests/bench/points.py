"""./dev bench points: the points office on a grown ledger, once at 100,000 entries and once at 1,000,000.

    1,500 villages, one account to five entries, twelve months, eight items
    rows 1-3 of the design's table (posting.py) with that ledger beside them
    standings of a town and of the county, top 100   against GROUP BY over the ledger; the slope of the town's
    closing a notice of 10,000 rows, settling all accounts (rate, peak memory in a process of its own)
    statements for a page of the portal: as many whatever the account and the ledger hold

The rows are committed, since they are many and another process settles them, and taken away at the end.
GG_ENTRIES=20000 or the like in place of 1,000,000 tries the bench itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import frappe
from frappe.utils import nowdate

from grid_governance.points.declaring import batch_rows
from grid_governance.points.ledger import standings
from grid_governance.points.notice import notices
from grid_governance.points.standing import asked, ranking
from grid_governance.points.year_end import settlement_jobs
from grid_governance.portal import holdings
from grid_governance.tests.bench import posting, table
from grid_governance.tests.bench.ground import COUNTY, YEAR, Ground

MOST = int(os.environ.get("GG_ENTRIES") or 1_000_000)
SIZES = (MOST // 10, MOST)
NOTICE_ROWS = min(10_000, MOST // 10)
MOST_MEGABYTES = 500


def run() -> list[table.Line]:
	frappe.set_user("Administrator")
	ground = Ground()
	lines: list[table.Line] = []
	try:
		tops = []
		for entries in SIZES:
			ground.grow(entries)
			lines += [replace(line, work=f"{line.work}, ledger of {entries:,}") for line in _posting()]
			top, line = _standings(ground, entries, ground.town, "town")
			tops.append(top)
			lines += [line, _standings(ground, entries, COUNTY, "county")[1], _portal(ground, entries)]
		ratio = tops[1] / tops[0]
		lines.append(
			table.Line(
				"standings of a town: time as ledger and accounts grow tenfold",
				_ms(tops[1]),
				_ms(tops[0]),
				ratio,
				"<= 10 x (linear in accounts)",
				ratio <= 10 * 1.25,
			)
		)
		return [*lines, _notice(ground), _settlement(ground)]
	finally:
		ground.clear()


def _ms(seconds: float) -> str:
	return f"{seconds * 1000:,.1f} ms"


# ---------------------------------------------------------------- what is measured


def _posting() -> list[table.Line]:
	"""Rows 1-3 on households of their own, rolled back, with the grown ledger beside them."""
	posting._make_stand_in()
	try:
		return posting._measure()
	finally:
		frappe.db.rollback()
		posting.drop_stand_in()


def _standings(ground: Ground, entries: int, unit: str, name: str) -> tuple[float, table.Line]:
	question = asked.read({"grid_unit": unit, "book": ground.book, "period": "Year", "year": YEAR})
	ours = table.median_seconds(lambda: ranking.top(question, 100), 9)
	low, high = standings.codes.bounds(unit)
	group_by = (
		"select account, sum(points) as points from `tabPoints Entry` where book = %s and grid_unit >= %s"
		" and grid_unit < %s and deed_date between %s and %s and kind in ('Award', 'Deduction')"
		" group by account order by points desc, account limit 100"
	)
	values = [ground.book, low, high, f"{YEAR}-01-01", f"{YEAR}-12-31"]
	theirs = table.median_seconds(lambda: frappe.db.sql(group_by, values), 3)
	shown = [(row.account, int(row.points)) for row in ranking.top(question, 100)]
	assert shown == [(name, int(sum_)) for name, sum_ in frappe.db.sql(group_by, values)]
	line = table.at_least(
		f"standings of a {name}, top 100, at {entries:,} entries",
		("table", 1 / ours),
		("GROUP BY", 1 / theirs),
		50,
	)
	return ours, line


def _portal(ground: Ground, entries: int) -> table.Line:
	"""Statements of a page of 30 entries and of the balances: bounded, whatever stands in the ledger."""
	counts = []
	for home in (ground.homes[0], ground.homes[-1]):
		person = frappe._dict(name="nobody", household=home)
		with table.counted_queries() as queries:
			found = holdings.accounts_of([person])
			holdings.page(found[0].account, 0)
		counts.append(len(queries))
	work = f"statements for a page of the portal, at {entries:,} entries"
	return table.Line(
		work, f"{max(counts)}", f"{min(counts)}", max(counts) / min(counts), "2, constant", set(counts) == {2}
	)


def _notice(ground: Ground) -> table.Line:
	"""A notice over a batch of 10,000 rows, closed as the background job closes it."""
	batch = frappe.get_doc(
		doctype="Points Batch",
		activity="bench",
		book=ground.book,
		item=ground.items[0],
		grid_unit=COUNTY,
		deed_date=nowdate(),
		stage="Endorsed",
	)
	batch.name = frappe.generate_hash(length=10)
	batch.db_insert()
	homes = ground.homes[:NOTICE_ROWS]
	batch_rows.write(
		batch.name,
		[
			{
				"idx": n,
				"subject_doctype": "Household",
				"subject": home,
				"subject_name": "测量",
				"points": 5,
				"status": "To Be Counted",
			}
			for n, home in enumerate(homes, 1)
		],
	)
	notice = frappe.get_doc(
		doctype="Public Notice", kind="Points", title="bench", grid_unit=COUNTY, book=ground.book, days=5
	).insert()
	notices.publish(notice.name)
	notices.start_days(notice.name, ["/private/files/bench.jpg"], posted_on=date(YEAR, 1, 5))
	frappe.db.set_value(notices.DOCTYPE, notice.name, "stage", notices.ENDED)
	frappe.db.commit()
	seconds = table.seconds(lambda: notices.close_job(notice.name))
	left = frappe.db.get_value(notices.DOCTYPE, notice.name, ["stage", "credited_count"])
	assert left == (notices.SETTLED, len(homes)), left
	rate = len(homes) / seconds
	return table.Line(
		f"closing a notice of {len(homes):,} rows", f"{rate:,.0f} rows/s", "-", rate, "all credited", True
	)


def _settlement(ground: Ground) -> table.Line:
	"""All accounts settled in a process of its own, for its memory."""
	frappe.db.set_value("Points Batch", {"book": ground.book}, "stage", "Credited")
	settlement = frappe.get_doc(
		doctype="Points Settlement", book=ground.book, grid_unit=COUNTY, year=YEAR
	).insert()
	settlement.db_set({"status": "Settling", "phase": "Counting"})
	frappe.db.commit()
	code = (
		"import frappe,sys,json,time\n"
		"frappe.init(sys.argv[1],sites_path='.');frappe.connect();frappe.set_user('Administrator')\n"
		f"import {settlement_jobs.__name__} as settlement_jobs\n"
		"t=time.monotonic();settlement_jobs.run_job(sys.argv[2]);seconds=time.monotonic()-t\n"
		"peak=next(int(line.split()[1]) for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
		"print(json.dumps([seconds,peak/1024]));frappe.destroy()"
	)
	done = subprocess.run(
		[sys.executable, "-W", "ignore", "-c", code, frappe.local.site, settlement.name],
		capture_output=True,
		text=True,
		check=True,
	)
	seconds, megabytes = frappe.parse_json(done.stdout.strip().splitlines()[-1])
	frappe.db.rollback()
	status, count = frappe.db.get_value("Points Settlement", settlement.name, ["status", "settled_count"])
	assert status == "Year Settled" and count, (status, count)
	return table.Line(
		f"settlement of {len(ground.accounts):,} accounts",
		f"{megabytes:.0f} MB, {count / seconds:,.0f} accounts/s",
		"-",
		megabytes / MOST_MEGABYTES,
		f"< {MOST_MEGABYTES} MB",
		megabytes < MOST_MEGABYTES,
	)
