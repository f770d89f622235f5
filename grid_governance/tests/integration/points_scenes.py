"""Who stands where in the tests of deeds and corrections: a village with its three hands, and a points office."""

from __future__ import annotations

import frappe
from frappe.model.workflow import apply_workflow

from grid_governance.points import ledger
from grid_governance.points.correcting import corrections
from grid_governance.tests.factories import core, points, registry
from grid_governance.tests.factories import corrections as make


class Village:
	def __init__(self, world, as_user):
		self.world, self.as_user = world, as_user
		self.household = registry.make_household()
		self.book, self.item = points.make_book(), points.make_item()
		self.enterer = world.user("Neighbour Head", core.GRID_A1)
		self.checker = world.user("Grid Officer", core.GRID_A1)
		self.endorser = world.user("Village Points Clerk")

	def declare(self, item=None, household=None, **values):
		with self.as_user(self.enterer):
			return points.make_declaration(
				self.book, item or self.item, household or self.household, **values
			)

	def batch(self, count=3, **values):
		households = [registry.make_household() for _ in range(count)]
		with self.as_user(self.enterer):
			return points.make_batch(self.book, self.item, households, **values)

	def act(self, doc, action, user=None):
		user = user or {"Declare": self.enterer, "Check As True": self.checker}.get(action, self.endorser)
		with self.as_user(user):
			return apply_workflow(frappe.get_doc(doc.doctype, doc.name), action)

	def through(self, doc):
		for action in ("Declare", "Check As True"):
			self.act(doc, action)
		self.act(doc, "Endorse")
		return frappe.get_doc(doc.doctype, doc.name)

	def balance(self, household=None):
		subject = (household or self.household).name
		return (
			frappe.db.get_value("Points Account", {"book": self.book.name, "subject": subject}, "balance")
			or 0
		)


class Office:
	def __init__(self, world, as_user):
		self.world, self.as_user = world, as_user
		self.clerk = world.user("Village Points Clerk")
		self.office = world.user("Points Office Member", "street")
		self.book = points.make_book()
		self.household = registry.make_household(head="张三")
		self.account = points.make_account(self.book, self.household)
		self.award = ledger.post([points.posting(self.account, 50)])[0]

	def ask(self, kind: str, account: str | None = None, **values):
		with self.as_user(self.clerk):
			return make.make(kind, account or self.account, ask=True, **values)

	def decide(self, doc, agree: bool = True, reason: str | None = None, user: str | None = None):
		with self.as_user(user or self.office):
			status = corrections.decide(doc.name, agree, reason)
		doc.reload()
		assert doc.status == status
		return doc

	def balance(self, account: str | None = None) -> int:
		return frappe.db.get_value("Points Account", account or self.account, "balance")

	def status(self, account: str | None = None) -> str:
		return frappe.db.get_value("Points Account", account or self.account, "status")
