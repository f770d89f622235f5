"""Nobody gives points to self or own household, by no trick; the honest way still works (scene: award_stage.py)."""

from __future__ import annotations

import frappe
import pytest
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, nowdate

from grid_governance.api import points as api
from grid_governance.points import ledger
from grid_governance.tests.factories import core, points, registry
from grid_governance.tests.security.award_stage import Stage


@pytest.fixture
def stage(world, as_user):
	return Stage(world, as_user)


def test_clerk_neither_checks_nor_endorses_for_the_own_household_but_others_do(stage):
	doc = stage.enter(stage.own)
	stage.refused(doc, "Check As True", stage.clerk)
	stage.act(doc, "Check As True", stage.head)
	stage.refused(doc, "Endorse", stage.clerk)
	assert stage.act(doc, "Endorse", stage.street).stage == "Credited"


def test_clerk_endorses_for_a_neighbour(stage):
	doc = stage.enter(stage.other)
	stage.act(doc, "Check As True", stage.head)
	assert stage.act(doc, "Endorse", stage.clerk).stage == "Credited"


def test_the_spouse_as_doer_or_declarer_counts_as_own_household(stage):
	book = points.make_book("Resident Class")
	for n, values in enumerate(({"subject": stage.spouse.name}, {"subject": stage.own.head})):
		with stage.as_user(stage.worker):
			doc = points.make_declaration(
				book,
				stage.item,
				stage.own,
				**{**values, "subject_doctype": "Resident", "deed_date": add_days(nowdate(), -n)},
			)
			apply_workflow(doc, "Declare")
		stage.refused(doc, "Check As True", stage.clerk)
	declared = stage.enter(stage.other, declared_by=stage.spouse.name)
	stage.refused(declared, "Check As True", stage.clerk)


def test_a_household_where_one_is_only_registered_is_own_too(stage):
	frappe.db.set_value("Resident", stage.own.head, "registered_household", stage.other.name)
	doc = stage.enter(stage.other)
	stage.refused(doc, "Check As True", stage.clerk)


def test_the_portal_login_is_the_same_person(stage):
	frappe.db.set_value("Grid Worker", {"user": stage.clerk}, "resident", None)
	frappe.db.set_value("Resident", stage.own.head, "user", stage.clerk)
	doc = stage.enter(stage.own)
	stage.refused(doc, "Check As True", stage.clerk)


def test_the_administrator_is_a_person_too(stage):
	frappe.db.set_value("Resident", stage.own.head, "user", "Administrator")
	doc = stage.enter(stage.own)
	stage.refused(doc, "Check As True", "Administrator")
	own_entry = stage.enter(stage.other, user="Administrator")
	stage.refused(own_entry, "Check As True", "Administrator")


def test_who_entered_does_not_check_even_with_a_changed_owner(stage):
	with stage.as_user(stage.worker):
		doc = points.make_declaration(
			stage.book,
			stage.item,
			stage.other,
			owner=stage.head,
			entered_by=stage.head,
			checked_by=stage.head,
		)
		assert (doc.entered_by, doc.checked_by) == (stage.worker, None)
		apply_workflow(doc, "Declare")
		again = frappe.get_doc(doc.doctype, doc.name)
		again.entered_by = stage.head
		again.save()
		assert again.entered_by == stage.worker
	stage.refused(doc, "Check As True", stage.worker)
	assert stage.act(doc, "Check As True", stage.head).checked_by == stage.head


def test_no_record_is_born_checked_or_credited_and_no_put_makes_it_so(stage):
	for values in ({"stage": "Endorsed"}, {"workflow_state": "Endorsed"}, {"workflow_state": "Credited"}):
		with stage.as_user(stage.clerk):
			try:
				doc = points.make_declaration(stage.book, stage.item, stage.other, **values)
			except Exception:
				continue
			assert doc.stage == "Draft", values
			doc.flags.ignore_permissions = True
			frappe.delete_doc(doc.doctype, doc.name, force=True, ignore_permissions=True)
	doc = stage.enter(stage.other)
	for user in (stage.clerk, "Administrator"):
		for target in ("Endorsed", "Credited"):
			with stage.as_user(user), pytest.raises(Exception, match=r"."):
				changed = frappe.get_doc(doc.doctype, doc.name)
				changed.workflow_state = changed.stage = target
				changed.save()
	assert frappe.db.get_value(doc.doctype, doc.name, "stage") == "Awaiting Check"


def test_the_facts_cannot_be_turned_to_the_own_household_after_the_check(stage):
	doc = stage.enter(stage.other)
	stage.act(doc, "Check As True", stage.head)
	for user in (stage.worker, stage.clerk, "Administrator"):
		with stage.as_user(user), pytest.raises(frappe.ValidationError):
			changed = frappe.get_doc(doc.doctype, doc.name)
			changed.subject = stage.own.name
			changed.save()


def test_derived_columns_sent_along_are_not_believed(stage):
	doc = stage.enter(stage.other)
	with stage.as_user(stage.worker):
		changed = frappe.get_doc(doc.doctype, doc.name)
		changed.update({"subject_name": "x", "deed_key": "x", "endorsed_by": "Administrator"})
		changed.save()
	with stage.as_user("Administrator"):
		changed = frappe.get_doc(doc.doctype, doc.name)
		changed.grid_unit = core.GRID_B1
		changed.save()
	stored = frappe.get_doc(doc.doctype, doc.name)
	assert (stored.grid_unit, stored.subject_name) == (core.GRID_A1, "邻居") and not stored.endorsed_by


def test_a_place_sent_along_opens_no_other_village(stage):
	foreign = registry.make_household(core.GRID_B1)
	with stage.as_user(stage.worker), pytest.raises(frappe.PermissionError):
		points.make_declaration(stage.book, stage.item, foreign, grid_unit=core.GRID_A1)
	with stage.as_user(stage.worker), pytest.raises(frappe.PermissionError):
		api.create_declaration(stage.book.name, foreign.name, stage.item.name, nowdate())


def test_a_batch_with_the_own_household_in_it_is_left_to_others_or_the_row_taken_out(stage):
	with stage.as_user(stage.worker):
		doc = points.make_batch(stage.book, stage.item, [stage.own, stage.other])
		apply_workflow(doc, "Declare")
	stage.refused(doc, "Check As True", stage.clerk)
	stage.act(doc, "Check As True", stage.head)
	stage.refused(doc, "Endorse", stage.clerk)
	with stage.as_user(stage.clerk):
		doc = frappe.get_doc(doc.doctype, doc.name)
		doc.people[0].update({"status": "Taken Out", "reason": "回避,另行申报"})
		doc.save()
	assert stage.act(doc, "Endorse", stage.clerk).stage == "Credited"
	assert not frappe.db.exists("Points Account", {"book": stage.book.name, "subject": stage.own.name})


def test_nobody_slips_the_own_household_into_a_checked_batch(stage):
	with stage.as_user(stage.worker):
		doc = points.make_batch(stage.book, stage.item, [stage.other])
		apply_workflow(doc, "Declare")
	stage.act(doc, "Check As True", stage.head)
	for change in (
		lambda d: d.append("people", {"subject": stage.own.name}),
		lambda d: d.people[0].update({"subject": stage.own.name}),
		lambda d: d.people[0].update({"points": 5000}),
	):
		with stage.as_user(stage.clerk), pytest.raises(frappe.ValidationError):
			changed = frappe.get_doc(doc.doctype, doc.name)
			change(changed)
			changed.save()


def test_rows_of_village_staff_are_endorsed_by_the_township(stage):
	staff_home = registry.make_household(head="网格员")
	stage.is_resident(stage.head, staff_home.head)
	doc = stage.enter(staff_home)
	stage.act(doc, "Check As True", stage.clerk)
	stage.refused(doc, "Endorse", stage.clerk)
	assert stage.act(doc, "Endorse", stage.street).stage == "Credited"


def test_a_reversal_is_for_the_points_office_and_not_for_the_own_household(stage):
	account = points.make_account(stage.book, stage.own, 10)
	deduction = ledger.post([points.posting(account, -3, kind="Deduction")])[0]
	for user in (stage.clerk, stage.worker):
		with stage.as_user(user), pytest.raises(frappe.PermissionError):
			api.reverse_entry(deduction, "x")
	stage.is_resident(stage.street, stage.spouse.name)
	with stage.as_user(stage.street), pytest.raises(frappe.PermissionError):
		api.reverse_entry(deduction, "x")
	stage.is_resident(stage.street, None)
	with stage.as_user(stage.street):
		assert api.reverse_entry(deduction, "录入有误")["correction"]
