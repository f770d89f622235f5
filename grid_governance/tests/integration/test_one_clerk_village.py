"""The village with one clerk: from the attendance sheet to the points in the accounts.

Village A has one points clerk, who enters everything; neighbour heads of its grids, who check by one tap; an
appraisal group that meets once a month; and the township for the points of the clerk's and cadre's households.
Nobody else. The clean-up of 24 households, one round of house visits, and single deeds go through.
"""

from __future__ import annotations

from collections import Counter

import frappe
import pytest
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, nowdate

from grid_governance.api import appraisal, checking
from grid_governance.points.notice import notice_credit, notices
from grid_governance.points.recusal import RecusalError
from grid_governance.tests.factories import appraisal as make
from grid_governance.tests.factories import core, points, registry


class OneClerkVillage:
	def __init__(self, world, as_user):
		self.world, self.as_user = world, as_user
		self.book = points.make_book(approving_body="Appraisal Meeting", notice_days=5)
		self.clean, self.kind = points.make_item(5), points.make_item(10)
		self.clerk = world.user("Village Points Clerk")
		self.heads = {unit: world.user("Neighbour Head", unit) for unit in (core.GRID_A1, core.GRID_A2)}
		self.township = world.user("Points Office Member", "street")
		self.homes = [
			registry.make_household(unit, head="户主" + "一二三四五六七八九十甲乙"[n])
			for unit in self.heads
			for n in range(12)
		]
		self.clerks_home = registry.make_household(core.GRID_A2, head="积分员")
		self.tie(self.clerk, self.clerks_home)
		for unit, user in self.heads.items():  # each neighbour head is one of the households of the own grid
			self.tie(user, next(home for home in self.homes if home.grid_unit == unit))
		self.members = [self.member(n) for n in range(5)]

	def tie(self, user, home):
		frappe.db.set_value("Grid Worker", {"user": user}, {"resident": home.head, "worker_name": home.name})

	def member(self, n):
		user = core.make_worker("Appraisal Group Member", core.VILLAGE_A, email=f"member{n}@gg.test")
		self.tie(user, self.homes[n])
		return user

	def enter(self, make_one):
		with self.as_user(self.clerk):
			doc = make_one()
			return apply_workflow(doc, "Declare")

	def check(self, doc, *others):
		"""The neighbour head of another grid checks what holds the own household; each by one tap."""
		for user in self.heads.values():
			with self.as_user(user):
				waiting = {row["name"] for row in checking.waiting_deeds()["deeds"]}
				if doc.name in waiting:
					return checking.check_true(doc.doctype, doc.name)["stage"]
		return None

	def balance(self, home):
		return (
			frappe.db.get_value("Points Account", {"book": self.book.name, "subject": home.name}, "balance")
			or 0
		)


@pytest.fixture
def village(world, as_user):
	return OneClerkVillage(world, as_user)


def batches_by_grid(village):
	"""The clerk makes one list per grid; the neighbour head's own household is declared by itself."""
	for unit, head in village.heads.items():
		own = village.homes[0] if unit == core.GRID_A1 else village.homes[12]
		rows = [home for home in village.homes if home.grid_unit == unit and home.name != own.name]
		yield village.enter(lambda rows=rows: points.make_batch(village.book, village.clean, rows)), head
		yield village.enter(lambda own=own: points.make_declaration(village.book, village.clean, own)), None


def test_a_village_with_one_clerk_gets_from_the_sheet_to_the_credit(village):
	# the sheet: the clerk enters all of it and can check none of it
	for doc, head in batches_by_grid(village):
		with village.as_user(village.clerk), pytest.raises(RecusalError):
			checking.check_true(doc.doctype, doc.name)
		if head:
			assert village.check(doc) == "Checked"
		else:  # the neighbour head's own household: nobody in the grid may, so a worker of the village does
			assert village.check(doc) is None
			with village.as_user(village.world.user("Grid Head")):
				assert checking.check_true(doc.doctype, doc.name)["stage"] == "Checked"
	clerks = village.enter(lambda: points.make_declaration(village.book, village.kind, village.clerks_home))
	assert village.check(clerks) == "Checked"

	# the meeting: three clicks for the whole month; members stay out of their own household's row
	with village.as_user(village.clerk):
		meeting = make.make_meeting(members=[{"member_name": "临时", "present": 0}])
		meeting.set("members", [])
		for row in appraisal.candidates(core.VILLAGE_A):
			if row.pop("due"):
				meeting.append("members", {**row, "present": 1})
		meeting.chaired_by = meeting.members[0].member_name
		meeting.save()
		assert appraisal.draw_deeds(meeting.name)["drawn"] == 25
		meeting.reload()
		assert Counter(row.result for row in meeting.rows) == {"Passed": 24, "Left To The Township": 1}
		assert sum(bool(row.recused) for row in meeting.rows) == 5
		assert {row.voters for row in meeting.rows if row.recused} == {4}
		assert appraisal.conclude(meeting.name)["status"] == "Meeting Concluded"

	# the township: the clerk's household
	with village.as_user(village.clerk), pytest.raises((RecusalError, frappe.ValidationError)):
		apply_workflow(frappe.get_doc(clerks.doctype, clerks.name), "Endorse")
	with village.as_user(village.township):
		assert apply_workflow(frappe.get_doc(clerks.doctype, clerks.name), "Endorse").stage == "Endorsed"

	# the notice draws a sample; two of the township visit it, neither what the own hand has endorsed
	notice = frappe.get_doc(
		doctype="Public Notice", kind="Points", title="十一月积分公示", grid_unit=core.VILLAGE_A, days=5
	)
	notice.stage, notice.name = "Notice Draft", frappe.generate_hash(length=10)
	notice.db_insert()
	notices.publish(notice.name)
	sample = frappe.db.get_value("Spot Check", {"drawn_for": notice.name})
	second = core.make_worker("Points Office Member", core.STREET, email="second.office@gg.test")
	for visitor in (village.township, second):
		with village.as_user(visitor):
			check = frappe.get_doc("Spot Check", sample)
			for row in check.rows:
				if not row.result and visitor != row.endorsed_by:
					row.result = "True As Declared"
			check.save()
	assert check.status == "Check Finished"

	# closing: everybody has the points, nobody twice
	notices.start_days(notice.name, [points.PHOTO], frappe.utils.getdate(add_days(nowdate(), -30)))
	while notice_credit.credit_set(notice.name):
		pass
	assert [village.balance(home) for home in village.homes] == [5] * 24
	assert village.balance(village.clerks_home) == 10
