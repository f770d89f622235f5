"""Objections: rows wait for the decision, the decision is followed, an agent says so, time and rows are checked.

World: village A; a single deed (4 of 2-8 points) and a batch of two families on one notice; the committee decides.
"""

from __future__ import annotations

import base64
import io

import frappe
import pytest
from frappe.utils import add_days, nowdate
from PIL import Image

from grid_governance.api import notices as api
from grid_governance.api import objections as handling
from grid_governance.points.notice import notices, objections
from grid_governance.points.rulebook.messages import RuleBroken
from grid_governance.tests.factories import core, points, portal, registry
from grid_governance.tests.factories import notices as make


@pytest.fixture
def board(world, as_user):
	book = make.make_book()
	between = points.make_item(0, counting="Between Limits", min_points=2, max_points=8)
	families = [registry.make_household(core.GRID_A1, head=name) for name in ("张大明", "李四")]
	single = make.endorsed(book, between, families[0], points=6)
	batch = make.endorsed_batch(book, points.make_item(3), families, grid_unit=core.VILLAGE_A)
	return Board(world, as_user, book, families, single, batch)


class Board:
	def __init__(self, world, as_user, book, families, single, batch):
		self.world, self.as_user, self.book = world, as_user, book
		self.families, self.single, self.batch = families, single, batch
		self.committee = world.user("Supervisory Committee Member")
		self.notice = make.running(make.make_notice())
		self.row = make.row_of(self.notice, single)
		self.batch_row = make.row_of(self.notice, batch)

	def stage(self, doc) -> str:
		return frappe.db.get_value(doc.doctype, doc.name, "stage")

	def status(self, row) -> str:
		return frappe.db.get_value("Notice Row", row, "status")

	def decide(self, objection, decisions, **values):
		with self.as_user(self.committee):
			if self.stage(objection) == "Raised":
				handling.examine(objection.name)
			return handling.decide(objection.name, decisions, values.pop("answer", "经核查……"), **values)[
				"stage"
			]

	def balance(self, number=0) -> int:
		filters = {"book": self.book.name, "subject": self.families[number].name}
		return frappe.db.get_value("Points Account", filters, "balance") or 0

	def close(self):
		make.passed(self.notice)
		notices.close(self.notice.name)


def test_an_objection_holds_its_row_and_source_and_the_others_are_credited(board):
	objection = make.make_objection(board.notice, board.row)
	assert board.status(board.row) == board.stage(board.single) == "Under Objection"
	board.close()
	assert board.balance() == 3 and board.stage(board.batch) == "Credited"
	assert board.stage(board.single) == "Under Objection"
	assert board.decide(objection, {board.row: ["Stands", None]}) == "Dismissed"
	assert board.balance() == 9 and board.stage(board.single) == "Credited"


def test_dismissed_before_the_end_the_row_hangs_on(board):
	objection = make.make_objection(board.notice, board.row)
	board.decide(objection, {board.row: ["Stands", None]})
	assert board.status(board.row) == board.stage(board.single) == "On Notice"
	assert board.balance() == 0


def test_upheld_the_row_is_not_recognised_and_says_why_but_not_who(board):
	objection = make.make_objection(board.notice, board.row, objector_name="王告发")
	board.decide(objection, {board.row: ["Not Recognised", None]}, reason="当天未到场")
	single = frappe.get_doc(board.single.doctype, board.single.name)
	assert (single.stage, single.decision_reason, single.deed_key) == ("Not Recognised", "当天未到场", None)
	assert board.status(board.row) == "Taken Out"
	board.close()
	assert board.balance() == 3


def test_one_person_is_taken_out_of_a_batch_and_the_rest_goes_on(board):
	objection = make.make_objection(board.notice, board.batch_row)
	assert board.stage(board.batch) == "Under Objection"
	board.decide(objection, {board.batch_row: ["Not Recognised", None]})
	assert board.stage(board.batch) == "On Notice"
	board.close()
	batch = frappe.get_doc("Points Batch", board.batch.name)
	assert (batch.stage, batch.counted_count) == ("Credited", 1)
	assert sorted(person.status for person in batch.people) == ["Counted", "Taken Out"]


def test_a_batch_of_which_nobody_is_left_is_not_recognised(board):
	rows = frappe.get_all("Notice Row", {"source_name": board.batch.name}, pluck="name")
	objection = make.make_objection(board.notice, *rows)
	board.decide(objection, {row: ["Not Recognised", None] for row in rows})
	assert board.stage(board.batch) == "Not Recognised"


def test_points_are_lowered_within_what_the_item_knows_never_raised(board):
	objection = make.make_objection(board.notice, board.row)
	for wrong in (6, 8, 1, 0, -2, 2.5, None):
		with pytest.raises(RuleBroken):
			board.decide(objection, {board.row: ["Points Changed", wrong]})
	board.decide(objection, {board.row: ["Points Changed", 2]})
	assert frappe.db.get_value(board.single.doctype, board.single.name, "points") == 2
	board.close()
	assert board.balance() == 5


def test_a_row_with_two_objections_waits_for_both(board):
	first, second = (make.make_objection(board.notice, board.row) for _ in range(2))
	board.decide(first, {board.row: ["Stands", None]})
	assert board.status(board.row) == "Under Objection"
	board.decide(second, {board.row: ["Stands", None]})
	assert board.status(board.row) == "On Notice"


def test_a_decision_needs_an_answer_and_a_word_on_each_row_and_is_taken_once(board):
	objection = make.make_objection(board.notice, board.row)
	stands = {board.row: ["Stands", None]}
	with board.as_user(board.committee):
		with pytest.raises(objections.ObjectionError):
			handling.decide(objection.name, stands, "未开始核查")
		handling.examine(objection.name)
		for decisions, answer in (
			({}, "x"),
			(stands, " "),
			({board.row: ["Maybe", None]}, "x"),
			({"": ["Stands", None]}, "x"),
		):
			with pytest.raises(objections.ObjectionError):
				handling.decide(objection.name, decisions, answer)
		handling.decide(objection.name, stands, "经核查属实")
		with pytest.raises(objections.ObjectionError):
			handling.decide(objection.name, {board.row: ["Not Recognised", None]}, "改判")
	assert board.status(board.row) == "On Notice"


def test_an_objection_to_the_notice_as_a_whole_is_answered(board):
	objection = make.make_objection(board.notice)
	assert board.status(board.row) == "On Notice"
	assert board.decide(objection, {"": ["Not Recognised", None]}) == "Upheld"


def test_objections_are_taken_on_the_last_day_and_not_after_it(board):
	frappe.db.set_value("Public Notice", board.notice.name, "last_day", nowdate())
	make.make_objection(board.notice, board.row)
	frappe.db.set_value("Public Notice", board.notice.name, "last_day", add_days(nowdate(), -1))
	with pytest.raises(objections.ObjectionError):
		make.make_objection(board.notice, board.batch_row)
	assert board.status(board.batch_row) == "On Notice"


def test_rows_of_another_notice_credited_rows_and_rows_named_twice_are_refused(board):
	other = make.endorsed(board.book, points.make_item())
	second = make.running(make.make_notice())
	for rows in ([make.row_of(second, other)], [board.row, board.row], ["nothing"]):
		with pytest.raises(objections.ObjectionError):
			make.make_objection(board.notice, *rows)


def test_a_notice_with_open_objections_is_not_stopped(board):
	make.make_objection(board.notice, board.row)
	with pytest.raises(notices.NoticeError):
		notices.stop(board.notice.name, "有误")


def test_who_objects_for_another_says_so_or_is_told_to(board):
	for values in ({"agent_name": "女儿"}, {"for_another": 1}, {"for_another": 1, "agent_name": "女儿"}):
		with pytest.raises(objections.AgentMissing):
			make.make_objection(board.notice, board.row, **values)
	assert board.status(board.row) == "On Notice"
	make.make_objection(board.notice, board.row, for_another=1, agent_name="女儿", agent_authority="书面委托")


def test_a_villager_objects_by_phone_for_self_and_for_another_only_as_agent(board):
	resident, login = portal.make_person()
	other, _login = portal.make_person()
	portal.make_proxy(other, resident)
	said = {"notice": board.notice.name, "facts": "没有参加", "rows": [board.row]}
	with board.as_user(login):
		made = api.object_by_phone(**said)
		for attempt in ({"for_whom": "老王"}, {"resident": other.name}, {"authority": "口头"}):
			with pytest.raises(objections.AgentMissing):
				api.object_by_phone(**said, **attempt)
		as_agent = api.object_by_phone(**said, resident=other.name, authority="书面委托")
		assert api.object_by_phone(**said)["objection"] == made["objection"], "sent twice on bad signal"
		assert [row.stage for row in api.my_objections()] == ["Raised", "Raised"]
	first, second = (frappe.get_doc("Notice Objection", name["objection"]) for name in (made, as_agent))
	assert (first.objector, first.for_another, first.way) == (resident.name, 0, "By Portal")
	assert (second.objector, second.for_another, second.agent_name) == (other.name, 1, resident.resident_name)


def test_photos_hang_on_the_objection_for_its_handlers_alone(board):
	out = io.BytesIO()
	Image.new("RGB", (60, 40), "green").save(out, "JPEG")
	picture = "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()
	_resident, login = portal.make_person()
	with board.as_user(login):
		with pytest.raises(frappe.ValidationError):
			api.object_by_phone(board.notice.name, "x", [board.row], photos=["data:text/plain;base64,eA=="])
		made = api.object_by_phone(board.notice.name, "x", [board.row], photos=[picture])
	doc = frappe.get_doc("Notice Objection", made["objection"])
	file = frappe.get_doc("File", {"file_url": doc.attachments[0].file})
	assert file.is_private and file.attached_to_name == doc.name
	clerk = board.world.user("Village Points Clerk")
	assert not frappe.has_permission("File", "read", doc=file, user=clerk)
	assert frappe.has_permission("File", "read", doc=file, user=board.committee)


def test_a_villager_of_another_village_does_not_object_here(board):
	_resident, login = portal.make_person(core.GRID_B1)
	with board.as_user(login), pytest.raises(frappe.PermissionError):
		api.object_by_phone(board.notice.name, "x", [board.row])
	assert board.status(board.row) == "On Notice"


def test_the_level_above_remarks_and_the_village_answers(board):
	office = board.world.user("Points Office Member", "street")
	own = board.world.user("Points Office Member", "A")
	remark = {
		"doctype": "Notice Remark",
		"notice": board.notice.name,
		"grid_unit": core.VILLAGE_A,
		"remark": "请补充原始凭证",
	}
	with board.as_user(own), pytest.raises(frappe.PermissionError):
		frappe.get_doc(remark).insert()
	with board.as_user(office):
		doc = frappe.get_doc(remark).insert()
		doc.remark = "x"
		with pytest.raises(frappe.ValidationError):
			doc.save()
		doc.reload()
		doc.answer = "自问自答"
		with pytest.raises(frappe.PermissionError):
			doc.save()
	clerk = board.world.user("Village Points Clerk")
	with board.as_user(clerk):
		doc.reload()
		doc.answer = "已补充"
		doc.save()
	assert (doc.remarked_by, doc.answered_by) == (office, clerk)
