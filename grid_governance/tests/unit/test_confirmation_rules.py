"""Judicial confirmation and return visits as plain rules: last days, one side alone, what a decision lacks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid_governance.calendar_days import STATE
from grid_governance.cases.mediation import confirmation as rules

EFFECTIVE = date(2026, 9, 1)
TODAY = date(2026, 10, 20)


@pytest.mark.parametrize(
	("effective", "last"),
	[
		(date(2026, 9, 1), date(2026, 10, 8)),  # 1 October begins the National Day holidays
		(date(2026, 3, 2), date(2026, 4, 1)),
		(date(2026, 1, 16), date(2026, 2, 24)),  # 15 February begins the Spring Festival
		(date(2025, 8, 29), date(2025, 9, 28)),  # a Sunday that is worked to make up for a holiday
	],
)
def test_the_last_day_is_thirty_days_on_rolled_to_a_working_day(effective, last):
	assert rules.last_day(effective) == last


@given(st.dates(date(2020, 1, 1), date(2026, 11, 1)))
def test_the_last_day_is_a_working_day_and_never_early(effective):
	last = rules.last_day(effective)
	assert last >= effective + timedelta(days=30)
	assert not STATE.is_rest_day(last)
	assert all(STATE.is_rest_day(effective + timedelta(days=n)) for n in range(30, (last - effective).days))


def problems(applied_by=rules.JOINTLY, consent=False, applied_on=date(2026, 9, 10), late_reason=""):
	found = rules.application_problems(
		applied_by, consent, EFFECTIVE, rules.last_day(EFFECTIVE), applied_on, late_reason, TODAY
	)
	return [problem.field for problem in found]


def test_both_together_in_time_may_apply():
	assert not problems()
	assert not problems(applied_on=date(2026, 10, 8)), "the last day itself is in time"


@pytest.mark.parametrize(
	"side", ["Party A With The Consent Of Party B", "Party B With The Consent Of Party A"]
)
def test_one_side_alone_is_refused_and_with_consent_counts_as_joint(side):
	assert problems(side) == ["consent_given"]
	assert not problems(side, consent=True)


def test_late_needs_a_reason_and_is_never_refused_for_the_day():
	assert problems(applied_on=date(2026, 10, 9)) == ["late_reason"]
	assert not problems(applied_on=date(2026, 10, 9), late_reason="乙方住院")


@pytest.mark.parametrize("day", [None, date(2026, 8, 31), TODAY + timedelta(days=1)])
def test_the_day_of_the_application_lies_between_agreement_and_today(day):
	assert "applied_on" in problems(applied_on=day)


@pytest.mark.parametrize(
	("status", "number", "day", "reason", "way", "missing"),
	[
		(rules.CONFIRMED, "(2026)湘0181民特12号", date(2026, 9, 20), "", "", []),
		(rules.CONFIRMED, " ", date(2026, 9, 20), "", "", ["document_number"]),
		(rules.REFUSED, "", date(2026, 9, 20), "", "File A Lawsuit", ["decision_reason"]),
		(rules.NOT_ACCEPTED, "", None, "不属于受理范围", "", ["next_way", "decided_on"]),
		(rules.TAKEN_BACK, "", date(2026, 9, 9), "已履行完毕", "", ["decided_on"]),
	],
)
def test_a_decision_says_what_the_paper_says(status, number, day, reason, way, missing):
	found = rules.decision_problems(status, number, day, date(2026, 9, 10), reason, way, TODAY)
	assert [problem.field for problem in found] == missing


def test_every_end_is_final_and_reached_from_somewhere():
	ends = {rules.CONFIRMED, rules.REFUSED, rules.NOT_ACCEPTED, rules.TAKEN_BACK}
	assert all(rules.STEPS[end] == (end,) for end in ends)
	assert ends <= {after for befores in rules.STEPS.values() for after in befores}


def test_papers_that_must_come_and_are_not_there_are_named():
	rows = [("申请书", True, True), ("协议书", True, False), ("调解记录", False, False)]
	assert rules.missing_papers(rows) == ["协议书"]
