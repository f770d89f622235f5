"""Posts: who holds which authority where, read once per request, and the roles that follow from it."""

from __future__ import annotations

from dataclasses import dataclass, field

import frappe

from grid_governance import serving
from grid_governance.registry import codes

# A duty may not carry these: whoever keeps the list of workers could otherwise make administrators.
NEVER_BY_POST = frozenset(
	{
		"Administrator",
		"System Manager",
		"Script Manager",
		"Report Manager",
		"Workspace Manager",
		"All",
		"Guest",
	}
)
DESK_PROFILE = "Grid Team"  # Module Profile, planted by seeds/desk.py


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
	user: str


@dataclass
class _Request:
	"""What one request has read already; never kept beyond it."""

	posts: dict[str, tuple[Post, ...]] = field(default_factory=dict)
	shares: dict[str, dict[str, list[str]]] = field(default_factory=dict)
	successors: dict[str, str] | None = None
	closed: dict[str, list[str]] = field(default_factory=dict)


def _request() -> _Request:
	if not hasattr(frappe.local, "grid_governance_posts"):
		forget_posts()
	return frappe.local.grid_governance_posts


def forget_posts(doc=None, method: str | None = None) -> None:
	"""Drop what this request read (after a post, a unit or a share has changed; also a doc_event)."""
	frappe.local.grid_governance_posts = _Request()


def posts_of(user: str | None = None) -> tuple[Post, ...]:
	"""Return the posts of `user` that are valid today."""
	user = user or frappe.session.user
	cache = _request().posts
	if user not in cache:
		cache[user] = _read_posts(user)
	return cache[user]


def _read_posts(user: str) -> tuple[Post, ...]:
	if user in ("Administrator", "Guest"):
		return ()
	query, worker, post, duty = serving.today()
	rows = (
		query.select(
			post.grid_unit,
			duty.role,
			post.scope,
			worker.name,
			post.mediation_body,
			post.organisation,
			post.points_shop,
		)
		.where(worker.user == user)
		.run(as_dict=True)
	)
	return tuple(
		Post(
			unit=r.grid_unit,
			role=r.role,
			assigned_only=r.scope == "Assigned",
			worker=r.name,
			body=r.mediation_body,
			organisation=r.organisation,
			shop=r.points_shop,
			user=user,
		)
		for r in rows
		if r.grid_unit  # "" would be inside nothing and around everything
		and r.role
		and r.role not in NEVER_BY_POST
	)


def shared_names(doctype: str, user: str) -> list[str]:
	"""Names of the `doctype` that DocShare opens to `user` to read; one query for all DocTypes."""
	cache = _request().shares
	if user not in cache:
		share = frappe.qb.DocType("DocShare")
		mine = share.user == user if user == "Guest" else (share.user == user) | (share.everyone == 1)
		rows = (
			frappe.qb.from_(share)
			.select(share.share_doctype, share.share_name)
			.where((share.read == 1) & mine)
			.run()
		)
		cache[user] = {}
		for share_doctype, name in rows:
			cache[user].setdefault(share_doctype, []).append(name)
	return cache[user].get(doctype, [])


def closed_units_inside(unit: str) -> list[str]:
	"""Closed units whose work went into `unit`, over any number of reorganisations.

	The successor's posts read their history. Read from the (short) index of successors, once.
	"""
	request = _request()
	if unit in request.closed:
		return request.closed[unit]
	if request.successors is None:
		grid_unit = frappe.qb.DocType("Grid Unit")
		closed = (grid_unit.successor > "") & (grid_unit.status == "Closed")
		request.successors = dict(
			frappe.qb.from_(grid_unit).select(grid_unit.name, grid_unit.successor).where(closed).run()
		)
	found, frontier = [], [unit]
	while frontier:
		target = frontier.pop()
		new = [
			name
			for name, successor in request.successors.items()
			if codes.contains(target, successor) and not codes.contains(unit, name) and name not in found
		]
		found += new
		frontier += new
	request.closed[unit] = found
	return found


# ---------------------------------------------------------------- roles follow posts


def refresh_roles(user: str) -> None:
	"""Give `user` the roles of the valid posts and take away those of duties no longer held."""
	if not user or user in ("Administrator", "Guest") or not frappe.db.exists("User", user):
		return
	forget_posts()
	managed = set(frappe.get_all("Grid Duty", filters={"role": ["is", "set"]}, pluck="role")) - NEVER_BY_POST
	wanted = {post.role for post in posts_of(user)}
	doc = frappe.get_doc("User", user)
	held = {row.role for row in doc.roles}
	if held & managed == wanted or not doc.enabled:  # nobody signs in; opening it again refreshes
		return
	if not held & managed and not doc.module_profile and "System Manager" not in held:
		# a first post: the Desk of the team, without the platform's own workspaces
		doc.module_profile = frappe.db.exists("Module Profile", DESK_PROFILE)
	doc.set("roles", [row for row in doc.roles if row.role not in managed or row.role in wanted])
	for role in sorted(wanted - held):
		doc.append("roles", {"role": role})
	doc.flags.ignore_permissions = True
	doc.save()


def refresh_all_roles() -> None:
	"""Daily: posts begin and end by date."""
	for user in frappe.get_all("Grid Worker", filters={"user": ["is", "set"]}, pluck="user"):
		refresh_roles(user)
