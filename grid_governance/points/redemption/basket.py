"""The arithmetic of a redemption: whole pieces at frozen prices. Pure, no Frappe.

A row has quantity = handed + dropped + waiting; returned is a part of handed. Points are paid for what
is kept or still waiting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

MOST_PIECES = 9_999  # of one item in one redemption
MOST_ITEMS = 50


class BasketError(ValueError):
	"""`reason` is one of empty, too_many, item, quantity; `row` counts from 1; `value` is what was given."""

	def __init__(self, reason: str, row: int = 0, value: object = None):
		super().__init__(reason)
		self.reason, self.row, self.value = reason, row, value


def whole(value: object) -> int | None:
	"""The whole number in `value` (3, "3", 3.0), None when there is none: 1.5, "a", True, ""."""
	if isinstance(value, bool) or value is None:
		return None
	if isinstance(value, int):
		return value
	if isinstance(value, float):
		return int(value) if value.is_integer() else None
	text = str(value).strip()
	return int(text) if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() else None


def merge(rows: Iterable[Mapping]) -> dict[str, int]:
	"""{item: pieces} of rows with `item` and `quantity`; the same item twice is added up.

	Raises BasketError for an empty basket, too many items, a row without item, or pieces that are not a
	whole number from 1 to MOST_PIECES.
	"""
	found: dict[str, int] = {}
	for number, row in enumerate(rows, 1):
		item, quantity = row.get("item"), whole(row.get("quantity"))
		if not item or not isinstance(item, str):
			raise BasketError("item", number, item)
		if quantity is None or not 1 <= quantity + found.get(item, 0) <= MOST_PIECES or quantity < 1:
			raise BasketError("quantity", number, row.get("quantity"))
		found[item] = found.get(item, 0) + quantity
	if not found:
		raise BasketError("empty")
	if len(found) > MOST_ITEMS:
		raise BasketError("too_many", value=len(found))
	return found


def waiting(row: Mapping) -> int:
	"""Pieces that are neither handed over nor called off."""
	return row.get("quantity") - (row.get("handed_quantity") or 0) - (row.get("dropped_quantity") or 0)


def kept(row: Mapping) -> int:
	"""Pieces that were handed over and not brought back."""
	return (row.get("handed_quantity") or 0) - (row.get("returned_quantity") or 0)


def pieces_due(row: Mapping) -> int:
	"""Pieces that are kept or still waiting."""
	return kept(row) + waiting(row)


def points_due(rows: Iterable[Mapping]) -> int:
	"""Points for what is kept or still waiting."""
	return sum(pieces_due(row) * row.get("points_price") for row in rows)


def choose(rows: Iterable[Mapping], parts: Mapping[str, object] | None, most) -> dict[str, int]:
	"""{row name: pieces} of `parts`, or of everything that `most(row)` allows when parts is None.

	Rows with 0 are left out. Raises BasketError when a row is not of this redemption, when pieces are no
	whole number from 0 to `most(row)`, or when nothing is chosen.
	"""
	rows = list(rows)
	limits = {row.get("name"): most(row) for row in rows}
	if parts is None:
		chosen = limits
	else:
		chosen = {}
		for number, (name, value) in enumerate(parts.items(), 1):
			quantity = whole(value)
			if name not in limits:
				raise BasketError("item", number, name)
			if quantity is None or not 0 <= quantity <= limits[name]:
				raise BasketError("quantity", number, value)
			chosen[name] = quantity
	chosen = {name: quantity for name, quantity in chosen.items() if quantity}
	if not chosen:
		raise BasketError("empty")
	return chosen
