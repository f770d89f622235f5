"""The window of a governance centre: a visitor in five fields, one number, and every way out of it.

centre of the street (430181002), clerk posted there; the matter lies in village A
"""

from datetime import date

import frappe
import pytest

from grid_governance.api import reception as api
from grid_governance.cases.intake import reception
from grid_governance.registry import numbers
from grid_governance.tests.factories import core, portal


@pytest.fixture
def centre(world):
	values = {"centre_name": "测试街道综治中心", "grid_unit": world.street, "number_mark": "集综"}
	return frappe.get_doc(doctype="Governance Centre", **values).insert(ignore_permissions=True)


@pytest.fixture
def clerk(world, as_user):
	with as_user(world.user("Reception Clerk", "street")) as user:
		yield user


def receive(centre, name="王建国", **more):
	values = {
		"matter": "楼上漏水无人管",
		"event_unit": core.VILLAGE_A,
		"visitor_phone": "13900000001",
		**more,
	}
	return api.receive(centre.name, name, **values)


def test_numbers_run_without_gaps_and_earlier_visits_are_shown(centre, clerk):
	year = frappe.utils.getdate().year
	first, second = receive(centre), receive(centre)
	assert [first["matter_number"], second["matter_number"]] == [f"（{year}）集综来字第{n}号" for n in (1, 2)]
	assert (first["repeat_count"], second["repeat_count"]) == (0, 1)
	assert len(api.earlier("", "139 0000 0001")["receptions"]) == 2
	assert api.earlier("王建国", "13900000009")["receptions"] == []  # another phone: another person
	with pytest.raises(frappe.ValidationError):
		receive(centre, people_count=0)
	assert receive(centre)["matter_number"] == f"（{year}）集综来字第3号"  # a refused one took no number


def test_a_visit_that_waited_over_new_year_goes_on_with_the_old_years_numbers(centre, clerk, monkeypatch):
	year, given = frappe.utils.getdate().year, []
	for later in (0, 0, 1, 0, 0, 1):
		monkeypatch.setattr(numbers, "getdate", lambda later=later: date(year + later, 1, 1))
		given.append(receive(centre)["matter_number"])
	wanted = [(year, 1), (year, 2), (year + 1, 1), (year, 3), (year, 4), (year + 1, 2)]
	assert given == [f"（{of}）集综来字第{number}号" for of, number in wanted]


def test_a_dispute_is_raised_with_everything_carried_over_under_the_same_number(centre, clerk):
	made = receive(centre, people_count=1)
	done = api.to_dispute(made["name"], "Neighbour Dispute", "李四、赵五", "要求维修")
	case = frappe.get_doc("Dispute Case", done["dispute_case"])
	assert case.matter_number == made["matter_number"]
	assert (case.grid_unit, case.facts, case.claims) == (core.VILLAGE_A, "楼上漏水无人管", "要求维修")
	names = [(row.side, row.party_name, row.contact) for row in case.parties]
	assert names[0] == ("Party A", "王建国", "13900000001") and [n for _s, n, _c in names[1:]] == [
		"李四",
		"赵五",
	]
	doc = frappe.get_doc("Reception", made["name"])
	assert (doc.outcome, doc.dispute_case) == (reception.DISPUTE, case.name)
	assert case.first_receiver == doc.first_receiver and doc.first_receiver
	with pytest.raises(reception.ReceptionError):
		api.to_dispute(made["name"], "Neighbour Dispute", "李四")


@pytest.mark.parametrize(
	("act", "outcome"),
	[
		(lambda name: api.answer(name, "已现场解释政策"), "Answered At Once"),
		(lambda name: api.guide(name, "物业服务中心"), "Guided Elsewhere"),
		(lambda name: api.refer(name, "Referred To Legal Aid", "法律援助中心"), "Referred To Legal Aid"),
		(
			lambda name: api.refer(name, "Referred To Petition Office", "信访局"),
			"Referred To Petition Office",
		),
	],
)
def test_each_way_out_ends_the_matter_once(centre, clerk, act, outcome):
	name = receive(centre)["name"]
	assert act(name) == {"outcome": outcome}
	with pytest.raises(reception.ReceptionError):
		act(name)
	with pytest.raises(frappe.ValidationError):
		doc = frappe.get_doc("Reception", name)
		doc.matter = "另一件事"
		doc.save()


def test_nothing_is_dealt_with_without_words(centre, clerk):
	name = receive(centre)["name"]
	for act in (
		lambda: api.answer(name, " "),
		lambda: api.guide(name, ""),
		lambda: api.refer(name, "Answered At Once", "某处"),
		lambda: api.to_dispute(name, "Neighbour Dispute", "、"),
	):
		with pytest.raises(reception.ReceptionError):
			act()
	assert frappe.db.get_value("Reception", name, "outcome") == reception.OPEN


def test_the_number_and_the_outcome_are_the_codes_own(centre, clerk):
	doc = frappe.get_doc("Reception", receive(centre)["name"])
	number = doc.matter_number
	doc.update({"matter_number": "1", "outcome": "Answered At Once", "grid_unit": core.VILLAGE_B})
	doc.save()
	doc.reload()
	assert (doc.matter_number, doc.outcome, doc.grid_unit) == (number, reception.OPEN, core.STREET)
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("Reception", doc.name, ignore_permissions=True)


def test_the_clerk_of_another_place_neither_receives_here_nor_sees_earlier_visits(centre, world, as_user):
	with as_user(world.user("Reception Clerk", "street")):
		before = api.window()["today"]
		name = receive(centre, people_count=2)["name"]
		assert api.window()["today"] == {"batches": before["batches"] + 1, "persons": before["persons"] + 2}
	with as_user(world.user("Reception Clerk", "B")):
		nothing = {"receptions": [], "cases": [], "place": None}
		assert api.earlier("王建国", "13900000001", centre.name) == nothing
		assert api.window()["centres"] == []
		for act in (lambda: receive(centre), lambda: api.answer(name, "x")):
			with pytest.raises(frappe.PermissionError):
				act()
	with as_user(world.user("Mediator", "A")), pytest.raises(frappe.PermissionError):
		api.window()


def test_a_matter_outside_the_centres_area_and_a_closed_centre_are_refused(centre, world, as_user):
	with as_user(world.user("Reception Clerk", "street")):
		with pytest.raises(frappe.ValidationError):
			receive(centre, event_unit="430181")
	centre.status = "Centre Closed"
	centre.save(ignore_permissions=True)
	with as_user(world.user("Reception Clerk", "street")), pytest.raises(frappe.ValidationError):
		receive(centre)


def test_the_report_counts_batches_and_persons_of_the_own_range_only(centre, world, as_user):
	from grid_governance.grid_governance.report.reception_statistics.reception_statistics import execute

	today = {"from_date": frappe.utils.nowdate(), "to_date": frappe.utils.nowdate()}
	with as_user(world.user("Reception Clerk", "street")):
		receive(centre, people_count=4)
		api.answer(receive(centre, "李四", visitor_phone="")["name"], "已答复")
		_columns, rows, _message, chart = execute(today)
		row = next(row for row in rows if row.centre == centre.name)
		assert (row.batches, row.persons, row.answered_at_once, row.being_received) == (2, 5, 1, 1)
		assert 5 in chart["data"]["datasets"][1]["values"]
		with pytest.raises(frappe.ValidationError):
			execute({**today, "to_date": "2000-01-01"})
	with as_user(world.user("Reception Clerk", "B")):
		assert execute(today)[1] == []


def test_what_waits_stands_on_the_windows_screen_until_it_is_dealt_with(centre, world, as_user):
	with as_user(world.user("Reception Clerk", "street")):
		name = receive(centre, "等候人")["name"]
		assert name in [row.name for row in api.window()["waiting"]]
	with as_user(world.user("Reception Clerk", "B")):
		assert api.window()["waiting"] == []
	with as_user(world.user("Reception Clerk", "street")):
		api.answer(name, "已答复")
		assert name not in [row.name for row in api.window()["waiting"]]


def test_a_visitor_on_the_register_is_known_by_name_and_phone_together(centre, world, as_user):
	person, _login = portal.make_person()
	with as_user(world.user("Reception Clerk", "street")):
		known = receive(centre, person.resident_name, visitor_phone=person.phone)["name"]
		namesake = receive(centre, person.resident_name, visitor_phone="13900000077")["name"]
		borrowed = receive(centre, "另一个人", visitor_phone=person.phone)["name"]
		case = api.to_dispute(known, "Neighbour Dispute", "李四")["dispute_case"]
	residents = [frappe.db.get_value("Reception", name, "resident") for name in (known, namesake, borrowed)]
	assert residents == [person.name, None, None]
	assert frappe.db.get_value("Case Party", {"parent": case, "side": "Party A"}, "resident") == person.name


def test_the_village_of_a_known_visitor_is_proposed_to_the_own_centre_only(centre, world, as_user):
	person, _login = portal.make_person()
	whom = (person.resident_name, person.phone, centre.name)
	with as_user(world.user("Reception Clerk", "street")):
		place = api.earlier(*whom)["place"]
		assert (place["unit"], place["from_register"]) == (person.grid_unit[:12], True)
		assert api.earlier("另一个人", person.phone, centre.name)["place"] is None
		assert api.earlier(person.resident_name, "", centre.name)["place"] is None
		assert api.earlier("外来人", "13900000078", centre.name)["place"] is None
		receive(centre, "外来人", visitor_phone="13900000078", event_unit=core.STREET)
		assert api.earlier("外来人", "13900000078", centre.name)["place"] is None  # the street says nothing
		receive(centre, "外来人", visitor_phone="13900000078")
		place = api.earlier("外来人", "13900000078", centre.name)["place"]
		assert (place["unit"], place["from_register"]) == (core.VILLAGE_A, False)
	with as_user(world.user("Reception Clerk", "B")):
		assert api.earlier(*whom)["place"] is None


def test_a_matter_of_the_whole_street_gets_its_village_when_it_becomes_a_dispute(centre, clerk):
	name = receive(centre, event_unit=core.STREET)["name"]
	with pytest.raises(frappe.ValidationError, match="centre's area"):
		api.to_dispute(name, "Neighbour Dispute", "李四", event_unit="430181")
	case = api.to_dispute(name, "Neighbour Dispute", "李四", event_unit=core.VILLAGE_A)["dispute_case"]
	doc = frappe.get_doc("Reception", name)
	assert (doc.event_unit, doc.outcome, doc.dispute_case) == (core.VILLAGE_A, reception.DISPUTE, case)
	assert doc.first_receiver
	assert frappe.db.get_value("Dispute Case", case, "grid_unit") == core.VILLAGE_A


def test_a_clerk_out_of_service_is_no_first_receiver(centre, world, as_user):
	user = world.user("Reception Clerk", "street")
	with as_user(user):
		name = receive(centre)["name"]
	assert frappe.db.get_value("Reception", name, "first_receiver") == workers_of(user)
	frappe.db.set_value("Grid Worker", {"user": user}, "enabled", 0)
	doc = frappe.get_doc("Reception", name)
	doc.update({"visitor_name": "甲", "name": None})
	with as_user(user):
		reception.prepare(doc)
	assert doc.first_receiver is None


def workers_of(user):
	return frappe.db.get_value("Grid Worker", {"user": user})


# ---------------------------------------------------------------- what the visitor was told in the end


def test_the_visitor_of_a_referred_matter_is_told_once(centre, clerk):
	name = receive(centre)["name"]
	with pytest.raises(frappe.ValidationError, match="Deal with the matter"):
		api.tell(name, "已办结", "Told By Phone")
	api.refer(name, "Referred To Legal Aid", "法律援助中心")
	for reply, way, moment in (
		(" ", "Told By Phone", None),
		("已指派律师", "By Drum", None),
		("已指派律师", "Told By Phone", "2999-01-01 08:00:00"),
	):
		with pytest.raises(frappe.ValidationError):
			api.tell(name, reply, way, moment)
	assert not frappe.db.get_value("Reception", name, "told_at")
	api.tell(name, "已指派律师", "Told By Phone")
	doc = frappe.get_doc("Reception", name)
	assert (doc.came_of_it, doc.told_way) == ("已指派律师", "Told By Phone") and doc.told_at
	with pytest.raises(frappe.ValidationError, match="told on"):
		api.tell(name, "再说一次", "Told In Person")


def test_the_window_tells_the_result_of_a_dispute_and_its_clock_stops(centre, world, as_user):
	with as_user(world.user("Reception Clerk", "street")):
		name = receive(centre)["name"]
		case = api.to_dispute(name, "Neighbour Dispute", "李四")["dispute_case"]
		clock = {"dispute_case": case, "limit_name": "Reply To Visitor"}
		with pytest.raises(frappe.ValidationError, match="no result yet"):
			api.tell(name, "还在办理", "Told By Phone")
		assert frappe.db.get_value("Case Clock", clock, "clock_state") == "Running"
	frappe.db.set_value("Dispute Case", case, "stage", "Settled On The Spot")
	with as_user(world.user("Reception Clerk", "B")), pytest.raises(frappe.PermissionError):
		api.tell(name, "双方和好", "Told By Phone")
	with as_user(world.user("Reception Clerk", "street")):
		api.tell(name, "双方和好", "Told By Phone")
	assert frappe.db.get_value("Case Clock", clock, "clock_state") == "Met"
