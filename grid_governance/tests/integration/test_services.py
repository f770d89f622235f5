"""Services for points: they wait for their day, are done by somebody, and if not, the points go back. And proxies."""

import frappe
import pytest
from frappe.utils import add_days, add_to_date, getdate, now_datetime

from grid_governance.points.redemption import holds, serving, shop
from grid_governance.tests.factories import shop as make
from grid_governance.tests.integration.redemption import refused


@pytest.fixture
def haircut(desk):
	desk.haircut = make.make_item(20, item_name="理发", kind="Service", measure_unit="次", keep_stock=0)
	return desk


def order(haircut, with_rice=0, **appointment):
	goods = [{"item": haircut.haircut.name, "quantity": 1, **appointment}]
	if with_rice:
		goods += haircut.take(with_rice)
	return shop.redeem_on_the_spot(haircut.shop.name, haircut.account, goods, make.key())


def row_of(slip):
	return next(row for row in slip.rows if row.kind == "Service")


def test_a_service_waits_with_its_appointment_while_goods_are_handed_over(haircut):
	when = add_to_date(now_datetime(), days=3)
	slip = order(haircut, with_rice=2, appointment_on=str(when), appointment_place="村部")
	assert (slip.stage, make.balance(haircut.account)) == ("Partly Handed Over", 60)
	assert make.on_shelf(haircut.shop, haircut.rice) == (18, 0)
	slip.reload()
	row = row_of(slip)
	assert (row.handed_quantity, row.appointment_place) == (0, "村部")
	assert getdate(slip.held_until) == getdate(add_days(when, 7)) and slip.collection_code


def test_a_service_alone_is_on_hold_until_somebody_has_done_it(haircut):
	slip = order(haircut)
	assert slip.stage == "On Hold"
	refused(haircut, lambda: shop.hand_over(slip.name), "say who did it", frappe.MandatoryError)
	row = row_of(slip)
	refused(haircut, lambda: serving.done(slip.name, row.name, " "), "who did")
	tomorrow = add_to_date(now_datetime(), days=1)
	refused(haircut, lambda: serving.done(slip.name, row.name, "李师傅", tomorrow), "future")
	done = serving.done(slip.name, row.name, "李师傅", photo="/private/files/x.jpg")
	done.reload()
	assert (done.stage, row_of(done).done_by, done.handed_over_by) == (
		"Handed Over",
		"李师傅",
		"Administrator",
	)
	refused(
		haircut, lambda: serving.done(slip.name, row.name, "李师傅"), "cannot bring", frappe.ValidationError
	)


def test_a_service_that_is_not_done_gives_its_points_back(haircut):
	slip = order(haircut, with_rice=1)
	shop.call_off(slip.name, "师傅没来")
	slip.reload()
	assert (slip.stage, slip.points_back, make.balance(haircut.account)) == ("Handed Over", 20, 90)


def test_a_service_nobody_came_for_expires_like_any_hold(haircut):
	slip = order(haircut)
	frappe.db.set_value("Points Redemption", slip.name, "held_until", add_days(None, -1))
	holds.expire(holds.overdue(getdate()))
	assert make.balance(haircut.account) == 100
	assert frappe.db.get_value("Points Redemption", slip.name, "stage") == "Hold Expired"


def test_a_service_of_limited_number_is_held_in_the_stock(haircut):
	ticket = make.make_item(5, kind="Service", item_name="体检券")
	make.fill(haircut.shop, ticket, 2)
	goods = [{"item": ticket.name, "quantity": 2}]
	slip = shop.redeem_on_the_spot(haircut.shop.name, haircut.account, goods, make.key())
	assert make.on_shelf(haircut.shop, ticket) == (2, 2)
	serving.done(slip.name, slip.rows[0].name, "卫生院")
	assert make.on_shelf(haircut.shop, ticket) == (0, 0)


def test_another_appointment_lets_the_service_wait_longer(haircut):
	slip = order(haircut)
	when = add_to_date(now_datetime(), days=30)
	serving.appoint(slip.name, row_of(slip).name, str(when), "文化广场")
	slip.reload()
	assert getdate(slip.held_until) == getdate(add_days(when, 7))
	assert row_of(slip).appointment_place == "文化广场"


@pytest.mark.parametrize("when", ["2020-01-01 10:00:00", "2099-01-01", "下周三", "<script>"])
def test_an_appointment_is_a_time_from_today_on(haircut, when):
	refused(haircut, lambda: order(haircut, appointment_on=when), "from today")


def test_who_did_it_is_not_written_through_the_form(haircut):
	slip = order(haircut)
	slip.reload()
	row_of(slip).done_by = "我"
	refused(haircut, slip.save, "cannot be changed")


def test_a_proxy_names_the_relation(haircut):
	def redeem(**proxy):
		return shop.redeem_on_the_spot(
			haircut.shop.name, haircut.account, haircut.take(1), make.key(), **proxy
		)

	refused(haircut, lambda: redeem(proxy_name="张小山"), "related", frappe.MandatoryError)
	slip = redeem(proxy_name="张小山", proxy_relation="孙子")
	assert (slip.proxy_name, slip.proxy_relation) == ("张小山", "孙子")


def test_a_fair_is_told_from_the_desk_of_every_day(haircut):
	slip = shop.redeem_on_the_spot(
		haircut.shop.name, haircut.account, haircut.take(1), make.key(), mode=shop.FAIR
	)
	assert (slip.mode, slip.stage) == ("Fair", "Handed Over")
