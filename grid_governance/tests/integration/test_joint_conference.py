"""Joint conferences: conclusions go on as handovers or orders, all or none; minutes that stand.

The street convenes; village A's mediator holds the case.
"""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import add_days, now_datetime, nowdate

from grid_governance.api import supervision as api
from grid_governance.tests.factories import case_file, cases


@pytest.fixture
def town(world, as_user):
	body = cases.make_body()
	with as_user(world.user("Mediator", "A", mediation_body=body)):
		case = cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body)
	return frappe._dict(world=world, case=case.name, dispatcher=world.user("Dispatcher", "street"))


def make_conference(town, conclusions, **values):
	doc = frappe.new_doc("Joint Conference")
	given = {
		"conference_title": "工资纠纷联席会议",
		"grid_unit": town.world.street,
		"held_at": now_datetime() - timedelta(hours=1),
		"chaired_by": "周明",
		"recorder": "刘芳",
	}
	doc.update({**given, **values})
	doc.append("attendees", {"attendee_name": "周明", "unit_name": "街道办事处", "office_held": "副书记"})
	doc.append("matters", {"dispute_case": town.case, "discussion": "公司承认欠薪，资金困难。"})
	for row in conclusions:
		doc.append("conclusions", {"conclusion": "一周内督促公司付清", **row})
	return doc.insert()


def test_conclusions_become_handovers_or_orders(town, as_user):
	below = {"dispute_case": town.case, "to_unit": town.world.grid_a1}
	there = {"dispute_case": town.case, "to_unit": town.world.village_a, "due": add_days(nowdate(), 7)}
	with as_user(town.dispatcher):
		conference = make_conference(town, [there, below, {"conclusion": "下月再议"}])
		rows = api.conclude(conference.name)
	assert [bool(row["handover"]) for row in rows] == [False, True, False]
	assert [bool(row["supervision_order"]) for row in rows] == [True, False, False]
	hop = frappe.get_doc("Case Handover", rows[1]["handover"])
	assert (hop.to_unit, hop.asked) == (town.world.grid_a1, "一周内督促公司付清")
	assert str(frappe.db.get_value("Supervision Order", rows[0]["supervision_order"], "due")) == add_days(
		nowdate(), 7
	)


def test_a_conclusion_without_a_unit_carries_on_nothing(town, as_user):
	before = frappe.db.count("Supervision Order")
	with as_user(town.dispatcher):
		conference = make_conference(
			town,
			[{"dispute_case": town.case, "to_unit": town.world.village_a}, {"dispute_case": town.case}],
		)
		with pytest.raises(frappe.ValidationError, match="choose the unit"):
			api.conclude(conference.name)
	assert frappe.db.count("Supervision Order") == before


def test_concluded_minutes_stand_but_take_their_photo(town, as_user):
	with as_user(town.dispatcher):
		conference = make_conference(town, [{}])
		api.conclude(conference.name)
		doc = frappe.get_doc("Joint Conference", conference.name)
		sheet = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name, "is_private": 1}
		photo = frappe.get_doc(doctype="File", file_name="签到表.pdf", content=case_file.pdf_of(1), **sheet)
		doc.minutes_photo = photo.insert().file_url
		doc.save()
		doc.conclusions[0].conclusion = "改写"
		with pytest.raises(frappe.ValidationError, match="minutes stand"):
			doc.save()
		with pytest.raises(frappe.ValidationError, match="concluded already"):
			api.conclude(conference.name)
		with pytest.raises((frappe.ValidationError, frappe.PermissionError)):
			frappe.delete_doc("Joint Conference", conference.name)


def test_a_conference_to_come_is_called_but_not_concluded(town, as_user):
	with as_user(town.dispatcher):
		conference = make_conference(town, [{}], held_at=now_datetime() + timedelta(days=1))
		with pytest.raises(frappe.ValidationError, match="in the future"):
			api.conclude(conference.name)
		conference.update({"held_at": now_datetime() - timedelta(minutes=5)})
		conference.matters[0].discussion = " "
		conference.save()
		with pytest.raises(frappe.ValidationError, match="what was discussed"):
			api.conclude(conference.name)
		assert frappe.db.get_value("Joint Conference", conference.name, "status") == "Conference Draft"
		conference.matters[0].discussion = "公司承认欠薪"
		conference.save()
		api.conclude(conference.name)


def test_several_conclusions_on_one_case_are_all_carried_on(town, as_user):
	"""One leads with all that is asked of it, another one assists; who has the case gets an order for each."""
	case = {"dispute_case": town.case}
	first = {**case, "to_unit": town.world.grid_a1, "due": add_days(nowdate(), 9)}
	again = {**first, "conclusion": "核对工资表", "due": add_days(nowdate(), 5)}
	other = {**case, "to_unit": town.world.grid_a2}
	there = {**case, "to_unit": town.world.village_a}
	supervised = {"asked": "书面回复", "grounds": "久拖不决"}
	with as_user(town.dispatcher):
		api.issue(town.case, "Supervise", **supervised)
		rows = api.conclude(make_conference(town, [there, there, first, other, again]).name)
	orders = {row["supervision_order"] for row in rows[:2]}
	assert len(orders - {None}) == 2
	assert rows[2]["handover"] == rows[4]["handover"]
	lead, assisting = (frappe.get_doc("Case Handover", rows[n]["handover"]) for n in (2, 3))
	assert lead.kind == "Assign Down" and lead.asked == "一周内督促公司付清\n核对工资表"
	assert str(lead.due)[:10] == add_days(nowdate(), 5)
	assert assisting.kind == "Ask Assistance"


def test_a_supervisor_is_told_who_sends_the_case_of_a_conclusion_on(town, as_user):
	below = {"dispute_case": town.case, "to_unit": town.world.grid_a1}
	there = {"dispute_case": town.case, "to_unit": town.world.village_a}
	with as_user(town.world.user("Supervisor", "street")):
		conference = make_conference(town, [there, below])
		with pytest.raises(frappe.PermissionError, match=r"Row 2: .* dispatcher of the centre"):
			api.conclude(conference.name)
	with as_user(town.dispatcher):
		assert api.conclude(conference.name)[1]["handover"]
