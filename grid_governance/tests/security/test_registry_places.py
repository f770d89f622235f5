"""The neighbour's people: no act, no row planted, no care record, no request answered from outside."""

import frappe
import pytest

from grid_governance.api import registry as api
from grid_governance.registry import identity, move_in
from grid_governance.tests.factories import registry as make
from grid_governance.tests.factories.core import make_worker


def test_a_sent_unit_cannot_plant_a_resident_in_the_neighbours_household(world, as_user):
	theirs = make.make_household(world.grid_b1, head="乙村人")
	values = {
		"doctype": "Resident",
		"household": theirs.name,
		"grid_unit": world.grid_a1,
		"resident_name": "张三",
		"sex": "Male",
		"relation_to_head": "Not Related",
	}
	with as_user(world.user("Grid Officer", "A")), pytest.raises(frappe.PermissionError):
		frappe.get_doc(values).insert()
	with as_user(world.user("Grid Officer", "B")):
		assert frappe.get_doc(values).insert().grid_unit == world.grid_b1


@pytest.mark.parametrize("doctype", ["Visit Log", "Care Record"])
def test_a_sent_unit_cannot_plant_other_records_either(world, as_user, doctype):
	theirs = make.make_household(world.grid_b1, head="乙村人")
	make.make_care_category()
	values = {"Visit Log": {"household": theirs.name}, "Care Record": {"resident": theirs.head}}[doctype]
	values = {"doctype": doctype, "grid_unit": world.grid_a1, "care_category": "Living Alone", **values}
	duty = {"Visit Log": "Grid Officer", "Care Record": "Care Officer"}[doctype]
	with as_user(world.user(duty, "A")), pytest.raises(frappe.PermissionError):
		frappe.get_doc(values).insert()
	with as_user(world.user(duty, "B")):
		assert frappe.get_doc(values).insert().grid_unit == world.grid_b1


def test_care_records_are_for_care_officers_alone(world, as_user):
	care = make.make_care_record(make.make_resident())
	for duty in ("Grid Officer", "Grid Head", "Neighbour Head", "Leader", "Supervisor", "System Operator"):
		with as_user(world.user(duty, "A")):
			with pytest.raises(frappe.PermissionError):
				frappe.get_list("Care Record")
			with pytest.raises(frappe.PermissionError):
				frappe.get_doc("Care Record", care.name).check_permission("read")
	with as_user(world.user("Care Officer", "B")):
		assert frappe.get_list("Care Record", pluck="name") == []
	with as_user(world.user("Care Officer", "A")):
		assert frappe.get_list("Care Record", pluck="name") == [care.name]


def test_no_care_word_stands_on_the_household_or_the_resident(world):
	for doctype in ("Household", "Resident"):
		assert not [f for f in frappe.get_meta(doctype).fields if "Care" in f"{f.options} {f.label}"]


def test_life_events_and_requests_are_written_by_the_acts_only(world, as_user):
	for duty in ("Grid Officer", "Grid Head", "System Operator"):
		with as_user(world.user(duty, "A")):
			for doctype in ("Life Event", "Move-in Request"):
				assert not frappe.has_permission(doctype, "create") and not frappe.has_permission(
					doctype, "write"
				)


@pytest.fixture
def request_for(world, as_user):
	"""Village B asks for a person of village A; returns (request, person, B's household)."""
	giver = world.user("Grid Officer", "A")
	number = make.id_number()
	home = make.make_household(head="张大明")
	person = make.make_resident(home, resident_name="张小明", relation_to_head="Son", identity_number=number)
	house = make.make_household(world.grid_b1, head="乙村人")
	with as_user(world.user("Grid Officer", "B")):
		name = api.request_move_in(house.name, "ID Card", number, "Not Related", "租房居住")
	return frappe._dict(name=name, person=person.name, house=house.name, number=number, giver=giver)


def test_the_asking_side_sees_a_masked_name_and_a_unit(request_for, world, as_user):
	with as_user(world.user("Grid Officer", "B")):
		doc = frappe.get_doc("Move-in Request", request_for.name)
		doc.check_permission("read")
		assert (doc.masked_name, doc.from_unit) == ("张*明", world.grid_a1)
		assert "张小明" not in frappe.as_json(doc) and request_for.number not in frappe.as_json(doc)
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc("Resident", doc.resident).check_permission("read")


def heard(user, request) -> int:
	return frappe.db.count("Notification Log", {"for_user": user, "document_name": request.name})


def test_the_giving_side_agrees_and_the_person_moves(request_for, world, as_user):
	with as_user(request_for.giver):
		assert frappe.get_list("Move-in Request", pluck="name") == [request_for.name]
		assert api.answer_move_in(request_for.name, True) == move_in.AGREED
	moved = frappe.db.get_value("Resident", request_for.person, ["household", "grid_unit"])
	assert moved == (request_for.house, world.grid_b1)
	with as_user(world.user("Grid Officer", "B")):
		frappe.get_doc("Resident", request_for.person).check_permission("write")
	assert heard(world.user("Grid Officer", "B"), request_for) == 1


def test_the_asking_side_cannot_agree_with_itself(request_for, world, as_user):
	for duty, place in (("Grid Officer", "B"), ("Grid Head", "B"), ("Leader", "street")):
		with as_user(world.user(duty, place)), pytest.raises(frappe.PermissionError):
			api.answer_move_in(request_for.name, True)
	assert frappe.db.get_value("Resident", request_for.person, "grid_unit") == world.grid_a1


def test_declining_needs_a_reason_and_ends_the_request(request_for, world, as_user):
	with as_user(request_for.giver):
		with pytest.raises(frappe.ValidationError):
			api.answer_move_in(request_for.name, False)
		assert heard(world.user("Grid Officer", "B"), request_for) == 0
		assert api.answer_move_in(request_for.name, False, "人仍住本村") == move_in.DECLINED
		assert heard(world.user("Grid Officer", "B"), request_for) == 1
		with pytest.raises(frappe.ValidationError):
			api.answer_move_in(request_for.name, True)


def test_a_second_request_waits_for_the_first_and_withdrawing_frees_it(request_for, world, as_user):
	again = ("ID Card", request_for.number, "Not Related", "租房")
	with as_user(world.user("Grid Officer", "B")):
		with pytest.raises(frappe.ValidationError):
			api.request_move_in(request_for.house, *again)
		assert api.withdraw_move_in(request_for.name) == move_in.WITHDRAWN
		assert api.request_move_in(request_for.house, *again)


def test_a_head_with_others_at_home_does_not_leave_by_a_request(world, as_user):
	number = make.id_number()
	home = make.make_household(head=None)
	head = make.make_resident(home, relation_to_head="Head Of Household", identity_number=number)
	make.make_resident(home, relation_to_head="Son")
	giver = world.user("Grid Officer", "A")
	house = make.make_household(world.grid_b1, head="乙村人")
	with as_user(world.user("Grid Officer", "B")):
		name = api.request_move_in(house.name, "ID Card", number, "Not Related", "搬迁")
	with as_user(giver), pytest.raises(frappe.ValidationError):
		api.answer_move_in(name, True)
	assert head.name


def test_the_nearest_staff_decide(world):
	near = make_worker("Grid Officer", world.grid_a1, email="near@gg.test")
	world.user("Grid Officer", "A")
	world.user("Leader", world.grid_a1)
	assert move_in.deciders(world.grid_a1) == [near]
	assert move_in.deciders(world.grid_a2) == [world.user("Grid Officer", "A")]


def test_the_slip_and_the_visit_report_stop_at_the_border(world, as_user):
	from grid_governance.grid_governance.report.not_visited_for_n_days import not_visited_for_n_days as report

	ours, theirs = make.make_household(head="甲"), make.make_household(world.grid_b1, head="乙")
	with as_user(world.user("Grid Officer", "A")):
		names = {row.household for row in report.execute({"days": 0})[1]}
		assert ours.name in names and theirs.name not in names
		assert not [
			r for r in report.execute({"grid_unit": world.village_b})[1] if r.household == theirs.name
		]
	with as_user(world.user("Shop Keeper", "A")):
		assert report.execute({})[1] == []


def test_masks_do_not_need_a_site_secret_but_hashes_do(world, monkeypatch):
	monkeypatch.delitem(frappe.local.conf, "grid_governance_secret")
	assert identity.mask_number("11010519491231002X")
	with pytest.raises(frappe.ValidationError):
		identity.number_hash("ID Card", "11010519491231002X")
