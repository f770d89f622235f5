"""What people type into plain fields: a bracket of theirs is a bracket, and there is room for what is meant. Pure.

The platform takes "a<b" for the beginning of a tag when a record is saved and cuts what follows; what the code sets
later is not looked at by it at all.
"""

from __future__ import annotations

FIELDTYPES = ("Data", "Small Text", "Text", "Long Text")
LONGEST_LINE = 140
LONGEST_TEXT = 16_000  # what a column of the database surely holds
WIDE = str.maketrans("<>", "＜＞")


def as_plain(text: str | None) -> str:
	"""`text` with wide brackets in place of narrow ones: nothing of it is lost, nothing of it runs."""
	return (text or "").translate(WIDE)


def longest(fieldtype: str, length: int | None) -> int | None:
	"""How many characters a field of this type takes; None where it does not matter."""
	if fieldtype == "Data":
		return length or LONGEST_LINE
	return LONGEST_TEXT if fieldtype in ("Small Text", "Text") else None
