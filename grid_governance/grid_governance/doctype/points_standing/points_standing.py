import frappe

from grid_governance.points.ledger.immutable import ImmutableDocument


class PointsStanding(ImmutableDocument):
	"""What an account earned and spent in a month or year. Written by ledger/standings.py alone."""


def on_doctype_update():
	frappe.db.add_index("Points Standing", ["grid_unit", "period"], "unit_and_period")
