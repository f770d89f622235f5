"""Notices of a case's end and the warning letter, read back: what the law names, blank forms, names as text."""

import io
import re

import frappe
import pytest
from frappe.utils import now_datetime
from pypdf import PdfReader

from grid_governance import papers
from grid_governance.api import papers as api
from grid_governance.cases import steps
from grid_governance.tests.factories import cases
from grid_governance.tests.print.reading import read

# paper → (action, what the step is told, contents)
ENDS = {
	"Not Taken On Notice": (
		"Do Not Take On",
		{"end_reason": "乙方明确表示不接受调解", "end_cause": "A Party Clearly Refuses Mediation"},
		[
			"人民调解不予受理告知书",
			"王建国、宏达建筑有限公司",
			"劳动争议纠纷",
			"决定不予受理",
			"一方当事人明确拒绝调解",
			"人民调解法》第十七条",
			"乙方明确表示不接受调解",
			"☑向仲裁机构申请仲裁",
			"☐请求有关行政机关处理",
			"☑向人民法院提起诉讼",
			"甲方签收",
			"乙方签收",
		],
	),
	"Termination Notice": (
		"Terminate",
		{"end_reason": "双方对数额分歧较大", "end_cause": "No Agreement In Mediation"},
		[
			"终止人民调解告知书",
			"甲社人调字第1号",
			"经调解未达成协议",
			"人民调解法》第二十六条",
			"双方对数额分歧较大",
			"☑向仲裁机构申请仲裁",
			"☑向人民法院提起诉讼",
			"甲社区人民调解委员会",
		],
	),
	"Diversion Letter": (
		"Divert To Legal Channel",
		{
			"end_reason": "劳动关系有争议",
			"end_cause": "Arbitration Comes First By Law",
			"diverted_to": "Labour Arbitration",
			"diverted_organ": "浏阳市劳动人事争议仲裁委员会",
		},
		[
			"导入法定途径函",
			"浏阳市劳动人事争议仲裁委员会：",
			"劳动争议仲裁",
			"拖欠工资",
			"支付拖欠工资50000元",
			"依法应当先行仲裁",
			"回执",
			"接收单位答复",
		],
	),
	"Withdrawal Confirmation": (
		"Withdraw Application",
		{"end_reason": "工资已结清", "end_cause": "Parties Made Up Themselves", "withdrawn_by": "Party A"},
		[
			"撤回人民调解申请确认书",
			"由甲方自愿撤回",
			"当事人自行和解",
			"工资已结清",
			"可以再次申请调解",
			"人民调解员（签名）",
		],
	),
}
WARNING = "Escalation Warning Letter"


@pytest.fixture
def desk(world):
	found = cases.desk_of(world)
	frappe.db.set_value("Grid Worker", found.mediator, "worker_name", "陈秀英")
	return found


def printed(case: str, paper: str) -> str:
	api.download_pdf("Dispute Case", case, format=paper)
	return read(frappe.local.response.filecontent)


def ended(desk, paper: str) -> str:
	action, values, _contents = ENDS[paper]
	case = cases.make_case(mediation_body=desk.body)
	if action != "Do Not Take On":
		cases.taken_on(case, desk.mediator, desk.body)
	return steps.end_case(case.name, action, **values).name


@pytest.mark.parametrize("paper", ENDS)
def test_the_notice_of_an_end_says_ground_reason_and_what_is_open(desk, as_user, paper):
	with as_user(desk.user):
		text = printed(ended(desk, paper), paper)
	missing = [content for content in ENDS[paper][2] if content not in text]
	assert not missing, text
	assert "{{" not in text and "None" not in text and "§" not in text
	assert not re.search(r"[A-Za-z]{3,}", text), "an untranslated word"


def test_the_warning_letter_goes_to_the_station_with_signs_and_measures(desk, as_user):
	with as_user(desk.user):
		case = cases.make_case(
			may_escalate=1,
			reported_to="Police Station",
			reported_organ="浏阳市公安局集里派出所",
			reported_at=now_datetime(),
			escalation_signs="扬言拉横幅",
			measures_taken="每日上门稳控",
		)
		text = printed(case.name, WARNING)
	wanted = [
		"可能激化矛盾纠纷预警函",
		"浏阳市公安局集里派出所：",
		"扬言拉横幅",
		"每日上门稳控",
		"王建国",
		"签收人（签名）",
	]
	assert not [content for content in wanted if content not in text], text
	assert not re.search(r"[A-Za-z]{3,}", text)


@pytest.mark.parametrize("paper", [*ENDS, WARNING])
def test_the_blank_form_is_one_page_with_nobody_in_it(desk, as_user, paper):
	with as_user(desk.user):
		api.blank_form(paper)
	content = frappe.local.response.filecontent
	text = read(content)
	assert len(PdfReader(io.BytesIO(content)).pages) == 1
	assert "王建国" not in text and "2026" not in text and "☑" not in text
	assert not re.search(r"[A-Za-z]{3,}|§|None", text), text


@pytest.mark.parametrize("paper", ENDS)
def test_script_in_names_and_reasons_stays_text_on_the_notice(desk, as_user, paper):
	evil = "<script>alert(1)</script>"
	with as_user(desk.user):
		case = frappe.get_doc("Dispute Case", ended(desk, paper))
	case.parties[0].party_name = case.end_reason = case.facts = case.claims = case.divert_answer = evil
	case.diverted_organ = evil
	html = papers.html(case, paper)
	assert "<script" not in html and "&lt;script&gt;" in html


def test_a_neighbour_prints_no_notice(desk, world, as_user):
	with as_user(desk.user):
		case = ended(desk, "Termination Notice")
	with as_user(world.user("Mediator", "B")), pytest.raises(frappe.PermissionError):
		printed(case, "Termination Notice")
