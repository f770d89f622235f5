"""The papers of a case's file read back item by item, blank too; the same agreement and record as Word."""

import io
import re
import zipfile

import frappe
import pytest
from docx import Document
from frappe.translate import print_language
from frappe.utils import now_datetime, nowdate
from pypdf import PdfReader

from grid_governance import papers
from grid_governance.api import case_file as api
from grid_governance.api import papers as printing
from grid_governance.cases.case_file import completeness, slots, uploads
from grid_governance.tests.factories import case_file as make
from grid_governance.tests.factories import cases
from grid_governance.tests.print.reading import read

CONTENTS = {
	"Mediation Application": [
		"人民调解申请书", "王建国", "男", "汉族", "46", "建筑工人", "13800001234", "甲社区第一网格3栋201",
		"宏达建筑有限公司", "集里街道工业路8号", "纠纷简要情况", "拖欠工资", "诉求（申请事项）",
		"1．支付拖欠工资50000元",
		"自愿申请人民调解委员会进行调解", "甲社区人民调解委员会", "申请人（签名、盖章或按指印）",
	],
	"Notice Of Rights And Duties": [
		"当事人权利义务告知书", "王建国", "《中华人民共和国人民调解法》", "不收取任何费用", "自愿、平等",
		"不得因调解而阻止当事人依法通过仲裁、行政、司法等途径维护自己的权利", "选择或者接受人民调解员",
		"接受调解、拒绝调解或者要求终止调解", "要求调解公开进行或者不公开进行", "自主表达意愿、自愿达成调解协议",
		"如实陈述纠纷事实", "遵守调解现场秩序，尊重人民调解员", "尊重对方当事人行使权利", "具有法律约束力",
		"三十日内", "司法确认", "强制执行", "向人民法院提起诉讼", "告知人（人民调解员签名）",
	],
	"Investigation Record": [
		"调查记录", "调查时间", "调查地点", "工地", "调查人", "陈秀英", "记录人", "刘芳", "被调查人", "张三", "51",
		"知情人",
		"问：是否知道", "答：知道", "被调查人（签名或按指印）", "调查人（签名）",
	],
	"Case File Cover": [
		"人民调解卷宗", "甲社区人民调解委员会", "卷名", "王建国", "劳动争议纠纷", "卷号", "人调字第", "人民调解员",
		"陈秀英",
		"调解日期", "至", "立卷人", "立卷日期", "保管期限", "长期", "备注", "涉农民工工资",
	],
	"Case File Contents": [
		"卷内目录", "序号", "材料名称", "页号", "备注", "人民调解受理登记表", "当事人权利义务告知书", "身份证复印件",
		"人民调解记录", "人民调解协议书", "缺", "授权委托书", "本人参加调解",
	],
	"Situation Of The File": ["卷宗情况说明", "第3页为复印件", "缺少的材料", "授权委托书", "立卷人（签名）"],
	"Case File Closing Page": ["封底", "本卷页数", "立卷人（签名）", "立卷日期", "保管期限", "印章"],
}  # fmt: skip
PAPERS = {
	"Mediation Application": "Dispute Case",
	"Notice Of Rights And Duties": "Dispute Case",
	"Investigation Record": "Investigation Record",
	**dict.fromkeys(list(CONTENTS)[3:], "Case File"),
}


@pytest.fixture
def file(world, as_user):
	made = make.closed(world, as_user)
	with as_user(made.user):
		open_case = cases.taken_on(cases.make_case(), made.mediator, made.body)
		asked = frappe.get_doc(
			doctype="Investigation Record",
			dispute_case=open_case.name,
			asked_name="张三",
			asked_sex="Male",
			asked_age=51,
			asked_as="Person Who Knows",
			asked_on=now_datetime(),
			asked_where="工地",
			recorder="刘芳",
			record="问：是否知道拖欠工资？\n答：知道。",
		).insert()
		make.identity(made.case)
		uploads.excuse(made.case, slots.AUTHORITY, "当事人本人参加调解")
		kept = completeness.file_of(made.case.name)
		kept.update({"situation_note": "第3页为复印件。", "file_remark": "涉农民工工资"})
		kept.save()
	names = {"Dispute Case": made.case.name, "Investigation Record": asked.name, "Case File": kept.name}
	return frappe._dict(made, names=names)


def test_each_paper_holds_what_its_form_names_and_fills_one_page(file, as_user):
	for paper, wanted in CONTENTS.items():
		with as_user(file.user):
			printing.download_pdf(PAPERS[paper], file.names[PAPERS[paper]], format=paper)
		pdf = frappe.local.response.filecontent
		text = read(pdf)
		missing = [content for content in wanted if content not in text]
		assert not missing, (paper, missing, text)
		assert "{{" not in text and "None" not in text and not re.search(r"[A-Za-z]{4,}", text), (paper, text)
		assert len(PdfReader(io.BytesIO(pdf)).pages) == 1, paper


def test_each_blank_form_has_the_labels_and_nobody_in_it(file, as_user):
	for paper, wanted in CONTENTS.items():
		with as_user(file.user):
			printing.blank_form(paper)
		pdf = frappe.local.response.filecontent
		text = read(pdf)
		assert wanted[0] in text and "王建国" not in text and "2026" not in text, (paper, text)
		assert "{{" not in text and "None" not in text, (paper, text)
		assert len(PdfReader(io.BytesIO(pdf)).pages) == 1, paper


def test_the_menu_of_blank_forms_names_papers_that_there_are(file, as_user):
	with as_user(file.user):
		offered = [row["value"] for row in api.blank_papers()]
	assert offered == [paper for paper in api.BLANK_PAPERS if paper in offered]
	assert set(CONTENTS) <= set(offered)


def test_a_neighbours_mediator_prints_no_paper_of_the_file(file, world, as_user):
	for paper, doctype in PAPERS.items():
		with as_user(world.user("Mediator", "B")), pytest.raises(frappe.PermissionError):
			printing.download_pdf(doctype, file.names[doctype], format=paper)


# ---------------------------------------------------------------- Word


def word(doctype: str, name: str):
	api.download_word(doctype, name)
	assert frappe.local.response.filename.endswith(".docx")
	return Document(io.BytesIO(frappe.local.response.filecontent))


def text_of(document) -> str:
	lines = [paragraph.text for paragraph in document.paragraphs]
	lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
	return "\n".join(lines)


AGREEMENT = (
	"人民调解协议书", "人调字第", "甲方：王建国", "性别：男", "民族：汉族", "年龄：46", "宏达建筑有限公司", "李宏达",
	"纠纷主要事实、争议事项", "各方当事人责任", "乙方承担全部责任", "50,000.00元（大写：伍万元整）", "履行方式",
	"履行期限",
	"生效", "三十日", "一式3份", "甲方", "人民调解员（签名）", "（印章）", "甲社区人民调解委员会",
)  # fmt: skip
RECORD = (
	"人民调解记录", "调解时间", "甲社区调解室", "刘芳", "王建国", "权利", "双方同意分期支付", "调解结果",
	"记录人（签名）",
)  # fmt: skip


def test_agreement_and_record_come_as_word_with_the_same_contents(file, as_user):
	with as_user(file.user):
		agreement, record = (
			word("Mediation Agreement", file.agreement),
			word("Mediation Session", file.session),
		)
	for document, wanted in ((agreement, AGREEMENT), (record, RECORD)):
		text = text_of(document)
		assert not [content for content in wanted if content not in text], text
		assert "None" not in text and not re.search(r"[A-Za-z]{4,}", text), text
		section = document.sections[0]
		assert (
			round(section.page_width.mm),
			round(section.page_height.mm),
			round(section.left_margin.mm),
		) == (
			210,
			297,
			28,
		)
		fonts = document.element.xpath("//w:rFonts/@w:eastAsia")
		assert "仿宋" in fonts and document.tables


def test_word_names_instalments_and_the_next_session_as_the_print_does(file, as_user):
	drawn, held = (
		frappe.get_doc(kind, name)
		for kind, name in (("Mediation Agreement", file.agreement), ("Mediation Session", file.session))
	)
	term = drawn.terms[0].name
	frappe.db.set_value("Agreement Term", term, {"instalment": 2, "content": "支付工资。"})
	frappe.db.set_value("Mediation Session", held.name, "next_session", "2026-12-01 09:00:00")
	with as_user(file.user):
		assert "支付工资（第2期）。" in text_of(word("Mediation Agreement", drawn.name))
		assert "2026年12月1日9时00分" in text_of(word("Mediation Session", held.name))
	drawn.reload()
	with print_language("zh"):
		read_back = read(papers.pdf(drawn, "Written Mediation Agreement"))
	assert "支付工资（第2期）。" in read_back and "本协议变更" not in read_back


def test_an_agreement_says_which_one_it_replaces_and_why(file, as_user):
	old = frappe.db.get_value("Mediation Agreement", file.agreement, "effective_date")
	new = frappe.copy_doc(frappe.get_doc("Mediation Agreement", file.agreement))
	new.update({"replaces": file.agreement, "replaces_reason": "双方同意延期"})
	new.db_insert()
	said = f"本协议变更{old.year}年{old.month}月{old.day}日起生效的调解协议中尚未履行的内容。变更原因：双方同意延期"
	with as_user(file.user):
		assert said in text_of(word("Mediation Agreement", new.name))
	with print_language("zh"):
		assert said in read(papers.pdf(new, "Written Mediation Agreement"))


def test_markup_and_control_characters_in_names_are_text_in_word(file, as_user):
	case = frappe.get_doc("Dispute Case", file.case.name)
	name = "<script>alert(1)</script><w:p/>\x07&amp;"
	frappe.db.set_value("Case Party", case.parties[0].name, "party_name", name)
	frappe.clear_document_cache("Dispute Case", case.name)
	with as_user(file.user):
		document = word("Mediation Agreement", file.agreement)
	assert "<script>alert(1)</script><w:p/>&amp;" in text_of(document)
	xml = zipfile.ZipFile(io.BytesIO(frappe.local.response.filecontent)).read("word/document.xml").decode()
	assert "<script" not in xml and "&lt;script&gt;" in xml


def test_word_is_for_those_who_may_print_and_for_two_papers_only(file, world, as_user):
	with as_user(world.user("Mediator", "B")), pytest.raises(frappe.PermissionError):
		api.download_word("Mediation Agreement", file.agreement)
	with as_user(file.user), pytest.raises(frappe.ValidationError):
		api.download_word("Dispute Case", file.case.name)


def test_the_bound_file_of_a_terminated_case_holds_its_notice(world, as_user):
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	with as_user(user):
		case = cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body)
		frappe.db.set_value(
			"Dispute Case",
			case.name,
			{"stage": "Terminated", "ended_as": "Terminated", "closed_on": nowdate()},
		)
		found = completeness.overview(frappe.get_doc("Dispute Case", case.name))
	(notice,) = found["slots"][7]["papers"]
	assert notice["paper"] == "Termination Notice" and found["complete"]
