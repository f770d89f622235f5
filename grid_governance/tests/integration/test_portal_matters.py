"""A resident tells the centre by phone, follows the matter, reads what both sides agreed and says how it went."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import now_datetime, nowdate

from grid_governance.api import matters as api
from grid_governance.cases import stages, steps
from grid_governance.cases.intake import reception
from grid_governance.portal import following, matters, people
from grid_governance.tests.factories import cases, core, portal
from grid_governance.tests.integration.test_portal import picture
from grid_governance.workflows.move import move

AGREES = {"consent": "Agrees To Mediation", "consent_way": "By Telephone"}


@pytest.fixture
def centre(world):
	return (
		frappe.get_doc(doctype="Governance Centre", centre_name="集里综治中心", grid_unit=world.street)
		.insert(ignore_permissions=True)
		.name
	)


@pytest.fixture
def phone(world):
	"""A resident of grid A1 and the login of the phone."""
	return portal.make_person()


def case_of(person, **values):
	"""A case in which the resident is party A."""
	rows = [
		{"side": "Party A", "kind": "Person", "party_name": person.resident_name, "resident": person.name},
		{"side": "Party B", "kind": "Person", "party_name": "李某", "contact": "13700001111", **AGREES},
	]
	return cases.make_case(parties=rows, **values)


# ---------------------------------------------------------------- telling


def test_what_a_phone_tells_is_received_like_a_visit_to_the_window(centre, phone, as_user):
	person, login = phone
	with as_user(login):
		told = api.tell("楼上夜间施工，无法休息。", photos=[picture()])
	doc = frappe.get_doc("Reception", told["name"])
	assert (doc.centre, doc.way, doc.outcome) == (centre, "Online Message", reception.OPEN)
	assert (doc.resident, doc.visitor_phone, doc.event_unit) == (person.name, person.phone, person.grid_unit)
	assert doc.matter_number == told["matter_number"] and doc.matter_number
	file = frappe.get_all("File", {"attached_to_name": doc.name}, ["is_private"])
	assert [row.is_private for row in file] == [1]


def test_the_window_turns_it_into_a_dispute_under_the_same_number(centre, phone, world, as_user):
	login = phone[1]
	with as_user(login):
		told = api.tell("邻居占用楼道。")
	with as_user(world.user("Reception Clerk", "street")):
		case = reception.to_dispute(told["name"], "Neighbour Dispute", "李某")
	assert case.first_receiver == frappe.db.get_value("Grid Worker", {"user": case.owner})
	assert frappe.db.get_value("Reception", told["name"], "first_receiver") == case.first_receiver
	with as_user(login):
		assert [(row.kind, row.name, row.number) for row in api.mine()] == [
			("case", case.name, told["matter_number"])
		]


def test_the_same_words_sent_twice_are_received_once(centre, phone, as_user):
	with as_user(phone[1]):
		assert api.tell("路灯坏了。") == api.tell("路灯坏了。 ")
		assert api.tell("路灯又坏了。") != api.tell("路灯坏了。")


@pytest.mark.parametrize("words", ["", "   ", "长" * (matters.LONGEST + 1)])
def test_nothing_and_too_much_are_refused(centre, phone, as_user, words):
	with as_user(phone[1]), pytest.raises(frappe.ValidationError, match="1 to 2000 characters"):
		api.tell(words)
	assert not frappe.db.exists("Reception", {"resident": phone[0].name})


def test_a_centre_elsewhere_does_not_receive_it(centre, phone, world, as_user):
	elsewhere = frappe.get_doc(doctype="Governance Centre", centre_name="乙村中心", grid_unit=world.village_b)
	elsewhere.insert(ignore_permissions=True)
	with as_user(phone[1]), pytest.raises(frappe.PermissionError):
		api.tell("路灯坏了。", centre=elsewhere.name)


def test_without_a_centre_the_resident_is_told_whom_to_ask(phone, as_user):
	frappe.db.set_value("Governance Centre", {"name": ["!=", ""]}, "status", "Centre Closed")
	with as_user(phone[1]), pytest.raises(frappe.ValidationError, match="no governance centre"):
		api.tell("路灯坏了。")


def test_a_proxy_looks_after_points_not_after_quarrels(centre, phone, as_user):
	old, _login = portal.make_person()
	portal.make_proxy(old, phone[0])
	case = case_of(old)
	with as_user(phone[1]):
		assert old.name in {person.name for person in people.mine()}
		assert api.mine() == []
		with pytest.raises(frappe.PermissionError):
			api.tell("路灯坏了。", resident=old.name)
		with pytest.raises(frappe.PermissionError):
			matters.require_case(case.name)


# ---------------------------------------------------------------- following


def test_a_party_sees_office_meetings_and_the_agreement_that_binds(phone, world, as_user):
	person, login = phone
	case = cases.taken_on(case_of(person), world.worker("Mediator"))
	steps.record_session(
		case.name, "双方同意协商。", session_form="By Video", venue="村调解室", rights_told=1
	)
	steps.record_session(case.name, "对方的底线。", session_form="Separate Talks")
	draft = cases.agreement_for(case)
	with as_user(login):
		assert following.agreements_of(matters.require_case(case.name).name) == []
		steps_before = following.sessions_of(case.name)
	assert [row.session_form for row in steps_before] == ["By Video"]
	frappe.set_user("Administrator")
	steps.put_into_effect(draft.name, nowdate())
	with as_user(login):
		row = matters.require_case(case.name)
		assert following.office_of(row).body == "甲社区人民调解委员会"
		(paper,) = following.agreements_of(row.name)
	assert [(term.content, float(term.amount)) for term in paper.terms] == [("乙方支付工资", 50000.0)]


def test_a_stranger_reads_no_case_and_an_unknown_one_looks_the_same(phone, as_user):
	other, _login = portal.make_person()
	foreign = case_of(other)
	with as_user(phone[1]):
		for name in (foreign.name, "no such case", "", "%"):
			with pytest.raises(frappe.PermissionError, match="not one of yours"):
				matters.require_case(name)
			with pytest.raises(frappe.PermissionError, match="not one of yours"):
				matters.require_reception(name)


def test_number_and_phone_together_show_how_far_it_is_and_no_names(centre, phone, world, as_user):
	with as_user(phone[1]):
		told = api.tell("邻居占用楼道。")
	shown = following.track(told["matter_number"], phone[0].phone)
	assert (shown["state"], shown["office"]) == ("Being Received", "集里综治中心")
	with as_user(world.user("Reception Clerk", "street")):
		reception.to_dispute(told["name"], "Neighbour Dispute", "李某")
	shown = following.track(told["matter_number"], phone[0].phone)
	assert shown["state"] == stages.REGISTERED
	assert not any("李某" in str(value) or phone[0].resident_name in str(value) for value in shown.values())


def test_a_file_number_is_followed_too(phone, world):
	case = cases.taken_on(case_of(phone[0]), world.worker("Mediator"))
	frappe.db.set_value("Case Party", {"parent": case.name, "side": "Party A"}, "contact", phone[0].phone)
	number = frappe.db.get_value("Dispute Case", case.name, "file_number")
	assert following.track(number, phone[0].phone)["state"] == "Taken On"


def test_a_number_typed_on_a_phone_with_narrow_brackets_and_blanks_is_found(centre, phone, as_user):
	with as_user(phone[1]):
		number = api.tell("邻居占用楼道。")["matter_number"]
	typed = number.replace("（", " (").replace("）", ") ")
	assert typed != number
	assert following.track(typed, phone[0].phone)["number"] == number


@pytest.mark.parametrize(
	("number", "of"), [("", "own"), ("（2020）来字第9号", "own"), ("right", "13700009999"), ("right", "")]
)
def test_a_wrong_number_and_a_wrong_phone_look_the_same(centre, phone, as_user, number, of):
	with as_user(phone[1]):
		told = api.tell("邻居占用楼道。")
	number = told["matter_number"] if number == "right" else number
	with pytest.raises(frappe.DoesNotExistError, match="this number and this phone"):
		following.track(number, phone[0].phone if of == "own" else of)


# ---------------------------------------------------------------- rating


def test_a_party_rates_once_when_the_case_is_over(phone, as_user):
	person, login = phone
	case = case_of(person, way_of_settlement="Settled By A Worker")
	with as_user(login), pytest.raises(frappe.ValidationError, match="come to an end"):
		api.rate("case", case.name, "Satisfied")
	frappe.set_user("Administrator")
	frappe.db.set_value("Dispute Case", case.name, "settlement", "当场和好。")
	move(frappe.get_doc("Dispute Case", case.name), stages.ON_THE_SPOT)
	with as_user(login):
		made = api.rate("case", case.name, "Very Satisfied", " 调解员很耐心。 ")
		with pytest.raises(frappe.ValidationError, match="rated once"):
			api.rate("case", case.name, "Dissatisfied")
		assert matters.rating_of("case", case.name).words == "调解员很耐心。", "shown where it was given"
	doc = frappe.get_doc("Case Rating", made["name"])
	assert (doc.satisfaction, doc.words, doc.resident) == ("Very Satisfied", "调解员很耐心。", person.name)
	assert doc.grid_unit == case.grid_unit


def test_an_answered_visit_is_rated(centre, phone, world, as_user):
	with as_user(phone[1]):
		told = api.tell("怎样办理居住证？")
	with as_user(world.user("Reception Clerk", "street")):
		reception.answer(told["name"], "请带身份证到派出所。")
	with as_user(phone[1]):
		assert api.mine()[0].over
		assert api.rate("reception", told["name"], "Satisfied")["name"]


@pytest.mark.parametrize(("kind", "choice"), [("case", "Excellent"), ("user", "Satisfied")])
def test_only_shipped_words_rate(phone, as_user, kind, choice):
	case = case_of(phone[0])
	with as_user(phone[1]), pytest.raises(frappe.ValidationError, match="how satisfied"):
		api.rate(kind, case.name, choice)


def test_a_rating_is_neither_written_nor_changed_nor_deleted_in_desk(phone, world, as_user):
	case = case_of(phone[0])
	values = {"doctype": "Case Rating", "dispute_case": case.name, "satisfaction": "Satisfied"}
	values |= {"grid_unit": core.GRID_A1, "resident": phone[0].name, "rated_on": now_datetime()}
	with pytest.raises(frappe.ValidationError, match="residents themselves"):
		frappe.get_doc(values).insert(ignore_permissions=True)
	doc = frappe.get_doc(values)
	doc.flags.by_the_resident = True
	doc.insert(ignore_permissions=True)
	doc = frappe.get_doc("Case Rating", doc.name)
	doc.satisfaction = "Dissatisfied"
	with pytest.raises(frappe.ValidationError, match="residents themselves"):
		doc.save(ignore_permissions=True)
	with pytest.raises(frappe.ValidationError, match="residents themselves"):
		doc.delete(ignore_permissions=True)
	with as_user(world.user("Dispatcher", "A")):
		assert frappe.get_list("Case Rating", {"dispute_case": case.name}, pluck="name") == [doc.name]
	with as_user(world.user("Dispatcher", "B")):
		assert frappe.get_list("Case Rating", {"dispute_case": case.name}, pluck="name") == []
