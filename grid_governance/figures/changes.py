"""同比 and 环比 as they are published: a count changes in per cent, a rate in percentage points. Pure, no Frappe.

A base of zero (domain.md section 1): 0 to n is +100 %, n to 0 is -100 %, 0 to 0 is "–".
"""

from __future__ import annotations

NOTHING = "–"


def change(now: float, before: float) -> float | None:
	"""Change in per cent, one decimal; None for 0 to 0."""
	if not before:
		return 100.0 if now > 0 else -100.0 if now < 0 else None
	return round((now - before) / abs(before) * 100, 1)


def rate(part: float, whole: float) -> float | None:
	"""Share in per cent, one decimal; None of nothing."""
	return round(part / whole * 100, 1) if whole else None


def points_of_change(now: float | None, before: float | None) -> float | None:
	"""Change of a rate in percentage points, one decimal; None when one of them has no base."""
	return None if now is None or before is None else round(now - before, 1)


def in_percent(value: float | None) -> str:
	"""+12.5%, -100.0%, 0.0%, or – without a value."""
	return NOTHING if value is None else f"{value:+.1f}%" if value else "0.0%"


def per_head(total: float, heads: int) -> float | None:
	"""Average, one decimal; None for nobody."""
	return round(total / heads, 1) if heads else None


def ranks(values: list[float]) -> list[int]:
	"""Ranks of values sorted from the highest: equal values share the rank, the next one counts on (1, 2, 2, 4)."""
	result: list[int] = []
	for place, value in enumerate(values, start=1):
		result.append(result[-1] if result and value == values[place - 2] else place)
	return result
