"""Whose goods were handed out: the stock of one item as lots, first in first out. Pure, no Frappe.

A shop books goods in from several suppliers at several prices and hands them out from one shelf; the month's
list says how much of each supplier's goods went in, went out to people, and still lies there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

STOCK_IN, HANDED_OUT, TAKEN_BACK, TAKEN_OUT = "Stock In", "Handed Out", "Taken Back Into Stock", "Other Issue"


@dataclass
class Lot:
	"""Pieces of one delivery that still lie there."""

	supplier: str | None
	price: float
	pieces: int


@dataclass
class Figures:
	"""Pieces and money of one supplier's goods in the period; `left` at its end."""

	came: int = 0
	came_value: float = 0
	handed: int = 0
	handed_value: float = 0
	lost: int = 0
	left: int = 0
	left_value: float = 0

	def any(self) -> bool:
		return any(vars(self).values())


@dataclass
class Shelf:
	"""One item in one shop."""

	lots: list[Lot] = field(default_factory=list)
	last: Lot | None = None
	figures: dict[str | None, Figures] = field(default_factory=dict)

	def of(self, supplier: str | None) -> Figures:
		return self.figures.setdefault(supplier, Figures())


def walk(entries: Iterable[Mapping], first: date, last: date) -> dict[str | None, Figures]:
	"""Supplier → figures of the days from `first` to `last`.

	entries: all changes of one item in one shop up to `last`, in their order: kind, on_hand_change, supplier,
	unit_price, day (a date). Goods that no receipt explains (first stock, found by a count) have supplier None.
	"""
	shelf = Shelf()
	for entry in entries:
		_step(shelf, entry, first <= entry["day"] <= last)
	for lot in shelf.lots:
		figures = shelf.of(lot.supplier)
		figures.left += lot.pieces
		figures.left_value += lot.pieces * lot.price
	return {supplier: figures for supplier, figures in shelf.figures.items() if figures.any()}


def _step(shelf: Shelf, entry: Mapping, counts: bool) -> None:
	kind, pieces = entry["kind"], entry["on_hand_change"]
	supplier, price = entry.get("supplier") or None, float(entry.get("unit_price") or 0)
	if pieces > 0:
		_come(shelf, kind, pieces, supplier, price, counts)
		return
	called_off = kind == TAKEN_OUT and supplier
	for lot, taken in _take(shelf, -pieces, supplier if called_off else None):
		figures = shelf.of(lot.supplier)
		if kind == HANDED_OUT:
			shelf.last = lot
		if not counts:
			continue
		if called_off:
			figures.came -= taken
			figures.came_value -= taken * lot.price
		elif kind == HANDED_OUT:
			figures.handed += taken
			figures.handed_value += taken * lot.price
		else:
			figures.lost += taken


def _come(shelf: Shelf, kind: str, pieces: int, supplier, price: float, counts: bool) -> None:
	if kind == TAKEN_BACK:
		source = shelf.last or Lot(None, 0, 0)
		shelf.lots.insert(0, Lot(source.supplier, source.price, pieces))
		if counts:
			figures = shelf.of(source.supplier)
			figures.handed -= pieces
			figures.handed_value -= pieces * source.price
		return
	shelf.lots.append(Lot(supplier, price, pieces))
	if counts and kind == STOCK_IN:
		figures = shelf.of(supplier)
		figures.came += pieces
		figures.came_value += pieces * price


def _take(shelf: Shelf, pieces: int, supplier: str | None) -> list[tuple[Lot, int]]:
	"""The oldest lots first; a receipt that is called off takes its supplier's newest."""
	order = (
		[lot for lot in reversed(shelf.lots) if lot.supplier == supplier] if supplier else list(shelf.lots)
	)
	taken = []
	for lot in order:
		if not pieces:
			break
		some = min(lot.pieces, pieces)
		lot.pieces -= some
		pieces -= some
		taken.append((lot, some))
	shelf.lots = [lot for lot in shelf.lots if lot.pieces]
	return taken
