"""A year of a small town through the real rules, and the same year counted a second, naive way from the papers.

The naive count never looks at the ledger or its tables: it adds up credited declarations, counted rows of
batches and slips of the shop, one by one, in plain Python.
"""

from collections import Counter, defaultdict
from datetime import date

import frappe
import pytest

from grid_governance.api import points as points_api
from grid_governance.demo.year import end, meeting, plan, play
from grid_governance.points import ledger
from grid_governance.points.ledger import standings, verify
from grid_governance.points.standing import asked, ranking
from grid_governance.tests.factories import core, points, registry, shop

YEAR = date.today().year - 1
NUMBERS = "一二三四五六七八九"
SMALL = plan.Size(
	declarations=18,
	activity_months=(2, 8),
	activity_people=5,
	round_months=(6, 12),
	round_households=5,
	fair_months=(6, 12),
	fair_people=3,
)


@pytest.fixture
def played(world, monkeypatch):
	"""Two villages after their year; everything stays in the test's transaction."""
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	book = points.make_book(
		grid_unit=world.street, notice_days=5, carry_over="Carried Over In Part", carry_over_share=50
	)
	whole = [points.make_item(worth, caps=[("Month", 2, 0)]) for worth in (3, 5)]
	levels = points.make_item(0, counting="By Level", levels=[("县级", 15), ("村级", 5)])
	limits = points.make_item(0, counting="Between Limits", min_points=1, max_points=8)
	place, salt = shop.make_shop(world.street), shop.make_item(2)
	shop.fill(place, salt, 500)
	office = play.Office(
		clerk=world.user("Village Points Clerk", "street"),
		checkers=(world.user("Grid Head", "street"), world.user("Grid Officer", "street")),
		endorser=world.user("Points Office Member", "street"),
		committee=world.user("Supervisory Committee Member", "street"),
	)
	choices = [plan.Choice(item.name, item.points) for item in whole]
	choices += [plan.Choice(levels.name, levels=("县级", "村级")), plan.Choice(limits.name, low=1, high=8)]
	stage = play.Stage(
		YEAR, book.name, choices, whole[1].name, [item.name for item in whole], place.name, salt.name, SMALL
	)
	done = Counter()
	moral = points.make_book(grid_unit=world.street, approving_body="Appraisal Meeting", notice_days=5)
	villages = (
		("张", world.village_a, (core.GRID_A1, core.GRID_A2)),
		("李", world.village_b, (core.GRID_B1,)),
	)
	for surname, unit, grids in villages:
		homes = [
			registry.make_household(grids[n % len(grids)], head=f"{surname}家{number}").name
			for n, number in enumerate(NUMBERS)
		]
		play.village(stage, office, unit, homes, done)
		meeting.hold(office, moral.name, [whole[0].name], unit, homes, date.today(), done)
	return frappe._dict(book=book.name, moral=moral.name, done=done, stage=stage, office=office, world=world)


def naive(book: str) -> tuple[dict, dict]:
	"""(subject → [earned, redeemed], (subject, month, category) → points) from the papers alone."""
	sums, months = defaultdict(lambda: [0, 0]), Counter()
	category = dict(frappe.get_all("Points Item", fields=["name", "category"], as_list=True))
	for doc in frappe.get_all("Points Declaration", {"book": book}, "*"):
		if doc.stage == "Credited":
			sums[doc.subject][0] += doc.points
			months[doc.subject, str(doc.deed_date)[:7], category[doc.item]] += doc.points
	for batch in frappe.get_all("Points Batch", {"book": book}, pluck="name"):
		doc = frappe.get_doc("Points Batch", batch)
		for row in doc.people:
			if row.status == "Counted":
				sums[row.subject][0] += row.points
				months[row.subject, str(doc.deed_date)[:7], category[row.item or doc.item]] += row.points
	accounts = dict(frappe.get_all("Points Account", {"book": book}, ["name", "subject"], as_list=True))
	for slip in frappe.get_all("Points Redemption", {"account": ["in", list(accounts)]}, "*"):
		sums[accounts[slip.account]][1] += slip.total_points - slip.points_back
	return sums, +months


def wrong_of(book: str) -> list:
	"""What standings and proofs find wrong with the accounts of the book; what other tests left is not ours."""
	accounts = frappe.get_all("Points Account", {"book": book}, pluck="name")
	found = [name for name, _stands, _should in standings.compare().wrong if name.split(".")[2] in accounts]
	return found + verify.verify_accounts(accounts).findings


def test_a_year_of_papers_ledger_standings_and_roll_ups_agree_to_the_point(played):
	"""One test: playing the year is what takes the time."""
	the_year_was_played_to_its_end(played)
	each_village_held_a_meeting_and_no_checker_stands_alone(played)
	every_account_statement_and_standing_agrees(played)
	roll_ups_of_villages_and_street_agree(played)
	nothing_is_credited_twice_when_a_notice_is_closed_again(played)
	the_year_is_settled_and_its_best_are_honored(played)


def the_year_was_played_to_its_end(played):
	done = played.done
	assert done["declarations"] >= 20
	assert (done["activities"], done["rounds"], done["notices"]) == (4, 4, 4)
	assert done["objections"] >= 2 and done["redemptions"] >= 6
	stages = set(frappe.get_all("Public Notice", {"book": played.book}, pluck="stage"))
	assert stages == {"Settled Into Ledger"}
	assert frappe.db.count("Points Batch", {"book": played.book, "stage": "Credited"}) == 8


def each_village_held_a_meeting_and_no_checker_stands_alone(played):
	meetings = frappe.get_all("Appraisal Meeting", {"book": played.moral}, ["status", "row_count"])
	assert [(row.status, row.row_count) for row in meetings] == [("Meeting Concluded", meeting.DEEDS)] * 2
	stages = Counter(frappe.get_all("Points Declaration", {"book": played.moral}, pluck="stage"))
	assert stages == {"Endorsed": 2 * (meeting.DEEDS - 1), "Not Recognised": 2}
	checkers = Counter(frappe.get_all("Points Declaration", {"book": played.book}, pluck="checked_by"))
	assert set(checkers) >= set(played.office.checkers)


def every_account_statement_and_standing_agrees(played):
	sums, months = naive(played.book)
	accounts = {
		row.subject: row
		for row in frappe.get_all(
			"Points Account",
			{"book": played.book},
			["name", "subject", "earned", "redeemed", "balance", "grid_unit"],
		)
	}
	assert sum(earned for earned, _ in sums.values()) > 100
	for subject, (earned, redeemed) in sums.items():
		account = accounts[subject]
		assert (account.earned, account.redeemed, account.balance) == (earned, redeemed, earned - redeemed)
		shown = points_api.statement(account.name, page_length=500)
		assert (shown["opening"], shown["closing"]) == (0, account.balance)
		assert sum(row.points for row in shown["rows"]) == account.balance
	rows = frappe.get_all(
		"Points Standing",
		{"book": played.book, "category": ["is", "set"]},
		["account", "period", "category", "earned"],
	)
	subject_of = {row.name: row.subject for row in accounts.values()}
	table = Counter()
	for row in rows:
		table[subject_of[row.account], row.period, row.category] += row.earned
	assert +table == months
	assert not wrong_of(played.book)


def roll_ups_of_villages_and_street_agree(played):
	sums, _months = naive(played.book)
	unit = dict(frappe.get_all("Household", fields=["name", "grid_unit"], as_list=True))
	by_village = Counter()
	for subject, (earned, _redeemed) in sums.items():
		by_village[unit[subject][:12]] += earned
	question = {"grid_unit": core.STREET, "book": played.book, "period": "Year", "year": YEAR}
	found = ranking.by_unit(asked.read(question), 12)
	assert {code: row.earned for code, row in found.items()} == dict(by_village)
	assert ranking.totals(asked.read(question)).earned == sum(by_village.values())
	best = ranking.top(asked.read(question), 3)
	assert [row.points for row in best] == sorted((e for e, _ in sums.values()), reverse=True)[:3]


def nothing_is_credited_twice_when_a_notice_is_closed_again(played):
	before = frappe.db.count("Points Entry", {"book": played.book})
	for name in frappe.get_all("Public Notice", {"book": played.book}, pluck="name"):
		play.notices.close(name)
		play.notices.close_job(name)
	assert frappe.db.count("Points Entry", {"book": played.book}) == before
	states = ledger.lock_accounts(frappe.get_all("Points Account", {"book": played.book}, pluck="name"))
	assert all(state.balance >= 0 for state in states.values())


def the_year_is_settled_and_its_best_are_honored(played):
	"""Half of what is left is carried over, rounded up; the first three of each village by the naive count."""
	before, _months = naive(played.book)
	name = end.settle(played.stage, played.office, played.world.street)
	assert frappe.db.get_value("Points Settlement", name, "status") == "Year Settled"
	balances = dict(
		frappe.get_all("Points Account", {"book": played.book}, ["subject", "balance"], as_list=True)
	)
	for subject, (earned, redeemed) in before.items():
		left = earned - redeemed
		assert balances[subject] == left - left // 2
	entries = frappe.db.count("Points Entry", {"book": played.book})
	end.settlement_jobs.run_job(name)
	assert frappe.db.count("Points Entry", {"book": played.book}) == entries
	assert not wrong_of(played.book)
	end.honor(played.stage, played.office, played.world.street)
	unit = dict(frappe.get_all("Household", fields=["name", "grid_unit"], as_list=True))
	honored = frappe.get_all(
		"Honor Award", {"book": played.book}, ["grid_unit", "points", "honor_rank", "status"]
	)
	for village in (played.world.village_a, played.world.village_b):
		best = sorted((e for s, (e, _r) in before.items() if unit[s].startswith(village)), reverse=True)
		mine = sorted((row.points for row in honored if row.grid_unit.startswith(village)), reverse=True)
		assert mine == [worth for worth in best if worth >= best[2]]
	assert {row.status for row in honored} == {"Honor Awarded"}
