"""The acts of the register: each changes what it must, leaves one head everywhere, and a slip.

The world: a household in grid A1 of a man (head), his wife and their son; another one next door.
"""

import frappe
import pytest
import time_machine
from frappe.utils import add_days, nowdate

from grid_governance.api import registry as api
from grid_governance.registry import acts, population, relations
from grid_governance.tests.factories.registry import id_number, make_household, make_resident

HEAD, SPOUSE, SON, PARENT = relations.HEAD, relations.SPOUSE, relations.SON, relations.PARENT


@pytest.fixture
def family(world):
	house = make_household(head="张大明", room="1")
	wife = make_resident(house, resident_name="李梅", sex="Female", relation_to_head=SPOUSE)
	son = make_resident(house, resident_name="张小明", relation_to_head=SON)
	return frappe._dict(house=house.name, head=house.head, wife=wife.name, son=son.name)


def relation(resident: str) -> str:
	return frappe.db.get_value("Resident", resident, "relation_to_head")


def snapshot(*households: str) -> list:
	"""All that an act might touch, to prove that a refused one touched nothing."""
	return [
		frappe.db.get_values("Household", {"name": ["in", households]}, ["name", "head", "status"]),
		frappe.db.get_values("Resident", {"household": ["in", households]}, ["name", "household", "status"]),
		frappe.db.count("Household"),
		frappe.db.count("Life Event"),
	]


def refused(call, *households: str) -> str:
	"""Run `call`, which must be refused, roll back as a request does, compare; returns the message."""
	before = snapshot(*households)
	frappe.db.savepoint("act")
	with pytest.raises(frappe.ValidationError) as caught:
		call()
	frappe.db.rollback(save_point="act")
	assert snapshot(*households) == before
	return str(caught.value)


def test_split_makes_a_household_with_its_own_head_and_a_slip(family):
	done = acts.split(
		family.house, {family.son: HEAD}, {"villagers_group": "1", "room": "2"}, applicant="张小明"
	)
	new = frappe.get_doc("Household", done.household)
	assert (new.head, new.address) == (family.son, "1组2号")
	assert frappe.db.get_value("Household", family.house, "head") == family.head
	assert frappe.db.get_value("Resident", family.son, ["household", "address"]) == (new.name, "1组2号")
	slip = frappe.get_doc("Life Event", done.slip)
	assert (slip.event, slip.household, slip.other_household) == ("Household Split", family.house, new.name)
	assert [(p.resident, p.relation_before, p.relation_after) for p in slip.persons] == [
		(family.son, SON, HEAD)
	]


def test_split_needs_a_head_on_both_sides(family):
	address = {"room": "2"}
	message = refused(lambda: acts.split(family.house, {family.son: SON}, address), family.house)
	assert "no head" in message
	refused(lambda: acts.split(family.house, {family.head: HEAD}, address), family.house)
	everyone = {family.head: HEAD, family.wife: SPOUSE, family.son: SON}
	assert "stay behind" in refused(lambda: acts.split(family.house, everyone, address), family.house)


def test_merge_empties_the_household_and_takes_it_off_the_register(family):
	other = make_household(head="王老汉", room="9")
	acts.merge(other.name, family.house, {other.head: PARENT})
	assert frappe.db.get_value("Household", other.name, ["status", "head"]) == ("Off Register", None)
	assert frappe.db.get_value("Resident", other.head, ["household", "relation_to_head"]) == (
		family.house,
		PARENT,
	)


def test_merge_refuses_a_second_head_and_a_forgotten_member(family):
	other = make_household(head="王老汉", room="9")
	brother = make_resident(other, resident_name="王二", relation_to_head=relations.SIBLING)
	both = {other.head: HEAD, brother.name: relations.SIBLING}
	assert "second head" in refused(
		lambda: acts.merge(other.name, family.house, both), other.name, family.house
	)
	message = refused(lambda: acts.merge(other.name, family.house, {other.head: PARENT}), other.name)
	assert "王二" in message


def test_change_of_head_names_everybody(family):
	persons = {family.son: HEAD, family.head: PARENT, family.wife: PARENT}
	acts.change_head(family.house, persons)
	assert frappe.db.get_value("Household", family.house, "head") == family.son
	assert {name: relation(name) for name in persons} == persons
	incomplete = {family.head: HEAD, family.son: SON}
	assert "李梅" in refused(lambda: acts.change_head(family.house, incomplete), family.house)


def test_the_dialogs_suggestion_is_a_valid_change_of_head(family):
	rows = api.suggest_relations(family.house, family.wife)
	acts.change_head(family.house, {row["name"]: row["relation"] for row in rows})
	assert frappe.db.get_value("Household", family.house, "head") == family.wife
	assert relation(family.son) == SON


def test_death_of_the_head_asks_for_a_new_one(family):
	assert "new head" in refused(lambda: acts.register_death(family.head), family.house)
	acts.register_death(family.head, {family.wife: HEAD, family.son: SON}, event_date="2026-11-01")
	assert frappe.db.get_value("Resident", family.head, "status") == "Dead"
	assert frappe.db.get_value("Household", family.house, "head") == family.wife
	events = frappe.get_all(
		"Life Event", {"household": family.house}, ["event", "event_date"], order_by="event"
	)
	assert [e.event for e in events] == ["Change Of Head", "Death"]
	assert {str(e.event_date) for e in events} == {"2026-11-01"}


def test_the_form_cannot_let_the_head_die_or_move_away_either(family):
	for status in ("Dead", "Moved Out"):
		doc = frappe.get_doc("Resident", family.head)
		doc.status = status
		assert "Change Of Head" in refused(doc.save, family.house)


def test_the_death_of_the_last_one_leaves_an_empty_household(world):
	house = make_household(head="孤老")
	acts.register_death(house.head)
	assert frappe.db.get_value("Household", house.name, ["head", "status"]) == (None, "On Register")


def test_death_of_another_member_asks_nothing(family):
	acts.register_death(family.wife)
	assert frappe.db.get_value("Household", family.house, "head") == family.head
	assert [row.name for row in population.members(family.house)] == [family.head, family.son]


def test_moving_to_another_unit_leaves_an_event_in_each(family, world):
	target = make_household(world.grid_b1, head="外村人")
	acts.move(family.house, target.name, {family.son: relations.NOT_RELATED})
	assert frappe.db.get_value("Resident", family.son, ["household", "grid_unit"]) == (
		target.name,
		world.grid_b1,
	)
	events = frappe.get_all(
		"Life Event", {"event": ["in", ["Change Of Residence", "Moved In"]]}, ["event", "grid_unit"]
	)
	assert {(e.event, e.grid_unit) for e in events} == {
		("Change Of Residence", world.grid_a1),
		("Moved In", world.grid_b1),
	}


def test_the_head_does_not_move_away_from_the_others(family):
	target = make_household(head="邻居", room="7")
	call = lambda: acts.move(family.house, target.name, {family.head: relations.NOT_RELATED})  # noqa: E731
	assert "no head" in refused(call, family.house, target.name)


def test_a_stranger_cannot_be_moved_out_of_a_household(family):
	target = make_household(head="邻居", room="7")
	call = lambda: acts.move(family.house, family.house + "x", {family.son: SON})  # noqa: E731
	with pytest.raises(frappe.DoesNotExistError):
		call()
	message = refused(
		lambda: acts.move(family.house, target.name, {target.head: SON}), family.house, target.name
	)
	assert "does not live" in message


def test_moving_away_with_the_head_asks_for_a_new_one(family):
	assert "new head" in refused(lambda: acts.move_away([family.head]), family.house)
	acts.move_away([family.head, family.son], {family.wife: HEAD}, other_place="长沙市岳麓区")
	assert {r.name for r in population.members(family.house)} == {family.wife}
	assert frappe.db.get_value("Life Event", {"event": "Moved Away"}, "other_place") == "长沙市岳麓区"


def test_birth_registers_the_child_with_a_reason_for_no_document(family):
	child = {
		"resident_name": "张宝",
		"sex": "Female",
		"birth_date": "2026-11-20",
		"relation_to_head": "Daughter",
	}
	done = acts.register_birth(family.house, child)
	assert frappe.db.get_value("Resident", done.resident, "household") == family.house
	assert frappe.db.get_value("Identity Document", {"resident": done.resident}, "reason")
	assert str(frappe.db.get_value("Life Event", done.slip, "event_date")) == "2026-11-20"


@time_machine.travel("2026-12-31T20:00:00Z")
def test_a_birth_of_today_is_registered_while_the_machine_still_has_yesterday(family):
	child = {"resident_name": "张元", "sex": "Male", "relation_to_head": "Son"}
	done = acts.register_birth(family.house, {**child, "birth_date": nowdate()})
	assert str(frappe.db.get_value("Resident", done.resident, "birth_date")) == "2027-01-01"
	tomorrow = {**child, "resident_name": "张明日", "birth_date": add_days(nowdate(), 1)}
	assert "birth date" in refused(lambda: acts.register_birth(family.house, tomorrow), family.house)


def test_birth_without_a_date_is_refused(family):
	child = {"resident_name": "张宝", "sex": "Female", "relation_to_head": "Daughter"}
	assert "Birth Date" in refused(lambda: acts.register_birth(family.house, child), family.house)


def test_an_act_takes_write_access_to_both_households(family, world, as_user):
	target = make_household(world.grid_b1, head="外村人")
	persons = {family.son: relations.NOT_RELATED}
	with as_user(world.user("Grid Officer", "A")), pytest.raises(frappe.PermissionError):
		acts.move(family.house, target.name, persons)
	with as_user(world.user("Leader", "street")), pytest.raises(frappe.PermissionError):
		acts.move(family.house, target.name, persons)
	with as_user(world.user("Grid Officer", "street")):
		acts.move(family.house, target.name, persons)
	assert frappe.db.get_value("Resident", family.son, "household") == target.name


def test_a_life_event_is_not_rewritten(family):
	done = acts.register_death(family.wife)
	event = frappe.get_doc("Life Event", done.slip)
	event.event_date = "2020-01-01"
	with pytest.raises(frappe.ValidationError):
		event.save()


def test_the_acts_answer_over_the_api_with_json_text(family):
	done = api.split_household(
		family.house, frappe.as_json({family.son: HEAD}), '{"room": "77"}', reason="结婚"
	)
	assert frappe.db.get_value("Household", done["household"], "address") == "77号"
	assert frappe.db.get_value("Life Event", done["slip"], "reason") == "结婚"


def test_registered_and_living_are_two_figures(family):
	make_resident(family.house, resident_name="张外出", status="Registered Here, Living Elsewhere")
	make_resident(
		family.house,
		resident_name="租客",
		status="Living Here, Registered Elsewhere",
		registered_address="衡阳市",
		relation_to_head=relations.NOT_RELATED,
	)
	make_resident(
		family.house, resident_name="寄居", status="Lodging", relation_to_head=relations.NOT_RELATED
	)
	doc = frappe.get_doc("Household", family.house)
	assert (doc.living_count, doc.registered_count) == (5, 4)


def test_id_number_gives_sex_and_birth_date(world):
	number = id_number("1990-05-06", "Female")
	doc = make_resident(make_household(), resident_name="赵敏", sex=None, identity_number=number)
	assert doc.sex == "Female" and str(doc.birth_date).startswith("1990-05-")
