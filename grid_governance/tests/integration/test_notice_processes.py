"""Closing a notice under real processes: a kill leaves whole sets, two closings credit once. Commits and cleans up."""

from __future__ import annotations

import frappe
import pytest

from grid_governance.points.ledger import verify
from grid_governance.points.notice import notice_credit, notices
from grid_governance.tests.committed import Committed
from grid_governance.tests.factories import core
from grid_governance.tests.factories import notices as make
from grid_governance.tests.processes import results, spawn


@pytest.fixture
def closing(site):
	"""A notice of 70 rows, one batch, whose days have passed; its closing has begun."""
	made = Committed().make(households=70)
	frappe.db.set_value("Points Book", made.book.name, "notice_days", 5)
	households = [frappe.get_doc("Household", name) for name in made.households]
	batch = make.endorsed_batch(made.book, made.item, households, grid_unit=core.VILLAGE_A)
	notice = make.make_notice(book=made.book.name)
	notices.publish(notice.name)
	notice = make.passed(make.reread(notice))
	frappe.db.set_value(
		"Public Notice", notice.name, {"stage": "Notice Ended", "closing_on": "2026-01-01 08:00:00"}
	)
	made.accounts()
	frappe.db.commit()
	yield frappe._dict(made=made, batch=batch, notice=notice.name)
	frappe.db.rollback()
	for doctype, filters in (
		("Notice Row", {"notice": notice.name}),
		("Public Notice", {"name": notice.name}),
		("Comment", {"reference_name": notice.name}),
	):
		frappe.db.delete(doctype, filters)
	checks = frappe.get_all("Spot Check", {"drawn_for": notice.name}, pluck="name")
	frappe.db.delete("Spot Check Row", {"parent": ["in", checks or [""]]})
	frappe.db.delete("Spot Check", {"name": ["in", checks or [""]]})
	frappe.db.commit()  # remove() begins with a rollback
	made.remove()


KILLED = """
import time
from grid_governance.points.notice import notice_credit, notices
notice_credit.CHUNK = 20
commit, sets = frappe.db.commit, 0
def held(*args, **kwargs):
	global sets
	sets += 1
	if sets == 4:  # the first ends the look at the number of rows
		print("third set written, not committed", flush=True)
		time.sleep(60)
	commit(*args, **kwargs)
frappe.db.commit = held
notices.close_job(sys.argv[2])
"""

CLOSE = """
import random, time
from grid_governance.points.notice import notice_credit, notices
notice_credit.CHUNK = 7
time.sleep(random.random() / 5)
notices.close_job(sys.argv[2])
"""


def state(closing) -> tuple[int, int, str, str]:
	frappe.db.rollback()
	return (
		frappe.db.count("Points Entry", {"book": closing.made.book.name}),
		frappe.db.count("Notice Row", {"notice": closing.notice, "status": "Credited"}),
		frappe.db.get_value("Public Notice", closing.notice, "stage"),
		frappe.db.get_value("Points Batch", closing.batch.name, "stage"),
	)


def findings(closing) -> list[str]:
	names = set(closing.made.accounts().values())
	return [found.row for found in verify.verify().findings if any(name in found.row for name in names)]


def test_kill_in_the_middle_of_a_closing_leaves_whole_sets_and_the_next_run_ends_it(closing, monkeypatch):
	worker = spawn(KILLED, closing.notice)
	assert "third set" in worker.stdout.readline(), worker.stderr.read()
	worker.kill()
	worker.communicate()
	assert state(closing) == (40, 40, "Notice Ended", "On Notice")
	monkeypatch.setattr(notice_credit, "CHUNK", 20)
	notices.close_job(closing.notice)
	notices.close_job(closing.notice)
	assert state(closing) == (70, 70, "Settled Into Ledger", "Credited")
	assert findings(closing) == []


def test_two_closings_at_once_credit_each_row_once(closing):
	results([spawn(CLOSE, closing.notice) for _ in range(2)])
	assert state(closing) == (70, 70, "Settled Into Ledger", "Credited")
	assert findings(closing) == []
	assert frappe.db.get_value("Points Batch", closing.batch.name, "counted_count") == 70


def test_the_hour_takes_a_dead_closing_up_again(closing, monkeypatch):
	taken = []
	monkeypatch.setattr(notices, "enqueue", taken.append)
	notices.resume_unfinished()
	assert closing.notice in taken
