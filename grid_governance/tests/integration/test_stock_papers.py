"""Deliveries with their receipt and their money, and the count by two people."""

import frappe
import pytest

from grid_governance.points.recusal import RecusalError
from grid_governance.points.redemption import stock, stock_papers
from grid_governance.tests.factories import core
from grid_governance.tests.factories import shop as make
from grid_governance.tests.integration.redemption import on_the_spot, refused, reserve


def fund_figures(fund):
	return frappe.db.get_value("Points Fund", fund.name, ["spent", "left_over"])


# ---------------------------------------------------------------- receipts


def test_a_receipt_brings_the_goods_in_and_takes_the_money_off_the_fund(desk):
	fund = make.make_fund(100)
	receipt = make.make_receipt(desk.shop, desk.rice, 10, 6.5, fund=fund.name)
	assert (receipt.total_amount, make.on_shelf(desk.shop, desk.rice)) == (65, (20, 0))
	stock_papers.book_in(receipt.name)
	assert make.on_shelf(desk.shop, desk.rice) == (30, 0)
	assert fund_figures(fund) == (65, 35)
	row = frappe.get_last_doc("Reward Stock Entry", {"receipt": receipt.name})
	assert (row.kind, row.supplier, row.unit_price) == (stock.STOCK_IN, receipt.supplier, 6.5)


def test_a_receipt_booked_twice_comes_in_once(desk):
	receipt = make.make_receipt(desk.shop, desk.rice, 10)
	for _ in range(2):
		stock_papers.book_in(receipt.name)
	assert make.on_shelf(desk.shop, desk.rice) == (30, 0)


def test_one_delivery_note_is_entered_once_until_it_is_called_off(desk):
	first = make.make_receipt(desk.shop, desk.rice, receipt_no="XH-1")
	again = {"supplier": first.supplier, "receipt_no": " XH-1 "}
	refused(desk, lambda: make.make_receipt(desk.shop, desk.rice, **again), "entered before")
	stock_papers.book_in(first.name)
	stock_papers.call_off_receipt(first.name, "数量写错")
	assert make.on_shelf(desk.shop, desk.rice) == (20, 0)
	stock_papers.book_in(make.make_receipt(desk.shop, desk.rice, 7, **again).name)
	assert make.on_shelf(desk.shop, desk.rice) == (27, 0)


def test_money_that_is_not_there_is_not_spent(desk):
	receipt = make.make_receipt(desk.shop, desk.rice, 10, 6, fund=make.make_fund(59).name)
	refused(desk, lambda: stock_papers.book_in(receipt.name), "59.0 yuan left")


def test_a_receipt_called_off_gives_its_money_back_but_not_goods_that_are_gone(desk):
	fund = make.make_fund(100)
	receipt = make.make_receipt(desk.shop, desk.rice, 10, 6, fund=fund.name)
	stock_papers.book_in(receipt.name)
	refused(desk, lambda: stock_papers.call_off_receipt(receipt.name, " "), "why")
	make.award(desk.account, 900)
	reserve(desk, 25)
	refused(desk, lambda: stock_papers.call_off_receipt(receipt.name, "错"), "5 free", stock.StockShortError)
	assert fund_figures(fund) == (60, 40)


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"quantity": 0}, "whole number"),
		({"quantity": -3}, "whole number"),
		({"received_on": "2099-01-01"}, "future"),
	],
)
def test_a_receipt_with_wrong_figures_is_refused(desk, values, words):
	refused(desk, lambda: make.make_receipt(desk.shop, desk.rice, **values), words)


def test_supplier_and_fund_belong_to_the_place(desk):
	elsewhere = make.make_supplier(core.VILLAGE_B)
	refused(desk, lambda: make.make_receipt(desk.shop, desk.rice, supplier=elsewhere.name), "another place")
	fund = make.make_fund(100, unit=core.VILLAGE_B)
	refused(desk, lambda: make.make_receipt(desk.shop, desk.rice, fund=fund.name), "another place")
	assert make.make_receipt(desk.shop, desk.rice, fund=make.make_fund(100, unit=core.STREET).name)


def test_a_booked_receipt_is_not_edited_by_any_door(desk):
	receipt = make.make_receipt(desk.shop, desk.rice, 10)
	stock_papers.book_in(receipt.name)
	receipt.reload()
	receipt.rows[0].quantity = 99
	refused(desk, receipt.save, "stays as it is")
	receipt.reload()
	refused(desk, receipt.delete, "kept")


def test_status_and_totals_that_are_sent_along_count_for_nothing(desk):
	receipt = make.make_receipt(desk.shop, desk.rice, 10, 5, status="Booked In", total_amount=1)
	assert (receipt.status, receipt.total_amount) == ("Not Booked Yet", 50)
	receipt.update({"status": "Booked In"}).save()
	assert receipt.status == "Not Booked Yet"
	assert make.on_shelf(desk.shop, desk.rice) == (20, 0)


def test_a_fund_cannot_become_less_than_was_spent(desk):
	fund = make.make_fund(100)
	stock_papers.book_in(make.make_receipt(desk.shop, desk.rice, 10, 6, fund=fund.name).name)
	fund.reload()
	fund.update({"amount": 50, "spent": 0})
	refused(desk, fund.save, "spent already")
	for amount in (0, -5):
		refused(desk, lambda amount=amount: make.make_fund(amount), "more than 0")


# ---------------------------------------------------------------- counts


def make_count(desk, counted, reason=None):
	row = {"item": desk.rice.name, "counted_quantity": counted, "reason": reason}
	return frappe.get_doc(doctype="Stock Count", shop=desk.shop.name, rows=[row]).insert()


@pytest.fixture
def two(world):
	"""The keeper who counts and the committee's member who confirms."""
	return world.user("Village Points Clerk", "A"), world.user("Supervisory Committee Member", "A")


def test_a_count_is_posted_when_a_second_person_confirms_it(desk, two, as_user):
	with as_user(two[0]):
		count = make_count(desk, 17, "受潮")
		assert (count.rows[0].book_quantity, count.rows[0].difference) == (20, -3)
		refused(desk, lambda: stock_papers.confirm_count(count.name), "second person", RecusalError)
	assert make.on_shelf(desk.shop, desk.rice) == (20, 0)
	with as_user(two[1]):
		stock_papers.confirm_count(count.name)
		refused(desk, lambda: stock_papers.confirm_count(count.name), "nothing was changed")
	assert make.on_shelf(desk.shop, desk.rice) == (17, 0)
	row = frappe.get_last_doc("Reward Stock Entry", {"stock_count": count.name})
	assert (row.on_hand_change, row.note) == (-3, "受潮")


def test_two_logins_of_one_person_are_not_two_people(desk, two, as_user):
	phone = "13900005678"
	for user in two:
		frappe.db.set_value("Grid Worker", {"user": user}, "phone", phone)
	with as_user(two[0]):
		count = make_count(desk, 20)
	with as_user(two[1]):
		refused(desk, lambda: stock_papers.confirm_count(count.name), "second person", RecusalError)


def test_what_is_redeemed_between_counting_and_confirming_is_kept(desk, two, as_user):
	with as_user(two[0]):
		count = make_count(desk, 18, "破损")
	on_the_spot(desk, 4)
	with as_user(two[1]):
		stock_papers.confirm_count(count.name)
	assert make.on_shelf(desk.shop, desk.rice) == (14, 0)


def test_a_difference_needs_its_reason_and_the_book_figure_is_not_believed(desk, two, as_user):
	with as_user(two[0]):
		refused(desk, lambda: make_count(desk, 19), "difference comes from")
		row = {"item": desk.rice.name, "counted_quantity": 20, "book_quantity": 5, "difference": 9}
		count = frappe.get_doc(doctype="Stock Count", shop=desk.shop.name, rows=[row]).insert()
		assert (count.rows[0].book_quantity, count.rows[0].difference) == (20, 0)
		count.rows[0].counted_quantity = 1
		refused(desk, count.save, "stays as it is")


@pytest.mark.parametrize("counted", [-1, 10**9])
def test_a_count_is_a_whole_number(desk, counted):
	refused(desk, lambda: make_count(desk, counted, "x"), "whole number")


def test_a_refused_count_posts_nothing_and_says_why(desk, two, as_user):
	with as_user(two[0]):
		count = make_count(desk, 10, "少")
	with as_user(two[1]):
		refused(desk, lambda: stock_papers.refuse_count(count.name, ""), "what is wrong")
		stock_papers.refuse_count(count.name, "漏数一箱")
		refused(desk, lambda: stock_papers.confirm_count(count.name), "nothing was changed")
	assert make.on_shelf(desk.shop, desk.rice) == (20, 0)


def test_a_count_never_uncovers_what_is_held(desk, two, as_user):
	reserve(desk, 8)
	with as_user(two[0]):
		count = make_count(desk, 5, "少")
	with as_user(two[1]):
		refused(desk, lambda: stock_papers.confirm_count(count.name), "held for collection")
