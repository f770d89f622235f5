"""Settlement under real processes: two at once, and a worker killed in the middle. These tests commit and clean up."""

from __future__ import annotations

import time

import frappe
import pytest

from grid_governance.points import ledger
from grid_governance.points.year_end import settlement_jobs, settlement_rows
from grid_governance.tests.committed import Committed
from grid_governance.tests.factories import core, points
from grid_governance.tests.factories.settlement import YEAR, balances, make_settlement
from grid_governance.tests.processes import results, spawn

HOMES = 25


@pytest.fixture
def town(site):
	made = Committed()
	try:
		made.make(households=HOMES)
		made.book.update({"carry_over": "Cleared To Zero", "late_days": 0}).save()
		made.names = sorted(made.accounts().values())
		ledger.post([points.posting(name, 10, deed_date=f"{YEAR}-05-01") for name in made.names])
		frappe.db.commit()
		yield made
	finally:
		frappe.db.rollback()
		if made.book:
			names = frappe.get_all("Points Settlement", {"book": made.book.name}, pluck="name") or [""]
			frappe.db.delete("Points Settlement Row", {"settlement": ["in", names]})
			frappe.db.delete("Comment", {"reference_name": ["in", names]})
			frappe.db.delete("Points Settlement", {"name": ["in", names]})
			frappe.db.commit()
		made.remove()


START = """
import time
from grid_governance.points.year_end import settlement
frappe.flags.in_test = True
doc = frappe.get_doc("Points Settlement", sys.argv[2])
frappe.db.commit()
while time.time() < float(sys.argv[3]):
	time.sleep(0.001)
try:
	settlement._lock_book(doc)
	settlement._check_start(doc)
	doc.db_set("status", "Settling")
	time.sleep(0.3)
	frappe.db.commit()
	print("started")
except settlement.settlement_jobs.SettlementError:
	frappe.db.rollback()
	print("refused")
"""


def test_two_settlements_of_one_book_at_once_are_refused_by_the_lock(town):
	"""The second was entered by another way round the check for one per place (a race of two inserts)."""
	one = make_settlement(town.book, core.VILLAGE_A)
	other = make_settlement(town.book, core.VILLAGE_B)
	frappe.db.set_value("Points Settlement", other.name, "grid_unit", core.STREET)
	frappe.db.commit()
	at = str(time.time() + 2)
	outputs = results([spawn(START, name, at) for name in (one.name, other.name)])
	assert sorted(out.strip() for out in outputs) == ["refused", "started"]


KILLED = """
import time
from grid_governance.points.year_end import settlement_jobs, settlement_rows
settlement_rows.CHUNK = 8
settle, sets = settlement_rows.settle_set, 0
def held(doc):
	global sets
	count = settle(doc)
	sets += 1
	if sets == 3:
		print("third set posted, not committed", flush=True)
		time.sleep(60)
	return count
settlement_rows.settle_set = held
settlement_jobs.run_job(sys.argv[2])
"""


def test_kill_in_the_middle_leaves_whole_sets_and_the_next_run_ends_it(town, monkeypatch):
	doc = make_settlement(town.book)
	doc.db_set({"status": "Settling", "phase": "Counting"})
	frappe.db.commit()
	worker = spawn(KILLED, doc.name)
	assert "third set" in worker.stdout.readline(), worker.stderr.read()
	worker.kill()
	worker.communicate()
	frappe.db.rollback()
	assert sum(balance == 0 for balance in balances(town.names)) == 16
	assert settlement_rows.totals(doc.name).settled == 16
	monkeypatch.setattr(settlement_rows, "CHUNK", 8)
	settlement_jobs.run_job(doc.name)
	doc.reload()
	assert (doc.status, doc.settled_count, doc.points_expired) == ("Year Settled", HOMES, HOMES * 10)
	assert set(balances(town.names)) == {0}
	before = frappe.db.count("Points Entry", {"source_name": doc.name})
	settlement_jobs.run_job(doc.name)
	assert frappe.db.count("Points Entry", {"source_name": doc.name}) == before == HOMES
	doc.db_set({"status": "Undoing", "undo_reason": "年度错误"})
	frappe.db.commit()
	settlement_jobs.undo_job(doc.name)
	assert set(balances(town.names)) == {10}


TWO_WORKERS = """
from grid_governance.points.year_end import settlement_jobs, settlement_rows
settlement_rows.CHUNK = 5
settlement_jobs.run_job(sys.argv[2])
print("done")
"""


def test_two_workers_on_one_settlement_post_each_expiry_once(town):
	doc = make_settlement(town.book)
	doc.db_set({"status": "Settling", "phase": "Counting"})
	frappe.db.commit()
	results([spawn(TWO_WORKERS, doc.name) for _n in range(2)])
	frappe.db.rollback()
	assert frappe.db.count("Points Entry", {"source_name": doc.name, "kind": "Expiry"}) == HOMES
	assert set(balances(town.names)) == {0}
