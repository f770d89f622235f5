"""Receivers whose posts do not reach the case get it by the platform's DocShare, as long as the hop lasts.

Shared are the case, the hop and what hangs on the case; to write is shared only with a lead receiver who has
signed, and only the case itself. Which logins a hop has let in stands on the hop (shared_with).
"""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.share import add_docshare

from grid_governance import permissions, serving
from grid_governance.cases import owner
from grid_governance.cases.handover import HANGING, chain, rights

CASE, HOP = "Dispute Case", "Case Handover"


def receivers(holder: owner.Holder) -> list[str]:
	"""The logins that receive for `holder` today: its liaisons, its person and desk, or the unit's staff."""
	query, worker, post, duty = serving.today()
	query = query.select(worker.user).distinct().where((worker.user > "") & (duty.role > ""))
	if holder.department:
		who = post.organisation == holder.department
	else:
		roles = sorted(rights.DESK if holder.worker else rights.STAFF)
		who = (post.grid_unit == holder.unit) & duty.role.isin(roles) & (post.scope != "Assigned")
	if holder.worker:
		who = who | (worker.name == holder.worker)
	return sorted(query.where(who).run(pluck=True))


def grant(hop, holder: owner.Holder) -> None:
	"""Let in those receivers who cannot read the case by their posts; again and again does no harm."""
	write = int(bool(hop.kind != owner.ASSISTANCE and hop.stage in owner.HELD))
	let_in = set(_names(hop.shared_with))
	users = [u for u in receivers(holder) if u in let_in or not _reaches(hop.dispute_case, u)]
	records = [(HOP, hop.name), *_hanging(hop.dispute_case)] if users else []
	for user in users:
		_share(CASE, hop.dispute_case, user, write)
		for doctype, name in records:
			_share(doctype, name, user)
	let_in.update(users)
	if let_in:
		hop.db_set("shared_with", "\n".join(sorted(let_in)), update_modified=False)


def revoke(hop) -> None:
	"""The hop has ended: whom it let in is let out, unless another open hop of the case lets him in too."""
	if not hop.shared_with:
		return
	others = frappe.get_all(
		HOP,
		{"dispute_case": hop.dispute_case, "name": ["!=", hop.name], "stage": ["in", owner.OPEN]},
		pluck="shared_with",
	)
	kept = {user for text in others for user in _names(text)}
	for user in _names(hop.shared_with):
		_unshare(user, [(HOP, hop.name)])
		if user not in kept:
			_unshare(user, [(CASE, hop.dispute_case), *_hanging(hop.dispute_case)])
	hop.db_set("shared_with", None, update_modified=False)


def follow_new_record(doc, method: str | None = None) -> None:
	"""doc_event after_insert of what hangs on a case: open hops let their receivers read it too."""
	texts = frappe.get_all(
		HOP,
		{"dispute_case": doc.dispute_case, "stage": ["in", owner.OPEN], "shared_with": ["is", "set"]},
		pluck="shared_with",
	)
	for user in {user for text in texts for user in _names(text)}:
		_share(doc.doctype, doc.name, user)


def refresh_all() -> None:
	"""Daily: who was posted to a receiver since then is let in too."""
	for name in frappe.get_all(HOP, {"stage": ["in", owner.OPEN]}, pluck="name", limit_page_length=0):
		hop = frappe.get_doc(HOP, name)
		grant(hop, chain.receiver_of(hop))


def _reaches(case: str, user: str) -> bool:
	"""By posts alone; what is shared already does not count."""
	return permissions.has_permission(frappe._dict(doctype=CASE, name=case), "read", user)


def _hanging(case: str) -> list[tuple[str, str]]:
	return [
		(doctype, name)
		for doctype in HANGING
		for name in frappe.get_all(doctype, {"dispute_case": case}, pluck="name")
	]


def _share(doctype: str, name: str, user: str, write: int = 0) -> None:
	stored = frappe.db.get_value(
		"DocShare", {"share_doctype": doctype, "share_name": name, "user": user}, "write"
	)
	if stored is None or (write and not stored):
		add_docshare(doctype, name, user, write=write, flags={"ignore_share_permission": True})


def _unshare(user: str, records: Iterable[tuple[str, str]]) -> None:
	for doctype, name in records:
		share = {"share_doctype": doctype, "share_name": name, "user": user}
		for row in frappe.get_all("DocShare", share, pluck="name"):
			frappe.delete_doc("DocShare", row, ignore_permissions=True, flags=_UNASKED)


def _names(text: str | None) -> list[str]:
	return [line for line in (text or "").split("\n") if line]


_UNASKED = frappe._dict(ignore_share_permission=True)
