"""Who may act for the holder of a case: by posts, never by role alone.

A department's matter is its liaisons'; a unit's matter is for those posted in exactly that unit; a person's
matter for the person and the desk of the unit. The dispatcher of the centre above may send, recall and strike
off for every unit of the centre's area, but signs for nobody else.
"""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance import permissions
from grid_governance.cases import owner, workers
from grid_governance.cases.owner import Holder
from grid_governance.posts import posts_of
from grid_governance.registry import codes

DISPATCHER = "Dispatcher"
DESK = frozenset({"Reception Clerk", DISPATCHER, "Grid Head"})
STAFF = DESK | {"Mediator", "Grid Officer", "Neighbour Head"}
FINDERS = frozenset({"Grid Head", "Grid Officer", "Neighbour Head", "Mediator"})


def acts_for(holder: Holder, sending: bool = False, user: str | None = None) -> bool:
	"""Whether the user acts for `holder`: receives for it, or with `sending` sends, recalls and strikes off."""
	user = user or frappe.session.user
	if user == "Administrator":
		return True
	return any(receives(post, holder, sending) for post in posts_of(user))


def require(holder: Holder, sending: bool = False) -> None:
	if not acts_for(holder, sending):
		frappe.throw(
			_("This step belongs to {0}. Please ask there.").format(name_of(holder)),
			frappe.PermissionError,
			title=_("Not Your Step"),
		)


def dispatches(*units: str, user: str | None = None) -> bool:
	"""Whether the user is dispatcher of a centre whose area holds all `units` (the centre that decides)."""
	user = user or frappe.session.user
	return user == "Administrator" or any(
		post.role == DISPATCHER
		and not post.assigned_only
		and all(codes.contains(post.unit, unit) for unit in units)
		for post in posts_of(user)
	)


def receives(post: permissions.Post, holder: Holder, sending: bool = False) -> bool:
	"""Whether this one post acts for `holder`, as acts_for says of all posts of a user."""
	if sending and post.role == DISPATCHER and codes.contains(post.unit, holder.unit):
		return True
	if holder.worker and post.worker == holder.worker:
		return True
	if holder.department:
		return post.organisation == holder.department
	if post.assigned_only:
		return False
	if post.unit == holder.unit:
		return post.role in (DESK if holder.worker else STAFF)
	# the village's case is sent on by its grids' people; they sign for nothing of it, and send nothing of the town's
	return (
		sending
		and not holder.worker
		and post.role in FINDERS
		and codes.level(holder.unit) >= owner.VILLAGE_LEVEL
		and codes.contains(holder.unit, post.unit)
	)


def line(parts: list[str | None]) -> str:
	"""'集里街道' and '集里街道司法所' are said once."""
	said = [part for part in parts if part]
	kept = [p for n, p in enumerate(said) if not any(later.startswith(p) for later in said[n + 1 :])]
	return " ".join(kept)


def name_of(holder: Holder) -> str:
	"""'集里街道 司法所 张三' for messages and lists."""
	parts = [frappe.db.get_value("Grid Unit", holder.unit, "unit_name") or holder.unit]
	if holder.department:
		parts.append(frappe.db.get_value("Local Organisation", holder.department, "organisation_name"))
	if holder.worker:
		parts.append(workers.name_of(holder.worker))
	return line(parts)
