"""Rates with named numerators and denominators, and their comparison. Pure, no Frappe.

化解率      settled / accepted, of the cases accepted in the time; what is still open stands beside it
调解成功率  agreements and what was settled / mediated to an end in the time, by the end of mediation
履行率      performed / agreements whose last term fell due in the time
按时办结率  met / decided clocks (met or breached) of a limit
"""

from __future__ import annotations

from dataclasses import dataclass

from grid_governance.figures import changes


@dataclass(frozen=True)
class Rate:
	label: str
	part: str
	whole: str


RATES = {
	"settlement_rate": Rate("Settlement Rate (%)", "accepted_settled", "accepted"),
	"success_rate": Rate("Success Rate (%)", "succeeded", "mediated"),
	"performance_rate": Rate("Performance Rate (%)", "due_performed", "due"),
}


def of(figures: dict[str, float], key: str) -> float | None:
	"""The rate in per cent, one decimal; None without a denominator."""
	rate = RATES[key]
	return changes.rate(figures.get(rate.part, 0), figures.get(rate.whole, 0))


@dataclass(frozen=True)
class Compared:
	"""A figure beside that of another time. points: percentage points, for rates only."""

	now: float | None
	before: float | None
	points: float | None
	percent: float | None


def compared_rate(now: float | None, before: float | None) -> Compared:
	"""A rate changes in percentage points; beside them in per cent of the earlier rate."""
	percent = None if now is None or before is None else changes.change(now, before)
	return Compared(now, before, changes.points_of_change(now, before), percent)


def compared_count(now: float, before: float) -> Compared:
	return Compared(now, before, None, changes.change(now, before))


def in_points(value: float | None) -> str:
	"""+20.0, -3.5, 0.0 or –; the column says that these are percentage points."""
	return changes.NOTHING if value is None else f"{value:+.1f}" if value else "0.0"


def shown(value: float | None) -> str:
	return changes.NOTHING if value is None else f"{value:.1f}"
