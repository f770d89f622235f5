"""A deduction: off until adopted; told, heard, decided by another person; one entry, never below zero.

World: the clerk of village A brings the matter up, a member of the appraisal group decides.
"""

from __future__ import annotations

import frappe
import pytest
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate, nowdate

from grid_governance.points.recusal import RecusalError
from grid_governance.points.redemption import suspensions
from grid_governance.tests.factories import core, points, registry, rules


@pytest.fixture
def matter(world, as_user):
	return Matter(world, as_user)


class Matter:
	def __init__(self, world, as_user):
		self.world, self.as_user = world, as_user
		self.clerk = world.user("Village Points Clerk")
		self.decider = world.user("Appraisal Group Member")
		self.book, self.item = points.make_book(), rules.make_deduction_item(5, 10)
		self.household = registry.make_household()
		self.rules = rules.adopt(points.make_item(), deductions=[self.item])
		self.account = points.make_account(self.book, self.household, 20)

	def record(self, **values):
		with self.as_user(self.clerk):
			return rules.make_deduction(self.book, self.item, self.household, **{"points": 8, **values})

	def act(self, doc, action, user=None, **values):
		with self.as_user(user or self.clerk):
			doc = frappe.get_doc(doc.doctype, doc.name)
			if values:
				doc.update(values)
				doc.save()
			return apply_workflow(doc, action)

	def tell(self, doc):
		self.act(doc, "Tell The Person", told_on=nowdate(), told_how="Delivered By Hand")

	def hear(self, doc):
		self.act(doc, "Record Hearing", heard_on=nowdate(), hearing_record="本人表示当日外出，已清理")

	def decided(self, user=None, **values):
		doc = self.record(**values)
		self.tell(doc)
		self.hear(doc)
		self.act(doc, "Decide Deduction", user or self.decider, decision_reason="经核实属实")
		return frappe.get_doc(doc.doctype, doc.name)

	def balance(self):
		return frappe.db.get_value("Points Account", self.account, "balance")


def test_told_heard_decided_and_one_entry(matter):
	doc = matter.decided()
	entry = frappe.get_doc("Points Entry", doc.entry)
	assert (entry.kind, entry.points, entry.source_name) == ("Deduction", -8, doc.name)
	assert (matter.balance(), doc.taken_points, doc.rules, doc.decided_by) == (
		12,
		8,
		matter.rules.name,
		matter.decider,
	)
	assert matter.item.basis in doc.basis and matter.rules.rules_title in doc.basis


def test_it_never_takes_more_than_is_there_and_says_so(matter):
	frappe.db.set_value("Points Account", matter.account, "balance", 20)
	points.ledger.post([points.posting(matter.account, -15)])
	doc = matter.decided()
	assert (matter.balance(), doc.taken_points, doc.points) == (0, 5, 8) and "5" in doc.outcome


def test_where_the_item_says_so_the_decision_suspends_redeeming(matter):
	matter.item.update({"stop_days": 30}).save(ignore_permissions=True)
	doc = matter.decided()
	until = getdate(add_days(nowdate(), 30))
	assert getdate(suspensions.stopped_until(matter.account)) == until and str(until) in doc.outcome
	act = frappe.get_last_doc("Redemption Suspension", {"account": matter.account})
	assert (act.source_name, act.owner) == (doc.name, matter.decider) and doc.basis in act.basis


def test_an_item_without_such_days_leaves_redeeming_alone(matter):
	matter.decided()
	assert suspensions.stopped_until(matter.account) is None


@pytest.mark.parametrize("days", [-1, 731])
def test_the_days_without_redeeming_have_limits(matter, days):
	item = frappe.get_doc("Deduction Item", matter.item.name).update({"stop_days": days})
	with pytest.raises(frappe.ValidationError, match="Days Without Redeeming"):
		item.save()


def test_an_account_without_points_loses_nothing(matter):
	points.ledger.post([points.posting(matter.account, -20)])
	doc = matter.decided()
	assert (doc.stage, doc.entry, doc.taken_points) == ("Deduction Decided", None, 0)


def test_it_is_off_until_rules_of_that_day_name_it(matter):
	with pytest.raises(frappe.ValidationError, match="off until"):
		matter.record(deed_date=add_days(nowdate(), -101))
	matter.item = rules.make_deduction_item()
	with pytest.raises(frappe.ValidationError, match="off until"):
		matter.record(points=5)
	assert not frappe.db.count("Points Deduction", {"subject": matter.household.name})


def test_points_stay_within_what_was_adopted(matter):
	with pytest.raises(frappe.ValidationError, match="allows 5 to 10"):
		matter.record(points=11)


def test_nothing_is_decided_before_the_person_could_be_heard(matter):
	doc = matter.record()
	matter.tell(doc)
	with pytest.raises(frappe.ValidationError, match="may be heard until"):
		matter.act(doc, "Decide Deduction", matter.decider, decision_reason="属实")
	frappe.db.set_value("Points Deduction", doc.name, "hearing_until", add_days(nowdate(), -1))
	matter.act(doc, "Decide Deduction", matter.decider, decision_reason="属实")
	assert matter.balance() == 12


def test_a_hearing_that_convinces_ends_without_a_deduction(matter):
	doc = matter.record()
	matter.tell(doc)
	matter.hear(doc)
	matter.act(doc, "Do Not Deduct", matter.decider, decision_reason="情况属误会")
	assert matter.balance() == 20


def test_who_brought_it_up_does_not_decide_it(matter):
	doc = matter.record()
	matter.tell(doc)
	matter.hear(doc)
	with pytest.raises(RecusalError):
		matter.act(doc, "Decide Deduction", matter.clerk, decision_reason="属实")
	assert matter.balance() == 20
	matter.act(doc, "Decide Deduction", matter.decider, decision_reason="属实")
	assert matter.balance() == 12


def test_the_person_concerned_and_the_household_do_not_decide(matter):
	frappe.db.set_value("Grid Worker", {"user": matter.decider}, "resident", matter.household.head)
	with pytest.raises(RecusalError):
		matter.decided()
	assert matter.balance() == 20


def test_facts_stand_still_once_the_person_was_told(matter):
	doc = matter.record()
	matter.tell(doc)
	with matter.as_user(matter.clerk), pytest.raises(frappe.ValidationError, match="fixed"):
		changed = frappe.get_doc("Points Deduction", doc.name)
		changed.points = 10
		changed.save()


def test_one_matter_is_recorded_once(matter):
	matter.record()
	with pytest.raises(frappe.ValidationError, match="recorded already"):
		matter.record()


def test_a_place_sent_along_opens_no_other_village(matter):
	stranger = registry.make_household(core.GRID_B1)
	rules.adopt(points.make_item(), unit=core.VILLAGE_B, deductions=[matter.item])
	with matter.as_user(matter.clerk), pytest.raises(frappe.PermissionError):
		rules.make_deduction(matter.book, matter.item, stranger, grid_unit=core.GRID_A1, points=8)
	with matter.as_user(matter.world.user("Village Points Clerk", "B")):
		assert rules.make_deduction(matter.book, matter.item, stranger, points=8).grid_unit == core.GRID_B1


@pytest.mark.parametrize("name", ["拒不接受调解", "多次投诉", "信访"])
def test_seeking_mediation_or_justice_is_no_item(world, name):
	with pytest.raises(frappe.ValidationError, match="Nobody loses points"):
		rules.make_deduction_item(item_name=name)
