"""Whether an assembly has adopted something: who has to be there and how many have to be for it. Pure.

Organic law of villagers' committees: art. 22 the assembly of all villagers needs more than half of those of age, or
the representatives of two thirds of the households, and decides by more than half of those present; art. 26
representatives: two thirds present, more than half of those present.
"""

from __future__ import annotations

from grid_governance.points.rulebook.rules import RuleError

ALL, HOUSEHOLDS = "Assembly Of All Villagers", "Meeting Of Household Representatives"
REPRESENTATIVES, OFFICE = "Meeting Of Villagers' Representatives", "Meeting Of The Office"
TWO_THIRDS = (HOUSEHOLDS, REPRESENTATIVES)


def check(kind: str, due: int, present: int, for_it: int, against: int, abstained: int) -> None:
	"""Raise RuleError when the assembly has no quorum, the votes are more than the voters, or it was refused."""
	if not 0 < present <= due:
		raise RuleError("present_above_due", present=present, due=due)
	needed = (2 * due + 2) // 3 if kind in TWO_THIRDS else due // 2 + 1
	if present < needed:
		raise RuleError("no_quorum", kind=kind, needed=needed, due=due, present=present)
	if for_it + against + abstained > present:
		raise RuleError("votes_above_present", votes=for_it + against + abstained, present=present)
	if for_it * 2 <= present:
		raise RuleError("not_adopted", for_it=for_it, present=present, needed=present // 2 + 1)
