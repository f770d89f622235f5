"""Conditions on many rows, as SQL: for lists, reports, charts."""

from __future__ import annotations

import frappe

from grid_governance import joined
from grid_governance.permissions.granting import assignment_values, granting_posts, keeps_site_rows
from grid_governance.posts import Post, closed_units_inside, shared_names
from grid_governance.registry import codes
from grid_governance.scopes import CHILD_PARENTS, INHERITED, PUBLIC, SCOPES, Scope

NOTHING = "1=0"


def conditions(
	doctype: str, user: str | None = None, table: str | None = None, ptype: str | None = None
) -> str:
	"""SQL condition on the rows of `doctype` that `user` may read; "" is all, "1=0" is none.

	`table` is the name or alias in the query (default `tabDocType`). `ptype` is "read", or "select" for
	pickers; by default what the user's roles allow. Always safe to AND: it stands in parentheses and
	holds no % sign.
	"""
	user = user or frappe.session.user
	table = table or f"`tab{doctype}`"
	if user == "Administrator":
		return ""
	if doctype in CHILD_PARENTS:
		return _child_condition(doctype, user, table, ptype)
	scope = SCOPES[doctype]
	if scope.kind == PUBLIC:
		return ""
	ptype = ptype or ("select" if frappe.only_has_select_perm(doctype, user) else "read")
	parts = [_post_condition(scope, post, table) for post in granting_posts(doctype, ptype, user)]
	if scope.kind == INHERITED and (parts or keeps_site_rows(user)):
		parts.append(f"({table}.`{scope.place}` = '' or {table}.`{scope.place}` is null)")
	parts += _shared_condition(doctype, user, table)
	if not parts:
		return NOTHING
	mine = "(" + " or ".join(dict.fromkeys(parts)) + ")"
	return f"({mine} and {_not_kept_from(scope, user, table)})" if scope.kept_from else mine


def _not_kept_from(scope: Scope, user: str, table: str) -> str:
	login = frappe.db.escape(f"|{user}|", percent=False)
	return f"locate({login}, coalesce({table}.`{scope.kept_from}`, '')) = 0"


def in_range(column: str, unit: str) -> str:
	"""SQL condition: `column` holds a code inside `unit`. Whatever `unit` is, it stays a value in the text."""
	low, high = codes.bounds(unit)
	upper = f" and {column} < {frappe.db.escape(high)}" if high else ""
	return f"({column} >= {frappe.db.escape(low)}{upper})"


def _post_condition(scope: Scope, post: Post, table: str) -> str:
	column = f"{table}.`{scope.place}`"
	ranges = [in_range(column, unit) for unit in (post.unit, *closed_units_inside(post.unit))]
	if scope.kind == INHERITED:
		above = ", ".join(f"'{code}'" for code in codes.ancestors(post.unit))
		ranges += [f"{column} in ({above})"] if above else []
	where = "(" + " or ".join(ranges) + ")"
	if not post.assigned_only or scope.kind == INHERITED:
		return where
	mine = [
		f"{table}.`{name}` = {frappe.db.escape(value, percent=False)}"
		for name, value in assignment_values(scope, post).items()
		if value
	]
	if scope.case_column:
		mine += joined.condition(f"{table}.`{scope.case_column}`", post.worker)
	return f"({where} and ({' or '.join(mine)}))"


def _shared_condition(doctype: str, user: str, table: str) -> list[str]:
	names = shared_names(doctype, user)
	if not names:
		return []
	inlined = ", ".join(frappe.db.escape(name, percent=False) for name in names)
	return [f"{table}.`name` in ({inlined})"]


def _child_condition(doctype: str, user: str, table: str, ptype: str | None) -> str:
	parts = []
	for parent in CHILD_PARENTS[doctype]:
		inner = conditions(parent, user, "gg_parent", ptype)
		if not inner:
			parts.append(f"{table}.`parenttype` = '{parent}'")
		elif inner != NOTHING:
			parts.append(
				f"({table}.`parenttype` = '{parent}' and exists (select 1 from `tab{parent}` gg_parent"
				f" where gg_parent.`name` = {table}.`parent` and {inner}))"
			)
	return "(" + " or ".join(parts) + ")" if parts else NOTHING
