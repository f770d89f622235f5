"""What a test or a measurement really wrote, to be taken away again: a ledger is not cleaned by documents."""

from __future__ import annotations

import frappe

from grid_governance.points.ledger import accounts
from grid_governance.tests.factories import core, points, registry


class Committed:
	"""A book, an item and households without residents, in the world of factories/core.py."""

	def __init__(self):
		self.units_before = set(frappe.get_all("Grid Unit", pluck="name"))
		self.book = self.item = None
		self.households: list[str] = []

	def make(self, households: int = 1, caps=()):
		core.make_world()
		points.make_category()
		self.book = points.make_book()
		self.item = points.make_item(caps=caps)
		self.households = [registry.make_household(head=None).name for _ in range(households)]
		frappe.db.commit()
		return self

	def accounts(self) -> dict[str, str]:
		made = accounts.accounts_for(self.book.name, "Household", self.households)
		frappe.db.commit()
		return made

	def remove(self):
		frappe.db.rollback()
		if not self.book:
			return
		book = self.book.name
		points.purge(frappe.get_all("Points Account", {"book": book}, pluck="name"))
		for doctype in ("Points Batch", "Points Declaration"):
			names = frappe.get_all(doctype, {"book": book}, pluck="name")
			frappe.db.delete("Points Batch Person", {"parent": ["in", names or [""]]})
			frappe.db.delete("Comment", {"reference_name": ["in", names or [""]]})
			frappe.db.delete(doctype, {"name": ["in", names or [""]]})
		frappe.db.delete("Points Item", {"name": self.item.name})
		frappe.db.delete("Points Item Cap", {"parent": self.item.name})
		frappe.db.delete("Points Book", {"name": book})
		frappe.db.delete("Household", {"name": ["in", self.households or [""]]})
		frappe.db.delete("Points Category", {"name": "Test Category"})
		new = set(frappe.get_all("Grid Unit", pluck="name")) - self.units_before
		frappe.db.delete("Grid Unit", {"name": ["in", list(new) or [""]]})
		frappe.db.commit()
