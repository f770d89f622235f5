"""Whether one may: on one document, on a link's target, in one unit."""

from __future__ import annotations

import frappe

from grid_governance import joined
from grid_governance.permissions.granting import assignment_values, granting_posts, keeps_site_rows
from grid_governance.posts import Post, closed_units_inside, shared_names
from grid_governance.registry import codes
from grid_governance.scopes import INHERITED, PUBLIC, SCOPES, Scope

READING = frozenset({"read", "select", "print", "email", "report", "export"})


def has_permission(doc, ptype: str | None = "read", user: str | None = None) -> bool:
	"""Document hook. Judges the **stored** row and, for writing, the new place too.

	The platform asks DocShare itself when this answers False, so shares need no word here.
	"""
	user = user or frappe.session.user
	ptype = ptype or "read"
	if user == "Administrator":
		return True
	doctype, name = doc.get("doctype"), doc.get("name")
	scope = SCOPES.get(doctype)
	if scope is None or not isinstance(name, str | int | None):
		return False  # a name that is a filter would be judged by whatever row it finds first
	if scope.kind == PUBLIC:
		return True
	stored = _stored_row(doctype, scope, name)
	if scope.kept_from and stored and f"|{user}|" in (stored.get(scope.kept_from) or ""):
		return False
	rows = [stored] if stored is not None else []
	if stored is None or (ptype not in READING and doc.get(scope.place) != stored.get(scope.place)):
		rows.append(_row_as_written(doc, scope, stored, user))
	granting = granting_posts(doctype, ptype, user)
	reached = all(
		_is_site_row(scope, row, user) or any(_post_reaches(post, scope, row, ptype) for post in granting)
		for row in rows
	)
	return reached or bool(
		scope.added_by and granting and frappe.get_attr(scope.added_by)(doc, ptype, granting)
	)


def reads(doctype: str, name: str, user: str | None = None) -> bool:
	"""Whether the stored row is readable for `user` as a link's target (posts or DocShare); cheap."""
	scope = SCOPES.get(doctype)
	if scope is None or scope.kind == PUBLIC:
		return True
	user = user or frappe.session.user
	doc = frappe._dict(doctype=doctype, name=name)
	return has_permission(doc, "select", user) or name in shared_names(doctype, user)


def _is_site_row(scope: Scope, row: dict, user: str) -> bool:
	return scope.kind == INHERITED and not row.get(scope.place) and keeps_site_rows(user)


def _stored_row(doctype: str, scope: Scope, name: str | None) -> dict | None:
	columns = ["owner", *scope.judged_by]
	return frappe.db.get_value(doctype, name, columns, as_dict=True) if name else None


def _row_as_written(doc, scope: Scope, stored: dict | None, user: str) -> dict:
	"""What would stand in the row; the owner is never taken from what came in."""
	row = {column: doc.get(column) for column in scope.judged_by}
	return {**row, "owner": stored["owner"] if stored else user}


def _post_reaches(post: Post, scope: Scope, row: dict, ptype: str) -> bool:
	place = row.get(scope.place) or ""
	if scope.kind == INHERITED and ptype in READING:
		return not place or codes.contains(place, post.unit) or _inside(post, place, history=True)
	if not _inside(post, place, history=ptype in READING):
		return False
	if not post.assigned_only:
		return True
	values = assignment_values(scope, post)
	near = any(value and row.get(column) == value for column, value in values.items())
	return near or (bool(scope.case_column) and joined.mediates(row.get(scope.case_column), post.worker))


def _inside(post: Post, place: str | None, history: bool = False) -> bool:
	if not place:
		return False
	if codes.contains(post.unit, place):
		return True
	return history and any(codes.contains(unit, place) for unit in closed_units_inside(post.unit))


def may(doctype: str, ptype: str, unit: str, user: str | None = None) -> bool:
	"""Whether one of the user's posts carries `ptype` on `doctype` in `unit` (scope Range only).

	For code that acts on many rows of one unit: ask once, then work by sets.
	"""
	user = user or frappe.session.user
	if user == "Administrator":
		return True
	return bool(unit) and any(
		not post.assigned_only and codes.contains(post.unit, unit)
		for post in granting_posts(doctype, ptype, user)
	)
