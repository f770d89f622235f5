"""Who hears of a step: a line in the bell of those who are next, names of records only."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.desk.doctype.notification_log.notification_log import enqueue_create_notification
from frappe.utils import nowdate

from grid_governance.cases.handover import rights
from grid_governance.registry import codes


def tell(hop, users: Iterable[str], text: str) -> None:
	"""`text` holds one place for the kind of handover and is translated already."""
	users = sorted(set(users) - {frappe.session.user})
	if users:
		enqueue_create_notification(
			users,
			{
				"type": "Alert",
				"document_type": hop.doctype,
				"document_name": hop.name,
				"subject": text.format(_(hop.kind)),
				"from_user": frappe.session.user,
			},
		)


def deciding(*units: str) -> list[str]:
	"""The dispatchers of the nearest centre above all `units`."""
	for unit in (units[0], *codes.ancestors(units[0])):
		if all(codes.contains(unit, other) for other in units):
			found = _dispatchers(unit)
			if found:
				return found
	return []


def _dispatchers(unit: str) -> list[str]:
	worker, post, duty = (frappe.qb.DocType(d) for d in ("Grid Worker", "Grid Post", "Grid Duty"))
	return (
		frappe.qb.from_(worker)
		.join(post)
		.on((post.parent == worker.name) & (post.parenttype == "Grid Worker"))
		.join(duty)
		.on(duty.name == post.duty)
		.select(worker.user)
		.distinct()
		.where((worker.enabled == 1) & (worker.user > "") & (duty.role == rights.DISPATCHER))
		.where((post.grid_unit == unit) & (post.to_date.isnull() | (post.to_date >= nowdate())))
		.run(pluck=True)
	)
