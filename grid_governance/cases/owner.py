"""Whose case it is: at every moment exactly one handling unit, and one person answerable.

Pure; handovers (report up, assign down, pass on) change both in their own package later.
"""

from __future__ import annotations

from collections.abc import Iterable

from grid_governance.registry import codes

VILLAGE_LEVEL = 5


def handling_unit(place: str, party_units: Iterable[str] = ()) -> str:
	"""The lowest unit, at most a village, that holds the place of the event and all known parties.

	Parties in other provinces have no common unit: then the place alone decides.
	"""
	chain = [place, *codes.ancestors(place)]
	candidates = [unit for unit in chain if codes.level(unit) <= VILLAGE_LEVEL]
	known = [unit for unit in party_units if unit]
	for unit in candidates:
		if all(codes.contains(unit, other) for other in known):
			return unit
	return candidates[0]


def answerable(mediator: str | None, first_receiver: str | None) -> str | None:
	"""The Grid Worker who answers for the case now: the mediator once there is one, else the first receiver."""
	return mediator or first_receiver
