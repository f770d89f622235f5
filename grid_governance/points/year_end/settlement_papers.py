"""限期兑换名单: who has points that will expire, in the order of the doors."""

from __future__ import annotations

import frappe
from frappe import _

from grid_governance import papers
from grid_governance.points.ledger.faces import faces
from grid_governance.points.year_end import settlement_rows

MOST = 3000


def last_redemption_rows(settlement: str, unit: str) -> list[frappe._dict]:
	"""Accounts with points to lose, by unit and door: name, group, points_left, points_carried, points_expired.

	Raises frappe.ValidationError for more than 3,000: a list is printed village by village.
	"""
	rows: list[frappe._dict] = []
	for page in settlement_rows.in_order(settlement, unit, only_expiring=True):
		known = faces(row.account for row in page)
		rows += [frappe._dict({**row, **known.get(row.account, {})}) for row in page]
		if len(rows) > MOST:
			frappe.throw(
				_("The list would hold more than {0} names. Please choose a village.").format(MOST),
				title=_("List Too Long"),
			)
	return sorted(rows, key=lambda row: (row.grid_unit, row.address_order or "", row.subject_name or ""))


def last_redemption_list(doc, unit: str) -> str:
	"""The HTML page of the list of `unit`. The caller has checked that settlement and unit may be printed."""
	context = {
		"doc": doc,
		"book_name": frappe.db.get_value("Points Book", doc.book, "book_name"),
		"place": frappe.db.get_value("Grid Unit", unit, "unit_name"),
		"rows": last_redemption_rows(doc.name, unit),
	}
	return papers.sheet("last_redemption_list.html", _("Last Redemption List"), context)
