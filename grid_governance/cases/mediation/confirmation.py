"""Judicial confirmation (law art. 33, civil procedure law) as plain rules: no Frappe, no database.

The parties ask jointly, or one with the other's consent, within 30 days from the effective date. Late is late,
but whether the application is taken is for the court to say: nothing here refuses for the day alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from grid_governance.calendar_days import STATE, Calendar
from grid_governance.registry.problems import Problem

DAYS = 30
JOINTLY = "Both Parties Jointly"

PREPARING = "Papers Being Prepared"
APPLIED = "Applied To The Court"
CONFIRMED = "Confirmed By The Court"
REFUSED = "Refused By The Court"
NOT_ACCEPTED = "Not Accepted By The Court"
TAKEN_BACK = "Application Taken Back"
NEGATIVE = (REFUSED, NOT_ACCEPTED)
STEPS = {
	None: (PREPARING,),
	PREPARING: (PREPARING, APPLIED, TAKEN_BACK),
	APPLIED: (APPLIED, CONFIRMED, REFUSED, NOT_ACCEPTED, TAKEN_BACK),
	**{end: (end,) for end in (CONFIRMED, REFUSED, NOT_ACCEPTED, TAKEN_BACK)},
}
# While one of these stands, the same agreement is not brought to the court a second time.
STANDING = (PREPARING, APPLIED, CONFIRMED)


def last_day(effective: date, calendar: Calendar = STATE) -> date:
	"""The last day for the application: 30 days from the effective date, rolled to a working day."""
	return calendar.last_day(effective, DAYS)


def application_problems(
	applied_by: str,
	consent_given: bool,
	effective: date,
	last: date,
	applied_on: date | None,
	late_reason: str,
	today: date,
) -> list[Problem]:
	"""What stands against handing the application in; empty: nothing."""
	problems = []
	if applied_by != JOINTLY and not consent_given:
		problems.append(
			Problem(
				"consent_given",
				"One party alone cannot ask for judicial confirmation: the other party has not consented.",
				"Let both parties apply jointly, or enter the consent of the other party.",
			)
		)
	if not applied_on:
		problems.append(
			Problem("applied_on", "The day of the application is missing.", "Enter the day it was handed in.")
		)
		return problems
	if not effective <= applied_on <= today:
		problems.append(
			Problem(
				"applied_on",
				"The application cannot be handed in on {0}: the agreement binds since {1}, and today is {2}.",
				"Correct the day of the application.",
				(applied_on.isoformat(), effective.isoformat(), today.isoformat()),
			)
		)
	if applied_on > last and not late_reason.strip():
		problems.append(
			Problem(
				"late_reason",
				"The last day for the application was {0}; the court decides whether it still takes it.",
				"Give the reason for applying late.",
				(last.isoformat(),),
			)
		)
	return problems


def decision_problems(
	status: str,
	document_number: str,
	decided_on: date | None,
	applied_on: date | None,
	reason: str,
	next_way: str,
	today: date,
) -> list[Problem]:
	"""What a decision of the court or a withdrawal still lacks; empty: nothing."""
	problems = []
	if status == CONFIRMED and not document_number.strip():
		problems.append(
			Problem(
				"document_number",
				"The number of the court's ruling is missing.",
				"Enter it as it stands on the ruling.",
			)
		)
	if status in (*NEGATIVE, TAKEN_BACK) and not reason.strip():
		problems.append(
			Problem(
				"decision_reason", "The reason is missing.", "Write why it did not come to a confirmation."
			)
		)
	if status in NEGATIVE and not next_way:
		problems.append(
			Problem(
				"next_way",
				"The way from here is missing.",
				"Choose it: change the agreement, reach a new one, or file a lawsuit.",
			)
		)
	if not decided_on:
		problems.append(
			Problem(
				"decided_on", "The day of the decision is missing.", "Enter the day of the court document."
			)
		)
	elif decided_on > today or (applied_on and decided_on < applied_on):
		problems.append(
			Problem(
				"decided_on",
				"The decision of {0} lies before the application or in the future.",
				"Correct the day of the decision.",
				(decided_on.isoformat(),),
			)
		)
	return problems


def missing_papers(rows: Iterable[tuple[str, bool, bool]]) -> list[str]:
	"""Names of the papers that must be handed in and are not at hand; rows: (name, demanded, present)."""
	return [name for name, demanded, present in rows if demanded and not present]
