"""Village A with a family book that the meeting endorses, 5 days of notice; three members from outside the register."""

from __future__ import annotations

import frappe

from grid_governance.api import appraisal as api
from grid_governance.tests.factories import appraisal as make
from grid_governance.tests.factories import core, points, registry

MEMBERS = ("赵代表", "钱代表", "孙代表")


class Village:
	"""The neighbour head enters, the grid officer checks, the clerk prepares and concludes."""

	def __init__(self, world, as_user):
		self.world, self.as_user = world, as_user
		self.book = points.make_book(approving_body="Appraisal Meeting", notice_days=5)
		self.item = points.make_item()
		self.clerk = world.user("Village Points Clerk")
		self.enterer = world.user("Neighbour Head", core.GRID_A1)
		self.checker = world.user("Grid Officer", core.GRID_A1)
		self.township = world.user("Points Office Member", "street")

	def deed(self, household=None, item=None, book=None, **values):
		with self.as_user(self.enterer):
			doc = points.make_declaration(
				book or self.book, item or self.item, household or registry.make_household(), **values
			)
		return make.checked(doc, self.enterer, self.checker, self.as_user)

	def batch(self, households, **values):
		with self.as_user(self.enterer):
			doc = points.make_batch(values.pop("book", self.book), self.item, households, **values)
		return make.checked(doc, self.enterer, self.checker, self.as_user)

	def meeting(self, members=MEMBERS, user=None, **values):
		with self.as_user(user or self.clerk):
			return make.drawn(make.make_meeting(members=members, **values))

	def decide(self, meeting, source, result, **values):
		with self.as_user(self.clerk):
			meeting.reload()
			for row in meeting.rows:
				if row.source_name == source.name and values.get("subject", row.subject) == row.subject:
					row.update({"result": result, **values})
			meeting.save()

	def conclude(self, meeting, user=None):
		with self.as_user(user or self.clerk):
			return api.conclude(meeting.name)

	def staff_household(self):
		home = registry.make_household(head="村干部")
		frappe.db.set_value("Grid Worker", {"user": self.checker}, "resident", home.head)
		return home


def stage(doc) -> str:
	return frappe.db.get_value(doc.doctype, doc.name, "stage")


def outcomes(meeting) -> list[str]:
	return [row.outcome for row in frappe.get_doc(meeting.doctype, meeting.name).rows]
