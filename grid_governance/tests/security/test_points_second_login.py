"""One person with two logins is one person: second account, spouse's login, second worker record, own organisation."""

from __future__ import annotations

import frappe
import pytest
from frappe.model.workflow import apply_workflow

from grid_governance.points import persons
from grid_governance.points.recusal import RecusalError
from grid_governance.tests.factories import core, points, registry
from grid_governance.tests.security.award_stage import Stage

SECOND = "second.login@gg.test"


@pytest.fixture
def stage(world, as_user):
	return Stage(world, as_user)


def second_login(duty: str = "Grid Officer", **worker) -> str:
	"""Another login with another worker record in grid A1; `worker`: what ties it to somebody."""
	core.make_worker(duty, core.GRID_A1, email=SECOND)
	frappe.db.set_value("Grid Worker", {"user": SECOND}, worker)
	return SECOND


TIES = (
	lambda stage: {"resident": stage.own.head},
	lambda stage: {"resident": stage.spouse.name},
	lambda stage: {"phone": "139 0000 1111"},
	lambda stage: {"worker_name": "管理员本人"},
	lambda stage: {"worker_name": "配偶"},
)


@pytest.mark.parametrize("tie", TIES, ids=["self", "spouse", "phone", "own name", "spouse's name"])
def test_a_second_account_or_the_spouses_login_does_not_check_for_the_household(stage, tie):
	frappe.db.set_value("Resident", stage.own.head, "phone", "13900001111")
	doc = stage.enter(stage.own)
	stage.refused(doc, "Check As True", second_login(**tie(stage)))
	assert stage.act(doc, "Check As True", stage.head).stage == "Checked"


def test_the_same_second_account_checks_for_the_neighbours(stage):
	second = second_login(resident=stage.spouse.name)
	doc = stage.enter(stage.other)
	assert stage.act(doc, "Check As True", second).checked_by == second


def test_a_namesake_is_free_as_soon_as_the_worker_record_names_the_resident(stage):
	second = second_login(worker_name="管理员本人")
	doc = stage.enter(stage.own)
	stage.refused(doc, "Check As True", second)
	elsewhere = registry.make_household(core.GRID_A2, head="管理员本人")
	frappe.db.set_value("Grid Worker", {"user": SECOND}, "resident", elsewhere.head)
	assert stage.act(doc, "Check As True", second).stage == "Checked"


@pytest.mark.parametrize("tie", ["resident", "phone of the worker", "phone of the login", "portal login"])
def test_who_enters_with_one_login_does_not_check_with_the_other(stage, tie):
	me = registry.make_household(head="两个账号的人")
	frappe.db.set_value("Grid Worker", {"user": stage.worker}, {"resident": me.head, "phone": "13700002222"})
	second = second_login(
		**{"resident": {"resident": me.head}, "phone of the worker": {"phone": "13700002222"}}.get(tie, {})
	)
	if tie == "phone of the login":
		frappe.db.set_value("User", second, "mobile_no", "13700002222")
	if tie == "portal login":
		frappe.db.set_value("Resident", me.head, "user", second)
	assert persons.are_one(stage.worker, second)
	doc = stage.enter(stage.other)
	stage.refused(doc, "Check As True", second)
	stage.act(doc, "Check As True", stage.head)
	with stage.as_user(stage.clerk):
		assert apply_workflow(frappe.get_doc(doc.doctype, doc.name), "Endorse").stage == "Credited"


def test_strangers_without_ties_are_two_people(stage):
	assert not persons.are_one(stage.worker, second_login())
	assert not persons.are_one(stage.worker, None) and persons.are_one(SECOND, SECOND)


def test_points_of_a_worker_are_not_checked_under_the_workers_second_record(stage):
	book = points.make_book("Village Staff Class", notice_days=0)
	item = points.make_item(for_village_staff=1)
	me = registry.make_household(head="网格员本人")
	subject = stage.world.worker("Grid Officer", core.GRID_A2)
	frappe.db.set_value("Grid Worker", subject, "resident", me.head)
	second = second_login("Village Points Clerk", resident=me.head)
	frappe.db.set_value(
		"Grid Post",
		{"parent": frappe.db.get_value("Grid Worker", {"user": second})},
		"grid_unit",
		core.VILLAGE_A,
	)
	clerk2 = stage.world.user("Points Office Member", "A")
	with stage.as_user(clerk2):
		doc = frappe.get_doc(
			doctype="Points Declaration", book=book.name, item=item.name, subject_doctype="Grid Worker",
			subject=subject, grid_unit=core.GRID_A2, deed_date=frappe.utils.nowdate(),
		).insert()  # fmt: skip
		apply_workflow(doc, "Declare")
	stage.refused(doc, "Check As True", second)
	stage.act(doc, "Check As True", stage.clerk)
	stage.refused(doc, "Endorse", stage.clerk)
	assert stage.act(doc, "Endorse", stage.street).stage == "Credited"


def test_points_of_an_organisation_are_not_checked_by_its_members(stage):
	book = points.make_book("Community Body Class", notice_days=0)
	item = points.make_item(for_organisations=1)
	body = registry.make_organisation(core.GRID_A1, organisation_name="老年协会")
	body.append("members", {"member_name": "管理员本人", "resident": stage.own.head})
	body.save(ignore_permissions=True)
	with stage.as_user(stage.worker):
		doc = frappe.get_doc(
			doctype="Points Declaration", book=book.name, item=item.name, subject_doctype="Local Organisation",
			subject=body.name, grid_unit=core.GRID_A1, deed_date=frappe.utils.nowdate(),
		).insert()  # fmt: skip
		apply_workflow(doc, "Declare")
	stage.refused(doc, "Check As True", stage.clerk)
	assert stage.act(doc, "Check As True", stage.head).stage == "Checked"


def test_the_refusal_is_the_same_for_the_administrator(stage):
	frappe.db.set_value("User", "Administrator", "mobile_no", "13900001111")
	frappe.db.set_value("Resident", stage.spouse.name, "phone", "13900001111")
	doc = stage.enter(stage.own)
	with stage.as_user("Administrator"), pytest.raises(RecusalError):
		apply_workflow(frappe.get_doc(doc.doctype, doc.name), "Check As True")
