"""Orders: only a unit above issues, only who has the case replies, nobody examines himself, nobody rewrites."""

import frappe
import pytest

from grid_governance.api import supervision as api
from grid_governance.cases.supervision import words
from grid_governance.tests.factories import cases

WORDS = {"asked": "书面回复", "grounds": "久拖不决"}


@pytest.fixture
def town(world, as_user):
	body = cases.make_body()
	mediator = world.user("Mediator", "A", mediation_body=body)
	with as_user(mediator):
		case = cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body).name
	supervisor = world.user("Supervisor", "street")
	with as_user(supervisor):
		order = api.issue(case, words.SUPERVISE, **WORDS)["name"]
	return frappe._dict(case=case, mediator=mediator, supervisor=supervisor, order=order)


@pytest.mark.parametrize("duty", ["Mediator", "Grid Head", "Leader", "Grid Officer"])
def test_who_does_not_supervise_issues_no_order(town, world, as_user, duty):
	with as_user(world.user(duty, "A")), pytest.raises(frappe.PermissionError):
		api.issue(town.case, words.URGE, **WORDS)
	with as_user(town.supervisor):
		api.issue(town.case, words.URGE, **WORDS)


def test_the_neighbour_neither_reads_nor_issues_nor_replies(town, world, as_user):
	for user in (world.user("Supervisor", "B"), world.user("Mediator", "B")):
		with as_user(user):
			assert town.order not in frappe.get_list("Supervision Order", pluck="name")
			for act in (
				lambda: api.issue(town.case, words.URGE, **WORDS),
				lambda: api.reply(town.order, "与我无关"),
				lambda: api.steps(town.order),
				lambda: api.withdraw(town.order, "x"),
			):
				with pytest.raises(frappe.PermissionError):
					act()
	with as_user(town.mediator):
		api.reply(town.order, "已约谈")


def test_a_village_does_not_strike_off_what_the_street_has_ordered(town, world, as_user):
	with as_user(town.mediator):
		api.reply(town.order, "已约谈")
	village = world.user("Dispatcher", "A")
	with as_user(village):
		assert api.steps(town.order) == []
		for act in (api.strike_off, api.not_enough, api.withdraw):
			with pytest.raises(frappe.PermissionError):
				act(town.order, "核实")
	with as_user(town.supervisor):
		api.strike_off(town.order, "核实")


def test_nobody_examines_an_own_reply(town, world, as_user):
	with as_user(town.mediator):
		api.reply(town.order, "已约谈")
	frappe.db.set_value("Supervision Reply", {"parent": town.order}, "replied_by", town.supervisor)
	with as_user(town.supervisor), pytest.raises(frappe.PermissionError, match="own reply"):
		api.strike_off(town.order, "核实")
	with as_user(world.user("Dispatcher", "street")):
		api.strike_off(town.order, "核实")


@pytest.mark.parametrize("field", ["status", "asked", "to_unit", "verification"])
def test_no_order_is_rewritten(town, world, as_user, field):
	for user in (town.supervisor, "Administrator"):
		with as_user(user):
			doc = frappe.get_doc("Supervision Order", town.order)
			doc.set(field, {"status": words.STRUCK_OFF, "to_unit": world.village_b}.get(field, "改"))
			with pytest.raises(frappe.ValidationError, match="not rewritten"):
				doc.save()


def test_a_request_cannot_pass_for_a_rule_or_a_number(town, world, as_user):
	values = {
		"by_rule": 1,
		"order_number": "督〔2026〕99号",
		"status": words.STRUCK_OFF,
		"to_unit": world.village_b,
	}
	doc = {"doctype": "Supervision Order", "dispute_case": town.case, "kind": words.URGE, **WORDS, **values}
	with as_user(world.user("Supervisor", "B")), pytest.raises(frappe.PermissionError):
		frappe.get_doc(doc).insert()
	with as_user(town.supervisor):
		made = frappe.get_doc(doc).insert()
	assert (made.by_rule, made.status, made.to_unit) == (0, words.AWAITING, world.village_a)
	assert made.order_number != values["order_number"]


def test_a_conference_shows_no_case_that_its_writer_may_not_read(town, world, as_user):
	doc = frappe.new_doc("Joint Conference")
	doc.update({"conference_title": "x", "grid_unit": world.village_b, "chaired_by": "x"})
	doc.append("attendees", {"attendee_name": "x"})
	doc.append("matters", {"dispute_case": town.case, "discussion": "x"})
	with as_user(world.user("Dispatcher", "B")), pytest.raises(frappe.PermissionError):
		doc.insert()
	doc.grid_unit = world.street
	with as_user(world.user("Dispatcher", "street")):
		frappe.copy_doc(doc).insert()
