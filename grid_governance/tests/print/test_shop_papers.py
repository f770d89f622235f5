"""The papers of a points shop as they come out of the printer: sheet, sign-off list, receipt, count."""

import re

import frappe
import pytest

from grid_governance.points.redemption import serving, shop
from grid_governance.tests.factories import shop as make


@pytest.fixture
def desk(world):
	place, rice = make.make_shop(shop_name="西湖村积分超市"), make.make_item(10, item_name="<b>大米</b>&油")
	make.fill(place, rice, 20)
	return frappe._dict(shop=place, rice=rice, book=make.make_book())


def printed(doc, paper: str) -> str:
	frappe.local.lang = "zh"
	html = frappe.get_print(doc.doctype, doc.name, paper)
	assert "{{" not in html and "<b>大米</b>&油" not in html
	return html


def figures(html: str) -> str:
	return re.sub(r"<style.*?</style>|<[^>]+>|\s", "", html, flags=re.S)


def test_the_sheet_lists_holders_with_room_for_pieces_and_a_signature(desk):
	for head in ("王大山", "李二河", "赵三江"):
		make.make_account(100, head=head, book=desk.book)
	sheet = frappe.get_doc(
		doctype="Redemption Sheet", shop=desk.shop.name, book=desk.book, goods=[{"item": desk.rice.name}]
	).insert()
	html = printed(sheet, "Offline Redemption Sheet")
	text = figures(html)
	for words in (
		"西湖村积分超市线下积分兑换登记表",
		sheet.sheet_no,
		"王大山",
		"赵三江",
		"10分/袋",
		"领取人签字",
		"见证人签字",
	):
		assert words in text, words
	assert html.count('<tr><td class="c">') == 3 and "landscape" in html and "<svg" in html


def test_the_sign_off_list_names_goods_proxies_and_sums(desk):
	account = make.make_account(100, book=desk.book)
	goods = [{"item": desk.rice.name, "quantity": 3}]
	shop.redeem_on_the_spot(
		desk.shop.name, account, goods, make.key(), proxy_name="李四", proxy_relation="儿子"
	)
	doc = frappe.get_doc(doctype="Sign-off List", shop=desk.shop.name, list_title="冬至赶集").insert()
	text = figures(printed(doc, "Goods Sign-off List"))
	for words in (
		"积分兑换物品发放签收单",
		"冬至赶集",
		"张大山",
		"3袋",
		"李四",
		"儿子",
		"物品合计",
		"签名",
		"印章",
	):
		assert words in text, words


def test_a_list_without_slips_says_so(desk):
	doc = frappe.get_doc(doctype="Sign-off List", shop=desk.shop.name, list_title="空").insert()
	assert "本期没有发放记录" in figures(printed(doc, "Goods Sign-off List"))


def test_the_receipt_names_supplier_number_and_the_amount_in_words(desk):
	supplier = make.make_supplier(supplier_name="集里供销社")
	fund = make.make_fund(500, fund_name="2026年补助")
	receipt = make.make_receipt(
		desk.shop, desk.rice, 10, 6.5, supplier=supplier.name, receipt_no="XH-7", fund=fund.name
	)
	text = figures(printed(receipt, "Stock Receipt Paper"))
	for words in ("入库单", "XH-7", "集里供销社", "2026年补助", "财政补助", "陆拾伍元整", "验收人签字"):
		assert words in text, words


def test_the_count_shows_book_count_difference_and_two_signatures(desk):
	row = {"item": desk.rice.name, "counted_quantity": 18, "reason": "受潮"}
	count = frappe.get_doc(doctype="Stock Count", shop=desk.shop.name, rows=[row]).insert()
	text = figures(printed(count, "Stock Count Paper"))
	for words in ("盘点表", "账面数", "18", "-2", "受潮", "盘点人签字", "监盘人签字", "待第二人确认"):
		assert words in text, words


def test_the_slip_tells_the_appointment_and_then_who_did_it(desk):
	account = make.make_account(100, book=desk.book)
	cut = make.make_item(20, item_name="理发", kind="Service", keep_stock=0)
	goods = [{"item": cut.name, "quantity": 1, "appointment_place": "村部"}]
	goods[0]["appointment_on"] = str(frappe.utils.add_to_date(frappe.utils.now_datetime(), days=2))
	slip = shop.redeem_on_the_spot(desk.shop.name, account, goods, make.key())
	slip.reload()
	assert "预约时间" in figures(printed(slip, "Redemption Slip"))
	serving.done(slip.name, slip.rows[0].name, "李师傅")
	slip.reload()
	assert "李师傅" in figures(printed(slip, "Redemption Slip"))
