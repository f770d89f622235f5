"""Deeds before they are points: what a declaration or a row of a batch must satisfy to be handled at all.

One day, one book, any number of people and items: a few queries for all of them. crediting.py decides about
caps and payments again, under the lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import getdate, nowdate

from grid_governance.points.declaring import caps, twice
from grid_governance.points.ledger import accounts
from grid_governance.points.ledger.postings import AccountState
from grid_governance.points.rulebook import catalogue, rules
from grid_governance.points.rulebook.catalogue import Book
from grid_governance.points.rulebook.drives import Drive, boosted
from grid_governance.points.rulebook.holding import Holding
from grid_governance.points.rulebook.rules import Item, RowError, RuleError

GONE = ("Moved Out", "Dead", "Duplicate Record")
Source = tuple[str, str | None]  # DocType and name of the record itself, which does not count against itself


@dataclass
class Row:
	"""One person's deed. In: where (how to name the row) to occasion; out: the rest."""

	where: str | None
	subject: str
	item: str
	level: str | None = None
	doer: str | None = None
	given: object = None
	occasion: int = 1
	points: int = 0
	base: int = 0
	multiplier: float = 0
	campaign: str | None = None
	subject_name: str = ""
	address: str = ""
	unit: str = ""
	key: str = ""


def subject_doctype(book: str) -> str:
	"""The DocType of the subjects of a book."""
	return accounts.SUBJECTS[catalogue.book(book).subject_class]


def check(
	book_name: str,
	day,
	people: Sequence[Row],
	source: Source,
	*,
	states: dict[str, AccountState] | None = None,
	declared_before: bool = False,
) -> None:
	"""Check all rows and fill what follows from them. Raises RowError for the first that breaks a rule.

	states: the locked accounts of capped items (caps.lock); without them caps are as the snapshot shows them.
	declared_before: the record was sent back; the window for declaring does not shut a second time.
	"""
	book, day, today = catalogue.book(book_name), getdate(day), getdate(nowdate())
	kind = accounts.SUBJECTS[book.subject_class]
	facts = accounts.subject_facts(kind, [row.subject for row in people])
	homes = _homes([row.doer for row in people if row.doer])
	held = Holding(fact.grid_unit for fact in facts.values())
	items: dict[tuple[str, str], Item] = {}
	for row in people:
		try:
			_check_subject(book, row, kind, facts.get(row.subject), homes)
			item = items.get((row.item, row.unit))
			if item is None:
				item = items[row.item, row.unit] = held.item(row.item, row.unit, day, book.name)
			_check_deed(book, item, day, today, row)
			_multiply(row, held.campaign(row.item, row.unit, day, book.name))
		except RuleError as error:
			raise RowError(error, row.where) from None
	if people and not declared_before:
		try:
			rules.check_window(day, today, book.declare_within_days)
		except RuleError as error:
			raise RowError(error, None) from None
	twice.check(day, people, source)
	_check_caps(book, day, people, items, source, states)


def _check_subject(book: Book, row: Row, kind: str, fact, homes: dict[str, str]) -> None:
	if not book.in_use:
		raise RuleError("book_stopped", book=book.label)
	if not fact or not fact.grid_unit:
		raise RuleError("unknown_subject", subject=row.subject)
	row.subject_name, row.address, row.unit = fact.subject_name or "", fact.address or "", fact.grid_unit
	if book.unit and not row.unit.startswith(book.unit):
		raise RuleError("book_elsewhere", book=book.label, owner=book.unit, unit=row.unit)
	if book.subject_class == "Party Member Class" and not fact.is_party_member:
		raise RuleError("not_party_member", subject=row.subject_name)
	if fact.get("status") in GONE:
		raise RuleError("subject_gone", subject=row.subject_name)
	if kind == "Resident" and row.doer == row.subject:
		row.doer = None
	if row.doer and (kind in ("Resident", "Grid Worker") or row.doer not in homes):
		raise RuleError("doer_elsewhere", doer=row.doer, subject=row.subject_name)
	if row.doer and kind == "Household" and homes[row.doer] != row.subject:
		raise RuleError("doer_elsewhere", doer=row.doer, subject=row.subject_name)


def _check_deed(book: Book, item: Item, day: date, today: date, row: Row) -> None:
	rules.check_item(item, book.subject_class, row.unit, day, today)
	rules.check_occasion(item, row.occasion)
	row.points = rules.points_for(item, row.given, row.level)
	row.key = rules.deed_key(book.name, item.name, book.group(row.doer, row.subject), day, row.occasion)


def _multiply(row: Row, campaign: Drive | None) -> None:
	"""A campaign multiplies a deed once; the row keeps the points before it and which campaign it was."""
	row.base, row.multiplier, row.campaign = row.points, 0, None
	if campaign and campaign.multipliers[row.item] > 1:
		row.points = boosted(row.base, campaign.multipliers[row.item])
		row.multiplier, row.campaign = float(campaign.multipliers[row.item]), campaign.name


def _homes(doers: list[str]) -> dict[str, str]:
	if not doers:
		return {}
	resident = frappe.qb.DocType("Resident")
	query = frappe.qb.from_(resident).select(resident.name, resident.household)
	return dict(query.where(resident.name.isin(list(set(doers)))).run())


def _check_caps(book: Book, day: date, people: Sequence[Row], items, source: Source, states) -> None:
	"""Beside what the ledger has and what is still being handled, the rows before it included."""
	capped = [row for row in people if items[row.item, row.unit].caps]
	if not capped:
		return
	spans = {
		item.name: rules.widest_period(item, day, book.year_start_month)
		for item in items.values()
		if item.caps
	}
	counted: dict[tuple[str, str], list[rules.Deed]] = {}
	for item, subject, doer, on, points in caps.counting(
		book.name, spans, {row.subject for row in capped}, source, states
	):
		group = book.group(doer, subject)
		counted.setdefault((item, group), []).append(rules.Deed(group, getdate(on), points))
	for row in capped:
		group = book.group(row.doer, row.subject)
		others = counted.setdefault((row.item, group), [])
		new = rules.Deed(group, day, row.points)
		try:
			rules.check_caps(items[row.item, row.unit], new, others, book.year_start_month)
		except RuleError as error:
			raise RowError(error, row.where) from None
		others.append(new)
