"""Levels and caps as the text of one cell: "国家级:50；省级:30" and "月4次；年100分". Pure.

The same notation stands in the shipped catalogue, in the workbook of a catalogue and in the earlier
figures of an item, so each of them can be read and written without loss.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from grid_governance.points.rulebook.rules import HIGHEST, Cap
from grid_governance.registry.problems import Problem, ProblemError

PERIOD_MARKS = {"Day": "日", "Week": "周", "Month": "月", "Year": "年"}
LEVELS_EXAMPLE, CAPS_EXAMPLE = "县级:15；乡镇级:10", "月4次；年100分"
NOT_IN_LEVELS = "；;\n:："

_PERIODS = {mark: period for period, mark in PERIOD_MARKS.items()} | {"天": "Day"}
_SEPARATORS = re.compile(r"[；;\n]+")
_LEVEL = re.compile(r"(.+?)\s*[:：]\s*([0-9]+)\s*分?")
_CAP = re.compile(r"每?([日天周月年])\s*((?:[0-9]+\s*[次分]\s*)+)")
_AMOUNT = re.compile(r"([0-9]+)\s*([次分])")


def levels_text(levels: dict[str, int]) -> str:
	"""{"省级": 30} → "省级:30"; the order stays."""
	return "；".join(f"{name}:{points}" for name, points in levels.items())


def levels_of(text: str | None) -> dict[str, int]:
	"""The levels of a cell, in their order. Raises ProblemError for what is no level or stands twice."""
	levels: dict[str, int] = {}
	for part in _parts(text):
		match = _LEVEL.fullmatch(part)
		if not match or not 0 < int(match[2]) <= HIGHEST:
			raise _wrong("levels", "“{0}” is no level with its points.", part, LEVELS_EXAMPLE)
		if match[1] in levels:
			raise _wrong("levels", "The level “{0}” stands there twice.", match[1], LEVELS_EXAMPLE)
		levels[match[1]] = int(match[2])
	return levels


def caps_text(caps: Iterable[Cap]) -> str:
	"""(Cap("Month", 4, 0),) → "月4次"; from the shortest period to the longest."""
	ordered = sorted(caps, key=lambda cap: list(PERIOD_MARKS).index(cap.period))
	return "；".join(
		PERIOD_MARKS[cap.period]
		+ (f"{cap.times}次" if cap.times else "")
		+ (f"{cap.points}分" if cap.points else "")
		for cap in ordered
	)


def caps_of(text: str | None) -> tuple[Cap, ...]:
	"""The caps of a cell, one per period. Raises ProblemError for what is no cap or stands twice."""
	found: dict[str, dict[str, int]] = {}
	for part in _parts(text):
		match = _CAP.fullmatch(part)
		if not match:
			raise _wrong("caps", "“{0}” is no cap.", part, CAPS_EXAMPLE)
		amounts = found.setdefault(_PERIODS[match[1]], {})
		for number, kind in _AMOUNT.findall(match[2]):
			if kind in amounts:
				raise _wrong("caps", "The cap “{0}” stands there twice.", part, CAPS_EXAMPLE)
			if not 0 < int(number) <= HIGHEST:
				raise _wrong("caps", "“{0}” is no cap.", part, CAPS_EXAMPLE)
			amounts[kind] = int(number)
	return tuple(
		Cap(period, found[period].get("次", 0), found[period].get("分", 0))
		for period in PERIOD_MARKS
		if period in found
	)


def _parts(text: str | None) -> list[str]:
	return [part.strip() for part in _SEPARATORS.split(text or "") if part.strip()]


def _wrong(field: str, message: str, part: str, example: str) -> ProblemError:
	return ProblemError(
		Problem(field, message, "Write it like {1}, one after the other with ；.", (part, example))
	)
