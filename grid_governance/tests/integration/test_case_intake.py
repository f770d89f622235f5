"""Taking cases in: consent, level by difficulty, groups, earlier cases, risk of escalation."""

import frappe
import pytest
from frappe.utils import add_days, get_datetime, now_datetime, nowdate

from grid_governance.api import intake as api
from grid_governance.cases import steps
from grid_governance.cases.intake import endings
from grid_governance.tests.factories import cases, registry

UNASKED = {**cases.PARTY_B, "consent": None, "consent_way": None}
PERSON_B = {"side": "Party B", "kind": "Person", "party_name": "李四", "consent": "Agrees To Mediation"}


@pytest.fixture
def desk(world):
	"""Body and mediator of village A."""
	return cases.desk_of(world)


def resident(name, unit):
	"""Somebody who lives there; the record's name."""
	household = registry.make_household(unit, head=name)
	return frappe.db.get_value("Resident", {"household": household.name})


def stage(case):
	return frappe.db.get_value("Dispute Case", case.name, "stage")


# ---------------------------------------------------------------- willingness


def test_who_applied_agrees_by_that_and_the_other_side_has_to_be_asked(desk, as_user):
	with as_user(desk.user):
		case = cases.make_case(parties=[cases.PARTY_A, UNASKED])
		assert (case.parties[0].consent, case.parties[0].consent_way) == (
			"Agrees To Mediation",
			"By Application",
		)
		with pytest.raises(frappe.ValidationError, match="宏达建筑有限公司"):
			cases.taken_on(case, desk.mediator, desk.body)
		assert stage(case) == "Registered"
		case.reload()
		api.ask_consent(case.name, {case.parties[1].name: "Agrees To Mediation"}, "By Telephone")
		taken = cases.taken_on(case, desk.mediator, desk.body)
	row = taken.parties[1]
	assert (row.consent_way, str(row.consent_on), row.consent_by) == (
		"By Telephone",
		nowdate(),
		desk.mediator,
	)


def test_found_on_own_initiative_both_sides_have_to_be_asked(desk, as_user):
	with as_user(desk.user):
		case = cases.make_case(parties=[cases.PARTY_A, UNASKED], source="Found In A Sweep")
	assert not any(row.consent for row in case.parties)


def test_against_a_clear_refusal_nobody_is_mediated_and_the_parties_are_told_why(desk, as_user):
	with as_user(desk.user):
		case = cases.make_case(parties=[cases.PARTY_A, UNASKED])
		case.reload()
		answer = api.ask_consent(case.name, {case.parties[1].name: "Refuses Mediation"})
		assert answer == {"refused": ["宏达建筑有限公司"]}
		with pytest.raises(frappe.ValidationError, match="refuses to be mediated"):
			cases.taken_on(case, desk.mediator, desk.body)
		ended = steps.end_case(
			case.name, "Do Not Take On", "乙方明确拒绝", "A Party Clearly Refuses Mediation"
		)
	assert ended.stage == "Not Taken On"
	assert [ended.get(way) for way in endings.WAYS] == [1, 0, 1], "labour: arbitration, then court"


def test_an_answer_from_tomorrow_is_refused(desk, as_user):
	tomorrow = {**cases.PARTY_B, "consent_on": add_days(nowdate(), 1)}
	with as_user(desk.user), pytest.raises(frappe.ValidationError, match="future"):
		cases.make_case(parties=[cases.PARTY_A, tomorrow])


# ---------------------------------------------------------------- who takes it in hand first


@pytest.mark.parametrize(
	("difficulty", "level", "unit"),
	[
		("Trifle", "Grid", "430181002001"),
		("Minor Matter", "Village", "430181002001"),
		("Major Matter", "Township", "430181002"),
		("Hard Matter", "County", "430181"),
	],
)
def test_difficulty_sets_the_first_level(desk, as_user, difficulty, level, unit):
	with as_user(desk.user):
		case = cases.make_case(difficulty=difficulty)
	assert (case.first_level, case.handling_unit) == (level, unit)


def test_a_village_body_does_not_take_what_the_township_is_to_handle(world, desk, as_user):
	with as_user(desk.user):
		case = cases.make_case(difficulty="Major Matter")
		with pytest.raises(frappe.ValidationError, match="集里街道"):
			cases.taken_on(case, desk.mediator, desk.body)
	assert stage(case) == "Registered"
	town = cases.make_body(world.street, "集里街道人民调解委员会", "集里")
	user = world.user("Mediator", "street", mediation_body=town)
	with as_user(user):
		assert cases.taken_on(case, world.worker("Mediator", "street"), town).stage == "Taken On"


def test_until_it_is_in_hand_the_handling_unit_follows_the_difficulty_but_not_over_a_chosen_unit(
	desk, as_user
):
	with as_user(desk.user):
		case = cases.make_case()
		case.difficulty = "Major Matter"
		case.save()
		assert case.handling_unit == "430181002"
		case.handling_unit = "430181"
		case.save()
		case.difficulty = "Trifle"
		case.save()
	assert case.handling_unit == "430181"


def test_a_case_across_two_villages_is_for_their_township_and_the_neighbour_reads_nothing(
	world, desk, as_user
):
	other = resident("司马问天", world.grid_b1)
	row = {**PERSON_B, "party_name": "司马问天", "resident": other}
	case = cases.make_case(parties=[cases.PARTY_A, row])
	assert case.handling_unit == world.street
	with as_user(world.user("Dispatcher", "street")):
		assert frappe.has_permission("Dispute Case", "read", case.name)
	with as_user(world.user("Mediator", "B")):
		assert not frappe.get_list("Dispute Case")
		seen = api.earlier_cases(
			[{"side": "Party A", "party_name": "司马问天", "resident": other}], world.village_b
		)
	assert seen == {"cases": [], "hidden": 1}, "how many, and nothing of what"


# ---------------------------------------------------------------- groups


def test_a_groups_list_counts_its_people_and_its_election_is_asked_for_before_mediation(desk, as_user):
	group = {"side": "Party A", "kind": "Group", "party_name": "三栋业主", "representative": "张三"}
	with as_user(desk.user):
		case = cases.make_case(parties=[group, PERSON_B])
		for name in ("张三", "王五", "赵六"):
			case.append("group_members", {"member_name": name})
		case.save()
		assert case.parties[0].headcount == 3
		with pytest.raises(frappe.ValidationError, match="elected"):
			cases.taken_on(case, desk.mediator, desk.body)
		case.reload()
		case.parties[0].elected_on = nowdate()
		case.save()
		assert cases.taken_on(case, desk.mediator, desk.body).stage == "Taken On"


# ---------------------------------------------------------------- rights are told before the first session


def test_no_mediation_begins_before_the_parties_were_told_their_rights(desk, as_user):
	with as_user(desk.user):
		case = cases.taken_on(cases.make_case(), desk.mediator, desk.body)
		with pytest.raises(frappe.ValidationError, match="rights and duties"):
			steps.record_session(case.name, "双方陈述")
		frappe.db.set_value("Dispute Case", case.name, "rights_told_on", nowdate())
		steps.record_session(case.name, "双方陈述")
	assert stage(case) == "In Mediation"


# ---------------------------------------------------------------- earlier cases and doubles


def test_earlier_cases_of_the_same_parties_are_found_by_name_telephone_and_resident(world, desk, as_user):
	with as_user(desk.user):
		old = cases.make_case()
		for row in (
			{"side": "Party A", "party_name": "王建国"},
			{"side": "Party A", "party_name": "另一人", "contact": "138 0000 1234"},
		):
			found = api.earlier_cases([row], world.grid_a1)
			assert [c["name"] for c in found["cases"]] == [old.name], row
		assert api.earlier_cases([{"party_name": "从未来过"}], world.grid_a1)["cases"] == []
		assert api.earlier_cases([{"party_name": "王建国"}], world.grid_a1, leave_out=old.name)["cases"] == []


def test_an_open_case_of_the_same_two_and_kind_in_these_days_is_called_a_double(world, desk, as_user):
	rows = [cases.PARTY_A, cases.PARTY_B]
	with as_user(desk.user):
		cases.make_case()
		cases.make_case(event_date=add_days(nowdate(), -90))
		found = api.earlier_cases(rows, world.grid_a1, nowdate(), "Labour Dispute")["cases"]
		assert [row["double"] for row in found] == [True, False]
		other_kind = api.earlier_cases(rows, world.grid_a1, nowdate(), "Neighbour Dispute")["cases"]
	assert not any(row["double"] for row in other_kind)


def test_a_resident_out_of_reach_and_a_place_that_is_not_mine_tell_nothing(world, as_user):
	known = resident("张三", world.grid_a1)
	cases.make_case(parties=[{**cases.PARTY_A, "party_name": "张三", "resident": known}, cases.PARTY_B])
	with as_user(world.user("Mediator", "B")):
		by_resident = api.earlier_cases([{"resident": known}], world.village_b)
		assert by_resident == {"cases": [], "hidden": 0}
		with pytest.raises(frappe.PermissionError):
			api.earlier_cases([{"party_name": "张三"}], world.village_a)


# ---------------------------------------------------------------- risk of escalation


def test_what_may_escalate_is_reported_before_it_is_taken_on(desk, as_user):
	with as_user(desk.user):
		case = cases.make_case(may_escalate=1)
		with pytest.raises(frappe.ValidationError, match="report it"):
			cases.taken_on(case, desk.mediator, desk.body)
		case.reload()
		case.update({"reported_to": "Police Station", "reported_at": add_days(nowdate(), 1)})
		with pytest.raises(frappe.ValidationError, match="future"):
			case.save()
		case.reload()
		case.update({"reported_to": "Police Station", "reported_at": nowdate()})
		case.save()
		assert cases.taken_on(case, desk.mediator, desk.body).stage == "Taken On"


# ---------------------------------------------------------------- time of registration


@pytest.mark.parametrize(("days", "kept"), [(-3, True), (40, False)])
def test_a_computer_that_is_fast_registers_nothing_in_the_next_month(desk, as_user, days, kept):
	on_the_form = get_datetime(add_days(now_datetime(), days))
	with as_user(desk.user):
		case = frappe.copy_doc(cases.make_case())
		case.registered_on = on_the_form
		case.insert()
	stored = get_datetime(frappe.db.get_value("Dispute Case", case.name, "registered_on"))
	assert stored <= now_datetime() and (stored == on_the_form) == kept
