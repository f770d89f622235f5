"""No door of the platform writes a ledger row, an anchor, or an account's numbers, for nobody."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import getdate, nowdate

from grid_governance.points import ledger
from grid_governance.points.ledger import anchors, verify
from grid_governance.tests.factories import points


@pytest.fixture
def entry(world):
	return ledger.post([points.posting(points.make_account(points=50), 5)])[0]


def save(doc):
	doc.points = 500
	doc.save(ignore_permissions=True)


DOORS = {
	"save": save,
	"single column": lambda doc: doc.db_set("points", 500),
	"row update": lambda doc: doc.db_update(),
	"copy": lambda doc: frappe.copy_doc(doc).insert(ignore_permissions=True),
	"bare insert": lambda doc: frappe.copy_doc(doc).db_insert(),
	"delete": lambda doc: doc.delete(ignore_permissions=True),
	"forced delete": lambda doc: frappe.delete_doc(
		doc.doctype, doc.name, force=True, ignore_permissions=True
	),
	"cancel": lambda doc: doc.cancel(),
	"rename": lambda doc: frappe.rename_doc(doc.doctype, doc.name, "x-000001", force=True),
	"client set_value": lambda doc: frappe.client.set_value(doc.doctype, doc.name, "points", 500),
	"client save": lambda doc: frappe.client.save(doc.as_dict() | {"points": 500}),
	"client insert": lambda doc: frappe.client.insert(doc.as_dict() | {"name": "x-1", "entry_key": "x"}),
	"client delete": lambda doc: frappe.client.delete(doc.doctype, doc.name),
	"bulk update": lambda doc: frappe.client.bulk_update(
		frappe.as_json([{"doctype": doc.doctype, "docname": doc.name, "points": 500}])
	),
}


@pytest.mark.parametrize("door", DOORS)
def test_no_door_changes_a_row_of_the_ledger_even_for_the_administrator(entry, door):
	import frappe.client

	before = frappe.db.get_value("Points Entry", entry, "*", as_dict=True)
	count = frappe.db.count("Points Entry")
	try:
		answer = DOORS[door](frappe.get_doc("Points Entry", entry))
		refused = bool(answer) and door == "bulk update" and answer["failed_docs"]
	except Exception:
		refused = True
	assert refused
	assert frappe.db.get_value("Points Entry", entry, "*", as_dict=True) == before
	assert frappe.db.count("Points Entry") == count
	assert not [f for f in verify.verify().findings if entry.partition("-")[0] in f.row]


@pytest.mark.parametrize("doctype", ["Points Entry", "Points Anchor"])
def test_no_role_may_write_the_ledger(site, doctype):
	for row in frappe.get_meta(doctype).permissions:
		given = [
			right for right in ("write", "create", "delete", "import", "submit", "cancel") if row.get(right)
		]
		assert not given, row.role
	assert not frappe.get_meta(doctype).allow_import


def test_no_door_changes_an_anchor(entry):
	name = anchors.take(getdate(nowdate()))
	for door in ("save", "single column", "delete", "forced delete", "rename"):
		with pytest.raises(Exception, match=r"."):
			DOORS[door](frappe.get_doc("Points Anchor", name))
	assert frappe.db.exists("Points Anchor", name)


def test_the_numbers_of_an_account_are_not_written_by_a_form(world, as_user):
	name = points.make_account(points=50)
	for user in ("Administrator", world.user("Points Office Member", "street")):
		with as_user(user):
			doc = frappe.get_doc("Points Account", name)
			doc.update({"balance": 9999, "earned": 9999, "last_seq": 0, "status": "Frozen"})
			doc.save()
	stored = frappe.get_doc("Points Account", name)
	assert (stored.balance, stored.earned, stored.last_seq, stored.status) == (50, 50, 1, "Normal")


def test_an_account_with_entries_is_neither_deleted_nor_renamed(world):
	name = points.make_account(points=5)
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("Points Account", name, force=True)
	with pytest.raises(frappe.ValidationError):
		frappe.rename_doc("Points Account", name, "other", force=True)


def test_an_account_made_by_a_form_starts_empty_and_sealed(world):
	from grid_governance.tests.factories import registry

	book, household = points.make_book(), registry.make_household()
	doc = frappe.get_doc(
		doctype="Points Account",
		book=book.name,
		subject_doctype="Household",
		subject=household.name,
		grid_unit=household.grid_unit,
		balance=100,
	).insert()
	assert doc.balance == 0
	assert not [f for f in verify.verify().findings if doc.name in f.row]


def test_another_village_reads_neither_account_nor_entry_and_the_own_one_does(world, as_user):
	name = points.make_account(points=5)
	for place, expected in (("A", True), ("B", False)):
		with as_user(world.user("Village Points Clerk", place)):
			for doctype, key in (("Points Account", name), ("Points Entry", f"{name}-000001")):
				assert bool(frappe.get_list(doctype, {"name": key})) is expected
				assert bool(frappe.has_permission(doctype, "read", key)) is expected
