"""Who settles a points year: the points office of the place, nobody else; its rows are written by no door.

Village A has a settled book; the office of the street is the right one, that of village B and the clerk of A are not.
"""

from __future__ import annotations

import frappe
import pytest

from grid_governance.api import settlement as api
from grid_governance.points.ledger.immutable import LedgerWriteError
from grid_governance.tests.factories import core
from grid_governance.tests.factories.settlement import (
	balances,
	make_accounts,
	make_book,
	make_settlement,
	rows,
)


@pytest.fixture
def year(world):
	book = make_book()
	names = make_accounts(book, (30, 20))
	return frappe._dict(book=book, names=names, doc=make_settlement(book), world=world)


STEPS = (
	lambda name: api.preview(name),
	lambda name: api.run(name),
	lambda name: api.ask_undo(name, "年度错误"),
	lambda name: api.confirm_undo(name),
	lambda name: api.keep(name),
)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
	("duty", "place"), [("Points Office Member", "B"), ("Village Points Clerk", "A"), ("Leader", "street")]
)
def test_no_step_for_a_neighbour_a_reader_or_a_clerk(year, as_user, step, duty, place):
	with as_user(year.world.user(duty, place)), pytest.raises(frappe.PermissionError):
		step(year.doc.name)
	assert balances(year.names) == [30, 20]


def test_the_office_of_the_place_settles_and_a_neighbour_reads_nothing_of_it(year, as_user):
	with as_user(year.world.user("Points Office Member", "street")):
		assert api.preview(year.doc.name)["background"] is False
		assert api.still_open(year.doc.name)["count"] == 0
		assert api.run(year.doc.name)["status"] == "Year Settled"
	assert balances(year.names) == [0, 0]
	with as_user(year.world.user("Points Office Member", "B")):
		with pytest.raises(frappe.PermissionError):
			api.still_open(year.doc.name)
		with pytest.raises(frappe.PermissionError):
			api.last_redemption_list(year.doc.name, core.VILLAGE_B)
		assert not frappe.get_list("Points Settlement Row") and not frappe.get_list("Points Settlement")


def test_a_settlement_in_a_neighbours_village_is_not_made(year, as_user):
	doc = {"doctype": "Points Settlement", "book": year.book.name, "grid_unit": core.VILLAGE_A, "year": 2024}
	with as_user(year.world.user("Points Office Member", "B")), pytest.raises(frappe.PermissionError):
		frappe.get_doc(doc).insert()
	with as_user(year.world.user("Points Office Member", "A")):
		frappe.get_doc(doc).insert()


def test_rows_of_a_settlement_are_written_by_no_door(year):
	api.run(year.doc.name)
	row = next(iter(rows(year.doc).values()))
	doc = frappe.get_doc("Points Settlement Row", row.name)
	for write in (lambda: doc.save(), lambda: doc.db_set("village_rank", 1), lambda: doc.delete()):
		with pytest.raises(LedgerWriteError):
			write()
