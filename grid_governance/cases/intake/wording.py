"""The same words in many cases: a text without what naturally differs, and a short mark of it. Pure.

Names of the parties, figures, blanks and punctuation differ even where a record was copied, so they are left out
before two texts are called the same. Equal marks are found by an index; texts are never compared with each other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

SHORTEST = 8  # "双方和好。" is said of many quarrels and means nothing
_FIGURES = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*")
_KEPT = re.compile(r"[^\w#]+|_+")


def plain(text: str | None, names: Iterable[str] = ()) -> str:
	"""`text` as it is compared: names of the parties gone, each figure a #, nothing but letters and signs of words."""
	result = text or ""
	for name in sorted({name for name in names if name and len(name) > 1}, key=len, reverse=True):
		result = result.replace(name, "")
	return _KEPT.sub("", _FIGURES.sub("#", result)).lower()


def mark(text: str | None, names: Iterable[str] = ()) -> str | None:
	"""32 hex digits that texts of the same wording share; None for a text too short to tell anything."""
	words = plain(text, names)
	if len(words) < SHORTEST:
		return None
	return hashlib.sha256(words.encode()).hexdigest()[:32]
