"""A list of names pasted from a WeChat group (接龙) as lines to be matched. Pure.

	#接龙
	本周六村道清扫，参加的接一下
	1. 张三 二组
	2、李四家
	③ 王五（3组12号）、王小五
	４．赵六 +1 🌹

Only numbered lines count where there are any; the others are kept as lines that were passed over, so that
nothing disappears. A list without any numbers is read line by line. Nothing is guessed about who is meant.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from grid_governance.points.listing.words import door_of, group_of, is_name, without_endings
from grid_governance.registry.names import COMPOUND_SURNAMES

MOST_CHARACTERS = 200_000
MOST_LINES = 5000

_NUMBER = re.compile(
	r"\s*(?:\((\d{1,4})\)|(\d{1,4})\s*[.、,:)\]】》>-]|(\d{1,4})(?=\s+\D)|第?([一二三四五六七八九十]{1,3})\s*[、.:)])\s*(.*)"
)
_TIME_OR_DATE = re.compile(r"\s*\d{1,4}\s*[.:-]\d")
_POINTS = re.compile(r"\+?(\d{1,6})分")
_PARTS = re.compile(r"[\s,、;:()\[\]【】<>《》/|+&*~—-]+|和|与")
_DOTS = str.maketrans(dict.fromkeys("•‧・∙⋅●", "·"))


@dataclass(frozen=True)
class Line:
	"""One person that a line names. number: of the list; text: the line as it came; home: "…家" was written."""

	text: str
	name: str
	number: int | None = None
	group: str = ""
	door: str = ""
	points: int | None = None
	home: bool = False


@dataclass
class Parsed:
	"""lines: who is named, in order; unread: lines without a name; cut: whether the text was too long."""

	lines: list[Line] = field(default_factory=list)
	unread: list[str] = field(default_factory=list)
	cut: bool = False


def parse(text: str) -> Parsed:
	"""Never raises. At most 5,000 names and 200,000 characters; `cut` says when there was more."""
	text = str(text or "")
	result = Parsed(cut=len(text) > MOST_CHARACTERS)
	raw = [line.strip() for line in text[:MOST_CHARACTERS].splitlines() if line.strip()]
	clean = [_plain(line) for line in raw]
	numbered = [_numbered(line) for line in clean]
	only_numbered = any(found and _names_in(found[1]) for found in numbered)
	for shown, line, found in zip(raw, clean, numbered, strict=True):
		number, rest = found or (None, line)
		people = _people(shown, rest, number) if found or not only_numbered else []
		if not found and not only_numbered and not _is_list(rest, people):
			people = []
		if not people:
			result.unread.append(shown[:140])
		result.lines += people
	if len(result.lines) > MOST_LINES:
		result.lines, result.cut = result.lines[:MOST_LINES], True
	return result


def _plain(line: str) -> str:
	"""Half-width, without emoji, keycaps and marks; ③ becomes 3. and １、 becomes 1、."""
	line = re.sub(r"(\d)\ufe0f?\u20e3", r"\1. ", line)
	line = "".join(_opened(char) for char in line)
	line = unicodedata.normalize("NFKC", line).translate(_DOTS)
	kept = [char if unicodedata.category(char)[0] in "LNPZ" or char in "+|<>~" else " " for char in line]
	return re.sub(r"\s+", " ", "".join(kept)).strip()


def _opened(char: str) -> str:
	"""A figure in a circle or brackets as a number with its dot."""
	if "①" <= char <= "⒛" or "⓪" <= char <= "⓿" or "❶" <= char <= "➓":
		value = unicodedata.numeric(char, None)
		return f"{int(value)}. " if value is not None else " "
	return char


def _numbered(line: str) -> tuple[int | None, str] | None:
	"""(number, what follows) of a numbered line; dates and times (11.22, 8:30) are none."""
	if _TIME_OR_DATE.match(line):
		return None
	match = _NUMBER.match(line)
	if not match:
		return None
	figure = next((group for group in match.groups()[:3] if group), None)
	return (int(figure) if figure else None), match.group(5)


def _people(shown: str, rest: str, number: int | None) -> list[Line]:
	points = _POINTS.search(rest)
	rest = _POINTS.sub(" ", rest)
	group, rest = group_of(rest)
	door, rest = door_of(rest)
	return [
		Line(
			text=shown[:140],
			name=name,
			number=number,
			group=group,
			door=door,
			points=int(points.group(1)) if points else None,
			home=home,
		)
		for name, home in _names_in(rest)
	]


def _names_in(rest: str) -> list[tuple[str, bool]]:
	parts = [part for part in _PARTS.split(rest) if part]
	joined: list[str] = []
	for part in parts:  # 张 三, padded with a space, is one name
		if len(part) == 1 and joined and (len(joined[-1]) == 1 or joined[-1] in COMPOUND_SURNAMES):
			joined[-1] += part
		else:
			joined.append(part)
	found = [without_endings(part) for part in joined]
	return [(name, home) for name, home in found if is_name(name)]


def _is_list(rest: str, people: list[Line]) -> bool:
	"""Whether a line without a number holds nothing but names (with groups and the like)."""
	left = group_of(rest)[1]
	left = _POINTS.sub(" ", door_of(left)[1])
	parts = [part for part in _PARTS.split(left) if part]
	return bool(people) and sum(len(part) for part in parts) <= sum(len(line.name) + 3 for line in people)
