"""A site that posted points before the table of standings came gets it filled, once."""

import frappe

from grid_governance.points.ledger import standings


def plant() -> None:
	if _any("Points Entry") and not _any("Points Standing"):
		standings.rebuild()


def _any(doctype: str) -> bool:
	table = frappe.qb.DocType(doctype)
	return bool(frappe.qb.from_(table).select(table.name).limit(1).run())
