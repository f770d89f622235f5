"""督办通知单 and 会议纪要, read back: what is required of whom by when, who came, what was concluded; blank forms."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import add_days, getdate, now_datetime, nowdate

from grid_governance.api import papers as api
from grid_governance.api import supervision
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
	):
		assert words in text, words


@pytest.mark.parametrize(
	("paper", "words"), [("Supervision Notice", "督办通知单"), ("Conference Minutes", "联席会议纪要")]
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
