"""Unit codes: the only place that knows how a place's address is built and compared.

A Grid Unit is named by its statistics-bureau code, cut after its last non-zero segment
(GB/T 2260 and the bureau's division codes: 2 province + 2 city + 2 county + 3 township +
3 village digits); the app goes on with 3 digits for the grid and 3 for the micro-grid:

    43  4301  430181  430181002  430181002001  430181002001001  430181002001001003

Hence "inside 430181002" is one half-open range on one indexed column, and lft/rgt of the
tree are computed from the code alone. Pure functions, no Frappe.
"""

from __future__ import annotations

import re

LENGTHS = (2, 4, 6, 9, 12, 15, 18)
LEVELS = ("Province", "City", "County", "Township", "Village", "Grid", "Micro-grid")
WIDTH = LENGTHS[-1]
SEGMENTS = (2, 2, 2, 3, 3, 3, 3)
PROVISIONAL = "9"

# Cities without counties: the bureau repeats the city in the county segment (441900 = 4419 + 00).
CITIES_WITHOUT_COUNTIES = frozenset({"441900", "442000", "460400", "620200"})

_DIGITS = re.compile(r"[0-9]+")


class CodeError(ValueError):
	"""A unit code that cannot be one; `args[0]` is the reason in English, `code` the offender."""

	def __init__(self, reason: str, code: object):
		super().__init__(reason)
		self.code = code


def normalise(code: object) -> str:
	"""Return the canonical code (zero segments at the end cut off).

	Accepts the bureau's padded forms (`430181000000` → `430181`) and an int that Excel made of
	text as long as it kept its digits. Raises CodeError for anything else.
	"""
	if isinstance(code, float):
		if not code.is_integer() or code >= 1e15:
			raise CodeError("a number cell cannot hold this code", code)
		code = int(code)
	text = str(code if code is not None else "").strip()
	if not _DIGITS.fullmatch(text):
		raise CodeError("a code has digits only", code)
	if len(text) not in LENGTHS:
		raise CodeError("a code has 2, 4, 6, 9, 12, 15 or 18 digits", code)
	start, kept = 0, 0
	for end in LENGTHS[: LENGTHS.index(len(text)) + 1]:
		if int(text[start:end]):
			if kept != start and not _may_skip(text, kept, start):
				raise CodeError("a level between is empty", code)
			kept = end
		start = end
	if not kept:
		raise CodeError("a code is not all zeros", code)
	return text[:kept]


def _may_skip(text: str, kept: int, start: int) -> bool:
	"""Villages and townships directly under a city keep its 00 county segment (441900003)."""
	return kept == 4 and start == 6 and text[:6] in CITIES_WITHOUT_COUNTIES


def level(code: str) -> int:
	"""1 (province) … 7 (micro-grid). Raises CodeError on a length that is none."""
	try:
		return LENGTHS.index(len(code)) + 1
	except ValueError:
		raise CodeError("a code has 2, 4, 6, 9, 12, 15 or 18 digits", code) from None


def level_name(code: str) -> str:
	return LEVELS[level(code) - 1]


def parent(code: str) -> str | None:
	"""The code one level up, or None for a province. 441900003 (no counties) answers 4419."""
	depth = level(code)
	if depth == 1:
		return None
	above = code[: LENGTHS[depth - 2]]
	return above[:4] if above in CITIES_WITHOUT_COUNTIES else above


def ancestors(code: str) -> list[str]:
	"""All codes above, nearest first: 430181002 → [430181, 4301, 43]."""
	result = []
	while (code := parent(code)) is not None:
		result.append(code)
	return result


def contains(outer: str, inner: str) -> bool:
	"""Whether `inner` is `outer` or lies inside it."""
	return inner.startswith(outer)


def upper_bound(code: str) -> str | None:
	"""The shortest string above all extensions of `code`, None when there is none (all nines).

	Trailing nines are stripped and 1 is added to the last digit: 430181999 → 430182, 4301 → 4302.
	A letter or ':' would not do: they sort below 9 in utf8mb4_unicode_ci.
	"""
	stripped = code.rstrip("9")
	if not stripped:
		return None
	return stripped[:-1] + str(int(stripped[-1]) + 1)


def bounds(code: str) -> tuple[str, str | None]:
	"""Half-open range [low, high) that holds `code` and everything inside it."""
	return code, upper_bound(code)


def tree_bounds(code: str) -> tuple[str, str]:
	"""(lft, rgt): 19 digits each, so that the platform's "descendants of" works as text.

	lft is the code padded with 0 to 18 digits and the depth; rgt is it padded with 9 and 9 - depth.
	"""
	depth = level(code)
	return f"{code.ljust(WIDTH, '0')}{depth}", f"{code.ljust(WIDTH, '9')}{9 - depth}"


def is_provisional(code: str) -> bool:
	"""Whether the last segment is one that the app gave until the bureau's code comes (9xx)."""
	return level(code) >= 4 and code[-3] == PROVISIONAL


def next_child(above: str, taken: list[str], provisional: bool = False) -> str:
	"""The next free child code of `above` (three-digit levels only), given its children's codes."""
	depth = level(above)
	if depth >= len(LENGTHS) or SEGMENTS[depth] != 3:
		raise CodeError("children of this level get their codes from the bureau", above)
	first, last = (901, 999) if provisional else (1, 899)
	used = {int(code[-3:]) for code in taken if len(code) == LENGTHS[depth] and code.startswith(above)}
	free = next((n for n in range(first, last + 1) if n not in used), None)
	if free is None:
		raise CodeError("no free code is left", above)
	return f"{above}{free:03d}"
