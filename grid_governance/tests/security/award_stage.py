"""The scene of the self-award tests: household "own" in grid A1, where the points clerk and the spouse live.

`worker` (enters) and `head` (checks) are neighbours without a part in it; `street` is the points office above.
"""

from __future__ import annotations

import frappe
import pytest
from frappe.model.workflow import apply_workflow

from grid_governance.tests.factories import core, points, registry


class Stage:
	"""Books and an item without a notice, so that what is endorsed is paid at once."""

	def __init__(self, world, as_user):
		self.world, self.as_user = world, as_user
		self.book, self.item = points.make_book(notice_days=0), points.make_item()
		self.own = registry.make_household(head="管理员本人")
		self.spouse = registry.make_resident(self.own, resident_name="配偶")
		self.other = registry.make_household(head="邻居")
		self.clerk = world.user("Village Points Clerk")
		self.worker = world.user("Grid Officer", core.GRID_A1)
		self.head = world.user("Grid Head", core.GRID_A1)
		self.street = world.user("Points Office Member", "street")
		self.is_resident(self.clerk, self.own.head)

	def is_resident(self, user: str, resident: str):
		frappe.db.set_value("Grid Worker", {"user": user}, "resident", resident)

	def enter(self, household, user=None, **values):
		with self.as_user(user or self.worker):
			doc = points.make_declaration(self.book, self.item, household, **values)
			apply_workflow(doc, "Declare")
		return doc

	def act(self, doc, action, user):
		with self.as_user(user):
			return apply_workflow(frappe.get_doc(doc.doctype, doc.name), action)

	def refused(self, doc, action, user):
		before = frappe.db.get_value(doc.doctype, doc.name, "stage")
		with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
			self.act(doc, action, user)
		assert frappe.db.get_value(doc.doctype, doc.name, "stage") == before
