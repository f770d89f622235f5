"""A neighbour's dispute: no door opens for the mediator of village B, an assigned one sees only his own.

Village A has the case with session, agreement and payment; village B its own mediator.
"""

import frappe
import pytest
from frappe.utils import nowdate

from grid_governance.api import cases as api
from grid_governance.cases import steps
from grid_governance.tests.factories import cases

DOCTYPES = ("Dispute Case", "Mediation Session", "Mediation Agreement", "Term Performance")


@pytest.fixture
def file(world, as_user):
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	mediator = world.worker("Mediator", "A")
	with as_user(user):
		case = cases.taken_on(cases.make_case(), mediator, body)
		session = steps.record_session(case.name, "双方陈述", rights_told=1)
		agreement = cases.in_force(case)
		done = steps.record_performance(agreement.name, agreement.terms[0].name, nowdate(), 20000)
	names = dict(zip(DOCTYPES, (case.name, session.name, agreement.name, done.name), strict=True))
	return frappe._dict(user=user, mediator=mediator, body=body, names=names, term=agreement.terms[0].name)


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_the_neighbour_finds_and_opens_nothing(file, world, as_user, doctype):
	name = file.names[doctype]
	with as_user(world.user("Mediator", "B")):
		assert name not in frappe.get_list(doctype, pluck="name")
		for ptype in ("read", "write", "print"):
			assert not frappe.has_permission(doctype, ptype, doc=name)
	with as_user(file.user):
		assert name in frappe.get_list(doctype, pluck="name")
		assert frappe.has_permission(doctype, "read", doc=name)


def test_the_neighbour_gets_nothing_by_the_api(file, world, as_user):
	case, agreement = file.names["Dispute Case"], file.names["Mediation Agreement"]
	calls = (
		lambda: api.get_case(case),
		lambda: api.standing_agreement(case),
		lambda: api.get_terms(agreement),
		lambda: api.put_into_effect(agreement, nowdate()),
		lambda: api.draw_up_agreement(case, [{"content": "x", "due_date": nowdate()}]),
		lambda: api.record_performance(agreement, file.term, nowdate(), 1),
	)
	with as_user(world.user("Mediator", "B")):
		for call in calls:
			with pytest.raises(frappe.PermissionError):
				call()
	with as_user(file.user):
		assert api.get_case(case)["terms"][0]["outstanding"] == 30000


@pytest.mark.parametrize("doctype", ["Mediation Session", "Mediation Agreement", "Term Performance"])
def test_a_record_cannot_be_planted_on_a_neighbours_case(file, world, as_user, doctype):
	"""Naming an own unit in the request does not help: the place comes from the stored case."""
	row = {
		"doctype": doctype,
		"dispute_case": file.names["Dispute Case"],
		"agreement": file.names["Mediation Agreement"],
		"grid_unit": world.village_b,
		"record": "x",
		"term": file.term,
		"amount": 1,
		"performed_on": nowdate(),
		"terms": [{"content": "x", "due_date": nowdate()}],
	}
	with as_user(world.user("Mediator", "B")), pytest.raises(frappe.PermissionError):
		frappe.get_doc(row).insert()


def test_a_dispute_is_not_filed_into_a_neighbours_grid(file, world, as_user):
	with as_user(world.user("Grid Officer", world.grid_b1)):
		with pytest.raises(frappe.PermissionError):
			cases.make_case(unit=world.grid_a1)
		assert cases.make_case(unit=world.grid_b1).name


def test_an_assigned_mediator_sees_only_the_cases_handed_to_him(file, world, as_user):
	other_body = cases.make_body(world.street, "集里街道医疗纠纷人民调解委员会", "集医")
	outsider = world.user("Professional Mediator", "street", mediation_body=other_body, scope="Assigned")
	with as_user(outsider):
		assert not frappe.get_list("Dispute Case", pluck="name")
		with pytest.raises(frappe.PermissionError):
			steps.record_session(file.names["Dispute Case"], "越权")
	case = frappe.get_doc("Dispute Case", file.names["Dispute Case"])
	case.update({"mediation_body": other_body, "mediator": world.worker("Professional Mediator", "street")})
	case.save()
	with as_user(outsider):
		for doctype in DOCTYPES:
			assert frappe.get_list(doctype, pluck="name") == [file.names[doctype]]


def test_a_resident_out_of_reach_is_not_read_out_through_an_own_case(file, world, as_user):
	registry = pytest.importorskip("grid_governance.tests.factories.registry")
	household = registry.make_household(world.grid_a1)
	resident = frappe.db.get_value("Resident", {"household": getattr(household, "name", household)})
	row = {"side": "Party A", "kind": "Person", "party_name": "某人", "resident": resident}
	with as_user(world.user("Mediator", "B")), pytest.raises(frappe.PermissionError):
		cases.make_case(unit=world.grid_b1, parties=[row, cases.PARTY_B])
	with as_user(world.user("Grid Officer", world.grid_a1)):
		assert cases.make_case(unit=world.grid_a1, parties=[row, cases.PARTY_B]).name
