"""Which posts carry a right, and what of a row names a post: what the list and the document ask in common."""

from __future__ import annotations

import frappe

from grid_governance.posts import Post, posts_of
from grid_governance.scopes import Scope


def granting_posts(doctype: str, ptype: str = "read", user: str | None = None) -> list[Post]:
	"""The posts of `user` whose own role carries `ptype` on `doctype` (reading includes selecting).

	A role permission with "only if owner" does not count: that is what scope Assigned is for.
	"""
	enough = ("select", "read") if ptype == "select" else (ptype,)
	roles = {
		perm.role
		for perm in frappe.get_meta(doctype).permissions
		if not perm.permlevel and not perm.if_owner and any(perm.get(right) for right in enough)
	}
	return [post for post in posts_of(user) if post.role in roles]


def assignment_values(scope: Scope, post: Post) -> dict[str, str | None]:
	"""Column → the value that hands a row to this post; who reported it (owner) always counts."""
	holder = {
		"user": post.user,
		"worker": post.worker,
		"body": post.body,
		"organisation": post.organisation,
		"shop": post.shop,
	}
	return {"owner": post.user, **{column: holder[what] for column, what in scope.assigned.items()}}


def keeps_site_rows(user: str) -> bool:
	"""A catalogue row without a unit belongs to the site: its technical administrators keep it."""
	return "System Manager" in frappe.get_roles(user)
