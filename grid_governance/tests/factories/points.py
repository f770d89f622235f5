"""Books, items, accounts and declarations for tests. All insert without asking permissions.

`make_account(points=50)` alone gives a household in grid A1 with 50 points. `purge(accounts)` is for tests
that really commit: a ledger cannot be cleaned by documents.
"""

from __future__ import annotations

import itertools

import frappe
from frappe.utils import nowdate

from grid_governance.points import ledger
from grid_governance.points.ledger import accounts
from grid_governance.tests.factories import registry

_numbers = itertools.count(1)
PHOTO = "/private/files/gg-test.jpg"


def photo(user: str | None = None) -> str:
	"""The address of a picture that `user` (or who acts now) has put up: a row of the table, nothing on the disk."""
	owner = user or frappe.session.user
	if not frappe.db.exists("File", {"file_url": PHOTO, "owner": owner}):
		file = frappe.get_doc(doctype="File", file_name="gg-test.jpg", file_url=PHOTO, is_private=1)
		file.name = frappe.generate_hash(length=10)
		file.db_insert()
		file.db_set("owner", owner, update_modified=False)
	return PHOTO


def make_category(name: str = "Test Category") -> str:
	if not frappe.db.exists("Points Category", name):
		frappe.get_doc(doctype="Points Category", category_name=name).insert(ignore_permissions=True)
	return name


def make_book(subject_class: str = "Family Class", **values):
	"""A book of the whole site that credits at once (notice_days=5: after a public notice); returns the Document."""
	values = {"book_name": f"账本{next(_numbers)}", "basis": "Each Person", "notice_days": 0, **values}
	doc = frappe.get_doc(doctype="Points Book", subject_class=subject_class, **values)
	return doc.insert(ignore_permissions=True)


def make_item(points: int = 5, *, caps=(), levels=(), **values):
	"""A fixed item for families and residents without caps or evidence; returns the Document.

	caps: rows (period, times, points); levels: rows (name, points).
	"""
	values = {
		"item_name": f"项目{next(_numbers)}",
		"counting": "Fixed Points",
		"for_families": 1,
		"for_residents": 1,
		"evidence_required": 0,
		"category": make_category(),
		**values,
	}
	doc = frappe.get_doc(doctype="Points Item", points=points, **values)
	for period, times, most in caps:
		doc.append("caps", {"period": period, "times": times, "points": most})
	for name, worth in levels:
		doc.append("levels", {"level_name": name, "points": worth})
	return doc.insert(ignore_permissions=True)


def make_account(book=None, household=None, points: int = 0) -> str:
	"""Name of an account of a (new) household, opened with `points`."""
	book = book or make_book()
	household = household or registry.make_household()
	name = accounts.account_for(book.name, "Household", household.name)
	if points:
		ledger.post([posting(name, points)])
	return name


def posting(account: str, points: int = 5, kind: str | None = None, **values) -> ledger.Posting:
	"""A posting with a key of its own; kind by the sign when not given."""
	kind = kind or ("Award" if points > 0 else "Redemption")
	values = {"deed_date": nowdate(), "key": f"test:{frappe.generate_hash(length=20)}", **values}
	return ledger.Posting(account=account, kind=kind, points=points, **values)


def make_declaration(book, item, household, *, save: bool = True, **values):
	"""A declaration for a household as the session's user enters it; returns the Document."""
	doc = frappe.get_doc(
		{
			"doctype": "Points Declaration",
			"book": book.name,
			"item": item.name,
			"subject_doctype": "Household",
			"subject": household.name,
			"grid_unit": household.grid_unit,
			"deed_date": nowdate(),
			**values,
		}
	)
	return doc.insert() if save else doc


def make_batch(book, item, households, **values):
	"""An activity batch over households as the session's user enters it; returns the Document."""
	doc = frappe.get_doc(
		{
			"doctype": "Points Batch",
			"activity": f"活动{next(_numbers)}",
			"book": book.name,
			"item": item.name,
			"grid_unit": households[0].grid_unit,
			"deed_date": nowdate(),
			"people": [{"subject": household.name} for household in households],
			**values,
		}
	)
	return doc.insert()


def purge(account_names) -> None:
	"""Take test accounts and their entries out of the database (commits). Anchors over them must not exist."""
	names = list(account_names)
	if not names:
		return
	frappe.db.sql("delete from `tabPoints Entry` where account in %s", [names])
	frappe.db.sql("delete from `tabPoints Standing` where account in %s", [names])
	frappe.db.sql("delete from `tabPoints Account` where name in %s", [names])
	frappe.db.commit()
