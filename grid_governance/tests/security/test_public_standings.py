"""The open net sees what a village switched on: the first places, masked; never the last, never a neighbour.

Village A: seven homes with 10 to 70 points. Village B: one home with 99. Zhou Qi of the last home has a login.
"""

from __future__ import annotations

import frappe
import pytest

from grid_governance.points import ledger
from grid_governance.points.ledger import accounts
from grid_governance.tests.factories import core, points, registry
from grid_governance.www import standings

NAMES = ("张小一", "李小二", "王小三", "赵小四", "钱小五", "孙小六", "周小七")


@pytest.fixture
def village(world):
	book = points.make_book()
	homes = [registry.make_household(core.GRID_A1, head=name, villagers_group="3") for name in NAMES]
	homes.append(registry.make_household(core.GRID_B1, head="吴小八"))
	made = accounts.accounts_for(book.name, "Household", [home.name for home in homes])
	worths = [70, 60, 50, 40, 30, 20, 10, 99]
	ledger.post([points.posting(made[home.name], worth) for home, worth in zip(homes, worths, strict=True)])
	return frappe._dict(book=book, homes=homes)


def make_public(village, unit=core.VILLAGE_A, **values):
	doc = frappe.get_doc(doctype="Public Standing", grid_unit=unit, book=village.book.name, **values)
	return doc.insert(ignore_permissions=True)


def page(unit: str) -> tuple[str, frappe._dict]:
	context = frappe._dict()
	frappe.local.form_dict = frappe._dict(unit=unit)
	standings.get_context(context)
	html = (
		frappe.get_jenv()
		.get_template("grid_governance/www/standings.html")
		.render({**context, "include_style": lambda _path: "", "include_script": lambda _path: ""})
	)
	return html, context


def test_the_page_is_not_there_until_the_village_switches_it_on(village, as_user):
	make_public(village)
	with as_user("Guest"):
		for unit in (core.VILLAGE_A, core.VILLAGE_B, core.STREET, "", "430181002001'--"):
			with pytest.raises(frappe.PageDoesNotExistError):
				page(unit)
	frappe.db.set_value("Public Standing", {"grid_unit": core.VILLAGE_A}, "enabled", 1)
	with as_user("Guest"):
		assert page(core.VILLAGE_A)
		with pytest.raises(frappe.PageDoesNotExistError):
			page(core.VILLAGE_B)


def test_a_guest_reads_the_first_places_masked_and_nothing_of_the_rest(village, as_user):
	make_public(village, enabled=1, top_n=3)
	with as_user("Guest"):
		html, _context = page(core.VILLAGE_A)
	assert "张*一" in html and "70" in html and "王*三" in html
	for word in (*NAMES, "赵*四", "吴*八", "99", "430181"):
		assert word not in html.split("<main", 1)[1].split("</main>")[0], word


def test_never_the_lower_half_however_many_places_are_asked_for(village, as_user):
	make_public(village, enabled=1, top_n=50)
	with as_user("Guest"):
		_html, context = page(core.VILLAGE_A)
	assert [row["points"] for row in context.boards[0]["board"].rows] == [70, 60, 50, 40]


def test_a_villager_sees_the_own_place_and_nobody_elses(village, as_user):
	make_public(village, enabled=1, top_n=3)
	me = core.make_user("zhou.qi@gg.test")
	registry.make_resident(village.homes[6], resident_name="周小七", user=me)
	with as_user(me):
		html, context = page(core.VILLAGE_A)
	own = context.boards[0]["own"]
	assert [(place["rank"], place["points"], place["missing"]) for place in own] == [(7, 10, 10)]
	assert "周小七" in html and "孙" not in html
	with as_user("Guest"):
		assert "周" not in page(core.VILLAGE_A)[0]


@pytest.mark.parametrize("wrong", [{"top_n": 0}, {"top_n": 51}, {"grid_unit": core.STREET}])
def test_wrong_settings_are_refused(village, wrong):
	with pytest.raises(frappe.ValidationError):
		make_public(village, **{"unit": wrong.pop("grid_unit", core.VILLAGE_A), **wrong})


def test_one_page_per_book_and_only_the_own_village(village, as_user, world):
	make_public(village)
	with pytest.raises(frappe.DuplicateEntryError):
		make_public(village)
	with as_user(world.user("Village Points Clerk", "A")):
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc(
				doctype="Public Standing", grid_unit=core.VILLAGE_B, book=village.book.name
			).insert()
	with as_user(world.user("Village Points Clerk", "B")):
		frappe.get_doc(doctype="Public Standing", grid_unit=core.VILLAGE_B, book=village.book.name).insert()


def test_the_address_of_the_page_leads_to_it():
	assert {"from_route": "/standings/<unit>", "to_route": "standings"} in frappe.get_hooks(
		"website_route_rules"
	)
