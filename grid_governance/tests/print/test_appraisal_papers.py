"""Papers of the appraisal meeting and the spot check, read back in Chinese; blank forms; text that is no HTML."""

from __future__ import annotations

import re

import frappe
import pytest
from frappe.translate import print_language

from grid_governance import papers
from grid_governance.api import appraisal as api
from grid_governance.points.review import spot_checks
from grid_governance.tests.factories import appraisal as make
from grid_governance.tests.factories import core, points, registry

PAPERS = {
	"Appraisal Voting List": "Appraisal Meeting",
	"Appraisal Minutes": "Appraisal Meeting",
	"Spot Check List": "Spot Check",
}


@pytest.fixture
def meeting(world, as_user):
	"""A concluded meeting: one deed passed, one refused, one with a recused member."""
	enterer, checker = world.user("Neighbour Head", core.GRID_A1), world.user("Grid Officer", core.GRID_A1)
	book, item = (
		points.make_book(approving_body="Appraisal Meeting"),
		points.make_item(item_name="<i>打扫</i>&清理"),
	)
	homes = [registry.make_household(head=name) for name in ("周主任", "李四", "王五")]
	for home in homes:
		with as_user(enterer):
			doc = points.make_declaration(book, item, home)
		make.checked(doc, enterer, checker, as_user)
	chair = {"member_name": "周主任", "resident": homes[0].head, "capacity": "村民代表"}
	absent = {"member_name": "吴缺席", "present": 0}
	with as_user(world.user("Village Points Clerk")):
		doc = make.drawn(
			make.make_meeting(members=[chair, "赵代表", "钱代表", "孙代表", absent], venue="村委会会议室")
		)
		row = next(row for row in doc.rows if row.subject == homes[1].name)
		row.update({"result": "Refused", "reason": "未到场"})
		doc.save()
		api.conclude(doc.name)
	return doc.reload() or doc


def text_of(doc, paper: str) -> str:
	with print_language("zh"):
		html = papers.html(doc, paper)
	assert "{{" not in html and "{%" not in html and "<i>打扫" not in html
	return re.sub(r"<style.*?</style>|<[^>]+>|\s", "", html, flags=re.S)


def test_the_list_to_vote_on_has_who_is_due_and_every_row_with_its_recusal(meeting):
	text = text_of(meeting, "Appraisal Voting List")
	for words in (
		"积分评议会签到表",
		"积分评议事项表",
		"周主任",
		"吴缺席",
		"村民代表",
		"李四",
		"□通过",
		"应当回避",
	):
		assert words in text, words
	assert text.count("□通过") == 3


def test_the_minutes_have_attendance_decisions_reasons_recusals_and_room_to_sign(meeting):
	text = text_of(meeting, "Appraisal Minutes")
	for words in (
		"积分评议会会议记录",
		"应到5人，实到4人，法定到会人数3人",
		"缺席人员吴缺席",
		"不予通过",
		"未到场",
		"回避：周主任",
		"已审定2条，不予认定1条",
		"主持人（签名）",
		"记录人（签名）",
		"印章",
	):
		assert words in text, words


def test_the_sample_list_tells_the_seed_and_has_room_for_the_finding(meeting):
	rows = [(row.source_doctype, row.source_name, None) for row in meeting.rows if row.result == "Passed"]
	check = frappe.get_doc("Spot Check", spot_checks.draw(core.VILLAGE_A, rows, 100))
	text = text_of(check, "Spot Check List")
	for words in (
		"积分抽查核验表",
		check.seed,
		"共2条，抽取2条",
		"□属实",
		"□不属实",
		"不得核验该条",
		"核验人（签名）",
	):
		assert words in text, words


@pytest.mark.parametrize("paper", PAPERS)
def test_the_blank_form_can_be_printed(world, paper):
	blank = frappe.get_doc({"doctype": PAPERS[paper], "__islocal": 1})
	assert "签名" in text_of(blank, paper)
