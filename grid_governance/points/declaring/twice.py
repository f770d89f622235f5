"""One deed is counted once per book: what is handled or paid already, and what looks like the same deed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from grid_governance.points.ledger.postings import chunks
from grid_governance.points.rulebook.rules import RowError, RuleError

ENDED = ("Not Recognised", "Taken Back")


def check(day: date, people: Sequence, source: tuple[str, str | None]) -> None:
	"""Refuse (RowError) a deed that is in another row, another record or in the ledger."""
	seen: dict[str, object] = {}
	for row in people:
		if row.key in seen:
			other = seen[row.key].where or row.subject_name
			raise RowError(RuleError("deed_twice", where=other), row.where)
		seen[row.key] = row
	for part in chunks(list(seen)):
		found = {key: None for key in paid(part)} | _handled_elsewhere(part, source)
		for key, record in found.items():
			row = seen[key]
			where = in_words(row.subject_name, day, row.item, *(record or ()))
			raise RowError(RuleError("deed_twice", where=where), row.where)


def _handled_elsewhere(keys: Sequence[str], source: tuple[str, str | None]) -> dict[str, tuple[str, str]]:
	"""deed key → (DocType, stage) of the declaration or batch that is being handled for it."""
	own = {source[0]: source[1] or ""}
	# one statement for both tables: the query builder has no union that runs
	rows = frappe.db.sql(
		"select deed_key, 'Points Declaration', stage from `tabPoints Declaration`"
		" where deed_key in %s and name != %s union all"
		" select p.deed_key, 'Points Batch', b.stage from `tabPoints Batch Person` p"
		" join `tabPoints Batch` b on b.name = p.parent where p.deed_key in %s and p.parent != %s",
		[keys, own.get("Points Declaration", ""), keys, own.get("Points Batch", "")],
	)
	return {key: (doctype, stage) for key, doctype, stage in rows}


def in_words(
	holder: str, day: date, item: str, doctype: str = "Points Entry", stage: str = "Credited"
) -> str:
	"""Whose deed, when, which, and where it is: a record's name would tell nobody anything."""
	label = frappe.get_cached_value("Points Item", item, "item_name")
	return _("{0}, {1}, {2} ({3}: {4})").format(holder, formatdate(day), label, _(doctype), _(stage))


# ---------------------------------------------------------------- what the ledger has paid


def paid(keys: Sequence[str]) -> dict[str, str]:
	"""deed key → entry of those that the ledger has paid and not reversed."""
	return {key: last.name for key, last in last_payments(keys).items() if last.name}


@dataclass(frozen=True)
class Payment:
	"""What the ledger knows of a deed: the entry that stands (or None) and the key of the next one."""

	name: str | None
	source_name: str | None
	next_key: str


def last_payments(keys: Iterable[str]) -> dict[str, Payment]:
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


# ---------------------------------------------------------------- what looks like the same deed


@dataclass(frozen=True)
class Similar:
	"""A record of the same item and person one day before or after."""

	subject: str
	subject_name: str
	item: str
	deed_date: date
	doctype: str
	stage: str

	def words(self) -> str:
		return in_words(self.subject_name, self.deed_date, self.item, self.doctype, self.stage)


def similar(
	book, day, people: Iterable[tuple[str, str | None, str]], source: tuple[str, str | None]
) -> list[Similar]:
	"""Records beside (subject, doer, item) of `day`, one day before or after; by sets, at most 50.

	A warning only: people do sweep the street two days running. The same day is refused by `check`.
	"""
	day, wanted = getdate(day), {}
	for subject, doer, item in people:
		wanted.setdefault((item, book.group(doer, subject)), subject)
	found: list[Similar] = []
	days = (day - timedelta(days=1), day + timedelta(days=1))
	for part in chunks(sorted(set(wanted.values()))):
		for row in _near(book.name, part, sorted({item for item, _group in wanted}), days, source):
			if (row.item, book.group(row.pop("doer"), row.subject)) in wanted:
				found.append(Similar(**row))
	return found[:50]


def _near(book: str, subjects: list[str], items: list[str], days, source) -> list[dict]:
	own = {source[0]: source[1] or ""}
	return frappe.db.sql(
		"select subject, subject_name, doer, item, deed_date, 'Points Declaration' as doctype, stage"
		" from `tabPoints Declaration` where book = %s and subject in %s and item in %s and deed_date in %s"
		" and stage not in %s and name != %s"
		" union all"
		" select p.subject, p.subject_name, p.doer, p.item, b.deed_date, 'Points Batch', b.stage"
		" from `tabPoints Batch Person` p join `tabPoints Batch` b on b.name = p.parent"
		" where b.book = %s and p.subject in %s and p.item in %s and b.deed_date in %s"
		" and b.stage not in %s and b.name != %s and p.status in ('To Be Counted', 'Counted')",
		[
			book,
			subjects,
			items,
			days,
			ENDED,
			own.get("Points Declaration", ""),
			book,
			subjects,
			items,
			days,
			ENDED,
			own.get("Points Batch", ""),
		],
		as_dict=True,
	)
