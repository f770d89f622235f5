"""How many of those due must be there, at the meeting and for each row. Pure, no Frappe."""

from __future__ import annotations

from collections.abc import Collection

HALF, TWO_THIRDS = "More Than Half Of Those Due", "Two Thirds Of Those Due"
RULES = (HALF, TWO_THIRDS)
FEWEST = 3  # fewer are a talk, no meeting


def needed(due: int, rule: str = HALF) -> int:
	"""The least number present of `due` members: more than half, or at least two thirds; never below 3.

	Raises ValueError for an unknown rule.
	"""
	if rule not in RULES:
		raise ValueError(rule)
	share = due // 2 + 1 if rule == HALF else -(-due * 2 // 3)
	return max(share, FEWEST)


def voters(present: Collection[str], recused: Collection[str]) -> int:
	"""How many of those present decide about a row: those without a part in it."""
	return len(set(present) - set(recused))


def decides(due: int, present: Collection[str], recused: Collection[str] = (), rule: str = HALF) -> bool:
	"""Whether the meeting can decide a row although `recused` stay out of it."""
	return voters(present, recused) >= needed(due, rule)
