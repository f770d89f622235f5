"""The same sentences in many cases of one worker: what was copied, whoever quarrels and over whatever sum. Pure.

Names of the parties, figures, blanks and punctuation differ even where a record was copied, so they are left out
before two sentences are called the same. What is short says nothing of a case; what the phrase library offers is
meant to be said alike. Both are passed over. Sentences are counted in a table, never compared with each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

SHORTEST = 10  # letters of a sentence: “双方握手言和。” is said of many quarrels and means nothing
_END = re.compile(r"[。；！？;!?\r\n]+")
_FIGURES = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*")
_KEPT = re.compile(r"[^\w#]+|_+")
_PLACE = re.compile(r"\{[^{}\n]{1,12}\}")


@dataclass(frozen=True)
class Said:
	"""A text of one case; day: when it was said; names: the parties."""

	worker: str
	case: str
	day: object
	text: str | None
	names: tuple[str, ...] = ()


@dataclass
class Repeated:
	"""Sentences that stand together in the same `cases` of one worker, as they were first written."""

	worker: str
	sentences: list[str]
	cases: list[str]
	first: object
	last: object


def plain(text: str | None, names: Iterable[str] = ()) -> str:
	"""`text` as it is compared: names of the parties gone, each figure a #, nothing but letters and signs of words."""
	result = text or ""
	for name in sorted({name for name in names if name and len(name) > 1}, key=len, reverse=True):
		result = result.replace(name, "")
	return _KEPT.sub("", _FIGURES.sub("#", result)).lower()


def sentences(text: str | None, names: Iterable[str] = ()) -> dict[str, str]:
	"""Each sentence that says something, as it is compared → as it is written."""
	found: dict[str, str] = {}
	for part in _END.split(text or ""):
		if len(part) >= SHORTEST and len(words := plain(part, names)) >= SHORTEST:
			found.setdefault(words, part.strip())
	return found


def repeated(said: Iterable[Said], least: int, library: Iterable[str] = ()) -> list[Repeated]:
	"""Sentences that one worker wrote in at least `least` cases; most cases first.

	library: texts of standard phrases with {placeholders}; their sentences are meant to be alike and left out.
	Sentences of exactly the same cases are one row: a text copied as a whole is told once.
	"""
	heard: dict[tuple[str, str], list[Said]] = {}
	written: dict[tuple[str, str], str] = {}
	for one in said:
		for words, sentence in sentences(one.text, one.names).items():
			heard.setdefault((one.worker, words), []).append(one)
			written.setdefault((one.worker, words), sentence)
	usual = None
	rows: dict[tuple, Repeated] = {}
	for (worker, words), places in heard.items():
		if len(places) < least or len(cases := list(dict.fromkeys(one.case for one in places))) < least:
			continue
		if usual is None:  # most people repeat nothing
			usual = _patterns(library)
		if any(pattern.fullmatch(words) for pattern in usual):
			continue
		days = [one.day for one in places]
		row = rows.setdefault((worker, frozenset(cases)), Repeated(worker, [], cases, min(days), max(days)))
		row.sentences.append(written[worker, words])
	return sorted(rows.values(), key=lambda row: -len(row.cases))


def _patterns(library: Iterable[str]) -> list[re.Pattern]:
	"""What the sentences of standard phrases look like when their placeholders are filled in."""
	found = set()
	for text in library:
		for part in _END.split(text or ""):
			pieces = [plain(piece) for piece in _PLACE.split(part)]
			if sum(map(len, pieces)) >= SHORTEST // 2:
				found.add(".*".join(map(re.escape, pieces)))
	return [re.compile(pattern) for pattern in sorted(found)]
