"""督办通知单 and 会议纪要, read back: what is required of whom by when, who came, what was concluded; blank forms."""

import io
from datetime import timedelta

import frappe
import pytest
from docx import Document
from frappe.utils import add_days, getdate, now_datetime, nowdate

from grid_governance.api import case_file, supervision
from grid_governance.api import papers as api
from grid_governance.tests.factories import cases
from grid_governance.tests.print.reading import read


def printed() -> str:
	assert frappe.local.response.type == "pdf"
	return read(frappe.local.response.filecontent)


@pytest.fixture
def case(world, as_user):
	body = cases.make_body()
	with as_user(world.user("Mediator", "A", mediation_body=body)):
		return cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body)


def test_the_notice_says_what_is_required_and_carries_the_reply(world, as_user, case):
	supervisor, mediator = world.user("Supervisor", "street"), world.user("Mediator", "A")
	with as_user(supervisor):
		made = supervision.issue(case.name, "List For Supervision", "约谈双方", "久拖不决")
	with as_user(mediator):
		supervision.reply(made["name"], "已约谈双方，月底付清。")
	with as_user(supervisor):
		api.download_pdf("Supervision Order", made["name"], format="Supervision Notice")
	text = printed()
	for words in (
		"挂牌督办通知书",
		made["order_number"],
		case.file_number,
		"甲社区",
		"集里街道",
		"约谈双方",
		"久拖不决",
		"王建国",
		"已约谈双方，月底付清。",
		"督办要求",
		"（印章）",
	):
		assert words in text, words
	due = getdate(made["due"])
	assert f"{due.year}年{due.month}月{due.day}日" in text
	assert "{{" not in text


def test_the_minutes_name_who_came_and_who_carries_it_out(world, as_user, case):
	with as_user(world.user("Dispatcher", "street")):
		doc = frappe.new_doc("Joint Conference")
		doc.update(
			{
				"conference_title": "欠薪纠纷联席会议",
				"grid_unit": world.street,
				"held_at": now_datetime() - timedelta(hours=1),
				"chaired_by": "周明",
				"venue": "综治中心会议室",
			}
		)
		doc.append("attendees", {"attendee_name": "周明", "unit_name": "街道办事处", "office_held": "副书记"})
		doc.append("matters", {"dispute_case": case.name, "discussion": "公司承认欠薪。"})
		conclusion = {"conclusion": "一周内付清", "to_unit": world.village_a, "due": add_days(nowdate(), 7)}
		doc.append("conclusions", {"dispute_case": case.name, **conclusion})
		doc.insert()
		supervision.conclude(doc.name)
		api.download_pdf("Joint Conference", doc.name, format="Conference Minutes")
	text = printed()
	for words in (
		"联席会议纪要",
		"欠薪纠纷联席会议",
		"周明",
		"街道办事处",
		"副书记",
		case.file_number,
		"公司承认欠薪。",
		"一周内付清",
		"由甲社区",
		"综治中心会议室",
		"会议主持人",
		"劳动争议纠纷",
	):
		assert words in text, words
	with as_user(world.user("Dispatcher", "street")):
		case_file.download_word("Joint Conference", doc.name)
	word = Document(io.BytesIO(frappe.local.response.filecontent))
	cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
	text = "\n".join([*(line.text for line in word.paragraphs), *cells])
	for words in ("联席会议纪要", "公司承认欠薪。", "一周内付清（由甲社区", "周明", "副书记", "（印章）"):
		assert words in text, words


def test_the_notice_of_a_conference_says_who_is_asked_to_come_and_about_what(world, as_user, case):
	with as_user(world.user("Dispatcher", "street")):
		doc = frappe.new_doc("Joint Conference")
		to_come = {"held_at": now_datetime() + timedelta(days=2), "chaired_by": "周明", "venue": "会议室"}
		doc.update({"conference_title": "欠薪<b>会议</b>", "grid_unit": world.street, **to_come})
		for name in ("周明", "刘芳"):
			doc.append("attendees", {"attendee_name": name, "unit_name": "街道人社所"})
		doc.append("matters", {"dispute_case": case.name})
		doc.insert()
		api.download_pdf("Joint Conference", doc.name, format="Conference Notice")
	text = printed()
	for words in ("联席会议通知", "街道人社所：", case.file_number, "劳动争议纠纷", "会议室", "回执"):
		assert words in text, words
	assert text.count("街道人社所") == 1 and "<b>会议</b>" in text


@pytest.mark.parametrize(
	("paper", "words"),
	[
		("Supervision Notice", "督办通知单"),
		("Conference Minutes", "联席会议纪要"),
		("Conference Notice", "联席会议通知"),
	],
)
def test_blank_forms_leave_room(world, as_user, paper, words):
	with as_user(world.user("Supervisor", "street")):
		api.blank_form(paper)
	text = printed()
	assert words in text and "None" not in text and "{{" not in text


def test_the_neighbour_prints_no_order(world, as_user, case):
	with as_user(world.user("Supervisor", "street")):
		name = supervision.issue(case.name, "Urge", "书面回复", "久拖不决")["name"]
	with as_user(world.user("Supervisor", "B")), pytest.raises(frappe.PermissionError):
		api.download_pdf("Supervision Order", name, format="Supervision Notice")
