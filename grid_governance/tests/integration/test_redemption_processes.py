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

from grid_governance.points.redemption import sheets, shop, stock
from grid_governance.tests.factories import core
from grid_governance.tests.factories import shop as make

# One interpreter loads the app and forks: sixteen of them would take a minute to start.
WORKER = """
import json, multiprocessing, os, sys, time
os.chdir(sys.argv[1])
import frappe
from grid_governance.points import ledger
from grid_governance.points.redemption import sheets, shop, stock_papers
import grid_governance.hooks, frappe.model.workflow, pypika

def once(job, number):
	if job["act"] == "hand_over":
		return shop.hand_over(job["redemption"])
	if job["act"] == "post_sheet":
		return sheets.post(job["sheet"])
	if job["act"] == "confirm_count":
		return stock_papers.confirm_count(job["count"])
	key = job.get("key") or f"{job['account']}-{job['tag']}-{number}"
	return shop.redeem_on_the_spot(job["shop"], job["account"], [{"item": job["item"], "quantity": 1}], key)

def work(job, together, answers):
	frappe.init(sys.argv[2], sites_path="."); frappe.connect(); frappe.local.lang = "en"
	frappe.get_meta("Points Redemption"); frappe.db.rollback()
	if together:
		together.wait(120)
	done = refused = broken = 0
	said = []
	for number in range(job["times"]):
		for attempt in range(20):
			try:
				ledger.run_with_retry(lambda: once(job, number))
				if job.get("die_before_commit"):
					print("dying", flush=True); time.sleep(60)
				frappe.db.commit(); done += 1
				break
			except frappe.ValidationError as error:
				frappe.db.rollback(); refused += 1; said.append(repr(error))
				break
			except Exception as error:
				frappe.db.rollback()
				if error.args and error.args[0] in (1205, 1213, 1020) and attempt < 19:
					continue
				broken += 1; said.append(repr(error))
				break
	if answers is not None:
		answers.put({"job": job["job"], "done": done, "refused": refused, "broken": broken, "said": said})

jobs = json.loads(sys.argv[3])
if len(jobs) == 1:
	work(jobs[0], None, answers := multiprocessing.Queue())
	found = [answers.get(timeout=60)]
else:
	fork = multiprocessing.get_context("fork")
	together, answers = fork.Barrier(len(jobs)), fork.Queue()
	people = [fork.Process(target=work, args=(job, together, answers)) for job in jobs]
	for one in people: one.start()
	found = [answers.get(timeout=240) for _ in people]
	for one in people: one.join()
print(json.dumps(sorted(found, key=lambda one: one["job"])), flush=True)
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

	def start(self, jobs: list[dict]):
		common = {"act": "redeem", "shop": self.shop.name, "account": self.account, "item": self.rice.name}
		work = json.dumps([{**common, "job": number, **job} for number, job in enumerate(jobs)])
		return subprocess.Popen(
			[sys.executable, "-W", "ignore", "-c", WORKER, os.getcwd(), frappe.local.site, work],
			stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
			env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
		)  # fmt: skip

	def run(self, jobs: list[dict]) -> list[dict]:
		"""All at once; returns what each did."""
		out, err = self.start(jobs).communicate(timeout=300)
		frappe.db.rollback()
		assert out.strip(), err[-2000:]
		results = json.loads(out.strip().splitlines()[-1])
		self.refusals = [line for result in results for line in result["said"]]
		assert not any(result["broken"] for result in results), self.refusals
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
			("Redemption Sheet Row", {"account": self.account}),
			("Redemption Sheet Item", {"item": self.rice.name}),
			("Redemption Sheet", {"shop": self.shop.name}),
			("Stock Count Row", {"item": self.rice.name}),
			("Stock Count", {"shop": self.shop.name}),
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


def test_two_processes_of_fifty_each_lose_and_overdraw_nothing(desk):
	place = desk(points=100, pieces=500)
	results = place.run([{"tag": f"p{n}", "times": 50} for n in range(2)])
	assert [r["done"] for r in results] == [50, 50]
	assert place.figures() == (0, (400, 0), 100, 0)


def test_sixteen_processes_stop_at_the_balance(desk):
	place = desk(points=10, pieces=500)
	_run_dry(place, left=(0, (490, 0)))


def test_sixteen_processes_stop_at_the_stock(desk):
	place = desk(points=500, pieces=10)
	_run_dry(place, left=(490, (0, 0)))


def _run_dry(place: Desk, left: tuple) -> None:
	"""Sixteen processes at once, of which ten can be met."""
	results = place.run([{"tag": f"p{n}", "times": 1} for n in range(16)])
	assert sum(r["done"] for r in results) == 10, place.refusals
	assert sum(r["refused"] for r in results) == 6
	balance, shelf, slips, in_ledger = place.figures()
	assert ((balance, shelf), slips, in_ledger) == (left, 10, balance)
	numbers = frappe.get_all("Points Redemption", {"shop": place.shop.name}, pluck="redemption_no")
	assert sorted(int(n.split("-")[1]) for n in numbers) == list(range(1, 11))


def test_a_double_click_from_two_processes_is_one_slip(desk):
	place = desk(points=50, pieces=50)
	results = place.run([{"key": f"one-click-{place.account}", "tag": "-", "times": 1} for _ in range(4)])
	assert [r["done"] for r in results] == [1] * 4
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


def test_one_sheet_posted_from_four_places_pays_each_row_once(desk):
	place = desk(points=50, pieces=50)
	sheet = frappe.get_doc(
		doctype="Redemption Sheet", shop=place.shop.name, book=place.book, goods=[{"item": place.rice.name}]
	).insert()
	sheets.type_back(sheet.name, {sheet.rows[0].name: {"quantities": {place.rice.name: 4}}})
	frappe.db.commit()
	results = place.run([{"act": "post_sheet", "sheet": sheet.name, "times": 1}] * 4)
	assert sorted(r["done"] for r in results) == [0, 0, 0, 1]
	assert place.figures() == (46, (46, 0), 1, 46)


def test_a_count_confirmed_while_others_redeem_posts_its_difference_once(desk):
	place = desk(points=100, pieces=50)
	row = {"item": place.rice.name, "counted_quantity": 45, "reason": "破损"}
	count = frappe.get_doc(doctype="Stock Count", shop=place.shop.name, rows=[row]).insert()
	frappe.db.set_value("Stock Count", count.name, "counted_by", "Guest")
	frappe.db.commit()
	jobs = [{"act": "confirm_count", "count": count.name, "times": 1}] * 3
	results = place.run([*jobs, *[{"tag": f"r{n}", "times": 5} for n in range(3)]])
	assert sorted(r["done"] for r in results[:3]) == [0, 0, 1]
	assert place.figures() == (85, (30, 0), 15, 85)


def test_a_process_killed_before_its_commit_leaves_nothing_half(desk):
	place = desk(points=50, pieces=50)
	victim = place.start([{"tag": "victim", "times": 1, "die_before_commit": 1}])
	assert victim.stdout.readline().strip() == "dying"
	os.kill(victim.pid, signal.SIGKILL)
	victim.wait()
	time.sleep(0.5)
	frappe.db.rollback()
	assert place.figures() == (50, (50, 0), 0, 50)
	assert place.run([{"tag": "after", "times": 1}])[0]["done"] == 1
	assert place.figures() == (49, (49, 0), 1, 49)
