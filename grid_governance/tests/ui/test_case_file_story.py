"""A mediator puts a file together: what is missing is shown, uploaded, bound into one PDF, filed, and then sealed."""

import frappe
import pytest
from frappe.utils import add_days, nowdate
from playwright.sync_api import expect

from grid_governance.cases import steps
from grid_governance.cases.case_file import completeness
from grid_governance.tests.factories import case_file as make
from grid_governance.tests.factories import cases


@pytest.fixture
def closed(town):
	"""A closed case of village A's committee; only the copies of the identity cards are missing."""
	committee = town.committee()
	frappe.set_user(committee.user)
	case = cases.taken_on(cases.make_case(unit=town.grid_a1), committee.mediator, committee.body)
	steps.record_session(case.name, "双方同意分期支付。", rights_told=1)
	agreement = cases.in_force(
		case, [{"content": "支付工资", "amount": 50000, "due_date": add_days(nowdate(), 30)}]
	)
	steps.record_performance(agreement.name, agreement.terms[0].name, nowdate(), 50000)
	steps.close_case(case.name)
	frappe.set_user("Administrator")
	town.commit()
	return case.name


def press(page, label: str):
	page.locator(".page-actions:visible button").filter(has_text=label).first.click()
	page.settled()


def test_a_missing_paper_is_shown_uploaded_bound_and_filed(desk, town, closed, tmp_path):
	card, trojan = tmp_path / "身份证.jpg", tmp_path / "木马.exe"
	card.write_bytes(make.jpeg())
	trojan.write_bytes(b"MZ")
	page = desk("Mediator", "A")
	page.open(f"dispute-case/{closed}")
	press(page, "调解卷宗")
	page.locator(".case-file-summary").wait_for()
	page.reads("尚缺：当事人身份证明")
	row = page.locator("tr[data-slot='3']")
	for words in ("缺少", "请上传当事人身份证明"):
		expect(row).to_contain_text(words)

	with page.expect_file_chooser() as chooser:
		row.locator("[data-action=upload]").click()
	chooser.value.set_files([str(card), str(trojan)])
	page.locator(".modal.show").get_by_text("木马.exe").wait_for()
	page.settled()
	page.locator(".modal.show .btn-modal-close").first.click()
	page.get_by_text("必备材料已齐全").wait_for()
	page.settled()
	expect(page.locator("tr[data-slot='3']")).to_contain_text("身份证")

	press(page, "装订成一份PDF")
	page.locator(".page-actions:visible button").filter(has_text="打开预览件").wait_for()
	town.fresh()
	file = completeness.file_of(closed)
	assert frappe.get_doc("File", {"file_url": file.draft}).get_content()[:4] == b"%PDF"

	press(page, "归档")
	page.locator(".modal.show .btn-modal-primary").click()
	page.get_by_text("已归档封存").wait_for()
	page.settled()
	expect(page.locator("[data-action=upload]")).to_have_count(0)
	town.fresh()
	assert frappe.db.get_value("Dispute Case", closed, "stage") == "Filed"
	assert len(completeness.file_of(closed).volumes) == 1
