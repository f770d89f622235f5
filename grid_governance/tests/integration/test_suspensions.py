"""The right to redeem, suspended until a day by a decision with its basis; points and ledger stay untouched."""

import frappe
import pytest
from frappe.utils import add_days, getdate

from grid_governance.api import suspensions as api
from grid_governance.points import ledger
from grid_governance.points.recusal import RecusalError
from grid_governance.points.redemption import holders, shop, suspensions
from grid_governance.tests.factories import core
from grid_governance.tests.factories import shop as make
from grid_governance.tests.integration.redemption import on_the_spot, refused, reserve


def suspend(desk, days=30, **values):
	values = {
		"until_date": add_days(None, days),
		"basis": "积分管理办法第八条，2026年11月评议会决定",
		**values,
	}
	return frappe.get_doc(doctype="Redemption Suspension", account=desk.account, **values).insert()


def test_a_suspended_holder_does_not_redeem_and_goes_on_earning(desk):
	numbers = frappe.db.get_value("Points Account", desk.account, ["balance", "last_seq", "seal"])
	suspend(desk)
	assert frappe.db.get_value("Points Account", desk.account, ["balance", "last_seq", "seal"]) == numbers
	refused(desk, lambda: on_the_spot(desk), "suspended until", suspensions.RedemptionSuspended)
	refused(desk, lambda: reserve(desk), "suspended until")
	make.award(desk.account, 5)
	assert make.balance(desk.account) == 105
	row = holders.find(core.VILLAGE_A, "张大山")[0]
	assert getdate(row.stopped_until) == getdate(add_days(None, 30))


def test_what_was_reserved_before_is_still_handed_over(desk):
	slip = reserve(desk, 1)
	suspend(desk)
	assert shop.hand_over(slip.name).stage == "Handed Over"


def test_the_last_day_is_the_last_without_redemption(desk):
	doc = suspend(desk, days=0)
	refused(desk, lambda: on_the_spot(desk), "suspended until")
	frappe.db.set_value("Redemption Suspension", doc.name, "until_date", add_days(None, -1))
	suspensions.take_effect(desk.account)
	assert on_the_spot(desk).stage == "Handed Over"


def test_a_suspension_of_a_later_day_begins_on_it(desk, monkeypatch):
	doc = suspend(desk, from_date=add_days(None, 3))
	on_the_spot(desk, 1)
	frappe.db.set_value("Redemption Suspension", doc.name, "from_date", getdate())
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	suspensions.begin_today()
	refused(desk, lambda: on_the_spot(desk), "suspended until")


def test_lifting_needs_a_reason_and_leaves_other_suspensions_in_force(desk):
	first, second = suspend(desk, 60), suspend(desk, 30)
	refused(desk, lambda: api.lift_suspension(first.name, " "), "why")
	assert api.lift_suspension(first.name, "复核后撤销") == "Suspension Lifted"
	refused(desk, lambda: api.lift_suspension(first.name, "x"), "lifted before")
	assert getdate(suspensions.stopped_until(desk.account)) == getdate(second.until_date)
	api.lift_suspension(second.name, "期满")
	assert on_the_spot(desk).stage == "Handed Over"


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"days": -1}, "must not be past"),
		({"days": 30, "from_date": "2099-01-01"}, "nor before the first"),
		({"days": 1000}, "two years"),
		({"basis": "  "}, "basis"),
	],
)
def test_a_suspension_without_sense_is_refused(desk, values, words):
	refused(desk, lambda: suspend(desk, **values), words)


def test_a_decision_is_neither_edited_nor_deleted_nor_lifted_through_the_form(desk):
	doc = suspend(desk)
	for change in ({"until_date": getdate()}, {"status": "Suspension Lifted"}, {"basis": "x"}):
		doc.reload()
		refused(desk, doc.update(change).save, "not edited|cannot be changed", Exception)
	doc.reload()
	refused(desk, doc.delete, "kept")


def test_the_accounts_date_is_not_written_by_hand(desk):
	suspend(desk)
	account = frappe.get_doc("Points Account", desk.account)
	account.redemption_stopped_until = None
	account.save()
	assert suspensions.stopped_until(desk.account)


def test_the_points_office_suspends_and_the_clerk_does_not(desk, world, as_user):
	for duty in ("Village Points Clerk", "Shop Keeper", "Supervisory Committee Member"):
		with as_user(world.user(duty, "A")):
			refused(desk, lambda: suspend(desk), "", frappe.PermissionError)
	with as_user(world.user("Points Office Member", "B")):
		refused(desk, lambda: suspend(desk), "", frappe.PermissionError)
	with as_user(world.user("Points Office Member", "A")):
		doc = suspend(desk)
	with as_user(world.user("Village Points Clerk", "A")):
		refused(desk, lambda: api.lift_suspension(doc.name, "x"), "", frappe.PermissionError)


def test_nobody_suspends_or_spares_the_own_household(desk, world, as_user):
	member = world.user("Points Office Member", "A")
	household = frappe.db.get_value("Points Account", desk.account, "subject")
	resident = frappe.db.get_value("Household", household, "head")
	frappe.db.set_value("Grid Worker", {"user": member}, "resident", resident)
	with as_user(member):
		refused(desk, lambda: suspend(desk), "own household|self", RecusalError)


def test_a_deduction_suspends_through_the_function(desk):
	source = frappe.get_doc("Points Shop", desk.shop.name)
	name = suspensions.suspend_redemption(desk.account, add_days(None, 10), "评议会决定", source=source)
	doc = frappe.get_doc("Redemption Suspension", name)
	assert (doc.source_name, doc.holder_name) == (desk.shop.name, "张大山")
	assert ledger.lock_accounts([desk.account])[desk.account].balance == 100
