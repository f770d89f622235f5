"""Who sees and does what, where: a post is an authority (docs/permissions.md).

The platform's role permissions say *what* a role may do; posts say *where*. A post counts for a
DocType only if its own duty's role carries the right, so a mediator in A who is neighbour head in B
has no mediator's rights in B. List hook and document hook come from the same table (scopes.py), so
they cannot disagree. Access beyond the posts has one mechanism: the platform's DocShare.
"""

from __future__ import annotations

from collections.abc import Callable

import frappe

from grid_governance import joined
from grid_governance.posts import (
	Post,
	closed_units_inside,
	forget_posts,
	posts_of,
	refresh_all_roles,
	refresh_roles,
	shared_names,
)
from grid_governance.registry import codes
from grid_governance.scopes import CHILD_PARENTS, INHERITED, PUBLIC, SCOPES, Scope

__all__ = [
	"Post",
	"closed_units_inside",
	"conditions",
	"document_hooks",
	"forget_posts",
	"granting_posts",
	"has_permission",
	"in_range",
	"list_hooks",
	"may",
	"posts_of",
	"reads",
	"refresh_all_roles",
	"refresh_roles",
	"search_hooks",
]

NOTHING = "1=0"
READING = frozenset({"read", "select", "print", "email", "report", "export"})
HOOK_PREFIX = "rows_of_"


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


# ---------------------------------------------------------------- conditions for lists, reports, charts


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
	if scope.kind == INHERITED and (parts or _keeps_site_rows(user)):
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
		for name, value in _assignment_values(scope, post).items()
		if value
	]
	if scope.case_column:
		mine += joined.condition(f"{table}.`{scope.case_column}`", post.worker)
	return f"({where} and ({' or '.join(mine)}))"


def _assignment_values(scope: Scope, post: Post) -> dict[str, str | None]:
	"""Column → the value that hands a row to this post; who reported it (owner) always counts."""
	holder = {
		"user": post.user,
		"worker": post.worker,
		"body": post.body,
		"organisation": post.organisation,
		"shop": post.shop,
	}
	return {"owner": post.user, **{column: holder[what] for column, what in scope.assigned.items()}}


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


# ---------------------------------------------------------------- one document


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


def _keeps_site_rows(user: str) -> bool:
	"""A catalogue row without a unit belongs to the site: its technical administrators keep it."""
	return "System Manager" in frappe.get_roles(user)


def _is_site_row(scope: Scope, row: dict, user: str) -> bool:
	return scope.kind == INHERITED and not row.get(scope.place) and _keeps_site_rows(user)


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
	values = _assignment_values(scope, post)
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


# ---------------------------------------------------------------- what hooks.py takes from the table


def list_hooks() -> dict[str, str]:
	"""DocType → dotted path of its list hook (this version of the platform passes no DocType)."""
	return {
		doctype: f"{__name__}.{HOOK_PREFIX}{doctype.replace(' ', '_').replace('-', '_')}"
		for doctype in (*SCOPES, *CHILD_PARENTS)
	}


def document_hooks() -> dict[str, str]:
	return dict.fromkeys(SCOPES, f"{__name__}.has_permission")


def search_hooks() -> dict[str, str]:
	"""Link search goes through our own query, which never ignores permissions."""
	return dict.fromkeys(SCOPES, "grid_governance.api.search.link_query")


def rows_of(hooks: dict[str, str], condition: Callable[[str, str | None], str]) -> Callable[[str], Callable]:
	"""The `__getattr__` of a module whose list hooks are `rows_of_Household` and its like.

	hooks: DocType → dotted path of its hook. condition(doctype, user) gives the WHERE of the list.
	"""
	doctypes = {path.rpartition(".")[2]: doctype for doctype, path in hooks.items()}

	def find(name: str) -> Callable[..., str]:
		if name not in doctypes:
			raise AttributeError(name)

		def rows(user: str | None = None) -> str:
			return condition(doctypes[name], user)

		return rows

	return find


__getattr__ = rows_of(list_hooks(), lambda doctype, user: conditions(doctype, user))
