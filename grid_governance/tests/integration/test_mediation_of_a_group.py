"""One case whole: villagers as a group and a minor against a company with its agent, to the recurrence."""

import frappe
import pytest
from frappe.utils import nowdate

from grid_governance.api import aftercare
from grid_governance.cases import steps
from grid_governance.cases.case_file import parts, slots
from grid_governance.tests.factories import cases
from grid_governance.tests.factories.case_file import png

GROUP = {"side": "Party A", "kind": "Group", "party_name": "后山组村民", "representative": "刘大山"}
MINOR = {"side": "Party A", "kind": "Person", "party_name": "刘小明", "age": 15}
GUARDIAN = {"guardian": "刘二牛", "guardian_relation": "父亲", "guardian_contact": "13800007715"}
AGENT = {"side": "Party B", "kind": "Agent", "party_name": "李律师", "acts_for": "宏达建筑有限公司"}
MEMBERS = ("刘大山", "刘二牛", "刘三妹")


@pytest.fixture
def desk(world):
	return cases.desk_of(world)


@pytest.fixture
def case(desk, as_user):
	with as_user(desk.user):
		doc = cases.make_case(parties=[GROUP, MINOR, cases.PARTY_B, AGENT])
		with pytest.raises(frappe.ValidationError) as refused:
			cases.taken_on(doc, desk.mediator, desk.body)
		for words in ("elected", "how many people", "under 18", "authorised"):
			assert words in str(refused.value), "all that is missing is said at once"
		doc.reload()
		doc.parties[0].elected_on = nowdate()
		doc.parties[1].update(GUARDIAN)
		doc.parties[3].authority = "Special Authority"
		for name in MEMBERS:
			doc.append("group_members", {"member_name": name})
		doc.save()
		return cases.taken_on(doc, desk.mediator, desk.body)


def test_the_people_involved_are_at_least_the_parties(case, desk, as_user):
	assert case.people_involved == 5, "three villagers, the minor, the company"
	with as_user(desk.user):
		case.people_involved = 40
		case.save()
	assert case.people_involved == 40


def test_who_stands_for_a_party_signs_and_stands_on_the_papers(case, desk, as_user):
	with as_user(desk.user):
		session = steps.record_session(case.name, "双方陈述", rights_told=1)
		agreement = cases.agreement_for(case)
	assert [row.signer for row in agreement.signatures][:3] == [
		"后山组村民(刘大山)",
		"刘小明(刘二牛)",
		"宏达建筑有限公司(李律师)",
	]
	for doc, paper in (
		(session, "Mediation Record"),
		(agreement, "Written Mediation Agreement"),
		(case, "Mediation Registration Form"),
	):
		html = frappe.get_print(doc.doctype, doc.name, paper)
		assert "刘二牛" in html and "13800007715" in html, paper


def test_letters_of_authority_lie_in_their_own_slot(case, desk, as_user):
	with as_user(desk.user):
		for field in ("authority_paper", "slot_1", "other"):
			frappe.get_doc(
				doctype="File",
				file_name=f"{field}.png",
				attached_to_doctype="Dispute Case",
				attached_to_name=case.name,
				attached_to_field=field,
				content=png(size=(40, 40 + len(field))),
				is_private=1,
			).insert()
	found = [part.slot for part in parts.of_case(case) if not part.paper]
	assert sorted(found) == sorted([slots.AUTHORITY, slots.APPLICATION, slots.EVIDENCE])


def test_a_recurrence_brings_members_and_guardian_along(case, desk, as_user):
	with as_user(desk.user):
		steps.record_session(case.name, "双方陈述", rights_told=1)
		agreement = cases.in_force(case)
		steps.record_performance(agreement.name, agreement.terms[0].name, nowdate(), 50000)
		steps.close_case(case.name)
		visit = frappe.get_all("Return Visit", {"dispute_case": case.name}, pluck="name")[0]
		aftercare.record_visit(visit, "Satisfied")
		again = frappe.get_doc("Dispute Case", aftercare.open_recurrence(visit, "又占用林地")["name"])
	assert [row.member_name for row in again.group_members] == list(MEMBERS)
	assert {field: again.parties[1].get(field) for field in GUARDIAN} == GUARDIAN
	assert not any(row.consent for row in again.parties), "everybody is asked anew"
