"""Money behind the points: outstanding value per village, the month's list per supplier, the sign-off list."""

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.grid_governance.report.monthly_supplier_list import monthly_supplier_list
from grid_governance.grid_governance.report.outstanding_points_value import outstanding_points_value
from grid_governance.points.redemption import shop, sign_off, stock_papers
from grid_governance.tests.factories import core
from grid_governance.tests.factories import shop as make
from grid_governance.tests.integration.redemption import on_the_spot, refused


def values_of(unit=core.STREET):
	return {row["grid_unit"]: row for row in outstanding_points_value.execute({"grid_unit": unit})[1]}


def supplied(desk, **filters):
	rows = monthly_supplier_list.execute({"shop": desk.shop.name, **filters})[1]
	return {row["supplier_name"]: row for row in rows}


def test_open_points_are_valued_at_the_rate_of_the_village(desk):
	desk.shop.update({"money_per_point": 0.5}).save()
	fund = make.make_fund(80)
	stock_papers.book_in(make.make_receipt(desk.shop, desk.rice, 10, 3, fund=fund.name).name)
	desk.rice.update({"money_value": 1}).save()
	row = values_of()[core.VILLAGE_A]
	assert (row["points"], row["rate"], row["value"]) == (100, 0.5, 50)
	assert (row["funds"], row["spent"], row["left_over"], row["stock_value"]) == (80, 30, 50, 30)
	assert row["gap"] == 0
	make.award(desk.account, 100)
	assert values_of()[core.VILLAGE_A]["gap"] == 20


def test_without_a_fixed_rate_the_goods_on_offer_give_it(desk):
	desk.rice.update({"money_value": 15}).save()
	assert values_of()[core.VILLAGE_A]["rate"] == pytest.approx(1.5)


def test_points_of_books_that_are_not_redeemable_owe_nothing(desk):
	make.make_account(70, book=make.make_book(redeemable=0))
	assert values_of()[core.VILLAGE_A]["points"] == 100


def test_a_village_clerk_reads_the_own_village_only(desk, world, as_user):
	make.make_account(40, unit=core.GRID_B1)
	with as_user(world.user("Village Points Clerk", "A")):
		assert set(values_of()) == {core.VILLAGE_A}
	with as_user(world.user("Points Office Member", core.STREET)):
		assert {core.VILLAGE_A, core.VILLAGE_B} <= set(values_of())


def test_the_suppliers_list_tells_what_came_went_and_is_left(desk):
	first, second = make.make_supplier(supplier_name="甲社"), make.make_supplier(supplier_name="乙店")
	for supplier, price in ((first, 2), (second, 3)):
		receipt = make.make_receipt(desk.shop, desk.rice, 10, price, supplier=supplier.name)
		stock_papers.book_in(receipt.name)
	make.award(desk.account, 900)
	on_the_spot(desk, 35)
	rows = supplied(desk)
	assert (rows["甲社"]["handed"], rows["甲社"]["handed_value"], rows["甲社"]["left"]) == (10, 20, 0)
	assert (rows["乙店"]["handed"], rows["乙店"]["left"], rows["乙店"]["left_value"]) == (5, 5, 15)
	assert rows[""]["handed"] == 20
	assert set(supplied(desk, supplier=second.name)) == {"乙店"}


def test_a_keeper_reads_the_own_shops_list_only(desk, as_user):
	other = make.make_shop()
	make.fill(other, desk.rice, 3)
	with as_user(make.keeper_of(desk.shop)):
		shops = {row["shop"] for row in monthly_supplier_list.execute({})[1]}
		assert shops == {desk.shop.name}


@pytest.mark.parametrize(("first", "last"), [("2026-02-01", "2026-01-01"), ("2020-01-01", "2026-01-01")])
def test_a_period_without_sense_is_refused(desk, first, last):
	refused(
		desk, lambda: monthly_supplier_list.execute({"from_date": first, "to_date": last}), "at most a year"
	)
	values = {"shop": desk.shop.name, "list_title": "x", "from_date": first, "to_date": last}
	refused(desk, lambda: frappe.get_doc(doctype="Sign-off List", **values).insert(), "at most a year")


def make_list(desk, **values):
	values = {
		"list_title": "赶集",
		"shop": desk.shop.name,
		"from_date": nowdate(),
		"to_date": nowdate(),
		**values,
	}
	return frappe.get_doc(doctype="Sign-off List", **values).insert()


def test_the_sign_off_list_holds_what_is_kept_of_the_shop_the_days_and_the_way(desk):
	kept = on_the_spot(desk, 2)
	fair = shop.redeem_on_the_spot(desk.shop.name, desk.account, desk.take(1), make.key(), mode=shop.FAIR)
	back = on_the_spot(desk, 3)
	shop.take_back(back.name, "破损")
	shop.reserve(desk.shop.name, desk.account, desk.take(1), make.key())
	doc = make_list(desk)
	assert (doc.slips, doc.total_points) == (2, 30)
	assert [slip.name for slip in sign_off.slips(doc)] == [kept.name, fair.name]
	assert [(line.pieces, line.points) for line in sign_off.totals(sign_off.slips(doc))] == [(3, 30)]
	assert [slip.name for slip in sign_off.slips(make_list(desk, way="Fair"))] == [fair.name]
	yesterday = add_days(nowdate(), -1)
	assert make_list(desk, from_date=yesterday, to_date=yesterday).slips == 0
