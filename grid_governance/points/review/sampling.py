"""A random sample that anybody can draw again: same seed, same rows, same sample. Pure, no Frappe.

Each row gets the SHA-256 of seed and row; the smallest are drawn. So the order in which rows come does
not matter, no random generator's version does, and leaving one row out moves no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from fractions import Fraction

Key = tuple[str, str, str]  # DocType, name, row of the batch or ""


def size(population: int, share: int, least: int) -> int:
	"""How many of `population` rows are drawn: `share` per cent rounded up, at least `least`, at most all."""
	wanted = max(-(-population * share // 100), least, 0)
	return min(wanted, population)


def draw(rows: Iterable[Key], seed: str, count: int) -> list[Key]:
	"""The `count` rows that the seed picks, in the order of the rows' names."""
	ranked = sorted(set(rows), key=lambda row: (_rank(seed, row), row))
	return sorted(ranked[:count])


def digest(rows: Iterable[Key]) -> str:
	"""64 hex digits over all rows that could have been drawn, in whatever order they come."""
	text = "\n".join("|".join(row) for row in sorted(set(rows)))
	return hashlib.sha256(text.encode()).hexdigest()


def reaches(failed: int, of: int, limit: int) -> bool:
	"""Whether `failed` of `of` rows is `limit` per cent or more; nothing failed reaches no limit."""
	return failed > 0 and of > 0 and Fraction(failed, of) >= Fraction(limit, 100)


def share(failed: int, of: int) -> float:
	"""Per cent with one decimal, 0 for nothing."""
	return round(100 * failed / of, 1) if of else 0.0


def tally(rows: Sequence[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
	"""name → (visited, failed) over rows of (name, whether it failed)."""
	result: dict[str, tuple[int, int]] = {}
	for name, failed in rows:
		visited, before = result.get(name, (0, 0))
		result[name] = (visited + 1, before + failed)
	return result


def _rank(seed: str, row: Key) -> str:
	return hashlib.sha256("|".join((seed, *row)).encode()).hexdigest()
