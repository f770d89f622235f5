"""Reminders of terms: before the day and after it, once each, to whoever answers for the case."""

import frappe
import pytest
from frappe.utils import add_days, getdate, nowdate

from grid_governance.cases import steps
from grid_governance.cases.mediation import reminders, term_rows
from grid_governance.tests.factories import cases


@pytest.fixture
def story(world, as_user):
	"""Two terms: in 30 and in 60 days."""
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	with as_user(user):
		case = cases.taken_on(cases.make_case(), world.worker("Mediator", "A"), body)
		rows = [
			{"content": f"第{n}笔", "amount": 25000, "due_date": add_days(nowdate(), 30 * n)} for n in (1, 2)
		]
		agreement = cases.in_force(case, rows)
	return frappe._dict(
		case=case.name, agreement=agreement.name, user=user, terms=steps.terms_of(agreement.name)
	)


def told(story):
	return frappe.get_all(
		"Notification Log",
		{"for_user": story.user, "document_name": story.agreement},
		pluck="subject",
		order_by="creation",
	)


def on(days):
	day = getdate(add_days(nowdate(), days))
	term_rows.refresh(today=day)
	reminders.tell_all(day)


def test_each_term_is_told_of_once_before_and_once_after(story):
	on(20)
	assert not told(story), "not yet"
	for _twice in range(2):
		on(28)
	assert len(told(story)) == 1 and "第1笔" in told(story)[0]
	for days in (30, 31, 32):
		on(days)
	assert len(told(story)) == 2, "overdue, once"


def test_after_a_pause_of_the_scheduler_only_what_still_helps_is_told(story):
	on(100)
	assert len(told(story)) == 2, "each term as overdue, none as coming due"


def test_what_was_performed_is_not_told_of(story, as_user):
	with as_user(story.user):
		steps.record_performance(story.agreement, story.terms[0], nowdate(), 25000)
	on(40)
	assert not told(story)


def test_a_case_that_is_over_tells_nothing(story, as_user):
	with as_user(story.user):
		steps.close_case(story.case, "Taken To Court", "甲方已起诉")
	on(100)
	assert not told(story)


def test_the_days_ahead_are_a_setting(story):
	frappe.db.set_single_value("Grid Governance Settings", "reminder_days", 10)
	on(20)
	assert len(told(story)) == 1
