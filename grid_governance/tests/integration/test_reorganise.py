"""Merge, split, move: living records go over by sets, history keeps the old code, old units close.

World: factories/core.py. Village A (grids 001, 002) and village B (grid 001) stand in the street 430181002.
"""

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.registry import reorganise
from grid_governance.registry.reorganise import MERGE, MOVE, SPLIT, ReorganisationError
from grid_governance.tests.bench.table import counted_queries
from grid_governance.tests.factories import core, registry

NEW_VILLAGE = "430181002299"


@pytest.fixture(autouse=True)
def _world(world):
	return world


def rows(*triples):
	return [dict(zip(("from_unit", "to_code", "to_name"), triple, strict=False)) for triple in triples]


MERGER = rows((core.VILLAGE_A, NEW_VILLAGE, "新合村"), (core.VILLAGE_B, NEW_VILLAGE))


def do(kind, given):
	return reorganise.carry_out(reorganise.plan(kind, given))


def unit_of(doc):
	return frappe.db.get_value(doc.doctype, doc.name, "grid_unit")


def test_a_merger_takes_households_residents_and_posts_along(world):
	at_a, at_b = registry.make_household(core.GRID_A1), registry.make_household(core.GRID_B1)
	worker = world.worker("Grid Officer", "A")
	moved = do(MERGE, MERGER)
	assert unit_of(at_a) == f"{NEW_VILLAGE}001" and unit_of(at_b) == f"{NEW_VILLAGE}003"
	assert frappe.db.get_value("Resident", at_b.head, "grid_unit") == f"{NEW_VILLAGE}003"
	assert frappe.db.get_value("Grid Post", {"parent": worker}, "grid_unit") == NEW_VILLAGE
	assert moved["Household"] >= 2 and moved["Grid Post"] >= 1


def test_the_old_units_close_with_their_successors_and_names_are_kept_apart():
	do(MERGE, MERGER)
	assert frappe.db.get_value("Grid Unit", core.VILLAGE_B, ["status", "successor"]) == (
		"Closed",
		NEW_VILLAGE,
	)
	assert frappe.db.get_value("Grid Unit", core.GRID_B1, "successor") == f"{NEW_VILLAGE}003"
	names = frappe.get_all("Grid Unit", {"parent_grid_unit": NEW_VILLAGE}, pluck="unit_name")
	assert len(names) == 3 == len(set(names)) and "第一网格（乙村）" in names


def test_history_keeps_the_old_code_and_the_successors_post_reads_it(world, as_user):
	log = frappe.get_doc(doctype="Visit Log", household=registry.make_household(core.GRID_A1).name).insert(
		ignore_permissions=True
	)
	user = world.user("Grid Head", "A")
	do(MERGE, MERGER)
	assert unit_of(log) == core.GRID_A1
	with as_user(user):
		assert frappe.has_permission("Visit Log", "read", log.name)
		assert log.name in frappe.get_list("Visit Log", pluck="name")
		assert not frappe.has_permission("Visit Log", "write", log.name)


def test_a_post_that_has_ended_stays_in_its_place(world):
	email = core.make_worker(
		"Mediator",
		core.VILLAGE_A,
		email="was@gg.test",
		from_date="2020-01-01",
		to_date=add_days(nowdate(), -1),
	)
	do(MERGE, MERGER)
	worker = frappe.db.get_value("Grid Worker", {"user": email})
	assert frappe.db.get_value("Grid Post", {"parent": worker}, "grid_unit") == core.VILLAGE_A


def test_only_records_that_live_are_moved():
	waiting, agreed = (registry.make_household(core.GRID_A1) for _ in range(2))
	for house, status in ((waiting, "Move Requested"), (agreed, "Move Agreed")):
		frappe.get_doc(
			doctype="Move-in Request",
			household=house.name,
			grid_unit=core.GRID_A1,
			status=status,
			name=f"t{house.name}",
		).db_insert()
	do(MERGE, MERGER)
	place = {
		n: frappe.db.get_value("Move-in Request", f"t{n}", "grid_unit") for n in (waiting.name, agreed.name)
	}
	assert place == {waiting.name: f"{NEW_VILLAGE}001", agreed.name: core.GRID_A1}


def test_a_split_sends_each_grid_its_way_and_the_rest_with_the_village():
	one, two = registry.make_household(core.GRID_A1), registry.make_household(core.GRID_A2)
	rest = registry.make_household(core.VILLAGE_A)
	do(
		SPLIT,
		rows(
			(core.VILLAGE_A, "430181002111", "东社区"),
			(None, "430181002112", "西社区"),
			(core.GRID_A2, "430181002112001"),
		),
	)
	assert [unit_of(h) for h in (one, two, rest)] == ["430181002111001", "430181002112001", "430181002111"]


def test_a_village_may_move_into_another_that_goes_on():
	house = registry.make_household(core.GRID_B1)
	do(MERGE, rows((core.VILLAGE_B, core.VILLAGE_A)))
	assert unit_of(house) == f"{core.VILLAGE_A}003"
	assert frappe.db.get_value("Grid Unit", core.VILLAGE_A, "status") == "In Use"


def test_counts_say_beforehand_what_will_be_moved():
	registry.make_household(core.GRID_A1)
	plan = reorganise.plan(MERGE, MERGER)
	said = reorganise.counts(plan)
	assert said["Household"] == reorganise.carry_out(plan)["Household"]


def test_statements_do_not_grow_with_the_records():
	def statements(target: str, source: str) -> int:
		with counted_queries() as queries:
			do(MOVE, rows((source, target, f"村{target}")))
		return len(queries)

	few = statements("430181002301", core.VILLAGE_B)
	for _ in range(10):
		registry.make_household(core.GRID_A1)
	assert statements("430181002302", core.VILLAGE_A) <= few + 6  # one grid more, not ten households


@pytest.mark.parametrize(
	("kind", "given", "message"),
	[
		(MERGE, rows((core.VILLAGE_A, "4301x", "n"), (core.VILLAGE_B, "4301x")), "not a unit code"),
		(MOVE, rows((core.VILLAGE_A, "430181777001", "n")), "not there or closed"),
		(MOVE, rows(("430181002555", "430181002303", "n")), "no unit with the code"),
		(MOVE, rows((core.VILLAGE_A, "430181003", "n")), "not of the same level"),
		(
			MERGE,
			rows((core.VILLAGE_A, core.VILLAGE_B), (core.VILLAGE_B, core.VILLAGE_B)),
			"is closed by row 2",
		),
		(
			MERGE,
			rows((core.VILLAGE_A, NEW_VILLAGE, "n"), (core.VILLAGE_A, NEW_VILLAGE)),
			"stands in two rows",
		),
		(SPLIT, rows((core.VILLAGE_A, NEW_VILLAGE, "n")), "at least two"),
		(MERGE, rows((core.VILLAGE_A, NEW_VILLAGE, "n"), (core.VILLAGE_B, "430181002298")), "one new unit"),
		(MOVE, rows((core.VILLAGE_A, NEW_VILLAGE, "乙村")), "already the name"),
	],
)
def test_what_cannot_be_is_refused_and_says_why(kind, given, message):
	with pytest.raises(ReorganisationError, match=message):
		reorganise.plan(kind, given)


def test_a_closed_unit_neither_goes_nor_comes_back():
	do(MERGE, MERGER)
	with pytest.raises(ReorganisationError, match="closed already"):
		reorganise.plan(MOVE, rows((core.VILLAGE_A, "430181002303", "n")))
	with pytest.raises(ReorganisationError, match="not used again"):
		reorganise.plan(MOVE, rows((NEW_VILLAGE, core.VILLAGE_A, "n")))


def test_the_paper_is_carried_out_once_and_stays():
	doc = frappe.get_doc(
		doctype="Unit Reorganisation",
		kind=MERGE,
		basis="浏政函〔2026〕1号",
		effective_date=nowdate(),
		rows=MERGER,
	).insert()
	assert doc.grid_unit == core.STREET
	doc.carry_out()
	doc.reload()
	assert doc.status == "Reorganisation Carried Out" and doc.carried_out_by == "Administrator"
	for attempt in (doc.carry_out, doc.save, doc.delete):
		with pytest.raises(frappe.ValidationError):
			attempt()


def test_a_reorganisation_of_tomorrow_waits():
	doc = frappe.get_doc(
		doctype="Unit Reorganisation",
		kind=MERGE,
		basis="x",
		effective_date=add_days(nowdate(), 1),
		rows=MERGER,
	).insert()
	with pytest.raises(frappe.ValidationError, match="in force from"):
		doc.carry_out()
