"""Campaigns: which of them counts for a deed, and whole points of a multiplied deed. Pure.

A deed is multiplied at most once: where several campaigns fit, the highest multiplier counts. Halves are
rounded up to the next whole point.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from grid_governance.points.rulebook.rules import RuleError

HIGHEST_MULTIPLIER = Decimal(3)


@dataclass(frozen=True)
class Drive:
	"""A campaign that was approved. book: "" for all books."""

	name: str
	unit: str
	book: str
	first: date
	last: date
	multipliers: dict[str, Decimal] = field(default_factory=dict)

	def fits(self, item: str, unit: str, book: str, day: date) -> bool:
		return (
			item in self.multipliers
			and unit.startswith(self.unit)
			and self.book in ("", book)
			and self.first <= day <= self.last
		)


def multiplier(value: object) -> Decimal:
	"""A multiplier of 1 to 3 with one decimal. Raises RuleError("wrong_multiplier")."""
	found = Decimal(str(round(float(value or 1), 4)))
	if not 1 <= found <= HIGHEST_MULTIPLIER or found != round(found, 1):
		raise RuleError("wrong_multiplier", given=str(value), most=int(HIGHEST_MULTIPLIER))
	return found


def best(drives: Iterable[Drive], item: str, unit: str, book: str, day: date) -> Drive | None:
	"""The one campaign that counts for a deed: the highest multiplier, then the nearest unit."""
	fitting = [drive for drive in drives if drive.fits(item, unit, book, day)]
	return max(
		fitting, key=lambda drive: (drive.multipliers[item], len(drive.unit), drive.name), default=None
	)


def boosted(points: int, times: Decimal) -> int:
	"""5 × 1.5 = 7.5 → 8 whole points."""
	return int((points * times).quantize(Decimal(1), ROUND_HALF_UP))
