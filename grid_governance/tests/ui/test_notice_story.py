"""A points notice by the clicks of its people: 60 rows on the board, a photo, an objection, the ledger.

The clerk publishes in three clicks, adds the photo and closes, five in all; a paper objection goes to the
committee, which decides it; the clerk closes. A stranger reads masked names on a narrow phone.
"""

from __future__ import annotations

import io

import frappe
import pytest
from frappe.utils import add_days, nowdate
from PIL import Image
from playwright.sync_api import expect

from grid_governance.points.notice import notices
from grid_governance.tests.factories import notices as make
from grid_governance.tests.factories import points, registry

FAMILIES = 60
MOST_CLICKS = 5  # of sixty rows from the list to the ledger; the objection has its own


@pytest.fixture
def village(town):
	"""60 families of the village whose deed is endorsed in a book with a notice of 5 days."""
	town.fresh()
	# what other stories have left endorsed here would hang on this notice too
	frappe.db.sql(
		"update `tabPoints Batch` set stage = 'Taken Back' where stage = 'Endorsed' and grid_unit like %s",
		[f"{town.village_a}%"],
	)
	names = ["王大明", "李秀英"] + [f"陈{chr(0x4E00 + number)}" for number in range(FAMILIES - 2)]
	families = [registry.make_household(town.grid_a1, head=name, villagers_group="3") for name in names]
	book = make.make_book(grid_unit=town.street)
	item = points.make_item(5, grid_unit=town.street, item_name="参加村庄清洁行动")
	make.endorsed_batch(book, item, families, grid_unit=town.village_a)
	town.commit()
	yield frappe._dict(book=book.name, families=families)
	town.fresh()
	frappe.db.delete("Points Category", {"name": "Test Category"})
	frappe.db.commit()


def picture() -> dict:
	out = io.BytesIO()
	Image.new("RGB", (80, 60), "white").save(out, "JPEG")
	return {"name": "board.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def publish(clerk, town) -> str:
	"""Three clicks from the list to the board; returns the notice's name."""
	clerk.open("public-notice")
	clerk.get_by_role("button", name="添加").first.click()
	clerk.locator(".indicator-pill", has_text="尚未保存").first.wait_for()
	clerk.settled()
	clerk.get_by_role("button", name="发布公示").click()
	clerk.locator(".modal:visible", has_text=f"共{FAMILIES}行").locator(".btn-modal-primary").click()
	clerk.locator(".indicator-pill", has_text="公示中").first.wait_for()
	clerk.settled()
	town.fresh()
	return clerk.evaluate("cur_frm.doc.name")


def count_clicks(clerk) -> None:
	"""What a hand clicks from here on, over all pages of this window."""
	clerk.page.context.add_init_script(
		"document.addEventListener('click', (e) => e.isTrusted &&"
		" sessionStorage.setItem('clicks', Number(sessionStorage.getItem('clicks') || 0) + 1), true)"
	)


def clicks(clerk) -> int:
	return clerk.evaluate("Number(sessionStorage.getItem('clicks') || 0)")


def test_a_notice_from_the_endorsed_deeds_over_an_objection_to_the_ledger(desk, town, village):
	clerk = desk("Village Points Clerk")
	count_clicks(clerk)
	name = publish(clerk, town)
	assert frappe.db.count("Notice Row", {"notice": name, "status": "On Notice"}) == FAMILIES
	clerk.reads("王大明", "公示期自上传张贴照片之日起算")

	with clerk.page.expect_file_chooser() as chooser:
		clerk.get_by_role("button", name="上传张贴照片").click()
	chooser.value.set_files([picture()])
	clerk.get_by_text("公示期至").first.wait_for()
	to_the_board = clicks(clerk)
	town.fresh()
	assert str(frappe.db.get_value("Public Notice", name, "starts_on")) == nowdate()

	clerk.open(f"public-notice/{name}")
	clerk.get_by_role("button", name="登记书面异议").click()
	dialog = clerk.locator(".modal:visible")
	dialog.get_by_text("李秀英").first.wait_for()
	clerk.settled()
	dialog.locator("[data-fieldname=objector_name] input").fill("刘告发")
	dialog.locator("[data-fieldname=facts] textarea").fill("当天没有参加")
	dialog.locator("[data-fieldname=search] input").fill("王大明")
	dialog.locator("[data-fieldname=search] input").press("Tab")
	row = dialog.locator("[data-fieldname=rows] .unit-checkbox label")
	expect(row).to_have_count(1)  # the shorter list moves the button
	row.click()
	dialog.locator(".btn-modal-primary").click()
	clerk.get_by_text("只有核查人员能看到异议人").first.wait_for()

	town.fresh()
	objection = frappe.db.get_value("Notice Objection", {"notice": name})
	committee = desk("Supervisory Committee Member").open(f"notice-objection/{objection}")
	assert committee.evaluate("cur_frm.doc.objector_name") == "刘告发"
	committee.get_by_role("button", name="开始核查").click()
	committee.get_by_role("button", name="作出处理决定").click()
	committee.asked()
	dialog = committee.locator(".modal:visible")
	dialog.locator("select").first.select_option("Not Recognised")
	committee.settled()
	answer = dialog.locator("[data-fieldname=answer] textarea")
	answer.click()
	committee.keyboard.type("经核查，当日未参加，不予认定。")
	dialog.locator(".btn-modal-primary").click()
	committee.locator(".indicator-pill", has_text="异议成立").first.wait_for()

	town.fresh()
	past = {"starts_on": add_days(nowdate(), -9), "last_day": add_days(nowdate(), -1)}
	frappe.db.set_value("Public Notice", name, past)
	frappe.db.commit()
	frappe.clear_document_cache("Public Notice", name)
	clerk.open(f"public-notice/{name}")
	before = clicks(clerk)
	clerk.get_by_role("button", name="结束公示并计分").click()
	clerk.locator(".indicator-pill", has_text="公示期满").first.wait_for()
	assert to_the_board + clicks(clerk) - before <= MOST_CLICKS
	town.fresh()
	notices.close_job(name)  # what the background does
	town.fresh()
	outcome = frappe.db.get_value("Public Notice", name, ["stage", "credited_count", "taken_out_count"])
	assert outcome == ("Settled Into Ledger", FAMILIES - 1, 1)


def test_strangers_read_masked_names_on_a_narrow_phone(desk, town, village):
	town.fresh()
	notice = make.running(make.make_notice(town.village_a, book=village.book))
	town.commit()
	page = desk(None, phone=True)
	page.set_viewport_size({"width": 360, "height": 740})
	page.page.goto(f"{page.url}/notice/{notice.public_code}")
	text = page.text()
	assert "王*明" in text and "李*英" in text and "王大明" not in text and "清洁" not in text
	assert page.evaluate("document.documentElement.scrollWidth") <= 360
	assert page.page.goto(f"{page.url}/notice/nothing").status == 404
	page.errors.clear()
