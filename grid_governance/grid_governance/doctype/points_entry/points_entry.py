import frappe

from grid_governance.points.ledger.immutable import ImmutableDocument


class PointsEntry(ImmutableDocument):
	"""One movement of an account. Written by points/ledger/writer.py alone, never changed (docs/ledger.md)."""


def on_doctype_update():
	frappe.db.add_unique("Points Entry", ["entry_key"], "entry_key_once")
	frappe.db.add_index("Points Entry", ["account", "item", "deed_date"], "account_item_deed")
	frappe.db.add_index("Points Entry", ["posting_date"], "posting_date")
	frappe.db.add_index("Points Entry", ["grid_unit", "posting_date"], "unit_and_date")
	frappe.db.add_index("Points Entry", ["source_name"], "source_name")
