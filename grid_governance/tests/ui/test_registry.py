"""The register by clicking: a household from nothing, its acts and slips, a number shown for a reason."""

import frappe
import pytest
from playwright.sync_api import expect

from grid_governance.registry import relations
from grid_governance.tests.factories import registry as make


@pytest.fixture
def family(town):
	town.fresh()
	town.user("Grid Officer", "A")
	house = make.make_household(town.grid_a1, head="张大明", room="1")
	wife = make.make_resident(house, resident_name="李梅", sex="Female", relation_to_head=relations.SPOUSE)
	number = make.id_number("1999-01-01")
	son = make.make_resident(
		house, resident_name="张小明", relation_to_head=relations.SON, identity_number=number
	)
	town.commit()
	yield frappe._dict(house=house.name, head=house.head, wife=wife.name, son=son.name, number=number)
	town.fresh()
	frappe.db.delete("Identity Document", {"resident": son.name})
	town.commit()


def press(page, label: str, group: str | None = None):
	"""A button of the form, or an entry of one of its groups."""
	if group:
		page.locator(".inner-group-button:visible button").filter(has_text=group).first.click()
		page.locator(".inner-group-button:visible .dropdown-item").filter(has_text=label).first.click()
	else:
		page.locator(".page-actions:visible button").filter(has_text=label).first.click()
	page.settled()


def dialog_value(page, fieldname: str, value):
	page.wait_for_function("field => window.cur_dialog?.fields_dict[field]", arg=fieldname)
	page.asked()
	page.evaluate("([field, value]) => cur_dialog.set_value(field, value)", [fieldname, value])
	page.settled()


def confirm(page, label: str = "办理"):
	page.locator(".modal.show .btn-modal-primary").filter(has_text=label).last.click()
	page.settled()


def test_a_household_is_registered_from_nothing(desk, town):
	page = desk("Grid Officer", "A")
	page.open("household/new")
	for field, value in (("grid_unit", town.grid_a1), ("villagers_group", "6"), ("room", "18")):
		page.set_value(field, value)
	page.get_by_role("button", name="保存").first.click()
	page.saved()
	press(page, "添加居（村）民")
	number = make.id_number("1988-08-08", "Female")
	for field, value in (
		("resident_name", "赵敏"),
		("identity_kind", "ID Card"),
		("identity_number", number),
	):
		page.set_value(field, value)
	page.wait_for_function("cur_frm.doc.sex === 'Female'")
	page.get_by_role("button", name="保存").first.click()
	page.saved()
	page.reads("********")
	assert number not in page.text()
	town.fresh()
	house = frappe.db.get_value(
		"Household", {"address": "6组18号", "grid_unit": town.grid_a1}, ["name", "head"]
	)
	assert frappe.db.get_value("Resident", house[1], "resident_name") == "赵敏"
	frappe.db.delete("Identity Document", {"resident": house[1]})
	town.commit()


def test_the_son_leaves_by_a_split_and_the_slip_is_offered(desk, town, family):
	page = desk("Grid Officer", "A")
	page.open(f"household/{family.house}")
	page.reads("李梅", "张小明")
	press(page, "分户", "办理")
	dialog_value(page, "room", "2")
	rows = "cur_dialog.fields_dict.people.df.data"
	page.evaluate(
		f"""son => {{ const row = {rows}.find(r => r.resident === son);
		row.__checked = 1; row.relation = 'Head Of Household'; }}""",
		family.son,
	)
	confirm(page)
	page.reads("打印变动单")
	page.settled()
	town.fresh()
	new = frappe.db.get_value("Resident", family.son, "household")
	assert new != family.house and frappe.db.get_value("Household", new, "head") == family.son
	page.locator(".modal.show").get_by_text("打印变动单").click()
	page.settled()
	page.wait_for_function(
		"() => document.querySelector('.print-format-container iframe, iframe.print-format-container')"
	)
	frame = page.frame_locator("iframe.print-format-container, .print-format-container iframe").first
	frame.get_by_text("人口变动单").first.wait_for()


def test_a_new_head_is_asked_for_when_the_head_dies(desk, town, family):
	page = desk("Grid Officer", "A")
	page.open(f"resident/{family.head}")
	press(page, "登记死亡", "办理")
	dialog_value(page, "new_head", family.wife)
	page.wait_for_function("() => (cur_dialog.fields_dict.people.df.data || []).length === 2")
	for name in ("李梅", "张小明"):
		expect(page.locator(".modal.show")).to_contain_text(name)
	confirm(page)
	page.reads("打印变动单")
	town.fresh()
	assert frappe.db.get_value("Household", family.house, "head") == family.wife
	assert frappe.db.get_value("Resident", family.head, "status") == "Dead"
	assert frappe.db.get_value("Resident", family.son, "relation_to_head") == relations.SON


def test_a_number_is_shown_for_a_reason_only(desk, town, family):
	page = desk("Grid Officer", "A")
	page.open(f"resident/{family.son}")
	assert family.number not in page.text()
	page.locator("button.reveal:visible").click()
	dialog_value(page, "reason", "核对户口簿")
	confirm(page, "查看号码")
	page.get_by_text(family.number).wait_for()
	town.fresh()
	assert frappe.db.exists(
		"Access Log", {"reference_document": family.son, "method": "Reveal Identity Number"}
	)


def test_a_known_number_elsewhere_leads_to_a_request_and_the_other_side_agrees(desk, town, family):
	# the nearest officer is asked, whoever else other stories have made
	town.user("Grid Officer", town.grid_a1)
	house = make.make_household(town.grid_b1, head="河湾人", room="9")
	town.commit()
	page = desk("Grid Officer", "B")
	page.open(f"household/{house.name}")
	press(page, "添加居（村）民")
	page.set_value("identity_kind", "ID Card")
	page.set_value("identity_number", family.number)
	page.locator(".modal.show").get_by_text("张*明").wait_for()
	dialog_value(page, "relation_to_head", relations.NOT_RELATED)
	dialog_value(page, "reason", "租房居住")
	confirm(page, "发出申请")
	page.reads("待对方答复")
	assert "张小明" not in page.text()
	town.fresh()
	request = frappe.db.get_value("Move-in Request", {"resident": family.son})
	other = desk("Grid Officer", town.grid_a1)
	other.open(f"move-in-request/{request}")
	press(other, "同意调出")
	town.fresh()
	assert frappe.db.get_value("Resident", family.son, "household") == house.name


def test_a_visit_goes_on_to_a_declaration_by_one_click(desk, town, family):
	page = desk("Grid Officer", "A")
	page.open(f"household/{family.house}")
	press(page, "登记走访")
	page.set_value("good_deed", 1)
	page.get_by_role("button", name="保存").first.click()
	page.saved()
	press(page, "申报积分")
	declaring = "house => cur_frm?.doctype === 'Points Declaration' && cur_frm.doc.subject === house"
	page.wait_for_function(declaring, arg=family.house)
