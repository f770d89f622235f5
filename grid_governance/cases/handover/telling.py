"""Who hears of a step: a line in the bell of those who are next, names of records only."""

from __future__ import annotations

from collections.abc import Iterable

from frappe import _

from grid_governance import telling
from grid_governance.cases.clocks import people
from grid_governance.cases.handover import rights
from grid_governance.registry import codes


def tell(hop, users: Iterable[str], text: str) -> None:
	"""`text` holds one place for the kind of handover and is translated already."""
	telling.tell(users, text.format(_(hop.kind)), hop.doctype, hop.name)


def deciding(*units: str) -> list[str]:
	"""The dispatchers of the nearest centre above all `units`."""
	around = [
		unit
		for unit in (units[0], *codes.ancestors(units[0]))
		if all(codes.contains(unit, other) for other in units)
	]
	found = people.holders(around, (rights.DISPATCHER,))
	return next((sorted(found[unit]) for unit in around if unit in found), [])
