"""A village's rules from the ready set to the deeds that count by them, by the clicks of two people.

The clerk takes a ready set, sets own points and records opinions and assembly; the street's points office files
the rules; the clerk brings them into force. A declaration then offers only what they switched on.
"""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from grid_governance.tests.factories import points, registry
from grid_governance.tests.ui.test_batch_story import act


@pytest.fixture
def village(town):
	"""A ready set of two items of the street, and a third item outside it."""
	town.fresh()
	book = points.make_book(grid_unit=town.street)
	sweep, guard, other = (
		points.make_item(5, item_name=name, grid_unit=town.street, band_low=3, band_high=7)
		for name in ("清扫村道", "夜间值守", "植树护绿")
	)
	frappe.get_doc(
		doctype="Points Item Set",
		set_name="朝阳清单",
		grid_unit=town.street,
		rows=[{"item": sweep.name}, {"item": guard.name}],
	).insert(ignore_permissions=True)
	family = registry.make_household(town.grid_a1, head="王小明")
	town.commit()
	yield frappe._dict(book=book.name, sweep=sweep, other=other, family=family)
	town.fresh()
	frappe.db.delete("Points Category", {"name": "Test Category"})
	frappe.db.delete("File", {"file_url": points.PHOTO})
	frappe.db.commit()


def answer(page, **values) -> None:
	"""Fill the dialog of a step in and go on."""
	# this dialog, not the one of the step before that is still closing
	page.wait_for_function(
		"names => cur_dialog?.display && names.every((name) => cur_dialog.fields_dict[name])",
		arg=list(values),
	)
	page.settled()
	before = page.evaluate("cur_frm.doc.stage")
	page.evaluate("values => cur_dialog.set_values(values)", values)
	page.locator(".modal:visible").get_by_role("button", name="继续").click()
	page.wait_for_function("before => cur_frm.doc.stage !== before", arg=before)
	page.settled()


def refused_answers_stay(page, town, name: str) -> None:
	"""Somebody else has saved meanwhile: refused, the dialog keeps what was typed; given up, nothing of it stays."""
	frappe.db.set_value("Points Rules", name, "assembly_place", "村委会")
	town.commit()
	act(page, "征求意见")
	page.wait_for_function("cur_dialog?.display && cur_dialog.fields_dict.opinions_to")
	page.settled()
	page.evaluate("cur_dialog.set_value('opinions_to', '2031-01-31')")
	calls: list[str] = []
	page.on("request", lambda request: calls.append(request.url.rsplit(".", 1)[-1]))
	# the button twice, as Enter on it does
	page.evaluate("[1, 2].forEach(() => cur_dialog.get_primary_btn().trigger('click'))")
	page.wait_for_function("$('.msgprint:visible').length")
	page.settled()
	assert calls.count("savedocs") == 1 and "apply_workflow" not in calls
	page.errors.clear()  # the refusal stands in the console too
	page.evaluate("frappe.hide_msgprint()")
	page.wait_for_function("!$('.msgprint:visible').length")
	expect(page.locator("[data-fieldname=opinions_to] input:visible").last).to_have_value("2031-01-31")
	asked = page.locator(".modal.show", has=page.locator("[data-fieldname=opinions_to]"))
	asked.locator(".btn-modal-close").click()
	page.wait_for_function("!cur_frm.is_dirty() && !cur_frm.doc.opinions_to")
	page.settled()
	page.errors.clear()  # a step given up is a promise that nobody keeps


def test_rules_are_adopted_and_the_picker_offers_only_what_they_switched_on(desk, town, village):
	clerk = desk("Village Points Clerk").open("points-rules/new")
	clerk.set_value("rules_title", "朝阳社区积分细则")
	clerk.get_by_role("button", name="套用现成清单").click()
	clerk.wait_for_function("window.cur_dialog?.fields_dict.item_set")
	clerk.settled()
	clerk.locator(".modal:visible [data-fieldname=item_set] input").fill("朝阳")
	clerk.locator(".modal:visible .awesomplete li", has_text="朝阳清单").click()
	clerk.settled()
	clerk.locator(".modal:visible").get_by_role("button", name="添加").click()
	clerk.wait_for_function("(cur_frm.doc.rows || []).length === 2")
	clerk.evaluate(
		"frappe.model.set_value(cur_frm.doc.rows[0].doctype, cur_frm.doc.rows[0].name, 'points', 4)"
	)
	clerk.evaluate("cur_frm.save()")
	clerk.saved()
	name, today = clerk.evaluate("cur_frm.doc.name"), frappe.utils.nowdate()
	clerk.open(f"points-rules/{name}")
	refused_answers_stay(clerk, town, name)
	act(clerk, "征求意见")
	answer(clerk, opinions_from=today, opinions_to=today)
	points.photo(clerk.evaluate("frappe.session.user"))
	town.commit()
	act(clerk, "登记表决")
	answer(
		clerk,
		assembly_kind="Meeting Of Villagers' Representatives",
		assembly_date=today,
		members_due=30,
		members_present=28,
		votes_for=26,
		minutes_photo=points.PHOTO,
	)
	office = desk("Points Office Member", "street").open(f"points-rules/{name}")
	act(office, "办理报备")
	answer(office, filing_number="备〔2026〕1号")
	clerk.open(f"points-rules/{name}")
	act(clerk, "公布施行")
	answer(clerk, in_force_from=today)
	town.fresh()
	assert frappe.db.get_value("Points Rules", name, "stage") == "In Effect"

	clerk.open("points-declaration/new")
	clerk.set_value("book", village.book)
	clerk.set_value("subject", village.family.name)
	clerk.settled()
	clerk.locator("[data-fieldname=item] input:visible").first.click()
	offered = clerk.locator("[data-fieldname=item] .awesomplete li")
	offered.filter(has_text="清扫村道").wait_for()
	texts = " ".join(offered.all_inner_texts())
	assert "夜间值守" in texts and "植树护绿" not in texts and "4分" in texts
	clerk.set_value("item", village.sweep.name)
	clerk.wait_for_function("cur_frm.doc.points === 4")


@pytest.fixture(autouse=True)
def no_rules_left(town):
	"""Where rules are in force only their items count: the next story has its own."""
	yield
	town.fresh()
	for name in frappe.get_all("Points Rules", {"grid_unit": ["like", f"{town.street}%"]}, pluck="name"):
		town._remove("Points Rules", name)
	town.commit()
