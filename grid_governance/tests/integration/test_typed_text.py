"""What people type stays what they meant: brackets are brackets, nothing runs, too long a text is refused in words."""

import frappe
import pytest

from grid_governance import plain
from grid_governance.api import matters
from grid_governance.api import reception as window
from grid_governance.tests.factories import portal

EVIL = '欠款<5000元，a<b不还 <img src=x onerror="alert(1)">'
SHOWN = '欠款＜5000元，a＜b不还 ＜img src=x onerror="alert(1)"＞'


@pytest.fixture
def centre(world):
	values = {"centre_name": "测试街道综治中心", "grid_unit": world.village_a, "number_mark": "集综"}
	return frappe.get_doc(doctype="Governance Centre", **values).insert(ignore_permissions=True).name


def test_what_the_window_writes_down_neither_runs_nor_is_cut(centre, world, as_user):
	with as_user(world.user("Reception Clerk", "A")):
		name = window.receive(centre, "王<b>建国", EVIL)["name"]
		window.refer(name, "Referred To Legal Aid", "<i>法援", EVIL)
		window.tell(name, EVIL, "Told By Phone")
	doc = frappe.get_doc("Reception", name)
	assert (doc.visitor_name, doc.directed_to) == ("王＜b＞建国", "＜i＞法援")
	assert doc.matter == doc.answer == doc.came_of_it == SHOWN


def test_what_a_resident_tells_is_kept_whole_and_known_again(centre, as_user):
	_person, login = portal.make_person()
	with as_user(login):
		told = matters.tell(EVIL)
		assert matters.tell(EVIL) == told
	assert frappe.db.get_value("Reception", told["name"], "matter") == SHOWN


def test_too_long_a_text_is_refused_and_nothing_changed(centre, world, as_user):
	with as_user(world.user("Reception Clerk", "A")):
		with pytest.raises(frappe.CharacterLengthExceededError, match="at most 16000 characters"):
			window.receive(centre, "王建国", "长" * (plain.LONGEST_TEXT + 1))
		name = window.receive(centre, "王建国", "短")["name"]
		assert frappe.db.get_value("Reception", name, "matter_number").endswith("第1号")
		for act in (
			lambda: window.answer(name, "长" * (plain.LONGEST_TEXT + 1)),
			lambda: window.guide(name, "长" * 141),
		):
			with pytest.raises(frappe.CharacterLengthExceededError):
				act()
	assert frappe.db.get_value("Reception", name, "outcome") == "Being Received"
