"""A double click, Enter twice, a slow line: what is pressed acts once, and what comes late is not drawn elsewhere."""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from grid_governance.points import ledger
from grid_governance.tests.factories import points, registry

SLOW = 1200  # milliseconds until the server answers


@pytest.fixture
def entry(town):
	"""A credited deed of a family in the village."""
	town.fresh()
	account = points.make_account(
		points.make_book(grid_unit=town.street), registry.make_household(town.grid_a1, head="周小川")
	)
	(name,) = ledger.post([points.posting(account, 5, remark="村庄清洁")])
	town.commit()
	return name


def press_thrice(page):
	"""Twice at once, and once more while the dialog fades away."""
	page.evaluate(
		"""() => {
			const button = cur_dialog.get_primary_btn();
			const wrapper = cur_dialog.$wrapper;
			wrapper.one("hide.bs.modal", () => setTimeout(() => button.trigger("click"), 30));
			button.trigger("click");
			button.trigger("click");
		}"""
	)
	page.wait_for_function("() => !window.cur_dialog")
	page.settled()


def test_a_question_asks_the_server_once(desk, town, entry):
	clerk = desk("Village Points Clerk").open(f"points-entry/{entry}")
	asked = []
	clerk.on("request", lambda request: asked.append(request.url) if "reverse_entry" in request.url else None)
	clerk.get_by_role("button", name="申请冲正").click()
	clerk.asked()
	clerk.evaluate("() => cur_dialog.set_value('reason', '当天未参加')")
	press_thrice(clerk)
	clerk.wait_for_function("() => cur_frm.doctype === 'Points Correction'")
	clerk.settled()
	assert len(asked) == 1

	# a question to say yes to, and one that is given up and asked again
	correction = clerk.evaluate("() => cur_frm.doc.name")
	office = desk("Points Office Member", "street").open(f"points-correction/{correction}")
	office.on("request", lambda request: asked.append(request.url) if "decide_" in request.url else None)
	office.get_by_role("button", name="不同意更正").click()
	office.asked()
	office.keyboard.press("Escape")
	office.settled()
	expect(office.get_by_role("button", name="不同意更正")).to_be_enabled()
	office.get_by_role("button", name="同意并执行").click()
	office.asked()
	press_thrice(office)
	office.locator(".indicator-pill", has_text="已更正").first.wait_for()
	assert len(asked) == 2
	town.fresh()
	assert frappe.db.count("Points Entry", {"reverses": entry}) == 1


def test_what_comes_late_is_not_drawn_on_another_record(desk, town):
	town.fresh()
	first, second = (registry.make_household(town.grid_a1, head=head) for head in ("吴先来", "郑后到"))
	town.commit()
	page = desk("Grid Officer").open(f"household/{second.name}")

	def late(route):
		if first.name in route.request.url:
			page.page.wait_for_timeout(SLOW)
		route.continue_()

	page.route("**/grid_governance.api.registry.get_members*", late)
	page.evaluate("name => frappe.set_route('Form', 'Household', name)", first.name)
	page.wait_for_function("name => cur_frm.doc.name === name", arg=first.name)
	page.evaluate("name => frappe.set_route('Form', 'Household', name)", second.name)
	page.wait_for_function("name => cur_frm.doc.name === name", arg=second.name)
	page.wait_for_timeout(SLOW)
	page.settled()
	members = page.locator("[data-fieldname=members_html]")
	expect(members).to_contain_text("郑后到")
	expect(members).not_to_contain_text("吴先来")
