"""How far a term is performed, as plain rules: no Frappe, no database.

`term_rows.refresh` says the same in one SQL statement for all terms; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

NOT_DUE = "Not Due"
DUE_SOON = "Due Soon"
OVERDUE = "Overdue"
PART_PERFORMED = "Part Performed"
PERFORMED = "Performed"
REPLACED = "Replaced"
SETTLED = frozenset({PERFORMED, REPLACED})

# A week: long enough for a mediator to call both sides before the day (art. 31: supervise and urge).
DUE_SOON_DAYS = 7


def is_performed(amount: Decimal, paid: Decimal, completed: bool) -> bool:
	"""A term with money is performed when the money is in; one without when someone recorded it so."""
	return paid >= amount if amount > 0 else completed


def term_stage(
	amount: Decimal, paid: Decimal, completed: bool, due: date | None, today: date, replaced: bool = False
) -> str:
	"""The stage of one term today. Overdue outweighs part performed: it is what has to be acted on."""
	if replaced:
		return REPLACED
	if is_performed(amount, paid, completed):
		return PERFORMED
	if due and today > due:
		return OVERDUE
	if paid > 0:
		return PART_PERFORMED
	if due and today >= due - timedelta(days=DUE_SOON_DAYS):
		return DUE_SOON
	return NOT_DUE


def outstanding(amount: Decimal, paid: Decimal) -> Decimal:
	"""Yuan still to come on one term, never below zero."""
	return max(amount - paid, Decimal(0))


def may_close_as_performed(stages: Iterable[str]) -> bool:
	"""Whether nothing is open: every term is performed or was replaced by a later agreement."""
	return all(stage in SETTLED for stage in stages)
