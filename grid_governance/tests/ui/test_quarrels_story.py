"""Small quarrels in the browser: a month's list pasted from Excel, and one that breaks out again and is mediated."""

import frappe
from frappe.utils import add_days, nowdate
from playwright.sync_api import expect

from grid_governance.cases import steps

PASTE = """(text) => {
	const cell = document.querySelector(".quarrel-table [data-field=day]");
	cell.focus();
	const data = new DataTransfer();
	data.setData("text/plain", text);
	cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def line(days_ago, *cells):
	return "\t".join([add_days(nowdate(), -days_ago), *cells])


def test_a_months_list_is_pasted_put_right_and_saved_as_a_whole(desk, town):
	page = desk("Grid Head", "A")
	page.open("quarrel-list")
	page.wait_for_selector(".quarrel-table [data-field=day]")
	lines = [
		line(9, "邻里", "张三", "李四", "楼道堆放杂物", "当场清理，互相道歉"),
		line(8, "打架", "王五", "王五", "争抢停车位", "协商错峰停放"),
		line(5, "邻里纠纷", "赵六、钱七", "孙八", "夜间噪音", "约定十点后停止"),
	]
	page.evaluate(PASTE, "\n".join(lines))
	page.get_by_role("button", name="全部保存").click()
	second = page.locator(".quarrel-table tbody tr").nth(1)
	for words in ("打架", "同时出现在双方"):
		expect(second).to_contain_text(words)
	page.settled()
	town.fresh()
	here = {"grid_unit": ["like", f"{town.village_a}%"], "stage": "Settled On The Spot"}
	before = frappe.db.count("Dispute Case", here)
	second.locator("[data-field=category]").fill("邻里纠纷")
	second.locator("[data-field=party_b]").fill("周九")
	expect(second.locator(".why")).to_have_count(0)  # the mark goes when the cell is put right
	page.get_by_role("button", name="全部保存").click()
	page.get_by_text("已登记3件当场化解纠纷").wait_for()
	town.fresh()
	assert frappe.db.count("Dispute Case", here) == before + 3
	assert frappe.db.exists("Dispute Case", {**here, "party_names": "赵六、钱七 / 孙八"})


def test_an_offices_own_file_fills_the_rows_and_a_wrong_one_is_told(desk, tmp_path):
	page = desk("Grid Head", "A")
	page.open("quarrel-list")
	page.wait_for_selector(".quarrel-table [data-field=day]")
	chooser = page.locator("input[type=file][accept='.xlsx,.csv']")
	wrong = tmp_path / "小纠纷.xlsx"
	wrong.write_bytes(b"%PDF-1.7")
	chooser.set_input_files(wrong)
	page.get_by_text("请用Excel打开，另存为").wait_for()
	page.settled()
	page.keyboard.press("Escape")
	page.locator(".modal.show").wait_for(state="hidden")
	own = tmp_path / "小纠纷.csv"
	own.write_text("甲方,乙方,事由\n张三,李四,漏水\n", encoding="gb18030")
	chooser.set_input_files(own)
	page.get_by_text("已读入1行，尚未保存。").wait_for()
	expect(page.locator(".quarrel-table [data-field=party_b]").first).to_have_value("李四")


def test_what_was_settled_breaks_out_again_and_is_taken_on_without_typing_anything_twice(desk, town):
	committee = town.committee()
	officer = town.user("Grid Officer", town.grid_a1)
	town.fresh()
	frappe.set_user(officer)
	case = steps.settle_on_the_spot(
		"Neighbour Dispute", town.grid_a1, "吴大", "郑小", "楼上漏水", "约定三日内修好"
	)
	town.commit()
	town.fresh()
	page = desk(None, user=committee.user)
	page.open(f"dispute-case/{case.name}")
	page.get_by_role("button", name="转为人民调解").click()
	page.asked()
	dialog = page.locator(".modal.show")
	dialog.locator("[data-fieldname=reason] textarea").fill("三日后仍未修，再次争吵")
	dialog.locator(".btn-modal-primary").click()
	page.locator(".indicator-pill", has_text="已登记").first.wait_for()
	page.settled()
	titles = []  # a slow line: the names of what stands in the fields come after the button is pressed
	page.route("**/frappe.desk.search.get_link_title", lambda route: titles.append(route))
	page.locator(".page-actions button.btn-primary", has_text="受理").first.click()
	dialog = page.locator(".modal.show")
	dialog.get_by_text("郑小").wait_for()
	page.asked()
	for answer in dialog.locator(".frappe-control[data-fieldtype=Select] select").all():
		if not answer.input_value():
			answer.select_option("Agrees To Mediation")
	dialog.locator(".btn-modal-primary").click()
	page.locator(".indicator-pill", has_text="已受理").first.wait_for()
	assert titles, "the mediator who asks is proposed"
	for title in titles:
		title.continue_()
	town.fresh()
	raised = frappe.get_doc("Dispute Case", case.name)
	assert raised.stage == "Taken On" and "朝阳人调字第" in raised.file_number
	assert (raised.facts, raised.settlement, raised.party_names) == (
		"楼上漏水",
		"约定三日内修好",
		"吴大 / 郑小",
	)
	assert all(row.consent == "Agrees To Mediation" for row in raised.parties)
