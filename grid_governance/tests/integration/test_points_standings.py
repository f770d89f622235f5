"""Standings agree with the ledger to the point: after every sequence of awards, spendings and reversals."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import frappe
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grid_governance.points import ledger
from grid_governance.points.ledger import accounts, standings
from grid_governance.points.ledger.immutable import LedgerWriteError
from grid_governance.tests.factories import core, points, registry

DAYS = ("2025-12-31", "2026-01-01", "2026-02-28", "2026-03-31", "2026-04-01", "2026-05-15")


def naive(names: list[str], year_start_month: int) -> dict[tuple, tuple]:
	"""A second implementation that reads one entry after the other and knows nothing of the first."""
	table: dict[tuple, list] = defaultdict(lambda: [0, 0, 0, 0])
	rows = {row.name: row for name in names for row in _entries(name)}
	for row in rows.values():
		what = rows[row.reverses] if row.reverses else row
		column = {"Award": 0, "Deduction": 1, "Redemption": 2}.get(what.kind)
		if column is None:
			continue
		day = what.deed_date
		year = day.year - (day.month < year_start_month)
		category = frappe.db.get_value("Points Item", what.item, "category") if what.item else ""
		for key in (
			(what.account, f"{day.year}-{day.month:02d}", category, what.grid_unit),
			(what.account, f"{year}", "", what.grid_unit),
		):
			table[key][column] += row.points if column == 0 else -row.points
			if column == 0:
				table[key][3] += -1 if row.reverses else 1
	return {key: tuple(numbers) for key, numbers in table.items() if any(numbers)}


def _entries(account: str) -> list:
	columns = ["name", "account", "kind", "points", "deed_date", "item", "grid_unit", "reverses"]
	return frappe.get_all("Points Entry", {"account": account}, columns, order_by="seq")


def stored(names: list[str]) -> dict[tuple, tuple]:
	rows = frappe.get_all(
		"Points Standing",
		{"account": ["in", names]},
		["account", "period", "category", "grid_unit", *standings.NUMBERS],
	)
	found = {
		(r.account, r.period, r.category or "", r.grid_unit): tuple(r[c] for c in standings.NUMBERS)
		for r in rows
	}
	return {key: numbers for key, numbers in found.items() if any(numbers)}


@pytest.fixture
def town(world):
	"""A book whose year starts in April, two items of different categories, accounts in villages A and B."""
	book = points.make_book(year_start_month=4)
	items = [
		points.make_item(category=points.make_category("Test One")).name,
		points.make_item(category=points.make_category("测试二")).name,
		None,
	]
	homes = [registry.make_household(unit, head=None) for unit in (core.GRID_A1, core.GRID_A2, core.GRID_B1)]
	made = accounts.accounts_for(book.name, "Household", [home.name for home in homes])
	return frappe._dict(book=book, catalogue=items, homes=homes, accounts=list(made.values()))


STEP = st.tuples(
	st.sampled_from(["Award", "Award", "Award", "Deduction", "Redemption", "Opening", "Reversal"]),
	st.integers(0, 2),
	st.integers(0, 2),
	st.sampled_from(DAYS),
	st.integers(1, 50),
)


@settings(
	max_examples=15,
	deadline=None,
	suppress_health_check=[HealthCheck.function_scoped_fixture],
	derandomize=True,
)
@given(steps=st.lists(STEP, max_size=25), moved=st.integers(0, 25))
def test_table_equals_a_naive_count_of_the_ledger(town, steps, moved):
	frappe.db.savepoint("example")
	try:
		for n, step in enumerate(steps):
			if n == moved:
				frappe.db.set_value("Points Account", town.accounts[0], "grid_unit", core.GRID_B1)
			_play(town, *step)
		assert stored(town.accounts) == naive(town.accounts, 4)
		report = standings.Report()
		assert standings._compare_page(town.accounts, report) == 0, report.wrong
	finally:
		frappe.db.rollback(save_point="example")


def _play(town, kind: str, who: int, item: int, day: str, points_: int) -> None:
	account = town.accounts[who]
	if kind == "Reversal":
		done = frappe.get_all("Points Entry", {"reverses": ["is", "set"]}, pluck="reverses")
		open_ones = [e for e in _entries(account) if e.kind != "Reversal" and e.name not in done]
		balance = frappe.db.get_value("Points Account", account, "balance")
		if open_ones and balance >= open_ones[0].points:
			ledger.reverse([open_ones[0].name], "录入有误")
		return
	sign = 1 if kind in ("Award", "Opening") else -1
	if sign < 0 and frappe.db.get_value("Points Account", account, "balance") < points_:
		return
	of = town.catalogue[item] if kind == "Award" else None
	ledger.post([points.posting(account, sign * points_, kind, deed_date=day, item=of)])


def test_a_reversal_takes_the_points_out_of_the_month_and_place_of_the_deed(town):
	account = town.accounts[0]
	entry = ledger.post([points.posting(account, 8, deed_date="2026-02-28", item=town.catalogue[0])])[0]
	frappe.db.set_value("Points Account", account, "grid_unit", core.GRID_B1)
	ledger.reverse([entry], "录入有误", on="2026-07-01")
	assert stored([account]) == {} and frappe.db.exists("Points Standing", {"account": account})


def test_a_deed_counts_in_the_month_it_was_done_however_late_it_is_posted(town):
	ledger.post([points.posting(town.accounts[0], 8, deed_date="2026-03-31", item=town.catalogue[0])])
	unit = frappe.db.get_value("Points Account", town.accounts[0], "grid_unit")
	assert stored([town.accounts[0]]) == {
		(town.accounts[0], "2026-03", "Test One", unit): (8, 0, 0, 1),
		(town.accounts[0], "2025", "", unit): (8, 0, 0, 1),
	}


def test_rebuild_puts_right_what_was_changed_by_hand_and_names_it(town, monkeypatch):
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	account = town.accounts[0]
	ledger.post([points.posting(account, 8, deed_date="2026-03-31", item=town.catalogue[0])])
	right = stored([account])
	frappe.db.set_value("Points Standing", {"account": account, "period": "2026-03"}, "earned", 80)
	frappe.db.sql(
		"insert into `tabPoints Standing` (name, account, period, grid_unit, earned) values (%s, %s, %s, %s, 5)",
		["2026-09.x", account, "2026-09", core.GRID_A1],
	)
	assert {name for name, *_ in standings.compare().wrong} >= {"2026-09.x"}
	report = standings.rebuild(town.accounts)
	assert len(report.wrong) == 2 and stored([account]) == right
	assert not standings.rebuild(town.accounts).wrong


def test_no_door_writes_a_standing(town):
	with pytest.raises(LedgerWriteError):
		frappe.get_doc(doctype="Points Standing", account=town.accounts[0], period="2026").insert()


def test_a_counted_item_keeps_its_category_and_a_book_with_entries_its_year(town):
	item = points.make_item(category=points.make_category("Test One"))
	item.update({"category": points.make_category("测试二")}).save()
	ledger.post([points.posting(town.accounts[0], 5, item=item.name)])
	with pytest.raises(frappe.ValidationError, match="stays in its category"):
		frappe.get_doc("Points Item", item.name).update({"category": "Test One"}).save()
	with pytest.raises(frappe.ValidationError, match="cannot change any more"):
		frappe.get_doc("Points Book", town.book.name).update({"year_start_month": 1}).save()
	other = points.make_book(year_start_month=4)
	other.update({"year_start_month": 7}).save()


def test_the_range_of_the_key_is_what_lies_inside_the_unit(town):
	for account in town.accounts:
		ledger.post([points.posting(account, 5, deed_date="2026-05-01")])
	for unit, count in (
		(core.VILLAGE_A, 2),
		(core.VILLAGE_B, 1),
		(core.STREET, 3),
		(core.GRID_A1, 1),
		("", 3),
	):
		low, high = standings.name_range("2026", unit)
		found = frappe.db.sql(
			"select count(*) from `tabPoints Standing` where name >= %s and name < %s and account in %s",
			[low, high, town.accounts],
		)
		assert found[0][0] == count, unit


def test_the_books_year_is_named_by_the_year_in_which_it_begins():
	assert standings.book_year("2026-03-31", 4) == "2025" == str(date(2025, 4, 1).year)
	assert standings.book_year("2026-04-01", 4) == "2026" == standings.book_year("2026-01-01", 1)
