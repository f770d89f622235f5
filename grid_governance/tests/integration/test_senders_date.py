"""The outside sender's date on a case: corrected later, it re-dates the clock of the reply to him and no other."""

import frappe
import pytest
from frappe.utils import add_days, add_to_date, getdate, now_datetime, nowdate

from grid_governance.cases.clocks import limits, running
from grid_governance.tests.factories import cases, clocks


@pytest.fixture
def desk(world):
	return clocks.holder(world)


@pytest.fixture
def case(desk, as_user):
	parties = [{**row, "consent": "Agrees To Mediation"} for row in (cases.PARTY_A, cases.PARTY_B)]
	letter = {"source": "Delegated By Court", "source_number": "诉前调12号"}
	with as_user(desk.user):
		case = cases.make_case(parties=parties, source_due=add_days(nowdate(), 20), **letter)
		return cases.taken_on(case, desk.mediator, desk.body)


def reply_clock(case):
	return clocks.clock_of(case, limits.REPLY_TO_SENDER)


def correct(case, days: int):
	doc = frappe.get_doc("Dispute Case", case.name)
	doc.source_due = add_days(nowdate(), days)
	return doc.save()


def test_a_date_that_somebody_waits_for_is_not_taken_away(case, desk, as_user):
	doc = frappe.get_doc("Dispute Case", case.name)
	doc.source_due = None
	with as_user(desk.user), pytest.raises(frappe.ValidationError, match="The sender waits for a reply"):
		doc.save()
	assert reply_clock(case).clock_state == limits.RUNNING


@pytest.mark.parametrize("days", [30, 10])
def test_the_reply_is_re_dated_and_the_correction_is_on_record(case, desk, as_user, days):
	mediation = clocks.clock_of(case).due_at
	with as_user(desk.user):
		correct(case, days)
	clock = reply_clock(case)
	assert getdate(clock.due_at) == getdate(clock.last_day) == getdate(add_days(nowdate(), days))
	assert clock.clock_state == limits.RUNNING and clock.next_at <= clock.due_at
	assert getdate(clock.first_due_at) == getdate(add_days(nowdate(), 20)), "the first letter stays on record"
	[change] = clock.changes
	assert (change.kind, change.changed_by) == ("Correction Of Date", desk.user)
	assert (getdate(change.due_before), change.due_after) == (getdate(add_days(nowdate(), 20)), clock.due_at)
	assert clocks.clock_of(case).due_at == mediation, "the limit of the mediation is the court's first letter"


def test_what_was_agreed_with_the_sender_is_not_undone_by_another_save(case, desk, as_user):
	until = add_to_date(now_datetime(), days=40)
	frappe.db.set_value("Case Clock", reply_clock(case).name, "extension", limits.WITH_REASON)
	with as_user(desk.user):
		running.extend(limits.REPLY_TO_SENDER, case, until, "法院同意延期")
		frappe.get_doc("Dispute Case", case.name).save()
	assert reply_clock(case).clock_state == limits.EXTENDED
	assert getdate(reply_clock(case).due_at) == getdate(until)


def test_what_has_run_out_stays_run_out(case, desk, as_user):
	clocks.put_back(reply_clock(case), days=25)
	clocks.sweep_all()
	due = reply_clock(case).due_at
	with as_user(desk.user):
		correct(case, 60)
	clock = reply_clock(case)
	assert (clock.clock_state, clock.due_at, clock.changes) == (limits.BREACHED, due, [])
	assert any("run out" in str(line) for line in frappe.local.message_log), "it is said"


def test_a_paused_clock_goes_on_towards_the_new_day(case, desk, as_user):
	frappe.db.set_value("Case Clock", reply_clock(case).name, "extension", limits.WITH_REASON)
	with as_user(desk.user):
		running.pause(limits.REPLY_TO_SENDER, case, "等待鉴定")
		correct(case, 30)
		assert reply_clock(case).clock_state == limits.PAUSED and not reply_clock(case).next_at
		running.resume(limits.REPLY_TO_SENDER, case)
	assert getdate(reply_clock(case).due_at) >= getdate(add_days(nowdate(), 30))


def test_a_changed_policy_re_dates_nothing(case, desk, as_user):
	before = reply_clock(case).due_at
	clocks.make_policy([{"limit_name": limits.REPLY_TO_SENDER, "amount": 1}], desk.world.village_a)
	with as_user(desk.user):
		frappe.get_doc("Dispute Case", case.name).save()
	assert reply_clock(case).due_at == before and not reply_clock(case).changes
