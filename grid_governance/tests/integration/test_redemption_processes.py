"""Real processes on one account and one stock: nothing is lost, doubled or overdrawn.

The rows are committed (other processes have to see them) and removed at the end with their ledger, so the
verification of the points ledger finds the site as it was.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import frappe
import pytest

from grid_governance.points import shop, stock
from grid_governance.tests.factories import core
from grid_governance.tests.factories import shop as make

WORKER = """
import json, os, sys, time
os.chdir(sys.argv[1])
import frappe
frappe.init(sys.argv[2], sites_path="."); frappe.connect(); frappe.local.lang = "en"
from grid_governance.points import ledger, shop
job = json.loads(sys.argv[3])
print("ready", flush=True); sys.stdin.readline()
done = refused = broken = 0
for number in range(job["times"]):
	def once():
		if job["act"] == "hand_over":
			return shop.hand_over(job["redemption"])
		key = job.get("key") or f"{job['account']}-{job['tag']}-{number}"
		return shop.redeem_on_the_spot(job["shop"], job["account"], [{"item": job["item"], "quantity": 1}], key)
	for attempt in range(20):
		try:
			ledger.run_with_retry(once)
			if job.get("die_before_commit"):
				print("dying", flush=True); time.sleep(60)
			frappe.db.commit(); done += 1
			break
		except frappe.ValidationError as error:
			frappe.db.rollback(); refused += 1; print(repr(error), file=sys.stderr)
			break
		except Exception as error:
			frappe.db.rollback()
			if error.args and error.args[0] in (1205, 1213, 1020) and attempt < 19:
				continue
			broken += 1; print(repr(error), file=sys.stderr)
			break
print(json.dumps({"done": done, "refused": refused, "broken": broken}), flush=True)
"""


class Desk:
	def __init__(self, points: int, pieces: int):
		self.units_before = frappe.get_all("Grid Unit", pluck="name")
		core.make_world()
		self.shop, self.rice = make.make_shop(), make.make_item(1)
		make.fill(self.shop, self.rice, pieces)
		self.account = make.make_account(points)
		account = frappe.get_doc("Points Account", self.account)
		self.household, self.book = account.subject, account.book
		frappe.db.commit()

	def start(self, **job):
		job = {
			"act": "redeem",
			"shop": self.shop.name,
			"account": self.account,
			"item": self.rice.name,
			**job,
		}
		process = subprocess.Popen(
			[sys.executable, "-W", "ignore", "-c", WORKER, os.getcwd(), frappe.local.site, json.dumps(job)],
			stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
			env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
		)  # fmt: skip
		assert process.stdout.readline().strip() == "ready", process.stderr.read()
		return process

	def run(self, jobs: list[dict]) -> list[dict]:
		"""All at once; returns what each did."""
		processes = [self.start(**job) for job in jobs]
		for process in processes:
			process.stdin.write("go\n")
			process.stdin.flush()
		answers = [process.communicate(timeout=300) for process in processes]
		frappe.db.rollback()
		results = [json.loads(out.strip().splitlines()[-1]) for out, _err in answers]
		self.refusals = [line for _out, err in answers for line in err.splitlines()]
		assert not any(result["broken"] for result in results), [err[-500:] for _out, err in answers]
		return results

	def figures(self) -> tuple[int, tuple[int, int], int, int]:
		"""(balance, stock, redemptions, points in the ledger)."""
		entries = frappe.get_all("Points Entry", {"account": self.account}, pluck="points")
		slips = frappe.db.count("Points Redemption", {"account": self.account})
		return make.balance(self.account), make.on_shelf(self.shop, self.rice), slips, sum(entries)

	def remove(self):
		frappe.db.rollback()
		slips = frappe.get_all("Points Redemption", {"shop": self.shop.name}, pluck="name")
		for doctype, filters in (
			("Points Redemption Row", {"parent": ["in", slips]}),
			("Comment", {"reference_doctype": "Points Redemption", "reference_name": ["in", slips]}),
			("Version", {"ref_doctype": "Points Redemption", "docname": ["in", slips]}),
			("Points Redemption", {"shop": self.shop.name}),
			("Reward Stock Entry", {"shop": self.shop.name}),
			("Reward Stock", {"shop": self.shop.name}),
			("Points Entry", {"account": self.account}),
			("Points Account", {"name": self.account}),
			("Points Book", {"name": self.book}),
			("Reward Item", {"name": self.rice.name}),
			("Points Shop", {"name": self.shop.name}),
			("Resident", {"household": self.household}),
			("Household", {"name": self.household}),
			("Grid Unit", {"name": ["not in", self.units_before or [""]]}),
		):
			if doctype != "Points Redemption Row" or slips:
				frappe.db.delete(doctype, filters)
		frappe.db.commit()


@pytest.fixture
def desk(site):
	made = []

	def open_desk(points: int, pieces: int) -> Desk:
		made.append(Desk(points, pieces))
		return made[-1]

	yield open_desk
	for one in made:
		one.remove()


def test_two_processes_of_a_hundred_each_lose_and_overdraw_nothing(desk):
	place = desk(points=200, pieces=500)
	results = place.run([{"tag": f"p{n}", "times": 100} for n in range(2)])
	assert [r["done"] for r in results] == [100, 100]
	assert place.figures() == (0, (300, 0), 200, 0)


def test_sixteen_processes_stop_at_the_balance(desk):
	place = desk(points=20, pieces=500)
	_run_dry(place, processes=16, left=(0, (480, 0)))


def test_processes_stop_at_the_stock(desk):
	place = desk(points=500, pieces=20)
	_run_dry(place, processes=4, left=(480, (0, 0)))


def _run_dry(place: Desk, processes: int, left: tuple) -> None:
	"""32 requests by so many processes, of which 20 can be met."""
	results = place.run([{"tag": f"p{n}", "times": 32 // processes} for n in range(processes)])
	assert sum(r["done"] for r in results) == 20, place.refusals
	assert sum(r["refused"] for r in results) == 12
	balance, shelf, slips, in_ledger = place.figures()
	assert ((balance, shelf), slips, in_ledger) == (left, 20, balance)
	numbers = frappe.get_all("Points Redemption", {"shop": place.shop.name}, pluck="redemption_no")
	assert sorted(int(n.split("-")[1]) for n in numbers) == list(range(1, 21))


def test_a_double_click_from_two_processes_is_one_slip(desk):
	place = desk(points=50, pieces=50)
	results = place.run([{"key": f"one-click-{place.account}", "tag": "-", "times": 1} for _ in range(4)])
	assert [r["done"] for r in results] == [1, 1, 1, 1]
	assert place.figures() == (49, (49, 0), 1, 49)


def test_two_keepers_with_one_code_hand_over_once(desk):
	place = desk(points=50, pieces=50)
	goods = [{"item": place.rice.name, "quantity": 3}]
	slip = shop.reserve(place.shop.name, place.account, goods, make.key())
	frappe.db.commit()
	results = place.run([{"act": "hand_over", "redemption": slip.name, "times": 1}] * 2)
	assert sorted(r["done"] for r in results) == [0, 1]
	assert place.figures() == (47, (47, 0), 1, 47)
	assert frappe.db.count("Reward Stock Entry", {"redemption": slip.name, "kind": stock.HANDED_OUT}) == 1


def test_a_process_killed_before_its_commit_leaves_nothing_half(desk):
	place = desk(points=50, pieces=50)
	victim = place.start(tag="victim", times=1, die_before_commit=1)
	victim.stdin.write("go\n")
	victim.stdin.flush()
	assert victim.stdout.readline().strip() == "dying"
	os.kill(victim.pid, signal.SIGKILL)
	victim.wait()
	time.sleep(0.5)
	frappe.db.rollback()
	assert place.figures() == (50, (50, 0), 0, 50)
	assert place.run([{"tag": "after", "times": 1}])[0]["done"] == 1
	assert place.figures() == (49, (49, 0), 1, 49)
