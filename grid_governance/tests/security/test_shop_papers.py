"""Papers of the shops of villages A and B: each keeper and clerk works on the own ones, nobody edits a figure."""

import frappe
import pytest

from grid_governance.api import sheets as sheets_api
from grid_governance.api import stock as api
from grid_governance.tests.factories import core
from grid_governance.tests.factories import shop as make

PAPERS = ("Stock Receipt", "Stock Count", "Redemption Sheet", "Sign-off List")


@pytest.fixture
def street(world):
	"""In each village a shop with rice, an account, a keeper, and one paper of every kind."""
	places = frappe._dict(world=world)
	for label, village, grid in (
		("a", core.VILLAGE_A, core.GRID_A1),
		("b", core.VILLAGE_B, core.GRID_B1),
	):
		shop, rice = make.make_shop(village), make.make_item(10)
		make.fill(shop, rice, 20)
		book = make.make_book()
		account = make.make_account(100, unit=grid, book=book)
		row = {"item": rice.name, "counted_quantity": 20}
		papers = {
			"Stock Receipt": make.make_receipt(shop, rice),
			"Stock Count": frappe.get_doc(doctype="Stock Count", shop=shop.name, rows=[row]).insert(),
			"Redemption Sheet": frappe.get_doc(
				doctype="Redemption Sheet", shop=shop.name, book=book, goods=[{"item": rice.name}]
			).insert(),
			"Sign-off List": frappe.get_doc(doctype="Sign-off List", shop=shop.name, list_title="x").insert(),
		}
		keeper = make.keeper_of(shop, village)
		places[label] = frappe._dict(shop=shop, rice=rice, account=account, papers=papers, keeper=keeper)
	return places


@pytest.mark.parametrize("doctype", PAPERS)
def test_papers_are_listed_by_those_of_the_place_only(street, as_user, doctype):
	mine, foreign = street.a.papers[doctype].name, street.b.papers[doctype].name
	for reader in (
		street.a.keeper,
		street.world.user("Village Points Clerk", "A"),
		street.world.user("Supervisory Committee Member", "A"),
	):
		with as_user(reader):
			names = {row.name for row in frappe.get_list(doctype, limit_page_length=0)}
			assert mine in names and foreign not in names
			assert not frappe.get_doc(doctype, foreign).has_permission("read")


def test_a_foreign_paper_is_moved_by_nobody_from_next_door(street, as_user):
	papers = street.b.papers
	steps = (
		lambda: api.book_in(papers["Stock Receipt"].name),
		lambda: api.call_off_receipt(papers["Stock Receipt"].name, "x"),
		lambda: api.confirm_count(papers["Stock Count"].name),
		lambda: api.refuse_count(papers["Stock Count"].name, "x"),
		lambda: sheets_api.find_sheet(street.b.shop.name, papers["Redemption Sheet"].sheet_no),
		lambda: sheets_api.type_back(papers["Redemption Sheet"].name, {}),
		lambda: sheets_api.post_sheet(papers["Redemption Sheet"].name, {}),
		lambda: sheets_api.close_sheet(papers["Redemption Sheet"].name, "x"),
	)
	for user in (street.a.keeper, street.world.user("Village Points Clerk", "A")):
		for step in steps:
			with as_user(user), pytest.raises(frappe.PermissionError):
				step()
	assert make.on_shelf(street.b.shop, street.b.rice) == (20, 0)
	with as_user(street.b.keeper):
		assert api.book_in(papers["Stock Receipt"].name) == "Booked In"
		sheet = sheets_api.find_sheet(street.b.shop.name, papers["Redemption Sheet"].sheet_no)
		rows = {papers["Redemption Sheet"].rows[0].name: {"quantities": {street.b.rice.name: 1}}}
		assert sheets_api.post_sheet(sheet, rows)["posted"] == 1


@pytest.mark.parametrize("duty", ["Leader", "Supervisory Committee Member", "Grid Head", "Mediator"])
def test_who_only_reads_posts_no_sheet_and_books_nothing_in(street, as_user, duty):
	with as_user(street.world.user(duty, "A")):
		for step in (
			lambda: api.book_in(street.a.papers["Stock Receipt"].name),
			lambda: sheets_api.post_sheet(street.a.papers["Redemption Sheet"].name, {}),
		):
			with pytest.raises(frappe.PermissionError):
				step()


@pytest.mark.parametrize("doctype", PAPERS)
def test_no_paper_is_made_for_a_foreign_shop_whatever_its_unit_says(street, as_user, doctype):
	copy = frappe.copy_doc(street.b.papers[doctype])
	copy.update({"shop": street.b.shop.name, "grid_unit": core.VILLAGE_A, "receipt_no": make.key()})
	with as_user(street.a.keeper), pytest.raises(frappe.PermissionError):
		copy.insert()


def test_a_keeper_does_not_pay_the_own_household_by_a_sheet(street, as_user):
	household = frappe.db.get_value("Points Account", street.a.account, "subject")
	resident = frappe.db.get_value("Household", household, "head")
	frappe.db.set_value("Grid Worker", {"user": street.a.keeper}, "resident", resident)
	sheet = street.a.papers["Redemption Sheet"]
	rows = {sheet.rows[0].name: {"quantities": {street.a.rice.name: 1}}}
	with as_user(street.a.keeper):
		assert sheets_api.post_sheet(sheet.name, rows) == {"posted": 0, "refused": 1, "left": 0}
	assert make.balance(street.a.account) == 100
	with as_user(street.world.user("Village Points Clerk", "A")):
		assert sheets_api.post_sheet(sheet.name, rows)["posted"] == 1
	assert make.balance(street.a.account) == 90


def test_money_is_seen_by_the_office_and_not_by_the_keeper(street, as_user):
	fund = make.make_fund(100, unit=core.VILLAGE_A)
	with as_user(street.a.keeper):
		assert not frappe.get_doc("Points Fund", fund.name).has_permission("read")
	with as_user(street.world.user("Village Points Clerk", "B")):
		assert not frappe.get_doc("Points Fund", fund.name).has_permission("read")
	with as_user(street.world.user("Village Points Clerk", "A")):
		assert frappe.get_doc("Points Fund", fund.name).has_permission("write")


def test_a_supplier_of_the_neighbour_is_not_chosen_and_not_changed(street, as_user):
	supplier = make.make_supplier(core.VILLAGE_B)
	with as_user(street.world.user("Village Points Clerk", "A")):
		assert not frappe.get_doc("Reward Supplier", supplier.name).has_permission("write")
		assert supplier.name not in frappe.get_list("Reward Supplier", pluck="name")


def test_typed_text_comes_back_as_text(street, as_user):
	"""Names in a sheet may hold anything; the answer of a row is no HTML."""
	sheet = street.a.papers["Redemption Sheet"]
	row = {"quantities": {street.a.rice.name: 1}, "proxy_name": "<img src=x onerror=alert(1)>"}
	with as_user(street.a.keeper):
		sheets_api.post_sheet(sheet.name, {sheet.rows[0].name: row})
	sheet.reload()
	assert "<" not in sheet.rows[0].message
