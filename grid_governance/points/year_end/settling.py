"""The rules of a year's settlement, pure: its days, what is left of the year's points, what is carried over.

Points are spent oldest first, so whatever was redeemed or deducted after the year's end was spent from the
year's points; a share that is carried over is rounded up. Both are in favour of the holder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from grid_governance.figures.spans import of_year

FULL, PART, ZERO = "Carried Over In Full", "Carried Over In Part", "Cleared To Zero"


class SettlingError(ValueError):
	"""A date or share that cannot be; `args[0]` says why in English."""


@dataclass(frozen=True)
class Days:
	"""The points year by deed date; its deeds are credited until late_until; run_from is the first day to settle."""

	first: date
	last: date
	late_until: date
	last_redemption: date

	@property
	def run_from(self) -> date:
		return max(self.late_until, self.last_redemption) + timedelta(days=1)


def days_of(year: int, year_start_month: int, late_days: int, last_redemption: date | None = None) -> Days:
	"""The days of a points year. Raises SettlingError when the last redemption date lies before the year's end."""
	first, last = of_year(year).days(year_start_month)
	late_until = last + timedelta(days=late_days)
	if last_redemption and last_redemption < last:
		raise SettlingError("The last redemption date lies before the end of the points year.")
	return Days(first, last, late_until, last_redemption or late_until)


def left_of_year(balance: int, by_then: int, spent_since: int) -> int:
	"""What is still there of the year's points.

	balance: all points now; by_then: sum of all movements that belong to days up to the year's end;
	spent_since: points spent by movements after it (not negative).
	"""
	return max(0, min(balance, by_then - spent_since))


def carried_over(left: int, kind: str, share: int = 0) -> int:
	"""Whole points carried over of `left`; a share in per cent is rounded up. Raises SettlingError for another kind."""
	if kind == FULL:
		return left
	if kind == ZERO:
		return 0
	if kind != PART or not 0 <= share <= 100:
		raise SettlingError("The book does not say what becomes of the points.")
	return -(-left * share // 100)
