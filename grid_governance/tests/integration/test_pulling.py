"""Another system pulls cases: every change once, in order, also one that commits after a later one was served."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime

from grid_governance.cases import pulling
from grid_governance.tests.factories import cases, core
from grid_governance.tests.processes import results, spawn

DOCTYPE = "Dispute Case"


def stamped(case, seconds_ago: float) -> str:
	frappe.db.set_value(
		DOCTYPE,
		case.name,
		"modified",
		add_to_date(now_datetime(), seconds=-seconds_ago),
		update_modified=False,
	)
	return case.name


def pulled(cursor: str = "", limit: int = 200) -> tuple[list[str], str]:
	"""All pages from `cursor` on, as an integrator reads them."""
	names, more = [], True
	while more:
		answer = pulling.page(DOCTYPE, cursor, limit)
		names += [row.name for row in answer["rows"]]
		cursor, more = answer["cursor"], answer["more"]
	return names, cursor


def test_every_case_comes_once_and_in_the_order_of_its_change(world):
	_old, before = pulled()
	made = [cases.make_case() for _ in range(5)]
	wanted = [
		stamped(case, 9000 - n * 1800) for n, case in enumerate(made)
	]  # some older than an hour, some not
	names, cursor = pulled(before if before > str(made[0].modified) else "", limit=2)
	assert [name for name in names if name in wanted] == wanted
	assert len(names) == len(set(names))
	assert pulled(cursor) == ([], cursor)


def test_cases_changed_at_the_same_moment_are_all_served_however_small_the_page(world):
	moment = add_to_date(now_datetime(), minutes=-5)
	names = {cases.make_case().name for _ in range(4)}
	for name in names:
		frappe.db.set_value(DOCTYPE, name, "modified", moment, update_modified=False)
	cursor = f"{moment}|"[:-1] + "|0"
	found, _end = pulled(cursor, limit=1)
	assert names <= set(found) and len(found) == len(set(found))


def test_a_case_that_changes_again_is_served_again(world):
	name = stamped(cases.make_case(), 600)
	names, cursor = pulled()
	assert names.count(name) == 1
	stamped(frappe.get_doc(DOCTYPE, name), 20)
	assert pulled(cursor)[0] == [name]


def test_a_row_stamped_this_moment_waits_for_its_save_to_end(world):
	name = cases.make_case().name
	assert name not in pulled()[0]
	stamped(frappe.get_doc(DOCTYPE, name), pulling.SETTLING.total_seconds() + 1)
	assert name in pulled()[0]


def test_another_villages_cases_are_not_pulled(world, as_user):
	mine, other = cases.make_case(core.GRID_A1), cases.make_case(core.GRID_B1)
	for case in (mine, other):
		stamped(case, 60)
	with as_user(world.user("Mediator")):
		names = pulled()[0]
	assert mine.name in names and other.name not in names


@pytest.mark.parametrize("cursor", ["yesterday", "2026-01-01", "|", "2026-99-01 00:00:00|x", "' or 1=1|\\"])
def test_a_cursor_that_no_page_gave_is_refused(world, cursor):
	with pytest.raises(frappe.ValidationError, match="not a cursor"):
		pulling.page(DOCTYPE, cursor)


@pytest.mark.parametrize("limit", [0, -1, 1001, "many"])
def test_a_page_has_its_bounds(world, limit):
	with pytest.raises(frappe.ValidationError, match="between 1 and 1000"):
		pulling.page(DOCTYPE, "", limit)


def test_nothing_but_cases_and_what_hangs_on_them_is_pulled(world):
	with pytest.raises(frappe.ValidationError, match="not handed to other systems"):
		pulling.page("Identity Document")


def test_who_may_not_read_cases_pulls_nothing(world, as_user):
	with as_user(world.user("Shop Keeper")), pytest.raises(frappe.PermissionError):
		pulling.page(DOCTYPE)


# ---------------------------------------------------------------- what commits late

LATE = """
import time
name, seconds = sys.argv[2], sys.argv[3]
frappe.db.sql("update `tabDispute Case` set facts = 'written late', modified = %s where name = %s", (seconds, name))
print("written", flush=True)
time.sleep(2)
frappe.db.commit()
print("committed", flush=True)
"""


@pytest.fixture
def committed(site):
	units = set(frappe.get_all("Grid Unit", pluck="name"))
	core.make_world()
	frappe.set_user("Administrator")
	made = [cases.make_case() for _ in range(2)]
	stamped(made[0], 7200)
	stamped(made[1], 60)
	frappe.db.commit()
	yield [case.name for case in made]
	frappe.db.rollback()
	for name in (case.name for case in made):
		frappe.db.delete("Case Party", {"parent": name})
		frappe.db.delete(DOCTYPE, {"name": name})
	new = set(frappe.get_all("Grid Unit", pluck="name")) - units
	frappe.db.delete("Grid Unit", {"name": ["in", list(new) or [""]]})
	frappe.db.commit()


def test_a_change_that_commits_late_is_waited_for_and_served(committed):
	late, served = committed
	stamp = str(add_to_date(now_datetime(), seconds=-90))  # before the other case's stamp, not committed yet
	process = spawn(LATE, late, stamp)
	assert process.stdout.readline().strip() == "written"
	frappe.db.rollback()
	names, _cursor = pulled(f"{add_to_date(now_datetime(), minutes=-3)}|0")
	assert names.index(late) < names.index(served)
	results([process])
