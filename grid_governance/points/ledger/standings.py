"""Points Standing: what each account earned and spent by month or year, category and unit.

Written in the ledger's own transaction, one statement per set (points/ledger/writer.py), and equal at every moment
to a GROUP BY over the ledger:

    a month row  account x month x category x unit ("2026-05"; category "" for what has no item)
    a year row   account x book's year x unit ("2026", the year in which it begins), all categories together

Time is the **deed date**. A reversal counts in the month, category and unit of the row it reverses, so that it
undoes it there; Opening, Transfer and Expiry move a balance and are no merit: they do not count. The place
is the entry's: points earned before a move stay where they were earned. No rows for units above: the
primary key begins with period and unit, so everything inside a unit is one range of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import frappe
from frappe import _

from grid_governance.points.ledger import locks
from grid_governance.points.rulebook import catalogue
from grid_governance.registry import codes

NUMBERS = ("earned", "deducted", "redeemed", "deed_count")
KEY = ("account", "book", "period", "category", "grid_unit")
# no times and no owner: the entries have them, and they would be a third of the statement
COLUMNS = ("name", *KEY, *NUMBERS)
COUNTED = {"Award": "earned", "Deduction": "deducted", "Redemption": "redeemed"}
PAGE = 500
_ADDED = ", ".join(f"`{column}` = `{column}` + values(`{column}`)" for column in NUMBERS)

Rows = dict[str, list]  # name → [account, book, period, category, unit, earned, deducted, redeemed, deeds]


# ---------------------------------------------------------------- keys


def row_name(period: str, unit: str, account: str, category: str = "") -> str:
	"""The primary key: period, then unit, so that a unit's rows of a period lie side by side."""
	tail = hashlib.sha256(category.encode()).hexdigest()[:12] if category else "0"
	return f"{period}.{unit}.{account}.{tail}"


def name_range(period: str, unit: str = "") -> tuple[str, str]:
	"""Half-open range of the primary key: the rows of `period` inside `unit` ("" for everywhere)."""
	low, high = codes.bounds(unit) if unit else ("", None)
	return f"{period}.{low}", f"{period}.{high or 'a'}"


def book_year(day: str, year_start_month: int) -> str:
	"""The book's year that holds an ISO day, named by the calendar year in which it begins."""
	year = int(day[:4])
	return str(year if int(day[5:7]) >= year_start_month else year - 1)


# ---------------------------------------------------------------- in the ledger's transaction


def record(entries: Iterable[Mapping], reversed_rows: Mapping[str, Mapping]) -> None:
	"""Count new entries (rows of the ledger as they were inserted). The accounts are locked by the caller."""
	found: Rows = {}
	categories: dict[str, str] = {}
	for entry in entries:
		origin = reversed_rows[entry["reverses"]] if entry["reverses"] else entry
		if origin["kind"] in COUNTED:
			item = origin["item"]
			if item and item not in categories:
				categories[item] = frappe.get_cached_value("Points Item", item, "category") or ""
			deeds = 1 if origin is entry else -1
			_count(found, origin, entry["points"], deeds, categories.get(item, ""))
	_add(found)


def _count(found: Rows, origin: Mapping, points: int, deeds: int, category: str) -> None:
	"""Add points (signed as in the ledger) to the month and the year of `origin`."""
	kind, account, unit, book = origin["kind"], origin["account"], origin["grid_unit"], origin["book"]
	day = str(origin["deed_date"])
	year = book_year(day, catalogue.book(book).year_start_month)
	for period, part in ((day[:7], category), (year, "")):
		name = row_name(period, unit, account, part)
		row = found.get(name)
		if row is None:
			row = found[name] = [account, book, period, part, unit, 0, 0, 0, 0]
		if kind == "Award":
			row[5] += points
			row[8] += deeds
		elif kind == "Deduction":
			row[6] -= points
		else:
			row[7] -= points


def _add(found: Rows) -> None:
	"""One INSERT that adds to the rows that stand, in the order of the key.

	Raw SQL as in all of the posting path; what many rows share, and numbers, are written out: escaping
	twenty values a row would take longer than the server does.
	"""
	if not found:
		return
	shared: dict[tuple, str] = {}
	places, values = [], []
	for name in sorted(found):
		account, book, period, category, unit, *numbers = found[name]
		literals = shared.get((book, period, category))
		if literals is None:
			texts = (frappe.db.escape(text, percent=False) for text in (book, period, category))
			literals = shared[book, period, category] = ", ".join(texts).replace("%", "%%")
		places.append(f"(%s, %s, {literals}, %s, {', '.join(map(str, numbers))})")
		values += (name, account, unit)
	names = ", ".join(f"`{column}`" for column in COLUMNS)
	frappe.db.sql(
		f"insert into `tabPoints Standing` ({names}) values {', '.join(places)}"
		f" on duplicate key update {_ADDED}",
		values,
	)


# ---------------------------------------------------------------- rebuild and compare


@dataclass
class Report:
	"""Accounts read, rows that should stand, and those that differ: (name, stands, should be)."""

	accounts: int = 0
	rows: int = 0
	wrong: list[tuple[str, str, str]] = field(default_factory=list)


def compare() -> Report:
	"""Compare the table with the ledger, a page of accounts at a time. Reads only."""
	report = Report()
	for names in _pages():
		_compare_page(names, report)
	for name in _strays():
		report.wrong.append((name, _("its account does not exist"), "–"))
	return report


def rebuild(names: Sequence[str] | None = None) -> Report:
	"""Write the rows of all accounts (or of `names`) anew, a page per transaction: commits.

	Safe beside running work: each page locks its accounts, and nobody posts to them meanwhile.
	"""
	report = Report()
	for page in _pages() if names is None else [list(names)]:
		frappe.db.commit()  # the page was read by a snapshot older than its locks
		locks.run_with_retry(lambda page=page: _rebuild_page(page, report))
		frappe.db.commit()
	if names is None:
		for name in _strays():
			report.wrong.append((name, _("its account does not exist"), "–"))
			frappe.db.delete("Points Standing", {"name": name})
		frappe.db.commit()
	return report


def _rebuild_page(names: Sequence[str], report: Report) -> None:
	locks.lock_accounts(names)
	if _compare_page(names, report):
		frappe.db.delete("Points Standing", {"account": ["in", list(names)]})
		_add({name: row for name, row in _expected(names).items() if any(row[5:])})


def _compare_page(names: Sequence[str], report: Report) -> int:
	"""Add what differs to the report; returns how many rows do. A row of zeros is as good as none."""
	stand = {row[0]: list(row[1:]) for row in _stored(names) if any(row[6:])}
	wanted = {name: row for name, row in _expected(names).items() if any(row[5:])}
	report.accounts += len(names)
	report.rows += len(wanted)
	before = len(report.wrong)
	for name in sorted(stand.keys() | wanted.keys()):
		if stand.get(name) != wanted.get(name):
			report.wrong.append((name, _shown(stand.get(name)), _shown(wanted.get(name))))
	return len(report.wrong) - before


def _shown(row: list | None) -> str:
	return ", ".join(str(value) for value in row[5:]) if row else "–"


def _pages() -> Iterator[list[str]]:
	account, last = frappe.qb.DocType("Points Account"), ""
	while True:
		query = frappe.qb.from_(account).select(account.name).where(account.name > last)
		names = query.orderby(account.name).limit(PAGE).run(pluck=True)
		if names:
			yield names
		if len(names) < PAGE:
			return
		last = names[-1]


def _stored(names: Sequence[str]) -> list[tuple]:
	columns = ", ".join(f"`{column}`" for column in ("name", *KEY, *NUMBERS))
	return frappe.db.sql(f"select {columns} from `tabPoints Standing` where account in %s", [list(names)])


def _expected(names: Sequence[str]) -> Rows:
	"""What the ledger says, by a GROUP BY over it."""
	found: Rows = {}
	categories: dict[str, str] = {}
	for row in _ledger_sums(names):
		if row.item and row.item not in categories:
			categories[row.item] = frappe.db.get_value("Points Item", row.item, "category") or ""
		_count(found, row, int(row.points), int(row.deeds), categories.get(row.item, ""))
	return found


def _ledger_sums(names: Sequence[str]) -> list:
	"""Sums by account, unit, kind, item and day of what was reversed, or of the entry itself."""
	# raw SQL: a CASE over a self join in every column
	return frappe.db.sql(
		"""select e.account, e.book, coalesce(o.grid_unit, e.grid_unit) as grid_unit, coalesce(o.kind, e.kind) as kind,
			coalesce(o.item, e.item) as item, coalesce(o.deed_date, e.deed_date) as deed_date,
			sum(e.points) as points, sum(if(o.name is null, 1, -1)) as deeds
		from `tabPoints Entry` e left join `tabPoints Entry` o on o.name = e.reverses
		where e.account in %s and coalesce(o.kind, e.kind) in %s
		group by 1, 2, 3, 4, 5, 6""",
		[list(names), list(COUNTED)],
		as_dict=True,
	)


def _strays() -> list[str]:
	"""Rows of accounts that do not exist."""
	row, account = frappe.qb.DocType("Points Standing"), frappe.qb.DocType("Points Account")
	query = frappe.qb.from_(row).left_join(account).on(account.name == row.account)
	return query.select(row.name).where(account.name.isnull()).run(pluck=True)


# ---------------------------------------------------------------- what the table rests on (doc_events)


def keep_category(doc, method: str | None = None) -> None:
	"""Points Item: points counted under a category stay there, so a counted item keeps it."""
	if doc.is_new() or not doc.has_value_changed("category"):
		return
	if frappe.db.exists("Points Entry", {"item": doc.name}):
		frappe.throw(
			_("{0} has been counted already and stays in its category. Stop it and add a new item.").format(
				doc.item_name
			),
			title=_("Item In Use"),
		)


def keep_year(doc, method: str | None = None) -> None:
	"""Points Book: the years of entries are counted by the month in which its year starts."""
	if doc.is_new() or not doc.has_value_changed("year_start_month"):
		return
	if frappe.db.exists("Points Account", {"book": doc.name, "last_seq": [">", 0]}):
		frappe.throw(
			_("The book has entries; the month in which its year starts cannot change any more."),
			title=_("Book In Use"),
		)
