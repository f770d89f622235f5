"""Words as people type them: brackets of either width, spaces and points in between do not matter. Pure."""

from __future__ import annotations

import unicodedata


def folded(text: object) -> str:
	"""Letters and figures only, of one width and case: 好婆婆(媳妇) = 好婆婆（ 媳妇 ）."""
	plain = unicodedata.normalize("NFKC", str(text if text is not None else "")).casefold()
	return "".join(char for char in plain if char.isalnum())


def has_all(sought: str, *texts: object) -> bool:
	"""Whether each word of `sought` is in one of `texts`; words are parted by spaces, or all is one word."""
	there = [folded(text) for text in texts if text]
	words = [folded(word) for word in str(sought or "").split()]
	joined = "".join(words)
	return any(joined in text for text in there) or all(any(word in text for text in there) for word in words)
