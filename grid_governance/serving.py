"""Who serves where today: the valid posts of workers in service, as the beginning of a query."""

from __future__ import annotations

import frappe
from frappe.utils import nowdate


def today() -> tuple:
	"""(query, worker, post, duty): posts valid today of enabled workers; the caller selects and narrows."""
	worker, post, duty = (frappe.qb.DocType(name) for name in ("Grid Worker", "Grid Post", "Grid Duty"))
	day = nowdate()
	query = (
		frappe.qb.from_(post)
		.join(worker)
		.on((post.parent == worker.name) & (post.parenttype == "Grid Worker"))
		.join(duty)
		.on(duty.name == post.duty)
		.where(worker.enabled == 1)
		.where(post.from_date.isnull() | (post.from_date <= day))
		.where(post.to_date.isnull() | (post.to_date >= day))
	)
	return query, worker, post, duty
