"""Corrections under real processes: decided by two at once, posted by two workers, they happen once."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import nowdate

from grid_governance.points import ledger
from grid_governance.points.correcting import corrections
from grid_governance.points.ledger import verify
from grid_governance.tests.committed import Committed
from grid_governance.tests.factories import core, points
from grid_governance.tests.factories import corrections as make
from grid_governance.tests.processes import results, spawn

DECIDE = """
from grid_governance.points.correcting import corrections
from grid_governance.points.ledger import locks
frappe.set_user(sys.argv[3])
frappe.db.get_value("Points Correction", sys.argv[2], "status")  # an old snapshot, as a request has
try:
	print(locks.run_with_retry(lambda: corrections.decide(sys.argv[2], True)))
	frappe.db.commit()
except frappe.ValidationError:
	frappe.db.rollback()
	print("told")
"""
POST = """
from grid_governance.points.correcting import corrections
corrections.post_job(sys.argv[2])
print(frappe.db.get_value("Points Correction", sys.argv[2], "status"))
"""
OFFICE = "office.of.the.county@gg.test"


@pytest.fixture
def committed(site):
	made = Committed()
	yield made
	frappe.db.rollback()
	names = frappe.get_all("Points Correction", {"grid_unit": ["like", f"{core.VILLAGE_A}%"]}, pluck="name")
	for child in ("Points Correction Entry", "Opening Balance Row"):
		frappe.db.delete(child, {"parent": ["in", names or [""]]})
	frappe.db.delete("Points Correction", {"name": ["in", names or [""]]})
	frappe.db.delete("Comment", {"reference_name": ["in", names or [""]]})
	for worker in frappe.get_all("Grid Worker", {"user": OFFICE}, pluck="name"):
		frappe.db.delete("Grid Post", {"parent": worker})
		frappe.db.delete("Grid Worker", {"name": worker})
	frappe.db.delete("Has Role", {"parent": OFFICE})
	frappe.db.delete("User", {"name": OFFICE})
	frappe.db.commit()
	made.remove()


def test_two_who_decide_at_the_same_moment_carry_it_out_once(committed):
	account = committed.make().accounts()[committed.households[0]]
	award = ledger.post([points.posting(account, 9), points.posting(account, 30)])[0]
	office = core.make_worker("Points Office Member", core.STREET, email=OFFICE)
	doc = make.make("Reverse Entries", account, ask=True, entries=[{"entry": award}])
	frappe.db.commit()
	outputs = results([spawn(DECIDE, doc.name, office) for _ in range(3)])
	assert sorted(out.strip() for out in outputs) == ["Correction Done", "told", "told"]
	frappe.db.rollback()
	assert frappe.db.get_value("Points Account", account, ["balance", "last_seq"]) == (30, 3)


def test_two_workers_on_one_sheet_post_it_once(committed):
	committed.make(households=40)
	homes = [frappe._dict(name=name) for name in committed.households]
	doc = make.opening(
		committed.book, core.VILLAGE_A, [(home, 7) for home in homes], ask=True, as_of=nowdate()
	)
	doc.db_set({"status": corrections.POSTING, "decided_on": frappe.utils.now()})
	frappe.db.commit()
	outputs = results([spawn(POST, doc.name) for _ in range(2)])
	assert {out.strip() for out in outputs} == {"Correction Done"}
	frappe.db.rollback()
	names = frappe.get_all("Points Account", {"book": committed.book.name}, pluck="name")
	assert frappe.db.count("Points Entry", {"source_name": doc.name}) == 40 == len(names)
	assert verify.verify_accounts(names).findings == []
