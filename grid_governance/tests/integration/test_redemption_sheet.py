"""A sheet printed before the fair and typed back after it: every row has its own outcome, and none is paid twice."""

import frappe
import pytest

from grid_governance.points import ledger
from grid_governance.points.redemption import sheets
from grid_governance.tests.factories import core
from grid_governance.tests.factories import shop as make
from grid_governance.tests.integration.redemption import refused


@pytest.fixture
def fair(desk):
	"""Three households with 100, 100 and 5 points on one sheet with rice at 10."""
	desk.book = make.make_book()
	desk.people = [
		make.make_account(points, head=name, book=desk.book, villagers_group=group)
		for name, points, group in (("王大", 100, "1"), ("李二", 100, "1"), ("赵三", 5, "2"))
	]
	desk.account = desk.people[0]
	desk.sheet = make_sheet(desk)
	return desk


def make_sheet(desk, **values):
	values = {"shop": desk.shop.name, "book": desk.book, "goods": [{"item": desk.rice.name}], **values}
	return frappe.get_doc(doctype="Redemption Sheet", **values).insert()


def typed(fair, *pieces, **more):
	"""{row: figures} of the sheet's first rows."""
	return {
		row.name: {"quantities": {fair.rice.name: number}, **more}
		for row, number in zip(fair.sheet.rows, pieces, strict=False)
	}


def type_and_post(fair, *pieces, **more):
	sheets.type_back(fair.sheet.name, typed(fair, *pieces, **more))
	outcome = sheets.post(fair.sheet.name)
	fair.sheet.reload()
	return outcome


def test_the_sheet_lists_holders_by_address_with_their_points_of_that_moment(fair):
	assert [(row.holder_name, row.balance_printed) for row in fair.sheet.rows] == [
		("王大", 100),
		("李二", 100),
		("赵三", 5),
	]
	assert fair.sheet.goods[0].points_price == 10
	again = make_sheet(fair, villagers_group="1")
	assert {row.holder_name for row in again.rows} == {"王大", "李二"}
	assert [row.holder_name for row in make_sheet(fair, villagers_group="第二组").rows] == ["赵三"]
	number = fair.sheet.sheet_no.split("-")
	assert again.sheet_no == f"{number[0]}-{int(number[1]) + 1:03d}"


def test_what_is_typed_is_posted_in_one_go_on_the_day_of_the_fair(fair):
	fair.sheet.update({"held_on": frappe.utils.add_days(None, -3)}).save()
	assert type_and_post(fair, 2, 1) == {"posted": 2, "refused": 0, "left": 0}
	assert fair.sheet.status == "Sheet Posted"
	assert [make.balance(account) for account in fair.people] == [80, 90, 5]
	assert make.on_shelf(fair.shop, fair.rice) == (17, 0)
	slip = frappe.get_doc("Points Redemption", fair.sheet.rows[0].redemption)
	assert (slip.mode, slip.stage, slip.sheet) == ("Offline Sheet", "Handed Over", fair.sheet.name)
	day = frappe.db.get_value("Points Entry", slip.entry, "deed_date")
	assert day == frappe.utils.getdate(fair.sheet.held_on)


def test_a_row_beyond_the_balance_is_answered_and_keeps_its_figures(fair):
	assert type_and_post(fair, 1, 1, 3) == {"posted": 2, "refused": 1, "left": 0}
	row = fair.sheet.rows[2]
	assert (fair.sheet.status, row.outcome) == ("Sheet Partly Posted", "Row Refused")
	assert "25 too few" in row.message and frappe.parse_json(row.quantities) == {fair.rice.name: 3}
	make.award(fair.people[2], 40)
	assert sheets.post(fair.sheet.name) == {"posted": 3, "refused": 0, "left": 0}
	assert [make.balance(account) for account in fair.people] == [90, 90, 15]


def test_a_refused_row_that_is_typed_anew_forgets_its_refusal(fair):
	type_and_post(fair, 1, 1, 3)
	last = fair.sheet.rows[2].name
	sheets.type_back(fair.sheet.name, {last: {"quantities": {fair.rice.name: ""}}})
	assert sheets.post(fair.sheet.name) == {"posted": 2, "refused": 0, "left": 0}
	assert not frappe.db.get_value("Redemption Sheet Row", last, "outcome")


def test_points_spent_since_the_printing_are_answered_in_that_row_only(fair):
	ledger.post([ledger.Posting(fair.people[1], "Deduction", -95, frappe.utils.nowdate(), "spent since")])
	assert type_and_post(fair, 1, 1)["refused"] == 1
	assert [row.outcome for row in fair.sheet.rows[:2]] == ["Row Posted", "Row Refused"]


def test_goods_that_are_gone_are_answered_in_the_row_that_met_it(fair):
	for account in fair.people:
		make.award(account, 900)
	assert type_and_post(fair, 15, 10, 5) == {"posted": 2, "refused": 1, "left": 0}
	assert "5 free" in fair.sheet.rows[1].message
	assert make.on_shelf(fair.shop, fair.rice) == (0, 0)


def test_a_sheet_typed_back_twice_is_refused_as_a_whole(fair):
	type_and_post(fair, 2, 1)
	for again in (
		lambda: sheets.type_back(fair.sheet.name, typed(fair, 2, 1)),
		lambda: sheets.post(fair.sheet.name),
	):
		refused(fair, again, "typed back once")
	assert [make.balance(account) for account in fair.people] == [80, 90, 5]


def test_a_row_is_paid_once_even_when_the_sheet_forgets_it(fair):
	"""The key of a row stands behind the sheet's own status."""
	type_and_post(fair, 2, 1)
	frappe.db.set_value("Redemption Sheet", fair.sheet.name, "status", "Sheet Printed")
	for row in fair.sheet.rows:
		frappe.db.set_value("Redemption Sheet Row", row.name, "outcome", None)
	sheets.post(fair.sheet.name)
	assert [make.balance(account) for account in fair.people] == [80, 90, 5]
	assert frappe.db.count("Points Redemption", {"sheet": fair.sheet.name}) == 2


def test_a_posted_row_takes_no_other_figures(fair):
	type_and_post(fair, 1, 1, 3)
	refused(fair, lambda: sheets.type_back(fair.sheet.name, typed(fair, 9)), "Take goods back")
	sheets.type_back(fair.sheet.name, typed(fair, 1))


@pytest.mark.parametrize("value", [-1, 1.5, "两", "1 2", 10_000, True, [1], "<b>1</b>"])
def test_figures_that_are_no_whole_pieces_keep_nothing(fair, value):
	refused(fair, lambda: sheets.type_back(fair.sheet.name, typed(fair, 1, value)), "no whole number")
	fair.sheet.reload()
	assert not any(row.quantities for row in fair.sheet.rows)


def test_rows_and_goods_of_another_sheet_are_refused(fair):
	other, oil = make_sheet(fair), make.make_item(3)
	figures = {other.rows[0].name: {"quantities": {fair.rice.name: 1}}}
	refused(fair, lambda: sheets.type_back(fair.sheet.name, figures), "not on sheet")
	figures = {fair.sheet.rows[0].name: {"quantities": {oil.name: 1}}}
	refused(fair, lambda: sheets.type_back(fair.sheet.name, figures), "goods on this sheet")


def test_the_printed_price_holds_and_an_item_taken_off_offer_meanwhile_is_still_posted(fair):
	fair.rice.update({"points_price": 50, "status": "Off Offer"}).save()
	type_and_post(fair, 2)
	assert make.balance(fair.people[0]) == 80


def test_who_collects_for_another_is_typed_with_the_relation(fair):
	assert type_and_post(fair, 1, proxy_name="王小")["refused"] == 1
	assert "related" in fair.sheet.rows[0].message
	assert type_and_post(fair, 1, proxy_name="王小", proxy_relation="儿子")["posted"] == 1


def test_the_printed_list_is_not_edited(fair):
	for change in (
		lambda: setattr(fair.sheet.rows[0], "balance_printed", 9999),
		lambda: fair.sheet.rows.pop(),
		lambda: setattr(fair.sheet.rows[0], "account", fair.people[2]),
		lambda: setattr(fair.sheet.goods[0], "points_price", 1),
	):
		fair.sheet.reload()
		change()
		refused(fair, fair.sheet.save, "printed and stays")


def test_holders_that_are_sent_along_with_a_new_sheet_count_for_nothing(fair):
	foreign = make.make_account(500, unit=core.GRID_B1, book=fair.book)
	sheet = make_sheet(fair, rows=[{"account": foreign, "balance_printed": 500}], list_unit=core.VILLAGE_A)
	assert foreign not in {row.account for row in sheet.rows}
	refused(fair, lambda: make_sheet(fair, list_unit=core.VILLAGE_B), "inside the shop's unit")


def test_an_empty_sheet_is_not_posted_and_is_closed_with_a_reason(fair):
	refused(fair, lambda: sheets.post(fair.sheet.name), "Nothing is typed")
	refused(fair, lambda: sheets.close(fair.sheet.name, " "), "why")
	assert sheets.close(fair.sheet.name, "下雨未办") == "Sheet Void"
	refused(fair, lambda: sheets.type_back(fair.sheet.name, typed(fair, 1)), "typed back once")


def test_more_than_thirty_rows_go_to_the_background_and_are_all_posted(fair, monkeypatch):
	monkeypatch.setattr(sheets, "INLINE", 1)
	queued = []
	monkeypatch.setattr(frappe, "enqueue", lambda *args, **more: queued.append(more["sheet"]))
	assert type_and_post(fair, 1, 1, 3)["left"] == 3
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	sheets.post_job(queued[0])
	fair.sheet.reload()
	assert (fair.sheet.posted_rows, fair.sheet.refused_rows) == (2, 1)


def test_an_offline_slip_comes_from_a_sheet_only(fair):
	goods = [{"item": fair.rice.name, "quantity": 1}]
	values = {"shop": fair.shop.name, "account": fair.account, "mode": "Offline Sheet", "rows": goods}
	refused(fair, lambda: frappe.get_doc(doctype="Points Redemption", **values).insert(), "typed back")
