"""以案定补: which grade a case falls under. The first row of the scheme that fits counts. Pure, no Frappe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Grade:
	"""An empty condition fits every case. people_from, amount_from: at least so many people, yuan."""

	name: str
	yuan: Decimal
	result: str = ""
	difficulty: str = ""
	people_from: int = 0
	amount_from: Decimal = Decimal(0)
	filed_only: bool = False

	def fits(self, case: Counted) -> bool:
		return (
			(not self.result or self.result == case.result)
			and (not self.difficulty or self.difficulty == case.difficulty)
			and case.people >= self.people_from
			and case.amount >= self.amount_from
			and (case.filed or not self.filed_only)
		)


@dataclass(frozen=True)
class Counted:
	"""What of a case decides its grade."""

	result: str
	difficulty: str
	people: int = 0
	amount: Decimal = Decimal(0)
	filed: bool = False


def grade(case: Counted, grades: Iterable[Grade]) -> Grade | None:
	"""The first grade that fits, None when the scheme pays nothing for such a case."""
	return next((one for one in grades if one.fits(case)), None)


def sums(rows: Iterable[tuple[str, Decimal]]) -> dict[str, tuple[int, Decimal]]:
	"""(mediator, yuan) … → mediator → (cases, yuan), in the order in which they come."""
	found: dict[str, tuple[int, Decimal]] = {}
	for who, yuan in rows:
		cases, total = found.get(who, (0, Decimal(0)))
		found[who] = (cases + 1, total + yuan)
	return found
