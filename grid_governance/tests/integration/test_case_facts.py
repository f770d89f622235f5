"""What a case counts as, through its real steps; and by sets, against what one case says of itself."""

import frappe
import pytest
from frappe.utils import add_days, getdate, nowdate

from grid_governance.cases import steps
from grid_governance.cases.statistics import facts
from grid_governance.tests.factories import cases, core, figures


def today():
	return getdate(nowdate())


def facts_of(name: str) -> frappe._dict:
	return frappe.db.get_value("Dispute Case", name, facts.COLUMNS, as_dict=True)


@pytest.fixture
def case(world):
	made = cases.make_case(core.GRID_A1)
	return cases.taken_on(made, world.worker("Mediator", "A"))


def test_a_case_that_is_registered_counts_as_nothing_yet(world):
	made = facts_of(cases.make_case(core.GRID_A1).name)
	assert not any(made[column] for column in facts.COLUMNS if column != "handling_level")
	assert made.handling_level == "Village"


def test_acceptance_agreement_performance_and_end_are_read_off_the_rows(world, case):
	assert facts_of(case.name).accepted_on == today()
	terms = [
		{"content": "首付", "amount": 20000, "due_date": add_days(nowdate(), 10)},
		{"content": "余款", "amount": 30000, "due_date": add_days(nowdate(), 40)},
	]
	agreement = cases.in_force(case, terms)
	made = facts_of(case.name)
	assert (made.mediation_result, made.mediation_ended_on) == ("Written Agreement", today())
	assert (made.agreed_amount, made.performance_due_on) == (50000, getdate(add_days(nowdate(), 40)))
	first, second = steps.terms_of(agreement.name)
	steps.record_performance(agreement.name, first, nowdate(), 20000)
	assert facts_of(case.name).performed_on is None
	done = steps.record_performance(agreement.name, second, nowdate(), 30000)
	assert facts_of(case.name).performed_on == today()
	done.withdrawn, done.withdrawn_reason = 1, "录错"
	done.save()
	assert facts_of(case.name).performed_on is None
	assert facts_of(case.name).ended_as is None


def test_settled_on_the_spot_counts_as_accepted_and_mediated_on_its_day(world):
	made = steps.settle_on_the_spot(
		"Neighbour Dispute", core.GRID_A1, "王一", "李二", "为晾衣争吵", "互相道歉"
	)
	read = facts_of(made.name)
	assert (read.accepted_on, read.mediation_ended_on, read.ended_as) == (
		today(),
		today(),
		"Settled On The Spot",
	)
	assert read.mediation_result == "Settled On The Spot"


def test_filing_keeps_how_the_case_ended_and_reopening_forgets_it(world):
	for ended_as, result in (
		("Terminated", "No Agreement"),
		("Case Closed", "Settled Otherwise"),
		("Diverted", None),
	):
		[name] = figures.make_cases(1, core.GRID_A1, "2026-03-01", "2026-03-09", ended_as, filed=True)
		read = facts_of(name)
		assert (read.ended_as, read.mediation_result or None) == (ended_as, result)
		frappe.db.set_value("Dispute Case", name, {"stage": "In Mediation", "closed_on": None})
		facts.refresh([name])
		again = facts_of(name)
		assert (again.ended_as, again.mediation_result, again.mediation_ended_on) == (None, None, None)
		assert again.accepted_on == getdate("2026-03-01")


def test_nobody_types_these_columns(world, case):
	doc = frappe.get_doc("Dispute Case", case.name)
	doc.update({"mediation_result": "Written Agreement", "agreed_amount": 10**6, "ended_as": "Case Closed"})
	doc.handling_level = "Province"
	doc.save()
	read = facts_of(case.name)
	assert (read.mediation_result, read.ended_as, read.handling_level) == (None, None, "Village")
	assert not read.agreed_amount


def test_the_level_follows_the_handling_unit_by_any_way(world, case):
	frappe.get_doc("Dispute Case", case.name).db_set("handling_unit", core.STREET)
	assert facts_of(case.name).handling_level == "Township"


def test_reading_all_cases_gives_what_reading_each_gives(world, case):
	cases.in_force(case)
	names = [case.name, *figures.make_cases(2, core.GRID_B1, "2026-03-01", "2026-03-09", "Terminated")]
	one_by_one = [facts_of(name) for name in names]
	frappe.db.sql(
		"update `tabDispute Case` set mediation_result = null, accepted_on = null, ended_as = null where name in %s",
		[names],
	)
	facts.refresh()
	assert [facts_of(name) for name in names] == one_by_one


def test_none_asked_for_is_none_touched(world):
	facts.refresh([])
