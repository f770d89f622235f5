"""Households, residents and the smaller records: what is refused, what follows from what."""

import frappe
import pytest

from grid_governance.registry import household as rules
from grid_governance.registry import identity, numbers, relations
from grid_governance.tests.factories import registry as make
from grid_governance.tests.factories.core import make_unit, make_worker

HEAD = relations.HEAD


def refused(call, count_of: str = "Resident") -> str:
	"""`call` is refused and writes nothing; returns the message."""
	before = frappe.db.count(count_of), frappe.db.count("Identity Document")
	frappe.db.savepoint("attempt")
	with pytest.raises(frappe.ValidationError) as caught:
		call()
	frappe.db.rollback(save_point="attempt")
	assert (frappe.db.count(count_of), frappe.db.count("Identity Document")) == before
	return str(caught.value)


def test_the_first_resident_is_the_head_and_becomes_the_households(world):
	house = make.make_household(head=None)
	assert "no head yet" in refused(lambda: make.make_resident(house, relation_to_head=relations.SON))
	head = make.make_resident(house, relation_to_head=HEAD)
	assert frappe.db.get_value("Household", house.name, "head") == head.name


def test_a_second_head_is_refused_with_the_name_of_the_first(world):
	house = make.make_household(head="张大明")
	message = refused(lambda: make.make_resident(house, resident_name="李四", relation_to_head=HEAD))
	assert "张大明" in message and "Change Of Head" in message


def test_the_head_is_not_written_by_hand(world):
	house = make.make_household()
	son = make.make_resident(house, relation_to_head=relations.SON)
	house.reload()
	house.head = son.name
	assert "by hand" in refused(house.save)


def test_a_resident_changes_the_household_by_an_act_only(world):
	son = make.make_resident(relation_to_head=relations.SON)
	son.household = make.make_household().name
	assert "by an act only" in refused(son.save)


def test_the_same_person_twice_in_one_household_is_refused(world):
	house = make.make_household()
	person = {"resident_name": "张小明", "birth_date": "2001-02-03", "relation_to_head": relations.SON}
	make.make_resident(house, **person)
	assert "already" in refused(lambda: make.make_resident(house, **person))


def test_a_known_number_is_refused_and_the_place_is_told(world):
	number = make.id_number()
	make.make_resident(make.make_household(room="8"), resident_name="张三丰", identity_number=number)
	message = refused(lambda: make.make_resident(make.make_household(room="9"), identity_number=number))
	assert "张三丰" in message and "1组8号" in message


def test_an_old_number_finds_its_new_one(world):
	new = "110105194912310011"[:17]
	from stdnum.cn import ric

	new += ric.calc_check_digit(new + "0")
	make.make_resident(identity_number=new)
	assert "already" in refused(lambda: make.make_resident(identity_number=new[:6] + new[8:17]))


def test_a_wrong_check_digit_is_refused_with_a_remedy(world):
	number = make.id_number()
	wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
	house = make.make_household()
	message = refused(lambda: make.make_resident(house, identity_number=wrong))
	assert "last character" in message and "Compare it" in message


def test_messages_come_in_chinese(world):
	house = make.make_household(head="张大明")
	frappe.local.lang = "zh"
	message = refused(lambda: make.make_resident(house, relation_to_head=HEAD, phone="1"))
	assert "电话" in message and "This" not in message


def test_the_typed_number_never_stays_in_the_record(world):
	number = make.id_number()
	doc = make.make_resident(identity_kind="ID Card", identity_number=number)
	stored = frappe.db.get_value("Resident", doc.name, "*", as_dict=True)
	assert number not in str(stored) and number not in frappe.as_json(doc)
	assert not stored.identity_number and not stored.identity_kind
	document = frappe.db.get_value("Identity Document", {"resident": doc.name}, "*", as_dict=True)
	assert number not in str(document)
	assert identity.masked(doc.name) == [
		{"identity_kind": "ID Card", "masked": f"{number[:6]}********{number[-4:]}", "reason": ""}
	]


def test_no_document_yet_is_replaced_by_the_first_document(world):
	doc = make.make_resident(identity_kind="No Document Yet", no_identity_reason="新生儿")
	doc.identity_number = make.id_number(sex=doc.sex)
	doc.birth_date = None
	doc.save()
	assert [row["identity_kind"] for row in identity.masked(doc.name)] == ["ID Card"]


def test_deleting_a_resident_takes_the_documents_along(world):
	house = make.make_household()
	doc = make.make_resident(house, identity_number=make.id_number())
	doc.delete()
	assert not frappe.db.exists("Identity Document", {"resident": doc.name})


def test_the_head_with_others_in_the_house_is_not_deleted(world):
	house = make.make_household()
	make.make_resident(house, relation_to_head=relations.SON)
	with pytest.raises(frappe.ValidationError):
		frappe.delete_doc("Resident", house.head)


def test_an_address_corrected_follows_to_residents_and_care_records(world):
	house = make.make_household(room="3")
	old = make.make_resident(house, relation_to_head="Father Or Mother")
	care = make.make_care_record(old)
	house.reload()
	house.update({"room": "4", "grid_unit": world.grid_a2})
	house.save()
	assert frappe.db.get_value("Resident", old.name, ["grid_unit", "address"]) == (world.grid_a2, "1组4号")
	assert frappe.db.get_value("Care Record", care.name, "grid_unit") == world.grid_a2


def test_residents_are_listed_by_address_with_the_head_first(world):
	for room, mark in (("10", "乙"), ("2", "甲")):
		house = make.make_household(room=room, head=f"户主{mark}")
		make.make_resident(house, resident_name=f"儿子{mark}", relation_to_head=relations.SON)
	rows = frappe.get_list(
		"Resident", {"grid_unit": world.grid_a1}, pluck="resident_name", order_by="address_order"
	)
	assert [name for name in rows if name[-1] in "甲乙"] == ["户主甲", "儿子甲", "户主乙", "儿子乙"]


def test_a_household_stands_in_a_unit_in_use(world):
	make_unit("430181002001009", "旧网格")
	frappe.db.set_value("Grid Unit", "430181002001009", {"status": "Closed", "successor": world.grid_a1})
	frappe.clear_document_cache("Grid Unit", "430181002001009")
	assert "甲社区第一网格" in refused(lambda: make.make_household("430181002001009"), "Household")
	assert "larger than a village" in refused(lambda: make.make_household(world.street), "Household")


def test_the_neighbour_head_is_read_from_the_posts(world):
	micro = make_unit("430181002001001001", "一号微网格")
	make_worker("Neighbour Head", micro, email="linzhang@gg.test")
	house = make.make_household(micro)
	assert (house.micro_grid, house.neighbour_head) == (micro, "linzhang")


def test_a_credit_code_is_checked_and_stands_once(world):
	code = make.credit_code()
	make.make_organisation(credit_code=code.lower())
	message = refused(lambda: make.make_organisation(world.village_b, credit_code=code), "Local Organisation")
	assert "甲社区" in message
	wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
	assert "does not fit" in refused(lambda: make.make_organisation(credit_code=wrong), "Local Organisation")


def test_a_self_governing_body_has_a_term(world):
	body = {"organisation_class": "Self-governing Body"}
	assert "term" in refused(lambda: make.make_organisation(**body), "Local Organisation")
	term = {"term_from": "2021-03-01", "term_to": "2020-03-01"}
	assert "before the beginning" in refused(
		lambda: make.make_organisation(**body, **term), "Local Organisation"
	)
	members = [{"member_name": "王主任", "position": "主任", "from_date": "2021-03-01"}]
	doc = make.make_organisation(**body, term_from="2021-03-01", term_to="2026-02-28", members=members)
	assert doc.members[0].position == "主任"


def test_the_chair_counts_among_the_mediators_once(world):
	chair = world.worker("Mediator", "A")
	body = make.make_mediation_body(chair=chair)
	body.set("mediators", [])
	body.save()
	assert [row.mediator for row in body.mediators] == [chair]
	body.append("mediators", {"mediator": chair})
	assert "listed twice" in refused(body.save, "Mediation Body")


def test_file_numbers_run_by_body_and_year(world):
	one, other = make.make_mediation_body(), make.make_mediation_body(world.village_b)
	taken = [
		numbers.next_file_number(*key) for key in [(one.name, 2026), (one.name, 2026), (other.name, 2026)]
	]
	assert taken == [1, 2, 1]
	assert numbers.next_file_number(one.name, 2027) == 1
	assert numbers.last_file_number(one.name, 2026) == 2
	assert numbers.format_file_number(2026, 2, "集") == "（2026）集人调字第2号"


def test_a_failed_acceptance_leaves_no_gap(world):
	body = make.make_mediation_body()
	numbers.next_file_number(body.name, 2026)
	frappe.db.savepoint("acceptance")
	assert numbers.next_file_number(body.name, 2026) == 2
	frappe.db.rollback(save_point="acceptance")
	assert numbers.next_file_number(body.name, 2026) == 2


def test_a_number_of_an_unknown_body_is_refused(world):
	with pytest.raises(frappe.DoesNotExistError):
		numbers.next_file_number("nobody", 2026)


def test_sensitive_care_categories_come_switched_off_and_two_never(world):
	off = frappe.get_all("Care Category", {"is_sensitive": 1}, ["name", "enabled"])
	assert off and not any(row.enabled for row in off)
	words = " ".join(frappe.get_all("Care Category", pluck="name")).lower().split()
	assert not {"aids", "hiv", "cult", "cults", "sect"} & set(words)


def test_a_category_switched_off_takes_no_records(world):
	resident = make.make_resident()
	assert "switched off" in refused(lambda: make.make_care_record(resident, "Drug User"), "Care Record")
	make.make_care_record(resident, "Living Alone")
	assert "already" in refused(lambda: make.make_care_record(resident, "Living Alone"), "Care Record")


def test_a_visit_belongs_to_the_place_and_the_visitor(world, as_user):
	house = make.make_household()
	with as_user(world.user("Grid Officer", "A")):
		visit = frappe.get_doc(doctype="Visit Log", household=house.name, safety_told=1).insert()
	assert (visit.grid_unit, visit.visitor) == (world.grid_a1, world.worker("Grid Officer", "A"))
	tomorrow = frappe.utils.add_days(frappe.utils.nowdate(), 1)
	assert "future" in refused(lambda: make.make_visit(house, visit_date=tomorrow), "Visit Log")


def test_an_old_visit_keeps_its_place_when_the_household_moves(world):
	house = make.make_household()
	visit = make.make_visit(house)
	house.grid_unit = world.grid_a2
	house.save()
	visit.reload()
	visit.note = "补记"
	visit.save()
	assert visit.grid_unit == world.grid_a1


def test_actual_and_registered_population_overlap_only_in_those_who_are_both(world):
	assert set(rules.ACTUAL_POPULATION) & set(rules.REGISTERED_POPULATION) == {rules.BOTH_HERE}
