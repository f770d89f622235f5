"""Deeds before they are points: what a declaration or a row of a batch must satisfy to be handled at all.

One item, one day, one book, any number of people: a few queries for all of them. Caps and the "once per
book" of this module look at a moment; crediting.py decides again under the lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import getdate, nowdate

from grid_governance.points import accounts, catalogue, rules
from grid_governance.points.catalogue import Book
from grid_governance.points.rules import RuleError

HANDLED = ("Awaiting Check", "Checked", "Endorsed", "On Notice", "Under Objection")
LIVE = ("Draft", "Sent Back", *HANDLED)
GONE = ("Moved Out", "Dead")


@dataclass
class Row:
	"""One person's deed. In: where (how to name the row), subject, doer, given, occasion; out: the rest."""

	where: str | None
	subject: str
	doer: str | None = None
	given: object = None
	occasion: int = 1
	points: int = 0
	subject_name: str = ""
	unit: str = ""
	key: str = ""


class RowError(RuleError):
	"""A broken rule with the row that broke it."""

	def __init__(self, error: RuleError, where: str | None):
		super().__init__(error.code, **error.values)
		self.where = where


def subject_doctype(book: str) -> str:
	return accounts.SUBJECTS[catalogue.book(book).subject_class]


def group_of(book: Book, doer: str | None, subject: str) -> str:
	"""Whom caps and "once" count: the doer where the book counts each person, else the account's subject."""
	return (doer if book.per_person else None) or subject


def check(
	book_name: str,
	item_name: str,
	day,
	level: str | None,
	people: Sequence[Row],
	source: tuple[str, str | None],
) -> None:
	"""Check all rows and fill what follows from them. Raises RowError for the first that breaks a rule.

	source: (DocType, name) of the record itself, which does not count against its own caps.
	"""
	book, item = catalogue.book(book_name), catalogue.item(item_name)
	day, today = getdate(day), getdate(nowdate())
	kind = accounts.SUBJECTS[book.subject_class]
	facts = accounts.subject_facts(kind, [row.subject for row in people])
	homes = _homes([row.doer for row in people if row.doer])
	for row in people:
		try:
			_check_row(book, item, day, today, level, row, kind, facts.get(row.subject), homes)
		except RuleError as error:
			raise RowError(error, row.where) from None
	_check_once(people, source)
	_check_caps(book, item, day, people, source)


def _check_row(book: Book, item, day: date, today: date, level, row: Row, kind: str, fact, homes) -> None:
	if not book.in_use:
		raise RuleError("book_stopped", book=book.label)
	if not fact or not fact.grid_unit:
		raise RuleError("unknown_subject", subject=row.subject)
	row.subject_name, row.unit = fact.subject_name or "", fact.grid_unit
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
	rules.check_item(item, book.subject_class, row.unit, day, today)
	rules.check_occasion(item, row.occasion)
	row.points = rules.points_for(item, row.given, level)
	group = group_of(book, row.doer, row.subject)
	row.key = rules.deed_key(book.name, item.name, group, day, row.occasion)


def _homes(doers: list[str]) -> dict[str, str]:
	if not doers:
		return {}
	resident = frappe.qb.DocType("Resident")
	query = frappe.qb.from_(resident).select(resident.name, resident.household)
	return dict(query.where(resident.name.isin(list(set(doers)))).run())


# ---------------------------------------------------------------- once per book


def _check_once(people: Sequence[Row], source: tuple[str, str | None]) -> None:
	seen: dict[str, Row] = {}
	for row in people:
		if row.key in seen:
			twice = RuleError("deed_twice", where=seen[row.key].where or row.subject_name)
			raise RowError(twice, row.where)
		seen[row.key] = row
	if not seen:
		return
	for key, where in (_handled_elsewhere(list(seen), source) | paid(list(seen))).items():
		raise RowError(RuleError("deed_twice", where=where), seen[key].where)


def _handled_elsewhere(keys: list[str], source: tuple[str, str | None]) -> dict[str, str]:
	"""deed key → the declaration or batch that is being handled for it."""
	doctype, name = source
	own = {doctype: name or ""}
	# one statement for both tables: the query builder has no union that runs
	rows = frappe.db.sql(
		"select deed_key, name from `tabPoints Declaration` where deed_key in %s and name != %s union all"
		" select deed_key, parent from `tabPoints Batch Person` where deed_key in %s and parent != %s",
		[keys, own.get("Points Declaration", ""), keys, own.get("Points Batch", "")],
	)
	return dict(rows)


def paid(keys: list[str]) -> dict[str, str]:
	"""deed key → entry of those that the ledger has paid and not reversed."""
	return {key: last.name for key, last in last_payments(keys).items() if last.name}


@dataclass(frozen=True)
class Payment:
	"""What the ledger knows of a deed: the entry that stands (or None) and the key of the next one."""

	name: str | None
	source_name: str | None
	next_key: str


def last_payments(keys: list[str]) -> dict[str, Payment]:
	"""deed key → Payment. A deed whose entry was reversed may be paid again, under the next number."""
	result = {key: Payment(None, None, f"deed:{key}") for key in keys}
	open_keys, turn = {payment.next_key: key for key, payment in result.items()}, 1
	while open_keys:
		rows = frappe.db.sql(
			"select e.entry_key, e.name, e.source_name, r.name as reversed_by from `tabPoints Entry` e"
			" left join `tabPoints Entry` r on r.reverses = e.name where e.entry_key in %s",
			[list(open_keys)],
			as_dict=True,
		)
		turn += 1
		again = {}
		for row in rows:
			key = open_keys[row.entry_key]
			if row.reversed_by:
				again[f"deed:{key}:{turn}"] = key
				result[key] = Payment(None, row.source_name, f"deed:{key}:{turn}")
			else:
				result[key] = Payment(row.name, row.source_name, row.entry_key)
		open_keys = again
	return result


# ---------------------------------------------------------------- caps with what is still being handled


def _check_caps(book: Book, item, day: date, people: Sequence[Row], source: tuple[str, str | None]) -> None:
	span = rules.widest_period(item, day, book.year_start_month)
	if not span:
		return
	subjects = list({row.subject for row in people})
	others = [
		*_credited(book, item.name, span, subjects),
		*_being_handled(book, item.name, span, subjects, source),
	]
	for row in people:
		new = rules.Deed(group_of(book, row.doer, row.subject), day, row.points)
		try:
			rules.check_caps(item, new, others, book.year_start_month)
		except RuleError as error:
			raise RowError(error, row.where) from None
		others.append(new)


def _credited(book: Book, item: str, span: tuple[date, date], subjects: list[str]) -> list[rules.Deed]:
	account, entry = frappe.qb.DocType("Points Account"), frappe.qb.DocType("Points Entry")
	reversal = entry.as_("reversal")
	rows = (
		frappe.qb.from_(account)
		.join(entry)
		.on(entry.account == account.name)
		.left_join(reversal)
		.on(reversal.reverses == entry.name)
		.select(account.subject, entry.doer, entry.deed_date, entry.points)
		.where((account.book == book.name) & account.subject.isin(subjects))
		.where((entry.item == item) & entry.deed_date[span[0] : span[1]])
		.where((entry.kind == "Award") & reversal.name.isnull())
	).run()
	return [rules.Deed(group_of(book, doer, subject), day, points) for subject, doer, day, points in rows]


def _being_handled(book: Book, item: str, span, subjects: list[str], source) -> list[rules.Deed]:
	declaration, batch = frappe.qb.DocType("Points Declaration"), frappe.qb.DocType("Points Batch")
	person = frappe.qb.DocType("Points Batch Person")
	name = source[1] or ""
	first = (
		frappe.qb.from_(declaration)
		.select(declaration.subject, declaration.doer, declaration.deed_date, declaration.points)
		.where(
			(declaration.book == book.name) & declaration.subject.isin(subjects) & (declaration.item == item)
		)
		.where(declaration.deed_date[span[0] : span[1]] & declaration.stage.isin(HANDLED))
		.where(declaration.name != name)
	)
	second = (
		frappe.qb.from_(person)
		.join(batch)
		.on(batch.name == person.parent)
		.select(person.subject, person.doer, batch.deed_date, person.points)
		.where((batch.book == book.name) & person.subject.isin(subjects) & (batch.item == item))
		.where(batch.deed_date[span[0] : span[1]] & batch.stage.isin(HANDLED))
		.where((person.status == "To Be Counted") & (batch.name != name))
	)
	rows = [*first.run(), *second.run()]
	return [rules.Deed(group_of(book, doer, subject), day, points) for subject, doer, day, points in rows]
