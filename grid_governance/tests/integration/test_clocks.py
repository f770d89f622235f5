"""Clocks of cases: rules by place and type, starts and stops, pauses and extensions, the sweep of each minute.

Village A in the street of factories/core.py; its mediator holds the case, the street's duty-holders are told when
something is late.
"""

from datetime import datetime, timedelta

import frappe
import pytest
from frappe.utils import add_days, get_datetime, getdate, now_datetime, nowdate

from grid_governance import work_calendar
from grid_governance.cases import steps
from grid_governance.cases.clocks import limits, policies, running, sweep, telling
from grid_governance.tests.factories import cases

RULE = {"amount": 3, "unit": "Working Day", "warn_before": 1, "escalate": 1, "extension": "With A Reason"}


def make_policy(rows: list[dict], unit: str | None = None, **values):
	doc = frappe.new_doc("Response Policy")
	doc.update({"policy_name": f"办理时限 {unit} {values}", "grid_unit": unit, "status": "In Use", **values})
	for row in rows:
		doc.append("limits", {"limit_name": limits.MEDIATION, **RULE, **row})
	return doc.insert()


@pytest.fixture
def desk(world):
	body = cases.make_body()
	user = world.user("Mediator", "A", mediation_body=body)
	return frappe._dict(body=body, user=user, mediator=world.worker("Mediator", "A"), world=world)


@pytest.fixture
def in_hand(desk, as_user):
	"""A neighbours' quarrel that the mediator has taken on."""
	with as_user(desk.user):
		return cases.taken_on(cases.make_case(category="Neighbour Dispute"), desk.mediator, desk.body)


def clock_of(case, limit=limits.MEDIATION):
	name = frappe.db.get_value("Case Clock", {"reference_name": case.name, "limit_name": limit})
	return name and frappe.get_doc("Case Clock", name)


def put_back(clock, **span):
	"""As if the clock had started earlier by `span`."""
	moved = {
		field: clock.get(field) and get_datetime(clock.get(field)) - timedelta(**span)
		for field in ("started_at", "warn_at", "due_at", "next_at", "first_due_at")
	}
	frappe.db.set_value("Case Clock", clock.name, moved)


def told(user):
	return frappe.get_all(
		"Notification Log", {"for_user": user}, ["subject", "document_name"], order_by="creation"
	)


def sweep_all():
	while sweep.act(now_datetime()):
		pass
	telling.tell()


# ---------------------------------------------------------------- rules


def test_the_shipped_limits_are_those_of_the_law(world):
	found = {
		category: policies.find(limits.MEDIATION, world.grid_a1, category, "Trifle", getdate())
		for category in ("Neighbour Dispute", "Labour Dispute", "Medical Dispute")
	}
	assert [(rule.amount, rule.unit) for rule in found.values()] == [
		(1, "Calendar Month"),
		(15, "Calendar Day"),
		(30, "Working Day"),
	]
	assert {rule.extension for rule in found.values()} == {limits.WITH_CONSENT}


def test_the_nearest_unit_decides_and_in_it_the_closest_row(world):
	make_policy([{"amount": 9}, {"amount": 8, "category": "Labour Dispute"}], world.street)
	make_policy([{"amount": 7, "difficulty": "Trifle"}], world.village_a)

	def amount(unit, category, difficulty):
		return policies.find(limits.MEDIATION, unit, category, difficulty, getdate()).amount

	assert amount(world.grid_a1, "Labour Dispute", "Trifle") == 7, "the village's own, whatever the type"
	assert amount(world.grid_a1, "Labour Dispute", "Hard Matter") == 8
	assert amount(world.village_b, "Neighbour Dispute", "Trifle") == 9
	assert policies.find(limits.CONFIRMATION, world.grid_a1, None, None, getdate()) is None


def test_a_policy_counts_on_its_days_only(world):
	make_policy([{"amount": 4}], world.street, valid_from="2026-03-01", valid_to="2026-03-31")
	make_policy([{"amount": 5}], world.street, status="Stopped")
	amounts = [
		policies.find(limits.MEDIATION, world.street, None, None, getdate(day)).amount
		for day in ("2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01")
	]
	assert amounts == [1, 4, 4, 1]


@pytest.mark.parametrize(
	("rows", "message"),
	[
		([{"amount": 0}], "between 1 and"),
		([{"amount": -2}], "between 1 and"),
		([{"amount": 4000, "unit": "Calendar Day"}], "between 1 and"),
		([{"amount": 30, "unit": "Minute", "warn_before": 30}], "before the limit has begun"),
		([{}, {}], "set twice"),
	],
)
def test_limits_that_cannot_be_are_refused(world, rows, message):
	before = frappe.db.count("Response Policy")
	with pytest.raises(frappe.ValidationError, match=message):
		make_policy(rows, world.street)
	assert frappe.db.count("Response Policy") == before


def test_a_changed_policy_re_dates_no_clock(desk, as_user):
	policy = make_policy([{"amount": 10}], desk.world.village_a)
	with as_user(desk.user):
		case = cases.taken_on(cases.make_case(), desk.mediator, desk.body)
	before = clock_of(case).as_dict()
	policy.limits[0].amount = 2
	policy.save()
	sweep_all()
	running.stop(limits.MEDIATION, case)
	after = clock_of(case)
	assert (after.due_at, after.limit_amount) == (before.due_at, 10) and after.clock_state == limits.MET


# ---------------------------------------------------------------- a case's clocks


def test_the_mediation_clock_runs_from_taking_on_to_the_agreement(in_hand, desk, as_user):
	clock = clock_of(in_hand)
	assert clock.clock_state == limits.RUNNING and clock.charged_unit == in_hand.handling_unit
	assert (clock.level, clock.case_mediator) == ("Village", desk.mediator)
	assert clock.next_at == clock.warn_at < clock.due_at == clock.first_due_at
	with as_user(desk.user):
		cases.in_force(in_hand)
	clock.reload()
	assert clock.clock_state == limits.MET and clock.stopped_at and not clock.next_at


def test_a_court_s_letter_sets_the_end_and_the_reply(desk, as_user):
	with as_user(desk.user):
		due = add_days(nowdate(), 20)
		parties = [{**row, "consent": "Agrees To Mediation"} for row in (cases.PARTY_A, cases.PARTY_B)]
		letter = {
			"source": "Delegated By Court",
			"source_due": due,
			"source_number": "（2026）湘0181诉前调12号",
		}
		case = cases.make_case(parties=parties, **letter)
		case = cases.taken_on(case, desk.mediator, desk.body)
	for limit in (limits.MEDIATION, limits.REPLY_TO_SENDER):
		assert str(clock_of(case, limit).due_at) == f"{due} 23:59:59"


def test_the_report_of_a_dangerous_case_runs_in_minutes_until_it_is_made(desk, as_user):
	with as_user(desk.user):
		case = cases.make_case(may_escalate=1)
		clock = clock_of(case, limits.ESCALATION_REPORT)
		assert get_datetime(clock.due_at) - get_datetime(clock.started_at) == timedelta(minutes=30)
		case.update({"reported_to": "Police Station", "reported_at": now_datetime()})
		case.save()
	clock.reload()
	assert clock.clock_state == limits.MET


def test_a_report_made_too_late_is_a_breach_without_any_sweep(desk, as_user):
	with as_user(desk.user):
		case = cases.make_case(may_escalate=1)
		clock = clock_of(case, limits.ESCALATION_REPORT)
		put_back(clock, hours=2)
		case.update({"reported_to": "Police Station", "reported_at": now_datetime()})
		case.save()
	clock.reload()
	assert clock.clock_state == limits.BREACHED and clock.breached_at == clock.due_at and clock.stopped_at


def test_one_clock_runs_for_a_limit_and_a_new_one_after_its_end(in_hand):
	first = clock_of(in_hand).name
	assert running.start(limits.MEDIATION, in_hand) == first
	running.stop(limits.MEDIATION, in_hand)
	assert running.start(limits.MEDIATION, in_hand) != first


def test_clocks_follow_the_case_to_another_place(in_hand, desk):
	case = frappe.get_doc("Dispute Case", in_hand.name)
	case.grid_unit = desk.world.grid_a2
	case.save()
	assert clock_of(case).grid_unit == desk.world.grid_a2


def test_an_historic_load_keeps_its_own_times(in_hand):
	running.stop(limits.MEDIATION, in_hand)
	started = datetime(2026, 3, 2, 9)
	name = running.start(limits.HANDLE, in_hand, at=started)
	running.stop(limits.HANDLE, in_hand, at=started + timedelta(days=3))
	clock = frappe.get_doc("Case Clock", name)
	assert (clock.clock_state, clock.started_at) == (limits.MET, started)


# ---------------------------------------------------------------- pause, resume, extend


def test_a_pause_gives_back_its_days(in_hand):
	clock = clock_of(in_hand)
	put_back(clock, days=10)
	due = getdate(clock_of(in_hand).last_day)
	running.pause(limits.MEDIATION, in_hand, "委托司法鉴定", at=now_datetime() - timedelta(days=6))
	clock.reload()
	assert clock.clock_state == limits.PAUSED and not clock.next_at
	running.resume(limits.MEDIATION, in_hand)
	clock.reload()
	assert clock.clock_state == limits.RUNNING and getdate(clock.last_day) == getdate(add_days(due, 6))
	assert [row.kind for row in clock.changes] == ["Pause", "Resumption"]
	assert clock.changes[0].reason == "委托司法鉴定"


def test_a_paused_clock_is_never_swept_and_stops_in_time(in_hand):
	running.pause(limits.MEDIATION, in_hand, "委托司法鉴定")
	put_back(clock_of(in_hand), days=90)
	sweep_all()
	assert clock_of(in_hand).clock_state == limits.PAUSED
	running.stop(limits.MEDIATION, in_hand)
	assert clock_of(in_hand).clock_state == limits.MET


def test_longer_than_a_month_needs_the_consent_of_both(in_hand):
	due = add_days(nowdate(), 60)
	with pytest.raises(frappe.ValidationError, match="Both parties must agree"):
		running.extend(limits.MEDIATION, in_hand, due, "双方仍在协商")
	running.extend(
		limits.MEDIATION, in_hand, due, "双方仍在协商", {"consent_by": "双方当事人", "consent_on": nowdate()}
	)
	clock = clock_of(in_hand)
	assert clock.clock_state == limits.EXTENDED and str(clock.due_at) == f"{due} 23:59:59"
	assert clock.first_due_at < clock.due_at and clock.changes[0].consent_by == "双方当事人"


def test_no_rule_of_a_village_stretches_people_s_mediation_beyond_a_month_alone(desk, as_user):
	make_policy([{"amount": 10, "unit": "Calendar Day"}], desk.world.village_a)
	with as_user(desk.user):
		case = cases.taken_on(cases.make_case(), desk.mediator, desk.body)
	running.extend(limits.MEDIATION, case, add_days(nowdate(), 20), "双方仍在协商")
	with pytest.raises(frappe.ValidationError, match="Both parties must agree"):
		running.extend(limits.MEDIATION, case, add_days(nowdate(), 45), "双方仍在协商")


@pytest.mark.parametrize(
	("act", "message"),
	[
		(lambda case: running.pause(limits.MEDIATION, case, " "), "reason"),
		(lambda case: running.pause(limits.HANDLE, case, "鉴定"), "No clock runs"),
		(lambda case: running.resume(limits.MEDIATION, case), "not paused"),
		(lambda case: running.extend(limits.MEDIATION, case, nowdate(), "协商", True), "after the present"),
		(lambda case: running.pause(limits.MEDIATION, case, "鉴定", at="2020-01-01"), "started later"),
	],
)
def test_what_cannot_be_done_to_a_clock_changes_nothing(in_hand, act, message):
	before = clock_of(in_hand).as_dict()
	with pytest.raises(frappe.ValidationError, match=message):
		act(in_hand)
	assert clock_of(in_hand).as_dict() == before


def test_a_limit_that_has_run_out_is_not_washed_white(in_hand):
	put_back(clock_of(in_hand), days=60)
	for act in (
		lambda: running.extend(limits.MEDIATION, in_hand, add_days(nowdate(), 60), "协商", True),
		lambda: running.pause(limits.MEDIATION, in_hand, "鉴定"),
	):
		with pytest.raises(frappe.ValidationError, match="stays on record"):
			act()
	running.stop(limits.MEDIATION, in_hand)
	assert clock_of(in_hand).clock_state == limits.BREACHED


def test_a_calendar_that_never_ends_is_told_and_nothing_starts(desk, as_user):
	make_policy([{"unit": "Working Minute", "warn_before": 1}], desk.world.village_a)
	settings = frappe.get_single("Grid Governance Settings")
	for field in ("morning_from", "morning_to", "afternoon_from", "afternoon_to"):
		settings.set(field, None)
	with pytest.raises(frappe.ValidationError, match="working hours"):
		settings.save()
	for field in ("morning_from", "morning_to", "afternoon_from", "afternoon_to"):
		frappe.db.set_single_value("Grid Governance Settings", field, None)
	case = cases.make_case()
	before = frappe.db.count("Case Clock")
	with pytest.raises(frappe.ValidationError, match="never end"):
		running.start(limits.MEDIATION, case)
	assert frappe.db.count("Case Clock") == before


def test_a_day_entered_by_the_office_counts_everywhere(world):
	day = getdate("2027-10-01")
	work_calendar.forget()
	assert not work_calendar.current().is_rest_day(day), "a Friday of a year without a table"
	frappe.get_doc(doctype="Work Calendar Day", day=day, day_kind="Rest Day", note="国庆节").insert()
	assert work_calendar.current().is_rest_day(day)
	assert work_calendar.current().last_day(getdate("2027-09-26"), 5) == getdate("2027-10-04")
	frappe.delete_doc("Work Calendar Day", str(day))
	assert not work_calendar.current().is_rest_day(day)


# ---------------------------------------------------------------- the sweep


def test_the_sweep_warns_once_and_ends_once(in_hand, desk):
	put_back(clock_of(in_hand), days=28)
	sweep_all()
	sweep_all()
	clock = clock_of(in_hand)
	assert clock.clock_state == limits.WARNED and clock.next_at == clock.due_at
	assert len(told(desk.user)) == 1 and "ends at" in told(desk.user)[0].subject
	put_back(clock, days=10)
	sweep_all()
	sweep_all()
	clock.reload()
	assert clock.clock_state == limits.BREACHED and clock.breached_at == clock.due_at and not clock.next_at
	subjects = [row.subject for row in told(desk.user)]
	assert len(subjects) == 2 and "ran out" in subjects[1] and in_hand.file_number in subjects[1]


def test_the_end_of_a_limit_goes_to_the_duty_holders_of_the_unit_above(in_hand, desk):
	above = desk.world.user("Dispatcher", "street")
	neighbour = desk.world.user("Dispatcher", "B")
	put_back(clock_of(in_hand), days=60)
	sweep_all()
	assert clock_of(in_hand).escalated_to == desk.world.street
	assert len(told(above)) == 1 and told(above)[0].document_name == in_hand.name
	assert told(neighbour) == []


def test_the_end_of_mediation_is_proposed_and_never_taken(in_hand, desk):
	put_back(clock_of(in_hand), days=60)
	sweep_all()
	comments = frappe.get_all(
		"Comment", {"reference_name": in_hand.name, "comment_type": "Info"}, pluck="content"
	)
	assert len(comments) == 1
	assert frappe.db.get_value("Dispute Case", in_hand.name, "stage") == "Taken On"


def test_after_a_standstill_everyone_gets_one_line(desk, as_user):
	"""Warnings that were slept through are not told any more; what ran out is told once, together."""
	with as_user(desk.user):
		made = [cases.taken_on(cases.make_case(), desk.mediator, desk.body) for _n in range(telling.MANY + 1)]
	for case in made:
		put_back(clock_of(case), days=60)
	sweep_all()
	assert {clock_of(case).clock_state for case in made} == {limits.BREACHED}
	lines = told(desk.user)
	assert len(lines) == 1 and lines[0].subject.startswith(f"{len(made)} time limits have run out")


def test_a_sweep_reads_only_what_is_due(in_hand):
	plan = frappe.db.sql(
		"explain select * from `tabCase Clock` where next_at < %s order by next_at limit 500 for update skip locked",
		now_datetime(),
		as_dict=True,
	)
	assert plan[0].key == "next_at"
	assert sweep.act(now_datetime()) == 0


def test_a_failing_event_harms_no_other_clock_and_is_tried_again(in_hand, desk, as_user, monkeypatch):
	with as_user(desk.user):
		other = cases.taken_on(cases.make_case(), desk.mediator, desk.body)
	put_back(clock_of(in_hand), days=60)
	put_back(clock_of(other), days=60)
	calls = []

	def event(clock):
		calls.append(clock["dispute_case"])
		if clock["dispute_case"] == in_hand.name and len(calls) < 3:
			frappe.throw("not now")

	monkeypatch.setattr("grid_governance.cases.clocks.cases.propose_ending", event)
	sweep_all()
	failed = clock_of(in_hand)
	assert failed.clock_state == clock_of(other).clock_state == limits.BREACHED
	assert failed.next_at > now_datetime() and not clock_of(other).next_at
	frappe.db.set_value("Case Clock", failed.name, "next_at", now_datetime() - timedelta(minutes=1))
	sweep_all()
	assert not clock_of(in_hand).next_at and sorted(calls) == sorted([in_hand.name, in_hand.name, other.name])
	assert len([row for row in told(desk.user) if "ran out" in row.subject]) == 2


def test_a_case_that_ends_stops_its_clocks(in_hand, desk, as_user):
	with as_user(desk.user):
		steps.end_case(in_hand.name, "Withdraw Application", "双方自行和解", withdrawn_by="All Parties")
	assert clock_of(in_hand).clock_state == limits.MET
