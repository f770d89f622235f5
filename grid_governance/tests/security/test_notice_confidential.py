"""Who objects is known to the handlers alone: not to those concerned, not to the clerk, through no door.

World: village A's clerk published a notice; family 张 is praised on it; one committee member is 张's daughter, another
is not. 王 objects on paper or by phone.
"""

from __future__ import annotations

import json

import frappe
import pytest
from frappe.desk.form.load import getdoc

from grid_governance import permissions, telling
from grid_governance.api import notices as api
from grid_governance.api import objections as handling
from grid_governance.points.notice import notices, objections
from grid_governance.points.recusal import RecusalError
from grid_governance.tests.factories import core, points, portal, registry
from grid_governance.tests.factories import notices as make
from grid_governance.tests.security.knock import call, rest

OBJECTOR, FACTS = "王告发", "那天没有人来"


@pytest.fixture
def case(world, as_user):
	book = make.make_book()
	family = registry.make_household(core.GRID_A1, head="张大明")
	source = make.endorsed(book, points.make_item(), family)
	clerk, committee = world.user("Village Points Clerk"), world.user("Supervisory Committee Member")
	daughter = core.make_worker("Supervisory Committee Member", core.VILLAGE_A, email="daughter@gg.test")
	resident = registry.make_resident(family, resident_name="张女儿")
	frappe.db.set_value("Grid Worker", {"user": daughter}, "resident", resident.name)
	notice = make.make_notice()
	with as_user(clerk):
		notices.publish(notice.name)
	notices.start_days(notice.name, [make.PHOTO])
	return frappe._dict(
		world=world,
		source=source,
		clerk=clerk,
		committee=committee,
		daughter=daughter,
		notice=make.reread(notice),
		row=make.row_of(notice, source),
	)


def on_paper(case, as_user, user=None):
	with as_user(user or case.clerk):
		api.object_on_paper(case.notice.name, OBJECTOR, FACTS, [case.row], phone="13900000000")
	return frappe.get_last_doc("Notice Objection")


def answers(name: str) -> list:
	"""What the usual doors give away about one objection."""
	named = {"doctype": "Notice Objection", "name": name}
	knocks = [
		lambda: rest("GET", "Notice Objection", fields='["*"]'),
		lambda: rest("GET", "Notice Objection", name),
		lambda: call("frappe.client.get", **named),
		lambda: call("frappe.client.get_value", doctype="Notice Objection", filters=name, fieldname="objector_name"),
		lambda: call("frappe.desk.reportview.get", doctype="Notice Objection", fields='["*"]'),
		lambda: call("frappe.desk.reportview.export_query", doctype="Notice Objection", fields='["*"]',
			file_format_type="CSV", title="x"),
		lambda: call("frappe.desk.search.search_link", doctype="Notice Objection", txt=""),
		lambda: call("frappe.desk.form.load.getdoc", **named),
		lambda: call("frappe.www.printview.get_html_and_style", doc="Notice Objection", name=name,
			print_format="Objection Reply"),
		lambda: call("frappe.desk.form.load.get_versions", doc=json.dumps(named)),
		lambda: rest("GET", "Version", fields='["*"]', limit_page_length=500),
		lambda: rest("GET", "Comment", fields='["*"]', limit_page_length=500),
		lambda: rest("GET", "Notice Objection Row", fields='["*"]', parent="Notice Objection"),
		lambda: call("frappe.client.get_count", doctype="Notice Objection"),
	]  # fmt: skip
	found = []
	for knock in knocks:
		try:
			found.append(knock())
		except Exception as error:
			frappe.clear_messages()
			found.append(str(error))
	return found


def test_the_clerk_who_enters_a_paper_and_the_concerned_handler_read_nothing(case, as_user):
	doc = on_paper(case, as_user)
	for user in (case.clerk, case.daughter, case.world.user("Neighbour Head", core.GRID_A1)):
		with as_user(user):
			for answer in answers(doc.name):
				assert OBJECTOR not in answer and FACTS not in answer, (user, answer[:300])
			assert not frappe.has_permission("Notice Objection", "read", doc=doc.name)
	with as_user(case.daughter):
		assert doc.name not in frappe.get_list("Notice Objection", pluck="name")
	with as_user(case.committee):
		assert any(OBJECTOR in answer for answer in answers(doc.name))
		assert frappe.has_permission("Notice Objection", "read", doc=doc.name)


def test_the_bell_rings_for_who_may_examine_and_names_no_objector(case, as_user, monkeypatch):
	told = []
	monkeypatch.setattr(telling, "enqueue_create_notification", lambda users, log: told.append((users, log)))
	on_paper(case, as_user)
	((users, log),) = told
	assert case.committee in users and not {case.clerk, case.daughter} & set(users)
	assert log["from_user"] == "Administrator" and OBJECTOR not in str(log) and FACTS not in str(log)


def test_who_may_not_read_is_judged_by_the_stored_row(case, as_user):
	doc = on_paper(case, as_user)
	doc.kept_from = ""
	assert not permissions.has_permission(doc, "read", case.daughter)
	assert permissions.has_permission(doc, "read", case.committee)


def test_nothing_that_others_read_carries_the_objectors_login(case, as_user):
	_resident, login = portal.make_person()
	with as_user(login):
		api.object_by_phone(case.notice.name, FACTS, [case.row])
	for doctype, name in (
		("Notice Row", case.row),
		("Public Notice", case.notice.name),
		(case.source.doctype, case.source.name),
	):
		stored = frappe.db.sql(f"select * from `tab{doctype}` where name = %s", name, as_dict=True)
		assert login not in json.dumps(stored, default=str), doctype
		for hanging, column in (
			("Comment", "reference_name"),
			("Version", "docname"),
			("Activity Log", "reference_name"),
		):
			rows = frappe.get_all(hanging, {column: name}, "*")
			assert login not in json.dumps(rows, default=str) and FACTS not in json.dumps(rows, default=str)


def test_the_form_of_the_notice_and_its_counts_do_not_name_the_objector(case, as_user):
	on_paper(case, as_user)
	with as_user(case.clerk):
		frappe.local.response = frappe._dict({"docs": []})
		getdoc("Public Notice", case.notice.name)
		shown = json.dumps(frappe.local.response, default=str)
		shown += json.dumps(api.board(case.notice.name), default=str)
	assert OBJECTOR not in shown and make.reread(case.notice).objected_count == 1


def test_the_concerned_do_not_handle_even_with_every_right(case, as_user):
	doc = on_paper(case, as_user)
	signer = frappe.db.get_value(case.source.doctype, case.source.name, "entered_by")
	for user in (signer, "Administrator"):
		if user == "Administrator" and signer != user:
			continue
		with as_user(user), pytest.raises(RecusalError):
			objections.examine(doc.name)
	with as_user(case.daughter):
		with pytest.raises(frappe.PermissionError):
			handling.examine(doc.name)
		with pytest.raises(RecusalError):
			objections.examine(doc.name)
	with as_user(case.committee):
		handling.examine(doc.name)
		assert handling.decide(doc.name, {case.row: ["Stands", None]}, "属实")["stage"] == "Dismissed"


def test_a_handler_does_not_decide_the_own_objection(case, as_user):
	resident = registry.make_resident(registry.make_household(core.GRID_A2), resident_name="委员")
	frappe.db.set_value("Grid Worker", {"user": case.committee}, "resident", resident.name)
	doc = make.make_objection(case.notice, case.row, objector=resident.name, objector_name="委员")
	with as_user(case.committee), pytest.raises(RecusalError):
		handling.examine(doc.name)


def test_neither_clerk_nor_villager_decides(case, as_user):
	doc = on_paper(case, as_user)
	_resident, login = portal.make_person()
	for user in (case.clerk, login, case.world.user("Supervisory Committee Member", "B")):
		with as_user(user), pytest.raises(frappe.PermissionError):
			handling.examine(doc.name)
	assert frappe.db.get_value(doc.doctype, doc.name, "stage") == "Raised"


def test_stage_answer_and_facts_are_not_set_by_saving(case, as_user):
	doc = on_paper(case, as_user)
	with as_user(case.committee):
		mine = frappe.get_doc(doc.doctype, doc.name)
		mine.update({"stage": "Dismissed", "answer": "x", "decided_by": case.committee, "kept_from": ""})
		mine.save()
		mine.reload()
		assert (mine.stage, mine.answer, mine.decided_by) == ("Raised", None, None) and mine.kept_from
		for field in ("facts", "objector_name", "way"):
			changed = frappe.get_doc(doc.doctype, doc.name).update({field: "x"})
			with pytest.raises(frappe.ValidationError):
				changed.save()
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc(doc.doctype, doc.name, force=True)


def test_only_who_writes_the_notice_moves_it(case, as_user):
	others = (
		case.world.user("Neighbour Head", core.GRID_A1),
		case.world.user("Village Points Clerk", "B"),
		case.committee,
	)
	for user in others:
		with as_user(user):
			for door in (
				lambda: api.stop(case.notice.name, "x"),
				lambda: api.close(case.notice.name),
				lambda: api.upload_posted_photo(case.notice.name, []),
				lambda: api.publish(case.notice.name),
			):
				with pytest.raises(frappe.PermissionError):
					door()
	with as_user(case.clerk):
		assert api.stop(case.notice.name, "有误")["stage"] == "Notice Stopped"


def test_the_days_are_not_started_with_somebody_elses_file(case, as_user):
	with as_user(case.clerk), pytest.raises(notices.NoticeError):
		api.upload_posted_photo(case.notice.name, ["/private/files/elsewhere.jpg"])


def test_villagers_see_the_board_of_their_village_only_and_strangers_none(case, as_user):
	_resident, own = portal.make_person()
	_other, neighbour = portal.make_person(core.GRID_B1)
	with as_user(own):
		assert [row["name"] for row in api.board(case.notice.name)] == ["张大明"]
		assert case.notice.name in {row["name"] for row in api.notices_of_villager()}
	with as_user(neighbour):
		assert case.notice.name not in {row["name"] for row in api.notices_of_villager()}
	for user in (neighbour, "Guest"):
		with as_user(user), pytest.raises(frappe.PermissionError):
			api.board(case.notice.name)


def test_a_sensitive_row_has_no_name_on_the_board(world, as_user):
	make.endorsed(make.make_book(), points.make_item(item_name="提供线索", sensitive=1))
	notice = make.running(make.make_notice())
	assert [(row["name"], row["group"]) for row in api.board(notice.name)] == [(None, "")]
	assert api.board(notice.name, find="张") == [], "a name that is not published is not found either"
