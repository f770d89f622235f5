"""A resident's phone, 360 pixels wide: signing in by the texted code, a deed declared on bad signal, goods ordered.

Every page is looked through by axe for contrast, names and order (WCAG 2 A and AA), and fits the width.
"""

import io
from pathlib import Path

import frappe
import pytest
from PIL import Image
from playwright.sync_api import expect

from grid_governance.cases.intake import reception
from grid_governance.portal import signing_in
from grid_governance.tests.factories import points, registry, shop
from grid_governance.tests.ui.conftest import PATIENCE

SMALL = {"width": 360, "height": 640}
PHONE = "13970650021"
PAGES = (
	"",
	"/statement",
	"/declare",
	"/declarations",
	"/notices",
	"/shop",
	"/codes",
	"/matters",
	"/tell",
	"/track",
)


@pytest.fixture
def resident(town):
	"""The head of a household with 40 points, soap in the village's shop, an item that pays 5."""
	town.fresh()
	for rules in frappe.get_all("Points Rules", {"grid_unit": ["like", f"{town.street}%"]}, pluck="name"):
		town._remove("Points Rules", rules)  # under another story's rules only their items count
	frappe.clear_cache(doctype="Points Rules")
	household = registry.make_household(town.grid_a1, head="周桂英")
	frappe.db.set_value("Resident", household.head, "phone", PHONE)
	book = points.make_book(grid_unit=town.street, notice_days=0)
	account = points.make_account(book, household, points=40)
	item = points.make_item(5, item_name="打扫楼道", grid_unit=town.street)
	place, soap = shop.make_shop(town.village_a), shop.make_item(8, unit=town.street, item_name="香皂")
	shop.fill(place, soap, 20)
	centre = frappe.get_doc(
		doctype="Governance Centre", centre_name="测试综治中心", grid_unit=town.street
	).insert()
	frappe.cache.delete_keys("portal_")
	for key in frappe.cache.keys("rl:*portal.request_code*"):  # the codes of today's earlier runs
		frappe.cache.delete(key)
	town.commit()
	yield frappe._dict(account=account, book=book, item=item, household=household, soap=soap)
	town.fresh()
	name = signing_in.login_name(PHONE)
	for doctype in ("Case Rating", "Reception", "Points Declaration", "Points Redemption"):
		for record in frappe.get_all(doctype, {"owner": name}, pluck="name"):
			town._remove(doctype, record)
	town._remove("User", name)
	town._remove("Governance Centre", centre.name)
	town.commit()


@pytest.fixture
def phone(browser, url, request):
	context = browser.new_context(viewport=SMALL, is_mobile=True, has_touch=True, locale="zh-CN")
	page = context.new_page()
	page.set_default_timeout(PATIENCE)
	page.problems = []
	page.on("pageerror", lambda error: page.problems.append(str(error)))
	yield page
	if getattr(request.node, "ui_failed", False):
		folder = request.config.rootpath / ".bench" / "logs" / "ui"
		folder.mkdir(parents=True, exist_ok=True)
		page.screenshot(path=folder / f"{request.node.name}.png", full_page=True)
	context.close()
	assert not page.problems


def texted_code() -> str:
	"""The code in the last text to the phone, as a trial site writes it into its log."""
	log = Path(frappe.get_site_path("logs", "portal.log")).read_text(encoding="utf-8")
	last = [line for line in log.splitlines() if PHONE in line][-1]
	return last.rsplit(PHONE, 1)[1].split("，")[0].strip(" 您的登录验证码为")


def sign_in(page, url):
	page.goto(f"{url}/portal/declare")
	page.fill("#phone", PHONE)
	page.click("text=获取验证码")
	page.wait_for_selector("#message.good:has-text('5分钟内有效')")
	page.fill("#code", texted_code())
	page.click("button:text-is('登录')")
	page.wait_for_selector(".tabs")


def picture() -> dict:
	out = io.BytesIO()
	Image.new("RGB", (2400, 1800), "olive").save(out, "JPEG")
	return {"name": "deed.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_a_deed_survives_bad_signal_and_goods_are_ordered(phone, url, resident, town):
	sign_in(phone, url)
	with phone.expect_navigation():  # another book's items are another page
		phone.select_option("#book", resident.book.name)
	phone.select_option("#item", resident.item.name)
	phone.set_input_files("#photos", picture())
	phone.wait_for_selector("#pictures img")
	phone.context.set_offline(True)
	phone.click("button:text-is('申报')")
	phone.wait_for_selector("#message:has-text('内容已保存在本机')")
	phone.context.set_offline(False)  # the page notices and sends by itself
	phone.wait_for_url("**/portal/declarations")
	for words in ("打扫楼道", "待核实"):
		expect(phone.locator("main")).to_contain_text(words)
	town.fresh()
	found = frappe.get_all("Points Declaration", {"subject": resident.household.name}, ["name", "stage"])
	assert [row.stage for row in found] == ["Awaiting Check"]
	files = frappe.get_all("File", {"attached_to_name": found[0].name}, ["file_size", "is_private"])
	assert len(files) == 1 and files[0].is_private and files[0].file_size < 400_000

	phone.goto(f"{url}/portal/shop")
	order = phone.locator("form.order", has=phone.locator(f"[data-good='{resident.soap.name}']")).first
	order.locator(f"[data-good='{resident.soap.name}']").fill("2")
	expect(order.locator("output")).to_have_text("16")
	order.locator("button:text-is('预约兑换')").click()
	phone.wait_for_url("**/portal/codes")
	phone.wait_for_selector(".code")
	phone.click("button:text-is('取消兑换')")
	phone.wait_for_selector("text=已取消")
	town.fresh()
	assert frappe.db.get_value("Points Account", resident.account, "balance") == 40


def test_a_matter_is_told_to_the_centre_followed_by_its_number_and_rated(phone, url, resident, town):
	sign_in(phone, url)
	phone.goto(f"{url}/portal/tell")
	phone.fill("#matter", "楼上夜间施工，无法休息，请帮助协调。")
	phone.set_input_files("#photos", picture())
	phone.wait_for_selector("#pictures img")
	phone.click("button:text-is('提交')")
	phone.wait_for_url("**/portal/matters**")
	number = phone.locator(".rows .quiet").first.inner_text().split(" · ")[0]
	expect(phone.locator(".rows")).to_contain_text("接待中")
	town.fresh()
	told = frappe.get_doc("Reception", {"matter_number": number})
	assert frappe.db.count("File", {"attached_to_name": told.name, "is_private": 1}) == 1
	reception.answer(told.name, "已联系物业，今晚起停止夜间施工。")
	town.commit()

	phone.goto(f"{url}/portal/track")
	phone.fill("#number", number)
	phone.fill("#phone", PHONE)
	phone.click("button:text-is('查询')")
	phone.wait_for_selector("#found:has-text('当场答复')")
	phone.goto(f"{url}/portal/matters")
	phone.locator(".rows a").first.click()
	phone.wait_for_selector("text=今晚起停止夜间施工")
	phone.select_option("#satisfaction", "Very Satisfied")
	phone.click("button:text-is('提交评价')")
	phone.wait_for_selector("form[data-post*='rate']", state="detached")
	town.fresh()
	assert frappe.db.get_value("Case Rating", {"reception": told.name}, "satisfaction") == "Very Satisfied"


def test_every_page_is_legible_reachable_by_keyboard_and_fits_a_small_phone(phone, url, resident, request):
	axe = request.config.rootpath / ".bench/node/node_modules/axe-core/axe.min.js"
	sign_in(phone, url)
	for path in PAGES:
		phone.goto(f"{url}/portal{path}")
		phone.wait_for_load_state("load")
		assert phone.evaluate("document.documentElement.scrollWidth") <= SMALL["width"], path
		phone.add_script_tag(path=axe)
		found = phone.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa']})")
		wrong = [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found["violations"]]
		assert not wrong, (path, wrong)
	phone.goto(f"{url}/portal")
	phone.keyboard.press("Tab")
	assert phone.evaluate("document.activeElement.className") == "skip"
