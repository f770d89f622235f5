"""The papers of a mediation, read back: legal contents in Chinese, no template left over, both doors, blank forms."""

import io
import re
from decimal import Decimal

import frappe
import pytest
from frappe.translate import print_language
from frappe.utils import add_days, nowdate
from pypdf import PdfReader

from grid_governance import papers
from grid_governance.api import papers as api
from grid_governance.cases import steps
from grid_governance.tests.factories import cases
from grid_governance.tests.print.reading import read

PAPERS = {
	"Written Mediation Agreement": "Mediation Agreement",
	"Oral Agreement Form": "Mediation Agreement",
	"Mediation Registration Form": "Dispute Case",
	"Mediation Record": "Mediation Session",
}


@pytest.fixture
def file(world, as_user):
	"""A case with session and agreement, and who may print it."""
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	frappe.db.set_value("Grid Worker", world.worker("Mediator", "A"), "worker_name", "陈秀英")
	with as_user(user):
		case = cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body)
		session = steps.record_session(
			case.name, "双方同意分期支付。", venue="甲社区调解室", recorder="刘芳", rights_told=1
		)
		agreement = cases.agreement_for(
			case,
			[
				{"content": "支付第一笔工资", "amount": 20000, "due_date": nowdate()},
				{
					"content": "支付剩余工资",
					"amount": 30000,
					"due_date": add_days(nowdate(), 60),
					"place": "调解室",
				},
			],
		)
		agreement = steps.put_into_effect(agreement.name, nowdate())
	return frappe._dict(
		user=user,
		number=case.file_number,
		records={
			"Dispute Case": case.name,
			"Mediation Session": session.name,
			"Mediation Agreement": agreement.name,
		},
	)


def printed(file, paper: str) -> str:
	doctype = PAPERS[paper]
	api.download_pdf(doctype, file.records[doctype], format=paper)
	assert frappe.local.response.type == "pdf"
	return read(frappe.local.response.filecontent)


LEGAL_CONTENTS = {
	"Written Mediation Agreement": [
		"人民调解协议书", "王建国", "汉族", "46", "建筑工人", "13800001234", "宏达建筑有限公司", "李宏达",
		"集里街道工业路8号",
		"纠纷主要事实、争议事项", "各方当事人责任", "乙方承担全部责任", "20,000.00元（大写：贰万元整）",
		"30,000.00元（大写：叁万元整）",
		"履行方式", "履行地点", "履行期限", "生效", "三十日", "司法确认", "一式3份", "甲方（签名、盖章或按指印）",
		"人民调解员（签名）", "调解主持人（签名）", "甲社区人民调解委员会", "印章", "第1页",
	],
	"Oral Agreement Form": [
		"人民调解口头协议登记表", "王建国", "宏达建筑有限公司", "劳动争议纠纷", "口头协议内容", "支付剩余工资",
		"履行方式、地点、期限",
		"达成协议日期", "自各方当事人达成协议之日起生效", "人民调解员（签名）", "甲社区人民调解委员会",
	],
	"Mediation Registration Form": [
		"人民调解受理登记表", "登记时间", "案件来源", "当事人申请", "王建国", "宏达建筑有限公司", "劳动争议纠纷",
		"纠纷简要情况",
		"拖欠工资", "诉求（申请事项）", "50,000.00元", "受理意见", "甲社区人民调解委员会",
	],
	"Mediation Record": [
		"人民调解记录", "调解时间", "甲社区调解室", "当面调解", "刘芳", "王建国", "宏达建筑有限公司",
		"权利和承担的义务",
		"公开调解",
		"双方同意分期支付", "调解结果", "记录人（签名）",
	],
}  # fmt: skip


@pytest.mark.parametrize("paper", PAPERS)
def test_the_pdf_holds_what_the_law_names(file, as_user, paper):
	with as_user(file.user):
		text = printed(file, paper)
	missing = [content for content in LEGAL_CONTENTS[paper] if content not in text]
	assert not missing, text
	assert file.number.replace(" ", "") in text
	assert "{{" not in text and "{%" not in text and "None" not in text
	assert not re.search(r"[A-Za-z]{3,}", text), "an untranslated word"


@pytest.mark.parametrize("paper", PAPERS)
def test_the_blank_form_has_the_labels_and_nobody_in_it(file, as_user, paper):
	with as_user(file.user):
		api.blank_form(paper)
	text = read(frappe.local.response.filecontent)
	assert LEGAL_CONTENTS[paper][0] in text and "年月日" in text
	assert "王建国" not in text and "2026" not in text and "{{" not in text and "None" not in text


@pytest.mark.parametrize("paper", PAPERS)
def test_the_desk_preview_shows_the_same_paper_with_its_qr(file, as_user, paper):
	doctype = PAPERS[paper]
	with as_user(file.user):
		frappe.local.lang = "zh"
		html = frappe.get_print(doctype, file.records[doctype], paper)
	assert LEGAL_CONTENTS[paper][0] in html and "王建国" in html
	assert "<svg" in html and "{{" not in html


def test_with_many_parties_each_line_names_who_signs_and_the_seal_stands_with_signatures(
	file, world, as_user
):
	"""The block of signatures is longer than a page then; an agent among them signs for its party."""
	numbers = "一二三四五六七八九"
	many = [
		{**given, "kind": "Person", "side": side, "party_name": f"{surname}{number}", "representative": None}
		for side, surname, given in (("Party A", "王", cases.PARTY_A), ("Party B", "李", cases.PARTY_B))
		for number in numbers
	]
	agent = {"kind": "Agent", "party_name": "赵律师", "acts_for": "王一", "authority": "Special Authority"}
	many.append({**cases.PARTY_A, **agent})
	with as_user(file.user):
		body = frappe.db.get_value("Dispute Case", file.records["Dispute Case"], "mediation_body")
		case = cases.taken_on(cases.make_case(parties=many), world.worker("Mediator", "A"), body)
		session = steps.record_session(case.name, "协商。", rights_told=1)
		agreement = cases.agreement_for(case)
		with print_language("zh"):
			record = papers.pdf(session, "Mediation Record")
			paper = papers.pdf(agreement, "Written Mediation Agreement")
	for text in (read(record), read(paper)):
		assert all(f"甲方王{n}" in text and f"乙方李{n}（签名、盖章或按指印）" in text for n in numbers), text
	last = PdfReader(io.BytesIO(paper)).pages[-1].extract_text()
	assert "印章" in last and "人民调解员（签名）" in last


def test_a_neighbours_mediator_gets_neither_pdf_nor_preview(file, world, as_user):
	name = file.records["Mediation Agreement"]
	with as_user(world.user("Mediator", "B")):
		with pytest.raises(frappe.PermissionError):
			api.download_pdf("Mediation Agreement", name, format="Written Mediation Agreement")
		frappe.local.form_dict.update({"doctype": "Mediation Agreement", "name": name})
		with pytest.raises(frappe.PermissionError):
			doc = frappe.get_doc("Mediation Agreement", name)
			frappe.get_attr("frappe.www.printview.validate_print_permission")(doc)
	with as_user(file.user):
		assert "王建国" in printed(file, "Written Mediation Agreement")


def test_markup_in_a_name_stays_text_on_paper(file):
	case = frappe.get_doc("Dispute Case", file.records["Dispute Case"])
	frappe.db.set_value("Case Party", case.parties[0].name, "party_name", "<img src=x onerror=alert(1)>")
	case.reload()
	html = papers.html(case, "Mediation Registration Form")
	assert "<img" not in html and "&lt;img" in html


def test_a_paper_fetches_nothing_from_outside(file, monkeypatch):
	"""WeasyPrint reports what it was refused and goes on; nothing of the file lands on the paper."""
	secret = "file:///etc/hostname"
	plain = papers.html
	monkeypatch.setattr(
		papers, "html", lambda doc, name: plain(doc, name).replace("<h1>", f'<img src="{secret}"><h1>')
	)
	case = frappe.get_doc("Dispute Case", file.records["Dispute Case"])
	reader = PdfReader(io.BytesIO(papers.pdf(case, "Mediation Registration Form")))
	assert not [image for page in reader.pages for image in page.images]


@pytest.mark.parametrize(
	("amount", "words"),
	[
		("50000", "伍万元整"),
		("1005.30", "壹仟零伍元叁角"),
		("0.05", "伍分"),
		("100500", "壹拾万零伍佰元整"),
		("110000005", "壹亿壹仟万零伍元整"),
		("1000000.01", "壹佰万元零壹分"),
		("0", "零元整"),
	],
)
def test_amounts_stand_in_capital_numerals(amount, words):
	assert papers.amount_in_words(Decimal(amount)) == words
