import frappe

from grid_governance.points.immutable import ImmutableDocument


class PointsStanding(ImmutableDocument):
	"""What an account earned and spent in a month or year, by category and place. Written by points/standings.py alone."""


def on_doctype_update():
	frappe.db.add_index("Points Standing", ["grid_unit", "period"], "unit_and_period")
