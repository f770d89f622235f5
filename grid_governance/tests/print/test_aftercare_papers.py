"""Papers after the agreement, read back: confirmation application, receipt, return visit record, urging letter."""

import re

import frappe
import pytest
from frappe.utils import add_days, nowdate

from grid_governance.api import aftercare, mediation
from grid_governance.api import papers as api
from grid_governance.cases import steps
from grid_governance.tests.factories import cases
from grid_governance.tests.print.reading import read

PAPERS = {
	"Judicial Confirmation Application": "Judicial Confirmation",
	"Performance Receipt": "Term Performance",
	"Letter Urging Performance": "Performance Urging",
	"Return Visit Record": "Return Visit",
}
CONTENTS = {
	"Judicial Confirmation Application": [
		"司法确认申请书", "申请人（甲方）", "王建国", "申请人（乙方）", "宏达建筑有限公司", "李宏达", "申请事项",
		"事实和理由", "劳动争议纠纷", "甲社区人民调解委员会", "支付第一笔工资", "恶意串通", "第三十三条", "此致",
		"由乙方履行：支付剩余工资", "30,000.00元（大写：叁万元整）", "履行期限：",
		"浏阳市人民法院", "附件", "人民调解协议书", "签名、盖章或按指印",
	],
	"Performance Receipt": [
		"履行凭证（收条）", "今收到宏达建筑有限公司", "第1项（支付第一笔工资）", "8,000.00元（大写：捌仟元整）",
		"12,000.00元（大写：壹万贰仟元整）", "特立此据", "收款（接收）人（签名、盖章或按指印）", "见证调解员（签名）",
	],
	"Letter Urging Performance": [
		"督促履行通知书", "宏达建筑有限公司：", "王建国", "12,000.00元（大写：壹万贰仟元整）", "第三十一条",
		"甲社区人民调解委员会", "陈秀英", "签收人",
	],
	"Return Visit Record": [
		"人民调解回访记录", "王建国", "宏达建筑有限公司", "协议编号", "支付第一笔工资", "部分已履行", "基本满意",
		"未提起诉讼", "再次拖欠的风险", "回访人（签名）", "甲社区人民调解委员会",
	],
}  # fmt: skip


@pytest.fixture
def file(world, as_user):
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	frappe.db.set_value("Grid Worker", world.worker("Mediator", "A"), "worker_name", "陈秀英")
	with as_user(user):
		case = cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body)
		steps.record_session(case.name, "双方同意分期支付。", rights_told=1)
		agreement = cases.in_force(
			case,
			[
				{"content": "支付第一笔工资", "amount": 20000, "due_date": nowdate()},
				{"content": "支付剩余工资", "amount": 30000, "due_date": add_days(nowdate(), 60)},
			],
		)
		term = agreement.terms[0].name
		done = steps.record_performance(agreement.name, term, nowdate(), 8000)
		urging = mediation.urge(agreement.name, term, "Urged By Letter")
		confirmation = aftercare.prepare_confirmation(agreement.name, "浏阳市人民法院")["name"]
		steps.close_case(case.name, "Claim Given Up", "甲方放弃余款")
		visit = frappe.get_all("Return Visit", {"dispute_case": case.name}, pluck="name")[0]
		aftercare.record_visit(
			visit, "Fairly Satisfied", opinion="希望按时支付", hidden_risk=1, risk_note="再次拖欠的风险"
		)
	return frappe._dict(
		user=user,
		number=case.file_number,
		records={
			"Judicial Confirmation": confirmation,
			"Term Performance": done.name,
			"Performance Urging": urging,
			"Return Visit": visit,
		},
	)


def printed(file, paper: str) -> str:
	doctype = PAPERS[paper]
	api.download_pdf(doctype, file.records[doctype], format=paper)
	return read(frappe.local.response.filecontent)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_pdf_holds_what_it_has_to_say(file, as_user, paper):
	with as_user(file.user):
		text = printed(file, paper)
	missing = [content for content in CONTENTS[paper] if content not in text]
	assert not missing, text
	assert file.number.replace(" ", "") in text
	assert "{" not in text and "None" not in text
	assert not re.search(r"[A-Za-z]{3,}", text), "an untranslated word"


def test_the_application_is_not_enclosed_with_itself(file, as_user):
	with as_user(file.user):
		enclosed = printed(file, "Judicial Confirmation Application").split("附件：")[1]
	assert enclosed.startswith("1．人民调解协议书2．")


@pytest.mark.parametrize("paper", PAPERS)
def test_the_blank_form_has_the_labels_and_nobody_in_it(file, as_user, paper):
	with as_user(file.user):
		api.blank_form(paper)
	text = read(frappe.local.response.filecontent)
	assert CONTENTS[paper][0] in text and "年月日" in text
	assert "王建国" not in text and "2026" not in text and "{" not in text and "None" not in text


@pytest.mark.parametrize("paper", PAPERS)
def test_a_neighbours_mediator_gets_no_pdf(file, world, as_user, paper):
	with as_user(world.user("Mediator", "B")), pytest.raises(frappe.PermissionError):
		printed(file, paper)
