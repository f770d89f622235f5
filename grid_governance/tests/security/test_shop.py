"""Shops A1 and A2 in village A, B1 in village B; a keeper each. A keeper sees and serves the own shop only."""

import frappe
import pytest
from frappe.model.workflow import apply_workflow

from grid_governance.api import shop as api
from grid_governance.api import stock as stock_api
from grid_governance.points.redemption import shop
from grid_governance.tests.factories import core
from grid_governance.tests.factories import shop as make

DOCTYPES = ("Points Shop", "Reward Stock", "Reward Stock Entry", "Points Redemption")


@pytest.fixture
def street(world):
	"""Two shops of one village and one of the neighbour's, each with rice, an account and a reservation."""
	places = frappe._dict(world=world)
	for label, village, grid in (
		("a1", core.VILLAGE_A, core.GRID_A1),
		("a2", core.VILLAGE_A, core.GRID_A2),
		("b1", core.VILLAGE_B, core.GRID_B1),
	):
		place, rice = make.make_shop(village), make.make_item(10)
		make.fill(place, rice, 20)
		account = make.make_account(100, unit=grid, head="周小" + {"a1": "甲", "a2": "乙", "b1": "丙"}[label])
		goods = [{"item": rice.name, "quantity": 1}]
		slip = shop.reserve(place.name, account, goods, make.key())
		keeper = make.keeper_of(place, village)
		places[label] = frappe._dict(
			shop=place, rice=rice, account=account, goods=goods, slip=slip, keeper=keeper
		)
	return places


def shops_seen(doctype: str, street) -> set[str]:
	"""Of the three shops, those whose rows the session's user lists."""
	column = "name" if doctype == "Points Shop" else "shop"
	seen = {row[column] for row in frappe.get_list(doctype, fields=[column], limit_page_length=0)}
	return seen & {street[label].shop.name for label in ("a1", "a2", "b1")}


def test_a_keeper_lists_the_own_shop_only_and_sees_it(street, as_user):
	for doctype in DOCTYPES:
		with as_user(street.a1.keeper):
			assert shops_seen(doctype, street) == {street.a1.shop.name}, doctype


def test_the_neighbours_points_clerk_sees_the_own_village_only(street, as_user):
	with as_user(street.world.user("Village Points Clerk", "B")):
		for doctype in DOCTYPES:
			assert shops_seen(doctype, street) == {street.b1.shop.name}, doctype
	with as_user(street.world.user("Village Points Clerk", "A")):
		for doctype in DOCTYPES:
			assert shops_seen(doctype, street) == {street.a1.shop.name, street.a2.shop.name}, doctype


def test_lines_of_a_slip_are_read_by_its_own_keeper_only(street, as_user):
	filters = {"parent": ["in", [street[k].slip.name for k in ("a1", "a2", "b1")]]}
	for label in ("a1", "a2", "b1"):
		with as_user(street[label].keeper):
			rows = frappe.get_list(
				"Points Redemption Row",
				filters=filters,
				fields=["parent"],
				parent_doctype="Points Redemption",
			)
			assert [row.parent for row in rows] == [street[label].slip.name]


def test_a_foreign_slip_is_neither_read_nor_moved(street, as_user):
	for other in (street.a2, street.b1):
		with as_user(street.a1.keeper):
			doc = frappe.get_doc("Points Redemption", other.slip.name)
			assert not doc.has_permission("read")
			for act in (
				lambda other=other: api.read_slip(other.slip.name),
				lambda other=other: api.hand_over(other.slip.name),
				lambda other=other: api.call_off(other.slip.name),
				lambda other=other: api.take_back(other.slip.name, "x"),
				lambda doc=doc: apply_workflow(doc.as_dict(), "Hand Over"),
				lambda doc=doc: doc.update({"stage": "Handed Over"}).save(),
			):
				with pytest.raises(frappe.PermissionError):
					act()
		assert make.on_shelf(other.shop, other.rice) == (20, 1)
		with as_user(other.keeper):
			assert api.hand_over(other.slip.name)["stage"] == "Handed Over"


def test_a_foreign_shop_is_closed_at_every_function_of_the_desk(street, as_user):
	for other in (street.a2, street.b1):
		place = other.shop.name
		with as_user(street.a1.keeper):
			for act in (
				lambda p=place: api.find_accounts(p, "周小"),
				lambda p=place: api.shelf(p),
				lambda p=place: stock_api.countable_items(p),
				lambda p=place: api.waiting(p),
				lambda p=place, o=other: api.find_reservation(p, o.slip.collection_code),
				lambda p=place, o=other: api.redeem(p, o.account, o.goods, make.key()),
				lambda p=place, o=other: api.redeem(p, o.account, o.goods, make.key(), mode="Reserved"),
				lambda p=place, o=other: stock_api.change_stock(p, "Written Off", o.goods, make.key(), "x"),
				lambda p=place, o=other: api.find_card(p, o.account),
			):
				with pytest.raises(frappe.PermissionError):
					act()
			assert [row["name"] for row in api.my_shops()] == [street.a1.shop.name]
			slip = api.redeem(street.a1.shop.name, street.a1.account, street.a1.goods, make.key())
			assert slip["stage"] == "Handed Over"


def test_the_code_of_another_shop_finds_nothing_here(street, as_user):
	with as_user(street.a1.keeper):
		with pytest.raises(frappe.DoesNotExistError):
			api.find_reservation(street.a1.shop.name, street.a2.slip.collection_code)
		for nothing in ("", " ", "%", "________"):
			with pytest.raises(frappe.DoesNotExistError):
				api.find_reservation(street.a1.shop.name, nothing)
		found = api.find_reservation(street.a1.shop.name, street.a1.slip.collection_code)
		assert found["name"] == street.a1.slip.name


def test_inserting_a_slip_for_a_foreign_shop_is_refused_whatever_its_unit_says(street, as_user):
	for other in (street.a2, street.b1):
		with as_user(street.a1.keeper), pytest.raises(frappe.PermissionError):
			frappe.get_doc(
				doctype="Points Redemption", shop=other.shop.name, account=other.account, mode="On The Spot",
				grid_unit=core.VILLAGE_A, rows=other.goods,
			).insert()  # fmt: skip


def test_the_search_gives_accounts_of_the_shops_unit_and_nothing_private(street, as_user):
	with as_user(street.a1.keeper):
		rows = api.find_accounts(street.a1.shop.name, "周小")
		assert {row.account for row in rows} == {street.a1.account, street.a2.account}
		allowed = {
			"account", "holder_name", "subject_doctype", "balance", "book", "address", "group", "stopped_until",
		}  # fmt: skip
		assert set(rows[0]) == allowed
		for letters in ("", "周", "%", "%%", "__"):
			assert api.find_accounts(street.a1.shop.name, letters) == []


def test_a_keeper_reads_no_resident_household_or_account(street, as_user):
	with as_user(street.a1.keeper):
		for doctype in ("Resident", "Household", "Identity Document", "Points Account", "Points Entry"):
			rows = frappe.get_list(doctype) if frappe.has_permission(doctype, "read") else []
			assert rows == [], doctype


def test_a_post_that_only_reads_does_not_serve(street, as_user):
	for duty in ("Leader", "Supervisory Committee Member", "Grid Head", "Mediator"):
		with as_user(street.world.user(duty, "A")), pytest.raises(frappe.PermissionError):
			api.redeem(street.a1.shop.name, street.a1.account, street.a1.goods, make.key())
	with as_user(street.world.user("Village Points Clerk", "A")):
		slip = api.redeem(street.a1.shop.name, street.a1.account, street.a1.goods, make.key())
		assert slip["stage"] == "Handed Over"


def test_reading_here_and_serving_there_do_not_add_up(street, as_user):
	keeper = core.make_worker("Leader", core.VILLAGE_B, email=street.a1.keeper)
	with as_user(keeper), pytest.raises(frappe.PermissionError):
		api.redeem(street.b1.shop.name, street.b1.account, street.b1.goods, make.key())


def test_no_role_creates_changes_or_imports_stock():
	for doctype in ("Reward Stock", "Reward Stock Entry"):
		meta = frappe.get_meta(doctype)
		rights = ("create", "write", "delete", "import", "submit")
		assert not [perm.role for perm in meta.permissions if any(perm.get(right) for right in rights)]
		assert not meta.allow_import


def test_a_neighbours_item_is_not_changed_and_not_offered(street, as_user):
	item = make.make_item(5, unit=core.VILLAGE_B)
	with as_user(street.world.user("Village Points Clerk", "A")):
		doc = frappe.get_doc("Reward Item", item.name)
		assert not doc.has_permission("write")
		assert item.name not in {row["item"] for row in stock_api.countable_items(street.a1.shop.name)}
	with as_user(street.world.user("Village Points Clerk", "B")):
		assert frappe.get_doc("Reward Item", item.name).has_permission("write")
		make.make_receipt(street.b1.shop, item)


def test_a_clerk_cannot_book_a_neighbours_item_into_the_own_shop(street, as_user):
	item = make.make_item(5, unit=core.VILLAGE_B)
	with as_user(street.world.user("Village Points Clerk", "A")), pytest.raises(frappe.ValidationError):
		make.make_receipt(street.a1.shop, item)
