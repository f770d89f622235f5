"""Standings on the open net: the first places of a village with masked names, and to oneself one's own place.

Never the bottom: at most the upper half is listed, and no total tells who is last.
"""

from __future__ import annotations

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance.figures import spans
from grid_governance.points.ledger.faces import faces
from grid_governance.points.ledger.standings import book_year
from grid_governance.points.rulebook import catalogue
from grid_governance.points.standing import ranking
from grid_governance.points.standing.asked import Asked
from grid_governance.registry.names import mask_name


@dataclass(frozen=True)
class Board:
	"""One book of a village on its public page. rows: rank, name (masked), group, points."""

	label: str
	span: spans.Span
	rows: list[dict]
	asked: Asked


def boards(unit: str) -> list[Board]:
	"""The boards that the village has switched on; [] for any other unit."""
	pages = frappe.get_all(
		"Public Standing",
		{"grid_unit": unit, "enabled": 1},
		["book", "top_n", "period"],
		order_by="creation",
	)
	return [_board(unit, page) for page in pages]


def _board(unit: str, page) -> Board:
	book = catalogue.book(page.book)
	today = nowdate()
	span = (
		spans.of_month(getdate(today))
		if page.period == spans.MONTH
		else spans.of_year(int(book_year(today, book.year_start_month)))
	)
	asked = Asked(unit, book.subject_class, {book.name: book.year_start_month}, "", span)
	accounts = ranking.totals(asked, everybody=True).accounts
	rows = ranking.top(asked, min(page.top_n, (accounts + 1) // 2), everybody=True) if accounts else []
	known = faces(row.account for row in rows)
	shown = [
		{
			"rank": row.rank,
			"name": _shown_name(known[row.account]),
			"group": _group(known[row.account].group),
			"points": int(row.points),
		}
		for row in rows
		if row.points > 0
	]
	return Board(book.label, span, shown, asked)


def _group(group: str) -> str:
	return _("Group {0}").format(group) if group.isdigit() else group


def _shown_name(face) -> str:
	"""An organisation's name is public; a person's is masked."""
	return face.subject_name if face.subject_doctype == "Local Organisation" else mask_name(face.subject_name)


def own_places(board: Board, accounts: list[dict]) -> list[dict]:
	"""holder, rank, points and what is missing to the next place, of `accounts` (portal/holdings.py)."""
	book = next(iter(board.asked.books))
	places = []
	for account in accounts:
		if account["book"] == book and account["grid_unit"].startswith(board.asked.unit):
			place = ranking.place_of(board.asked, account["account"])
			if place:
				places.append({"holder": account["holder"], **place})
	return places
