"""Who sees and does what, where: a post is an authority (docs/permissions.md).

The platform's role permissions say *what* a role may do; posts say *where*. A post counts for a
DocType only if its own duty's role carries the right, so a mediator in A who is neighbour head in B
has no mediator's rights in B. List hook and document hook come from the same table (scopes.py), so
they cannot disagree. Access beyond the posts has one mechanism: the platform's DocShare.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import frappe
from frappe.utils import getdate, nowdate

from grid_governance.registry import codes
from grid_governance.scopes import CHILD_PARENTS, INHERITED, PUBLIC, SCOPES, Scope

NOTHING = "1=0"
READING = frozenset({"read", "select", "print", "email", "report", "export"})
HOOK_PREFIX = "rows_of_"


@dataclass(frozen=True)
class Post:
	"""One valid post of a user: where, as what, how far, and what it is tied to."""

	unit: str
	role: str
	assigned_only: bool
	worker: str
	body: str | None
	organisation: str | None
	shop: str | None


# ---------------------------------------------------------------- posts and ranges


def posts_of(user: str | None = None) -> tuple[Post, ...]:
	"""Return the posts of `user` that are valid today; read once per request and user."""
	user = user or frappe.session.user
	cache = _request_cache()
	if user not in cache:
		cache[user] = _read_posts(user)
	return cache[user]


def forget_posts() -> None:
	"""Drop what this request read (after a post has changed)."""
	frappe.local.grid_governance_posts = {}


def _request_cache() -> dict:
	if not hasattr(frappe.local, "grid_governance_posts"):
		forget_posts()
	return frappe.local.grid_governance_posts


def _read_posts(user: str) -> tuple[Post, ...]:
	if user in ("Administrator", "Guest"):
		return ()
	worker, post, duty = (frappe.qb.DocType(d) for d in ("Grid Worker", "Grid Post", "Grid Duty"))
	rows = (
		frappe.qb.from_(worker)
		.join(post)
		.on((post.parent == worker.name) & (post.parenttype == "Grid Worker"))
		.join(duty)
		.on(duty.name == post.duty)
		.select(
			post.grid_unit,
			duty.role,
			post.scope,
			worker.name,
			post.mediation_body,
			post.organisation,
			post.points_shop,
			post.from_date,
			post.to_date,
		)
		.where((worker.user == user) & (worker.enabled == 1))
		.run(as_dict=True)
	)
	today = getdate(nowdate())
	return tuple(
		Post(
			r.grid_unit, r.role, r.scope == "Assigned", r.name, r.mediation_body, r.organisation, r.points_shop
		)
		for r in rows
		if r.role and (not r.from_date or r.from_date <= today) and (not r.to_date or today <= r.to_date)
	)


def granting_posts(doctype: str, ptype: str = "read", user: str | None = None) -> list[Post]:
	"""The posts of `user` whose own role carries `ptype` on `doctype`."""
	roles = {
		perm.role
		for perm in frappe.get_meta(doctype).permissions
		if not perm.permlevel and (perm.get(ptype) or (ptype == "read" and perm.get("select")))
	}
	return [post for post in posts_of(user) if post.role in roles]


def closed_units_inside(unit: str) -> list[str]:
	"""Closed units whose successor lies inside `unit`: their history is read by the successor's posts."""
	found, frontier = [], [unit]
	grid_unit = frappe.qb.DocType("Grid Unit")
	while frontier:
		query = frappe.qb.from_(grid_unit).select(grid_unit.name).where(grid_unit.status == "Closed")
		low, high = codes.bounds(frontier.pop())
		query = query.where(grid_unit.successor >= low)
		if high:
			query = query.where(grid_unit.successor < high)
		new = [name for name in query.run(pluck=True) if not name.startswith(unit) and name not in found]
		found += new
		frontier += new
	return found


# ---------------------------------------------------------------- conditions for lists, reports, charts


def conditions(doctype: str, user: str | None = None, table: str | None = None) -> str:
	"""SQL condition on the rows of `doctype` that `user` may read; "" is all, "1=0" is none.

	`table` is the name or alias in the query (default `tabDocType`). Always safe to AND: it stands in
	parentheses and holds no % sign.
	"""
	user = user or frappe.session.user
	table = table or f"`tab{doctype}`"
	if user == "Administrator":
		return ""
	if doctype in CHILD_PARENTS:
		return _child_condition(doctype, user, table)
	scope = SCOPES[doctype]
	if scope.kind == PUBLIC:
		return ""
	parts = [_post_condition(scope, post, table) for post in granting_posts(doctype, "read", user)]
	if parts and scope.kind == INHERITED:
		parts.append(f"coalesce({table}.`{scope.place}`, '') = ''")
	parts += _shared_condition(doctype, user, table)
	return "(" + " or ".join(dict.fromkeys(parts)) + ")" if parts else NOTHING


def in_range(column: str, unit: str) -> str:
	"""SQL condition: `column` holds a code inside `unit`."""
	low, high = codes.bounds(unit)
	upper = f" and {column} < '{high}'" if high else ""
	return f"({column} >= '{low}'{upper})"


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
	return f"({where} and ({' or '.join(mine)}))"


def _assignment_values(scope: Scope, post: Post) -> dict[str, str | None]:
	"""Column → the value that hands a row to this post; who reported it (owner) always counts."""
	holder = {
		"worker": post.worker,
		"body": post.body,
		"organisation": post.organisation,
		"shop": post.shop,
	}
	return {"owner": _user_of(post), **{column: holder[what] for column, what in scope.assigned.items()}}


def _user_of(post: Post) -> str:
	return frappe.get_cached_value("Grid Worker", post.worker, "user")


def _shared_condition(doctype: str, user: str, table: str) -> list[str]:
	names = frappe.share.get_shared(doctype, user)
	if not names:
		return []
	inlined = ", ".join(frappe.db.escape(name, percent=False) for name in names)
	return [f"{table}.`name` in ({inlined})"]


def _child_condition(doctype: str, user: str, table: str) -> str:
	parts = []
	for parent in CHILD_PARENTS[doctype]:
		inner = conditions(parent, user, table="gg_parent") or "1=1"
		if inner != NOTHING:
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
	doctype = doc.get("doctype")
	scope = SCOPES.get(doctype)
	if scope is None:
		return False
	if scope.kind == PUBLIC:
		return True
	granting = granting_posts(doctype, ptype, user)
	if not granting:
		return _site_wide_row(scope, doc, ptype, user)
	stored = _stored_row(doctype, scope, doc.get("name"))
	if stored is not None and not _reaches(granting, scope, stored, ptype):
		return False
	if stored is None or ptype not in READING:
		return _reaches_new_place(granting, scope, doc, stored, ptype)
	return True


def _site_wide_row(scope: Scope, doc, ptype: str, user: str) -> bool:
	"""A catalogue row without a unit belongs to the site: its technical administrators keep it."""
	return (
		scope.kind == INHERITED
		and not doc.get(scope.place)
		and not (doc.get("name") and frappe.db.get_value(doc.get("doctype"), doc.get("name"), scope.place))
		and "System Manager" in frappe.get_roles(user)
	)


def _stored_row(doctype: str, scope: Scope, name: str | None) -> dict | None:
	if not name:
		return None
	columns = list({"owner", scope.place, *scope.assigned})
	return frappe.db.get_value(doctype, name, columns, as_dict=True)


def _reaches_new_place(granting: list[Post], scope: Scope, doc, stored: dict | None, ptype: str) -> bool:
	place = doc.get(scope.place)
	if stored is not None:
		return place == stored.get(scope.place) or any(_inside(post, place) for post in granting)
	row = {**doc.as_dict()} if hasattr(doc, "as_dict") else dict(doc)
	row["owner"] = row.get("owner") or frappe.session.user
	return _reaches(granting, scope, row, ptype)


def _reaches(granting: list[Post], scope: Scope, row: dict, ptype: str) -> bool:
	return any(_post_reaches(post, scope, row, ptype) for post in granting)


def _post_reaches(post: Post, scope: Scope, row: dict, ptype: str) -> bool:
	place = row.get(scope.place) or ""
	if scope.kind == INHERITED and ptype in READING:
		return not place or codes.contains(place, post.unit) or _inside(post, place, history=True)
	if not _inside(post, place, history=ptype in READING):
		return False
	if not post.assigned_only:
		return True
	values = _assignment_values(scope, post)
	return any(value and row.get(column) == value for column, value in values.items())


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
	return any(
		not post.assigned_only and codes.contains(post.unit, unit) for post in granting_posts(doctype, ptype, user)
	)


# ---------------------------------------------------------------- roles follow posts


def refresh_roles(user: str) -> None:
	"""Give `user` the roles of the valid posts and take away those of duties no longer held."""
	if not user or user in ("Administrator", "Guest") or not frappe.db.exists("User", user):
		return
	forget_posts()
	managed = set(frappe.get_all("Grid Duty", filters={"role": ["is", "set"]}, pluck="role"))
	wanted = {post.role for post in posts_of(user)}
	doc = frappe.get_doc("User", user)
	held = {row.role for row in doc.roles}
	if held & managed == wanted:
		return
	doc.set("roles", [row for row in doc.roles if row.role not in managed or row.role in wanted])
	for role in sorted(wanted - held):
		doc.append("roles", {"role": role})
	doc.flags.ignore_permissions = True
	doc.save()


def refresh_all_roles() -> None:
	"""Daily: posts begin and end by date."""
	for user in frappe.get_all("Grid Worker", filters={"user": ["is", "set"]}, pluck="user"):
		refresh_roles(user)


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


_HOOK_NAMES = {path.rpartition(".")[2]: doctype for doctype, path in list_hooks().items()}


def __getattr__(name: str) -> Callable[..., str]:
	"""`rows_of_Household` and its like: the list hook of one DocType."""
	if name not in _HOOK_NAMES:
		raise AttributeError(name)
	doctype = _HOOK_NAMES[name]

	def rows(user: str | None = None) -> str:
		return conditions(doctype, user)

	return rows
