"""Who mediates a case beside its mediator (law art. 19): as near to it, and to what hangs on it, as the mediator."""

from __future__ import annotations

import frappe


def condition(column: str, worker: str | None) -> list[str]:
	"""SQL that `column` names a case which `worker` has joined, as a list to be added to others; empty for nobody."""
	if not worker:
		return []
	return [
		"exists (select 1 from `tabCase Co-Mediator` gg_joined where gg_joined.`parenttype` = 'Dispute Case'"
		f" and gg_joined.`parent` = {column} and gg_joined.`mediator` = {frappe.db.escape(worker, percent=False)})"
	]


def mediates(case: str | None, worker: str | None) -> bool:
	"""Whether `worker` has joined `case`."""
	row = {"parent": case, "parenttype": "Dispute Case", "mediator": worker}
	return bool(case and worker and frappe.db.exists("Case Co-Mediator", row))
