"""The ledger under real processes: races, crashes, the command. These tests commit and clean up."""

from __future__ import annotations

import json
import subprocess
import sys

import frappe
import pytest
from frappe.model.workflow import apply_workflow
from frappe.utils import nowdate

from grid_governance.points import ledger
from grid_governance.points.declaring import batches
from grid_governance.points.ledger import verify
from grid_governance.tests.committed import Committed
from grid_governance.tests.factories import points
from grid_governance.tests.processes import results, spawn


@pytest.fixture
def committed(site):
	made = Committed()
	yield made
	made.remove()


def entries(account: str) -> int:
	frappe.db.rollback()
	return frappe.db.count("Points Entry", {"account": account})


def findings_of(names) -> list[str]:
	frappe.db.rollback()
	return [f"{f.what} {f.row}" for f in verify.verify().findings if any(name in f.row for name in names)]


SPEND = """
from grid_governance.points import ledger
account, tag = sys.argv[2:4]
done = short = 0
for n in range(20):
	try:
		posting = ledger.Posting(account, "Redemption", -1, "2026-01-01", f"{tag}:{n}")
		ledger.run_with_retry(lambda: ledger.post([posting]))
		frappe.db.commit()
		done += 1
	except ledger.InsufficientPoints:
		frappe.db.rollback()
		short += 1
print(done, short)
"""


def test_processes_spending_from_one_account_never_overdraw_and_lose_nothing(committed):
	account = committed.make().accounts()[committed.households[0]]
	ledger.post([points.posting(account, 50)])
	frappe.db.commit()
	outputs = results([spawn(SPEND, account, f"spend{n}") for n in range(4)])
	counts = [tuple(map(int, out.split())) for out in outputs]
	assert sum(done for done, _short in counts) == 50 and sum(short for _done, short in counts) == 30
	assert frappe.db.get_value("Points Account", account, "balance") == 0 or entries(account) == 51
	assert entries(account) == 51 and findings_of([account]) == []


SAME_KEYS = """
from grid_governance.points import ledger
account = sys.argv[2]
frappe.db.get_value("Points Account", account, "balance")  # an old snapshot, as a request has
names = []
for n in range(15):
	posting = ledger.Posting(account, "Award", 1, "2026-01-01", f"{account}:{n}")
	names += ledger.run_with_retry(lambda: ledger.post([posting]))
	frappe.db.commit()
print(" ".join(names))
"""


def test_processes_posting_the_same_keys_post_each_once_and_agree_on_the_entries(committed):
	account = committed.make().accounts()[committed.households[0]]
	outputs = results([spawn(SAME_KEYS, account) for _ in range(4)])
	assert len({out.strip() for out in outputs}) == 1
	assert entries(account) == 15 and findings_of([account]) == []


CREDIT = """
from grid_governance.points.declaring import crediting
from grid_governance.points import ledger
import datetime, time
account, subject, book, item, source, day = sys.argv[2:8]
frappe.db.sql("select count(*) from `tabPoints Entry`")  # the snapshot is older than what follows

time.sleep(0.5)
deed = crediting.Endorsed("r", account, subject, None, book, item, datetime.date.fromisoformat(day), 1, 5,
	"Points Declaration", source)
outcome = crediting.credit([deed])["r"]
time.sleep(0.2)
frappe.db.commit()
print("paid" if outcome.entry else "refused")
"""


def credit_all(committed, days: list[str]) -> list[str]:
	household = committed.households[0]
	account = committed.accounts()[household]
	common = (account, household, committed.book.name, committed.item.name)
	outputs = results([spawn(CREDIT, *common, f"source{n}", day) for n, day in enumerate(days)])
	assert findings_of([account]) == []
	return sorted(out.strip() for out in outputs)


def test_one_deed_is_paid_once_even_when_declared_twice_at_the_same_moment(committed):
	committed.make()
	assert credit_all(committed, ["2026-01-05"] * 4) == ["paid", "refused", "refused", "refused"]


def test_a_cap_holds_for_processes_with_snapshots_older_than_each_others_entries(committed):
	committed.make(caps=[("Month", 2, 0)])
	days = ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08"]
	assert credit_all(committed, days) == ["paid", "paid", "refused", "refused"]


DECLARE = """
from frappe.model.workflow import apply_workflow
from grid_governance.points.rulebook.messages import RuleBroken
frappe.db.sql("select count(*) from `tabPoints Declaration`")  # the snapshot is older than the others' steps
import time
time.sleep(0.5)
try:
	apply_workflow(frappe.get_doc("Points Declaration", sys.argv[2]), "Declare")
	time.sleep(0.1)
	frappe.db.commit()
	print("declared")
except RuleBroken as error:
	frappe.db.rollback()
	print("cap" if "cap of" in str(error) else error)
"""


def test_of_eight_who_declare_the_last_place_of_a_cap_at_once_one_wins(committed):
	committed.make(caps=[("Year", 2, 0)])
	household = frappe.get_doc("Household", committed.households[0])
	drafts = [
		points.make_declaration(committed.book, committed.item, household, deed_date=f"2026-01-{day:02}").name
		for day in range(1, 10)
	]
	apply_workflow(frappe.get_doc("Points Declaration", drafts.pop()), "Declare")
	frappe.db.commit()
	said = sorted(out.strip() for out in results([spawn(DECLARE, name) for name in drafts]))
	assert said == ["cap"] * 7 + ["declared"]


ENDORSE = """
from frappe.model.workflow import apply_workflow
import time
frappe.db.sql("select count(*) from `tabPoints Declaration`")
time.sleep(0.5)
print(apply_workflow(frappe.get_doc("Points Declaration", sys.argv[2]), "Endorse").stage)
frappe.db.commit()
"""


def test_declaring_and_endorsing_deeds_of_one_capped_account_at_once_ends_in_order(committed):
	committed.make(caps=[("Year", 5, 0)])
	household = frappe.get_doc("Household", committed.households[0])
	names = [
		points.make_declaration(committed.book, committed.item, household, deed_date=f"2026-02-{day:02}").name
		for day in range(1, 9)
	]
	checked, drafts = names[:3], names[3:]
	values = {"stage": "Checked", "workflow_state": "Checked", "entered_by": "Guest"}
	frappe.db.set_value("Points Declaration", {"name": ["in", checked]}, values)
	frappe.db.commit()
	waiting = [spawn(ENDORSE, name) for name in checked] + [spawn(DECLARE, name) for name in drafts]
	said = sorted(out.strip() for out in results(waiting))
	assert said == ["Credited"] * 3 + ["cap"] * 3 + ["declared"] * 2
	assert findings_of(committed.accounts().values()) == []


KILLED = """
import time
from grid_governance.points.declaring import batches
batches.CHUNK = 20
commit, sets = frappe.db.commit, 0
def held(*args, **kwargs):
	global sets
	sets += 1
	if sets == 3:
		print("third set written, not committed", flush=True)
		time.sleep(60)
	commit(*args, **kwargs)
frappe.db.commit = held
batches.credit_job(sys.argv[2])
"""


def test_kill_in_the_middle_of_a_batch_leaves_whole_sets_and_the_next_run_ends_it(committed, monkeypatch):
	committed.make(households=70)
	batch = points.make_batch(
		committed.book, committed.item, [frappe.get_doc("Household", name) for name in committed.households]
	)
	frappe.db.set_value("Points Batch", batch.name, {"stage": "Endorsed", "workflow_state": "Endorsed"})
	frappe.db.commit()
	worker = spawn(KILLED, batch.name)
	assert "third set" in worker.stdout.readline(), worker.stderr.read()
	worker.kill()
	worker.communicate()
	assert outcome(committed, batch) == (40, 40, "Endorsed")
	monkeypatch.setattr(batches, "CHUNK", 20)
	batches.credit_job(batch.name)
	batches.credit_job(batch.name)
	assert outcome(committed, batch) == (70, 70, "Credited")
	assert findings_of(committed.accounts().values()) == []


def outcome(committed, batch) -> tuple[int, int, str]:
	frappe.db.rollback()
	return (
		frappe.db.count("Points Entry", {"book": committed.book.name}),
		frappe.db.count("Points Batch Person", {"parent": batch.name, "status": "Counted"}),
		frappe.db.get_value("Points Batch", batch.name, "stage"),
	)


def command(*args: str) -> subprocess.CompletedProcess:
	return subprocess.run(
		[sys.executable, "-W", "ignore", "-m", "frappe.utils.bench_helper", "frappe", "--site", frappe.local.site,
		 "verify-points-ledger", *args],
		capture_output=True,
		text=True,
		timeout=120,
	)  # fmt: skip


def test_the_command_names_the_row_and_fails_only_when_there_is_one(committed):
	account = committed.make().accounts()[committed.households[0]]
	ledger.post([points.posting(account, 5, deed_date=nowdate()), points.posting(account, 6)])
	frappe.db.commit()
	clean = command()
	assert clean.returncode == 0 and "0 findings" in clean.stdout, clean.stdout + clean.stderr
	frappe.db.sql("update `tabPoints Entry` set points = 60 where name = %s", f"{account}-000002")
	frappe.db.commit()
	found = command("--json")
	assert found.returncode == 1
	assert {"changed", "account"} == {row["what"] for row in json.loads(found.stdout)}
	assert f"{account}-000002" in {row["row"] for row in json.loads(found.stdout)}
