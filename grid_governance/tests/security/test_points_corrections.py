"""A correction takes two persons, and neither is near the account. Each trick is refused; the honest way works."""

from __future__ import annotations

import frappe
import pytest

from grid_governance.api import corrections as api
from grid_governance.api import points as points_api
from grid_governance.points import ledger, recusal
from grid_governance.points.correcting import corrections
from grid_governance.points.ledger import accounts
from grid_governance.tests.factories import corrections as make
from grid_governance.tests.factories import points, registry

DENIED = (frappe.PermissionError, frappe.ValidationError)


@pytest.fixture
def stage(world, as_user):
	book = points.make_book()
	own, other = registry.make_household(head="管理员本人"), registry.make_household(head="邻居")
	found = frappe._dict(
		as_user=as_user,
		world=world,
		book=book,
		clerk=world.user("Village Points Clerk"),
		office=world.user("Points Office Member", "street"),
		second=world.user("Points Office Member", world.village_a),
		own=points.make_account(book, own, points=10),
		own_home=own,
		other=points.make_account(book, other, points=20),
	)
	frappe.db.set_value("Grid Worker", {"user": found.clerk}, "resident", own.head)
	return found


def request(stage, user, kind="Freeze Account", account=None, **values):
	with stage.as_user(user):
		return corrections.request(kind, account or stage.other, "查核", **values)


def test_who_asks_does_not_decide_and_another_does(stage):
	name = request(stage, stage.office)
	with stage.as_user(stage.office), pytest.raises(recusal.RecusalError):
		api.decide_correction(name, True)
	with stage.as_user(stage.second):
		assert api.decide_correction(name, True)["status"] == "Correction Done"
	assert frappe.db.get_value("Points Account", stage.other, "status") == "Frozen"


def test_the_administrator_does_not_decide_on_an_own_request(stage):
	name = corrections.request("Freeze Account", stage.other, "查核")
	with pytest.raises(recusal.RecusalError):
		corrections.decide(name, True)


def test_a_clerk_asks_but_does_not_decide(stage):
	name = request(stage, stage.office)
	with stage.as_user(stage.clerk), pytest.raises(frappe.PermissionError):
		api.decide_correction(name, True)


def test_nobody_asks_or_decides_for_the_own_household(stage):
	with stage.as_user(stage.clerk), pytest.raises(recusal.RecusalError):
		corrections.request("Freeze Account", stage.own, "x")
	frappe.db.set_value("Grid Worker", {"user": stage.second}, "resident", stage.own_home.head)
	name = request(stage, stage.office, "Transfer Points", stage.other, to_account=stage.own)
	with stage.as_user(stage.second), pytest.raises(recusal.RecusalError):
		api.decide_correction(name, True)
	frappe.db.set_value("Grid Worker", {"user": stage.second}, "resident", None)
	third = stage.world.user("Points Office Member", "430181")
	with stage.as_user(third):
		assert api.decide_correction(name, True)["status"] == "Correction Done"


def test_the_own_household_in_a_villages_sheet_is_told_to_the_second_person(stage):
	with stage.as_user(stage.clerk):
		doc = make.opening(stage.book, stage.world.village_a, [(stage.own_home, 99)], ask=True)
	assert "管理员本人" in doc.outcome


def test_accounts_of_another_village_are_out_of_reach_on_every_way(stage):
	far = points.make_account(stage.book, registry.make_household(stage.world.grid_b1), points=9)
	values = {"reason": "x", "grid_unit": stage.world.village_a}
	with stage.as_user(stage.clerk):
		for doc in (
			{"kind": "Freeze Account", "account": far},
			{"kind": "Transfer Points", "account": stage.other, "to_account": far},
		):
			frappe.db.savepoint("try")
			with pytest.raises((*DENIED, frappe.DoesNotExistError)):
				made = frappe.get_doc({"doctype": "Points Correction", **values, **doc}).insert()
				corrections.ask(made.name)
			frappe.db.rollback(save_point="try")
	name = request(stage, stage.office, "Transfer Points", stage.other, to_account=far, points=3)
	with stage.as_user(stage.second), pytest.raises(frappe.PermissionError):
		api.decide_correction(name, True)  # a village's own office does not move points over its border


def test_status_and_signatures_are_not_written_by_hand(stage):
	with stage.as_user(stage.clerk):
		doc = make.make(
			"Freeze Account",
			stage.other,
			status="Correction Done",
			decided_by=stage.office,
			asked_by=stage.second,
		)
		assert (doc.status, doc.decided_by, doc.asked_by) == ("Draft", None, None)
		doc.status = "Correction Done"
		doc.save()
		assert doc.status == "Draft"
	assert frappe.db.get_value("Points Account", stage.other, "status") == "Normal"


def test_what_was_asked_is_not_changed_before_or_after_the_decision(stage):
	name = request(stage, stage.clerk)
	for user in (stage.clerk, stage.office):
		with stage.as_user(user), pytest.raises(frappe.ValidationError):
			doc = frappe.get_doc("Points Correction", name)
			doc.reason = "另一个理由"
			doc.save()
	with stage.as_user(stage.office):
		assert api.correction_rights(name) == {"ask": False, "take_back": False, "decide": True}


def test_a_draft_belongs_to_its_writer_and_an_asked_one_is_taken_back_by_the_asker_only(stage):
	with stage.as_user(stage.clerk):
		draft = make.make("Freeze Account", stage.other)
	with stage.as_user(stage.office), pytest.raises(frappe.ValidationError):
		draft = frappe.get_doc("Points Correction", draft.name)
		draft.kind = "Close Account"
		draft.save()
	name = request(stage, stage.clerk)
	with stage.as_user(stage.office), pytest.raises(frappe.ValidationError):
		api.take_back_correction(name)
	with stage.as_user(stage.clerk):
		assert api.take_back_correction(name)["status"] == "Taken Back"
	with stage.as_user(stage.office), pytest.raises(frappe.ValidationError):
		api.decide_correction(name, True)


def test_the_old_calls_only_ask(stage):
	with stage.as_user(stage.clerk):
		answer = points_api.set_account_status(stage.other, "Frozen", "查核")
		entry = points_api.reverse_entry(f"{stage.other}-000001", "录入有误")
	assert answer["status"] == entry["status"] == "Decision Pending"
	account = frappe.db.get_value("Points Account", stage.other, ["status", "balance"])
	assert account == ("Normal", 20)


def test_rows_of_village_staff_are_decided_by_the_township(stage):
	worker = frappe.get_doc("Grid Worker", {"user": stage.clerk})
	book = points.make_book("Village Staff Class")
	account = accounts.account_for(book.name, "Grid Worker", worker.name)
	award = ledger.post([points.posting(account, 5)])[0]
	with stage.as_user(stage.world.user("Points Office Member", "430181")):
		name = corrections.request("Reverse Entries", account, "x", entries=[{"entry": award}])
	with stage.as_user(stage.second), pytest.raises(recusal.RecusalError):
		api.decide_correction(name, True)
	with stage.as_user(stage.office):
		assert api.decide_correction(name, True)["status"] == "Correction Done"
