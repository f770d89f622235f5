"""Residents declare deeds themselves: the same rules as for staff, sent to the check at once, sent once.

The phone keeps a draft under a request key and repeats it on bad signal; the key makes the repetition answer
with the declaration that stands.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.query_builder import Order

from grid_governance.plain import as_plain
from grid_governance.points.declaring import deeds
from grid_governance.points.rulebook import catalogue
from grid_governance.points.rulebook.messages import words
from grid_governance.points.rulebook.rules import RuleError
from grid_governance.portal import photos
from grid_governance.portal.people import Person, mine, require
from grid_governance.registry import codes
from grid_governance.workflows.move import move

DOCTYPE = "Points Declaration"
PAGE = 30


def books_of(person: Person) -> list[dict]:
	"""Books in use where the person lives for residents, families and (members) the party: name, book_name."""
	classes = ["Resident Class", "Family Class"] + (["Party Member Class"] if person.is_party_member else [])
	rows = frappe.get_all(
		"Points Book",
		{"status": "In Use", "subject_class": ["in", classes]},
		["name", "book_name", "subject_class", "grid_unit", "redeemable"],
		order_by="creation",
	)
	return [row for row in rows if not row.grid_unit or codes.contains(row.grid_unit, person.grid_unit)]


def declare(
	person: Person,
	facts: dict,
	pictures: list[str],
	request_key: str,
	*,
	heads: list[str] | None = None,
	declared_by: Person | None = None,
) -> dict:
	"""Enter a deed of `person` or the own household and send it to the check.

	facts: book, item, deed_date, description, level, points. pictures: data URLs, at most 9; heads: the originals'
	first bytes (portal/photos.py). Returns {name, stage}; a repeated `request_key` the first one. Raises
	frappe.ValidationError; nothing is written then.
	"""
	if not request_key or len(request_key) > 64:
		frappe.throw(_("The request needs a key of 1 to 64 characters."), title=_("Request Key Missing"))
	if sent := _sent_before(request_key):
		return sent
	if facts["book"] not in {book.name for book in books_of(person)}:
		frappe.throw(_("This book is not kept for you."), frappe.PermissionError)
	images = photos.read(pictures, heads)
	if catalogue.item(facts["item"]).evidence_required and not images:
		error = RuleError("no_evidence", item=catalogue.item(facts["item"]).label)
		frappe.throw(words(error), title=_("Points Rule"))
	household = deeds.subject_doctype(facts["book"]) == "Household"
	doc = frappe.get_doc(
		{
			**facts,
			"description": as_plain(facts.get("description")),
			"doctype": DOCTYPE,
			"subject_doctype": "Household" if household else "Resident",
			"subject": person.household if household else person.name,
			"grid_unit": person.grid_unit,
			"doer": person.name,
			"declared_by": (declared_by or person).name,
			"request_key": request_key,
		}
	)
	frappe.db.savepoint("declaration")
	try:
		doc.insert(ignore_permissions=True)
	except frappe.UniqueValidationError:
		# the other sending was faster; without one it is the deed itself that stands already
		frappe.db.rollback(save_point="declaration")
		if sent := _sent_before(request_key, locking=True):
			frappe.clear_last_message()
			return sent
		raise
	for image, address in zip(images, photos.attach(images, doc), strict=True):
		doc.append(
			"evidence", {"file": address, "taken_on": image.facts.taken_on, "place": image.facts.place}
		)
	doc.save(ignore_permissions=True)
	move(doc, "Awaiting Check")
	return {"name": doc.name, "stage": doc.stage}


def _sent_before(request_key: str, locking: bool = False) -> dict | None:
	found = frappe.db.get_value(
		DOCTYPE, {"request_key": request_key}, ["name", "stage", "owner"], as_dict=True, for_update=locking
	)
	if not found:
		return None
	if found.owner != frappe.session.user:
		frappe.throw(_("This request key belongs to another declaration."), title=_("Request Key Used"))
	return {"name": found.name, "stage": found.stage}


def declared(start: int = 0) -> list[dict]:
	"""Declarations for the login's persons and households, newest first: name, date, item, points, stage, reason."""
	people = mine()
	declaration, item = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Points Item")
	subjects = {p.name for p in people} | {p.household for p in people if p.household}
	return (
		frappe.qb.from_(declaration)
		.left_join(item)
		.on(item.name == declaration.item)
		.select(
			declaration.name,
			declaration.subject_name,
			declaration.deed_date,
			declaration.points,
			declaration.stage,
			declaration.decision_reason,
			declaration.description,
			declaration.owner,
			item.item_name,
		)
		.where(declaration.subject.isin(list(subjects)))
		.orderby(declaration.creation, order=Order.desc)
		.limit(PAGE)
		.offset(max(int(start), 0))
	).run(as_dict=True)


def take_back(name: str) -> dict:
	"""Take back a declaration of one's own that nobody has checked yet. Raises frappe.PermissionError."""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	if doc.owner != frappe.session.user or doc.stage not in ("Awaiting Check", "Sent Back"):
		frappe.throw(
			_("Only your own declaration that waits for its check can be taken back."), frappe.PermissionError
		)
	require(doc.doer)
	move(doc, "Taken Back", deed_key=None)
	return {"name": doc.name, "stage": doc.stage}
