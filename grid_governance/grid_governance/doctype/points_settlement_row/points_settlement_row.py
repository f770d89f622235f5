import frappe

from grid_governance.points.ledger.immutable import ImmutableDocument


class PointsSettlementRow(ImmutableDocument):
	"""What a settlement did with one account, and its rank before. Written by year_end/settlement_rows.py alone."""


def on_doctype_update():
	frappe.db.add_index("Points Settlement Row", ["settlement", "status", "account"], "waiting_rows")
	frappe.db.add_index("Points Settlement Row", ["grid_unit", "settlement"], "unit_and_settlement")
