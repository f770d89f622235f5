"""Who is neighbour head (邻长) of a place: read from the posts, never kept twice."""

from __future__ import annotations

import frappe
from frappe.utils import nowdate

DUTY = "Neighbour Head"


def heads_of(unit: str) -> list[str]:
	"""Names of the neighbour heads whose valid post is exactly `unit` (usually a micro-grid)."""
	worker, post = frappe.qb.DocType("Grid Worker"), frappe.qb.DocType("Grid Post")
	today = nowdate()
	return (
		frappe.qb.from_(post)
		.join(worker)
		.on((post.parent == worker.name) & (post.parenttype == "Grid Worker"))
		.select(worker.worker_name)
		.where((post.duty == DUTY) & (post.grid_unit == unit) & (worker.enabled == 1))
		.where(post.from_date.isnull() | (post.from_date <= today))
		.where(post.to_date.isnull() | (post.to_date >= today))
		.orderby(worker.worker_name)
		.run(pluck=True)
	)
