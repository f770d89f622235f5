"""Reports of points over the world of factories/core.py: ranks, sums, drill-down, checks, and whose rows they show.

village A (grids A1, A2)   homes one 30, two 20, three 20 points in May 2026; one 10 in April
village B (grid B1)        home four 50 points in May 2026
"""

from __future__ import annotations

import frappe
import pytest

from grid_governance.grid_governance.report.item_use import item_use
from grid_governance.grid_governance.report.points_checks import points_checks
from grid_governance.grid_governance.report.points_overview import points_overview
from grid_governance.grid_governance.report.points_standings import points_standings
from grid_governance.points import ledger
from grid_governance.points.ledger import accounts
from grid_governance.points.standing import asked, ranking, suspicion
from grid_governance.tests.bench.table import counted_queries
from grid_governance.tests.factories import core, points, portal, registry

MAY = {"period": "Month", "year": 2026, "month": 5}


@pytest.fixture
def town(world):
	book, item = points.make_book(), points.make_item(category=points.make_category("Test One"))
	homes = [
		registry.make_household(unit, head=name, villagers_group=group)
		for unit, name, group in (
			(core.GRID_A1, "张一", "1"),
			(core.GRID_A1, "李二", "2"),
			(core.GRID_A2, "王三", "3"),
			(core.GRID_B1, "赵四", "4"),
		)
	]
	made = accounts.accounts_for(book.name, "Household", [home.name for home in homes])
	names = [made[home.name] for home in homes]
	for n, worth in enumerate((30, 20, 20, 50)):
		ledger.post([points.posting(names[n], worth, deed_date="2026-05-10", item=item.name)])
	ledger.post([points.posting(names[0], 10, deed_date="2026-04-10")])
	ledger.post([points.posting(names[0], -15, deed_date="2026-05-20")])
	return frappe._dict(book=book.name, item=item, homes=homes, accounts=names, world=world)


def standings_of(town, **filters) -> list:
	return points_standings.execute({"book": town.book, **MAY, **filters})[1]


def test_ranks_are_by_points_and_ties_share_one(town):
	rows = standings_of(town, grid_unit=core.STREET)
	shown = [(row.rank, row.subject_name, row.points) for row in rows]
	assert shown[:2] == [(1, "赵四", 50), (2, "张一", 30)]
	assert sorted(shown[2:]) == [(3, "李二", 20), (3, "王三", 20)]
	assert rows[1].redeemed == 15 and rows[1].group == "1" and rows[1].balance == 25
	assert (rows[1].before, rows[1].change, rows[0].change) == (10, "+200.0%", "+100.0%")


@pytest.mark.parametrize(
	("filters", "expected"),
	[
		({"grid_unit": core.VILLAGE_A}, [30, 20, 20]),
		({"grid_unit": core.GRID_A2}, [20]),
		({"grid_unit": core.VILLAGE_A, "top": 1}, [30]),
		({"grid_unit": core.VILLAGE_A, "period": "Quarter", "quarter": 2}, [40, 20, 20]),
		({"grid_unit": core.VILLAGE_A, "period": "Year"}, [40, 20, 20]),
		({"grid_unit": core.VILLAGE_A, "period": "Year", "category": "Test One"}, [30, 20, 20]),
		({"grid_unit": core.VILLAGE_A, "month": 4}, [10]),
		(
			{
				"grid_unit": core.VILLAGE_A,
				"period": "From To",
				"from_date": "2026-04-15",
				"to_date": "2026-05-01",
			},
			[40, 20, 20],
		),
		({"grid_unit": core.VILLAGE_A, "year": 2025}, []),
	],
)
def test_any_unit_period_and_category(town, filters, expected):
	assert [row.points for row in standings_of(town, **filters)] == expected


def test_a_points_year_begins_where_the_book_says(town):
	book = points.make_book(year_start_month=7)
	account = accounts.account_for(book.name, "Household", town.homes[0].name)
	ledger.post([points.posting(account, 8, deed_date="2026-06-30", item=town.item.name)])
	for category in (None, "Test One"):
		filters = {"book": book.name, "period": "Year", "category": category, "grid_unit": core.VILLAGE_A}
		assert points_standings.execute({**filters, "year": 2026})[1] == []
		assert [row.points for row in points_standings.execute({**filters, "year": 2025})[1]] == [8]


def test_a_clerk_sees_the_own_village_only_whatever_is_asked_for(town, as_user):
	with as_user(town.world.user("Village Points Clerk", "A")):
		assert [row.points for row in standings_of(town)] == [30, 20, 20]
		assert standings_of(town, grid_unit=core.VILLAGE_B) == []
		assert [row.points for row in standings_of(town, grid_unit=core.STREET)] == [30, 20, 20]
		assert overview_of(town, grid_unit=core.STREET)[core.VILLAGE_B].heads == 0
		assert items_of(town, grid_unit=core.VILLAGE_B)[town.item.name].deeds == 0
	with as_user(town.world.user("Points Office Member", "street")):
		assert [row.points for row in standings_of(town)] == [50, 30, 20, 20]


def overview_of(town, **filters) -> dict:
	rows = points_overview.execute({"book": town.book, **MAY, **filters})[1]
	return {row.unit: row for row in rows}


def test_overview_adds_up_below_the_unit_and_measures_participation(town):
	registry.make_household(core.GRID_A2, head=None)
	rows = overview_of(town, grid_unit=core.STREET)
	a, b = rows[core.VILLAGE_A], rows[core.VILLAGE_B]
	assert (a.earned, a.accounts, a.redeemed, a.deeds) == (70, 3, 15, 3)
	assert (
		a.participation == round(300 / a.heads, 1) and a.heads >= 4 and a.per_head == round(70 / a.heads, 1)
	)
	assert a.change == "+600.0%" and b.change == "+100.0%" and b.year_change == "+100.0%"
	grids = overview_of(town, grid_unit=core.VILLAGE_A)
	assert (grids[core.GRID_A1].earned, grids[core.GRID_A2].earned) == (50, 20)
	assert grids[core.GRID_A1].drill


def test_what_stands_at_the_unit_itself_has_its_own_line(town):
	home = registry.make_household(core.VILLAGE_A, head="村口")
	ledger.post(
		[points.posting(accounts.account_for(town.book, "Household", home.name), 7, deed_date="2026-05-01")]
	)
	rows = overview_of(town, grid_unit=core.VILLAGE_A)
	assert rows[core.VILLAGE_A].earned == 7 and not rows[core.VILLAGE_A].drill


def items_of(town, **filters) -> dict:
	return {row.item: row for row in item_use.execute({"book": town.book, **MAY, **filters})[1]}


def test_item_use_counts_deeds_that_stand_and_lists_what_nobody_used(town):
	unused = points.make_item(item_name="没人用的项目")
	entry = frappe.db.get_value("Points Entry", {"account": town.accounts[1], "item": town.item.name})
	ledger.reverse([entry], "录入有误")
	rows = items_of(town, grid_unit=core.VILLAGE_A)
	use = rows[town.item.name]
	assert (use.deeds, use.points, use.accounts) == (2, 50, 2)
	assert use.share == 100.0 and rows[unused.name].deeds == 0


@pytest.mark.parametrize(
	"filters",
	[
		{"period": "Month", "month": 13},
		{"period": "Quarter", "quarter": "x"},
		{"period": "From To"},
		{"period": "From To", "from_date": "2026-05-01", "to_date": "2026-01-01"},
		{"period": "Week"},
		{"year": 99999},
		{"grid_unit": "430181002' or 1=1 -- "},
		{"category": "No Such"},
		{"book": "nothing"},
		{"book": ["like", "%"]},
	],
)
def test_a_wrong_filter_is_answered_by_a_clear_message(town, filters):
	with pytest.raises((frappe.ValidationError, frappe.DoesNotExistError)):
		points_standings.execute(filters)


def test_the_number_of_queries_does_not_grow_with_rows(town):
	standings_of(town, grid_unit=core.STREET)  # fills the caches of metas
	with counted_queries() as few:
		standings_of(town, top=1, grid_unit=core.STREET)
	with counted_queries() as many:
		standings_of(town, top=100, grid_unit=core.STREET)
	assert len(many) == len(few)


def test_the_top_of_a_unit_reads_a_range_of_the_key(town):
	question = asked.read({"book": town.book, "grid_unit": core.VILLAGE_A, "year": 2026})
	plan = frappe.db.sql(
		f"explain select s.account from `tabPoints Standing` s force index (primary) where {ranking.where(question)}",
		as_dict=True,
	)[0]
	assert plan["key"] == "PRIMARY" and plan["type"] == "range"


# ---------------------------------------------------------------- checks


def declared(town, home, by: str, checked_by: str | None = None, on: str = "2026-05-10 09:00:00", **values):
	doc = points.make_declaration(
		frappe.get_doc("Points Book", town.book), town.item, home, deed_date="2026-05-10", **values
	)
	frappe.db.set_value(
		"Points Declaration",
		doc.name,
		{"stage": "Checked", "entered_by": by, "checked_by": checked_by, "checked_on": on},
	)
	return doc.name


def findings(**filters) -> list:
	return points_checks.execute({"from_date": "2026-05-01", "to_date": "2026-05-31", **filters})[1]


def test_one_person_who_checks_most_rows_of_a_village_in_a_moment_is_found_twice(town, monkeypatch):
	clerk = town.world.user("Village Points Clerk", "A")
	other = town.world.user("Grid Head", "A")
	monkeypatch.setattr(suspicion, "MOST_ROWS_LEAST", 3)
	for n in range(16):
		home = registry.make_household(core.GRID_A1, head=None)
		declared(town, home, other, clerk, f"2026-05-10 09:00:{n:02d}")
	rows = findings(grid_unit=core.VILLAGE_A)
	assert not any("@" in str(value) for row in rows for value in row.values()), "names, no logins"
	called = frappe.db.get_value("User", clerk, "full_name")
	assert {row.check for row in rows if row.person == called} == {
		"One Checker For Most Rows",
		"Many In A Short Time",
	}
	assert not findings(grid_unit=core.VILLAGE_B)
	assert not [
		row for row in findings(grid_unit=core.VILLAGE_A, to_date="2026-05-09") if row.person == called
	]


def test_deeds_of_the_own_household_are_found(town):
	clerk = town.world.user("Village Points Clerk", "A")
	registry.make_resident(town.homes[0], resident_name="张小", user=clerk)
	own = declared(town, town.homes[0], clerk)
	declared(town, town.homes[1], clerk)
	rows = [row for row in findings() if row.check == "Own Household"]
	called = frappe.db.get_value("User", clerk, "full_name")
	assert [(row.record, row.person, row.unit) for row in rows] == [(own, called, core.GRID_A1)]


def test_a_resident_who_declares_by_phone_is_no_finding(town):
	person, login = portal.make_person()
	declared(town, frappe.get_doc("Household", person.household), login)
	assert not [row for row in findings() if row.check == "Own Household"]


def test_many_deeds_of_one_account_on_one_day_are_found(town):
	account = town.accounts[2]
	for _n in range(suspicion.ACCOUNT_BURST):
		ledger.post([points.posting(account, 1, deed_date="2026-05-12")])
	rows = [row for row in findings(grid_unit=core.GRID_A2) if row.record == account]
	assert [row.rows for row in rows] == [suspicion.ACCOUNT_BURST] and rows[0].person == "王三"


def test_checks_show_nothing_of_a_neighbour(town, as_user):
	account = town.accounts[2]
	for _n in range(suspicion.ACCOUNT_BURST):
		ledger.post([points.posting(account, 1, deed_date="2026-05-12")])
	with as_user(town.world.user("Village Points Clerk", "B")):
		assert not findings() and not findings(grid_unit=core.VILLAGE_A)
	with as_user(town.world.user("Village Points Clerk", "A")):
		assert findings()
