"""What makes a mediation agreement valid, as plain rules: no Frappe, no database.

People's Mediation Law art. 29 (written: every party has signed, sealed or fingerprinted, a mediator has
signed, the committee's seal is on it), art. 30 (oral: the day it is reached), Provisions on People's
Mediation Work art. 35 (method, place and time of performance). What is wrong comes back as
registry.problems.Problem: field, English message and remedy, translated by whoever shows them.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from grid_governance.cases.intake.persons import plain_name
from grid_governance.registry.problems import Problem

OF_MONEY, BY_ACT = ("Cash", "Bank Transfer", "Mobile Payment"), "Performance By Act"
DRAFT, IN_FORCE, REPLACED = "Being Drawn Up", "In Force", "Replaced"
BINDING = (IN_FORCE, REPLACED)  # took effect: what was performed on a replaced one still counts
WRITTEN = "Written"
ORAL = "Oral"
PARTY_SIDES = ("Party A", "Party B")
MEDIATOR = "Mediator"


@dataclass(frozen=True)
class Signature:
	"""One line at the foot of an agreement; signed_on None means: not signed yet."""

	signer: str
	signs_as: str
	signed_on: date | None = None


@dataclass(frozen=True)
class Term:
	"""One thing to be done. amount 0: an act without money. due None: no date was typed."""

	content: str
	amount: Decimal = Decimal(0)
	due: date | None = None


def method_of(amount: float, method: str | None) -> str | None:
	"""How a term is performed: what costs nothing is done, not paid, whatever the form proposed."""
	return BY_ACT if not amount and method in OF_MONEY else method


def signing_problems(
	form: str, reached_on: date | None, signatures: Sequence[Signature], sealed_on: date | None
) -> list[Problem]:
	"""What is still missing before an agreement of this form can take effect; empty: nothing."""
	if form == ORAL:
		return [] if reached_on else [_no_day()]
	problems = [
		Problem(
			"signatures",
			"Row {0}: {1} has not signed yet.",
			"Enter the day of the signature, seal or fingerprint.",
			(n, s.signer),
		)
		for n, s in enumerate(signatures, 1)
		if not s.signed_on
	]
	present = {s.signs_as for s in signatures}
	problems += [
		Problem(
			"signatures",
			"{0} has no signature line.",
			"Add a line for every party and for the mediator.",
			(who,),
		)
		for who in (*PARTY_SIDES, MEDIATOR)
		if who not in present
	]
	if not sealed_on:
		problems.append(
			Problem(
				"sealed_on",
				"The seal of the mediation body is not on the agreement yet.",
				"Enter the day on which it was sealed.",
			)
		)
	return problems


def dating_problems(
	form: str, reached_on: date | None, signatures: Sequence[Signature], sealed_on: date | None
) -> list[Problem]:
	"""Nobody signs or seals what is not agreed yet; the first such line is named, the others are like it."""
	days = [(s.signer, s.signed_on) for s in signatures] + [("", sealed_on)]
	early = [(who, day) for who, day in days if reached_on and day and day < reached_on]
	if form == ORAL or not early:
		return []
	(who, day), reached = early[0], reached_on.isoformat()
	remedy = "Correct that date or the day of the agreement."
	if who:
		message = "{0} signed on {1}, before the agreement was reached ({2})."
		return [Problem("signatures", message, remedy, (who, day.isoformat(), reached))]
	message = "The seal was put on the agreement on {0}, before it was reached ({1})."
	return [Problem("sealed_on", message, remedy, (day.isoformat(), reached))]


def unsigned_parties(parties: Sequence[tuple[str, str]], signatures: Sequence[Signature]) -> list[Problem]:
	"""Parties (side, name) whom no signature line names; a line may add who signs: 某公司(李四)."""
	lines = [(s.signs_as, plain_name(s.signer)) for s in signatures]
	return [
		Problem(
			"signatures",
			"{0} has no signature line.",
			"Add a line for every party and for the mediator.",
			(name,),
		)
		for side, name in parties
		if not any(who == side and plain_name(name) in line for who, line in lines)
	]


def _no_day() -> Problem:
	return Problem(
		"reached_on",
		"The day on which the oral agreement was reached is missing.",
		"Enter it: the agreement takes effect on that day.",
	)


def effective_date(
	form: str, reached_on: date | None, signatures: Sequence[Signature], sealed_on: date | None
) -> date | None:
	"""The day the agreement binds, None while something is missing.

	Written: the last of all signatures and the seal. Oral: the day it was reached.
	"""
	if signing_problems(form, reached_on, signatures, sealed_on):
		return None
	if form == ORAL:
		return reached_on
	return max([s.signed_on for s in signatures] + [sealed_on])


def term_problems(
	terms: Sequence[Term], in_dispute: Decimal, beyond_reason: str, not_before: date | None = None
) -> list[Problem]:
	"""What is wrong with the terms; `not_before` is the day the agreement was reached.

	in_dispute: yuan; 0 where the case states no amount (a visitor at the window is not asked for one).
	"""
	if not terms:
		return [
			Problem("terms", "The agreement has no term.", "Enter at least one thing that is to be done.")
		]
	problems: list[Problem] = []
	for n, term in enumerate(terms, 1):
		if not term.content.strip():
			problems.append(
				Problem("terms", "Term {0} does not say what is to be done.", "Fill in the term.", (n,))
			)
		if term.due is None:
			problems.append(
				Problem(
					"terms",
					"Term {0} has no due date.",
					"Enter the day by which it is to be performed.",
					(n,),
				)
			)
		elif not_before and term.due < not_before:
			problems.append(
				Problem(
					"terms",
					"Term {0} is due on {1}, before the agreement was reached.",
					"Correct the due date or the day of the agreement.",
					(n, term.due.isoformat()),
				)
			)
	total = sum((term.amount for term in terms), Decimal(0))
	if 0 < in_dispute < total and not beyond_reason.strip():
		problems.append(
			Problem(
				"beyond_reason",
				"The terms add up to {0} yuan, more than the amount in dispute ({1} yuan).",
				"Correct the amounts, or give the reason for going beyond.",
				(f"{total:,.2f}", f"{in_dispute:,.2f}"),
			)
		)
	return problems


def instalments(total: Decimal, count: int, first_due: date, months: int = 1) -> list[tuple[Decimal, date]]:
	"""Split `total` yuan into `count` parts, `months` apart; the cents that do not divide go to the last.

	A day that a month does not have becomes its last day (civil code art. 202 counts likewise), without
	drifting: 31 January, 28 February, 31 March. Raises ValueError for a count below 1.
	"""
	if count < 1:
		raise ValueError("at least one instalment")
	part = (total / count).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
	amounts = [part] * (count - 1) + [total - part * (count - 1)]
	return [(amount, add_months(first_due, months * n)) for n, amount in enumerate(amounts)]


def add_months(day: date, months: int) -> date:
	"""The same day `months` later, else the last day of that month."""
	index = day.month - 1 + months
	year, month = day.year + index // 12, index % 12 + 1
	return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
