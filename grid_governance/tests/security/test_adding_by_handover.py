"""Who got a case from another area by a handover works on it as its owner, and on nothing else.

Village A's case is passed on to village B, whose mediator's posts do not reach it: a share opens the case and gives
no "create". He adds what hangs on this case from the signature until he reports it as handled.
"""

import frappe
import pytest
from frappe.utils import add_days, now_datetime, nowdate

from grid_governance.cases import owner, steps
from grid_governance.cases.case_file import uploads
from grid_governance.cases.handover import acts
from grid_governance.cases.owner import Holder
from grid_governance.tests.factories import cases, core, handovers
from grid_governance.tests.factories.handovers import NEIGHBOUR

REFUSED = (frappe.PermissionError, frappe.ValidationError)


@pytest.fixture
def people(world):
	body = cases.make_body(core.VILLAGE_B, "乙社区人民调解委员会", "乙社")
	return frappe._dict(
		village=world.user("Grid Head", "A"),
		mediator=world.user("Mediator", "B", mediation_body=body),
		worker=world.worker("Mediator", "B"),
		head=world.user("Grid Head", "B"),
		body=body,
	)


@pytest.fixture
def case(people, as_user):
	parties = [{**row, "consent": "Agrees To Mediation"} for row in (cases.PARTY_A, cases.PARTY_B)]
	with as_user(people.village):
		return cases.make_case(parties=parties)


def passed_on(case, people, as_user, to=NEIGHBOUR, kind=owner.PASS_ON):
	with as_user(people.village):
		return handovers.send(case, to, kind)


def session(case, **values):
	return steps.record_session(
		case if isinstance(case, str) else case.name, "双方陈述", rights_told=1, **values
	)


def refused(as_user, user, case):
	"""Nothing is added by `user`, and nothing remains of the try."""
	for doctype, values in (
		("Mediation Session", {"record": "越权", "starts_on": now_datetime()}),
		(
			"Mediation Agreement",
			{"agreement_form": "Oral", "terms": [{"content": "越权", "due_date": nowdate()}]},
		),
		("Investigation Record", {"asked_on": now_datetime(), "record": "越权"}),
	):
		before = frappe.db.count(doctype, {"dispute_case": case.name})
		with as_user(user), pytest.raises(REFUSED):
			frappe.get_doc({"doctype": doctype, "dispute_case": case.name, **values}).insert()
		assert frappe.db.count(doctype, {"dispute_case": case.name}) == before


@pytest.fixture
def in_his_hands(case, people, as_user):
	"""Signed by the other village's mediator, taken on by its body."""
	hop = passed_on(case, people, as_user)
	with as_user(people.mediator):
		acts.sign(hop.name)
		steps.take_on(case.name, people.body, people.worker)
	return hop


def test_the_owner_of_the_hop_mediates_to_the_last_instalment(case, people, in_his_hands, as_user):
	with as_user(people.mediator):
		held = session(case)
		agreement = cases.in_force(
			case, [{"content": "支付工资", "amount": 100, "due_date": add_days(nowdate(), 5)}]
		)
		done = steps.record_performance(agreement.name, steps.terms_of(agreement.name)[0], nowdate(), 100)
		steps.close_case(case.name)
		acts.handle(in_his_hands.name, "已履行完毕")
	assert frappe.db.get_value("Dispute Case", case.name, "stage") == "Case Closed"
	for doc in (held, agreement, done):
		stored = frappe.db.get_value(doc.doctype, doc.name, ["grid_unit", "case_mediator", "owner"])
		assert stored == (case.grid_unit, people.worker, people.mediator), "it lies where the case lies"
		with as_user(people.village):
			assert frappe.has_permission(doc.doctype, "read", doc=doc.name)


def test_before_the_signature_nothing_is_added(case, people, as_user):
	hop = passed_on(case, people, as_user)
	refused(as_user, people.mediator, case)
	with as_user(people.mediator):
		acts.sign(hop.name)
		steps.take_on(case.name, people.body, people.worker)
		assert session(case).name


def test_after_handing_on_or_back_nothing_is_added(case, people, in_his_hands, as_user, world):
	street = world.user("Dispatcher", "street")
	with as_user(people.mediator):
		mine = session(case)
		up = handovers.send(case, Holder(core.STREET), owner.REPORT_UP)
		assert session(case).name, "it is his until the town has signed"
	with as_user(street):
		acts.sign(up.name)
	refused(as_user, people.mediator, case)
	with as_user(people.mediator), pytest.raises(frappe.PermissionError):
		frappe.get_doc("Mediation Session", mine.name).update({"result": "No Agreement"}).save()
	with as_user(street):
		acts.hand_back(up.name, "请继续调解")
	with as_user(people.mediator):
		assert session(case).name
		acts.handle(in_his_hands.name, "已调解")
	refused(as_user, people.mediator, case)


def test_nothing_is_added_to_another_case(case, people, in_his_hands, as_user):
	with as_user(people.village):
		other = cases.make_case(event_place="另一处工地")
		handovers.send(other, NEIGHBOUR, owner.ASSISTANCE)
	refused(as_user, people.mediator, other)
	with as_user(people.mediator):
		mine = session(case)
		with pytest.raises(REFUSED):
			frappe.get_doc("Mediation Session", mine.name).update({"dispute_case": other.name}).save()
	assert frappe.db.get_value("Mediation Session", mine.name, "dispute_case") == case.name


def test_a_payment_on_another_cases_agreement_is_refused(case, people, in_his_hands, as_user, world):
	body = cases.make_body()
	theirs = world.user("Mediator", "A", mediation_body=body)
	with as_user(theirs):
		parties = [{**row, "consent": "Agrees To Mediation"} for row in (cases.PARTY_A, cases.PARTY_B)]
		other = cases.taken_on(cases.make_case(parties=parties), world.worker("Mediator", "A"), body)
		session(other)
		agreement = cases.in_force(other)
	term = steps.terms_of(agreement.name)[0]
	with as_user(people.mediator), pytest.raises(REFUSED):
		steps.record_performance(agreement.name, term, nowdate(), 10, dispute_case=case.name)
	assert not frappe.db.exists("Term Performance", {"agreement": agreement.name})


def test_what_was_written_before_he_signed_stays_as_it_was(case, people, as_user, world):
	body = cases.make_body()
	theirs = world.user("Mediator", "A", mediation_body=body)
	with as_user(theirs):
		cases.taken_on(case, world.worker("Mediator", "A"), body)
		old = session(case)
	hop = passed_on(case, people, as_user)
	frappe.db.set_value("Mediation Session", old.name, "creation", add_days(now_datetime(), -1))
	with as_user(people.mediator):
		acts.sign(hop.name)
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc("Mediation Session", old.name).update({"result": "No Agreement"}).save()
		new = session(case)
		new.reload()
		new.update({"result": "No Agreement"}).save()
	with as_user(theirs):
		assert frappe.get_doc("Mediation Session", old.name).save()


def test_a_post_that_carries_no_such_right_adds_nothing(case, people, in_his_hands, as_user, world):
	with as_user(people.head), pytest.raises(frappe.PermissionError):
		session(case)  # signs for the village, and is no mediator
	other = world.user("Mediator", "street", scope="Assigned", mediation_body=cases.make_body())
	refused(as_user, other, case)


def test_nobody_takes_it_away_again(case, people, in_his_hands, as_user):
	with as_user(people.mediator):
		mine = session(case)
		with pytest.raises(REFUSED):
			frappe.delete_doc("Mediation Session", mine.name)
	assert frappe.db.exists("Mediation Session", mine.name)


def test_the_body_of_the_new_owner_takes_it_on_and_gives_its_number(case, people, as_user):
	first = cases.make_body()
	case.reload()
	case.db_set("mediation_body", first)
	hop = passed_on(case, people, as_user)
	assert frappe.db.get_value("Dispute Case", case.name, "mediation_body") == first, "not signed for yet"
	with as_user(people.mediator):
		acts.sign(hop.name)
		steps.take_on(case.name, mediator=people.worker)
	body, number = frappe.db.get_value("Dispute Case", case.name, ["mediation_body", "file_number"])
	assert body == people.body and "乙社" in number
	with as_user(people.mediator):
		acts.hand_back(hop.name, "当事人愿回本村调解")
	assert frappe.db.get_value("Dispute Case", case.name, ["mediation_body", "file_number"]) == (body, number)


def test_the_receiver_keeps_the_file_of_the_case_until_it_is_handled(case, people, as_user, in_his_hands):
	with as_user(people.mediator):
		file = uploads.open_file(frappe.get_doc("Dispute Case", case.name))
		assert frappe.has_permission("Case File", "read", file.name)
		assert frappe.has_permission("Case File", "write", file)
		acts.handle(in_his_hands.name, "已调解")
		assert not frappe.has_permission("Case File", "write", file)
