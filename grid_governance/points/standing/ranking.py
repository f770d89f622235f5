"""Reading the standings: the first of a unit, sums, and sums by unit. Only rows the user may see.

Every query is one range of the primary key per unit and period (points/ledger/standings.py): it reads the unit's
accounts and nothing else, however long the ledger grows. Raw SQL: the conditions of `permissions/` are SQL.
"""

from __future__ import annotations

from collections.abc import Iterable

import frappe

from grid_governance import permissions
from grid_governance.figures import changes
from grid_governance.figures.spans import Span
from grid_governance.points.ledger.standings import name_range
from grid_governance.points.standing.asked import Asked

SUMS = "sum(s.earned) as earned, sum(s.deducted) as deducted, sum(s.redeemed) as redeemed, sum(s.deed_count) as deeds"
# Grouping by the bytes of an account's name (12 characters, points/ledger/accounts.py) is several times as fast as
# by its text: no collation, and the groups of a whole county stay in memory.
ONE_ACCOUNT = "cast(s.account as binary(20))"
AGAIN = (
	"sum(t.earned) as earned, sum(t.deducted) as deducted, sum(t.redeemed) as redeemed, sum(t.deeds) as deeds"
)


def top(
	asked: Asked, limit: int = 100, span: Span | None = None, everybody: bool = False
) -> list[frappe._dict]:
	"""The first accounts by points (earned less deducted) of the span, with rank, ties equal; highest first.

	Rows: account, points, earned, deducted, redeemed, deeds, rank. Without points there is no row.
	everybody: without the conditions of the user's posts, for what is public.
	"""
	# first who they are, by one sum over the unit's rows; the other sums are read for those few
	points = frappe.db.sql(
		f"""select {ONE_ACCOUNT} as bytes, sum(s.earned - s.deducted) as points
		from `tabPoints Standing` s force index (primary) where {where(asked, span, everybody)}
		group by bytes having points <> 0 order by points desc, bytes limit {int(limit)}"""
	)
	names = [_name(key) for key, _points in points]
	sums = _sums_of(asked, names, span, everybody)
	ranks = changes.ranks([value for _key, value in points])
	return [
		frappe._dict(account=name, points=int(value), rank=rank, **sums[name])
		for name, (_key, value), rank in zip(names, points, ranks, strict=True)
	]


def _name(key: bytes) -> str:
	"""The account's name from what ONE_ACCOUNT gives."""
	return key.rstrip(b"\0").decode()


def _sums_of(asked: Asked, accounts: list[str], span: Span | None, everybody: bool) -> dict[str, dict]:
	"""account → earned, deducted, redeemed, deeds; by the index of accounts: they are few, the unit may be large."""
	if not accounts:
		return {}
	rows = frappe.db.sql(
		f"""select s.account, {SUMS} from `tabPoints Standing` s
		where s.account in %(names)s and {where(asked, span, everybody).replace("%", "%%")} group by s.account""",
		{"names": accounts},
		as_dict=True,
	)
	return {row.pop("account"): {key: int(value) for key, value in row.items()} for row in rows}


def totals(asked: Asked, span: Span | None = None, everybody: bool = False) -> frappe._dict:
	"""Sums over everything asked for: accounts (with merit), earned, deducted, redeemed, deeds."""
	row = frappe.db.sql(
		f"""select count(if(t.earned > 0, 1, null)) as accounts, {AGAIN}
		from (select {SUMS} from `tabPoints Standing` s force index (primary)
			where {where(asked, span, everybody)} group by {ONE_ACCOUNT}) t""",
		as_dict=True,
	)[0]
	return frappe._dict({key: int(value or 0) for key, value in row.items()})


def by_unit(asked: Asked, length: int, span: Span | None = None) -> dict[str, frappe._dict]:
	"""The same sums by unit: code cut to `length` digits → accounts, earned, deducted, redeemed, deeds."""
	rows = frappe.db.sql(
		f"""select t.unit, count(if(t.earned > 0, 1, null)) as accounts, {AGAIN}
		from (select left(s.grid_unit, {int(length)}) as unit, {SUMS}
			from `tabPoints Standing` s force index (primary) where {where(asked, span)}
			group by 1, {ONE_ACCOUNT}) t
		group by t.unit""",
		as_dict=True,
	)
	return {row.unit: frappe._dict({k: int(v or 0) for k, v in row.items() if k != "unit"}) for row in rows}


def points_of(asked: Asked, accounts: Iterable[str], span: Span) -> dict[str, int]:
	"""account → points of another span, for those accounts."""
	sums = _sums_of(asked, list(accounts), span, everybody=False)
	return {account: row["earned"] - row["deducted"] for account, row in sums.items()}


def place_of(asked: Asked, account: str) -> dict | None:
	"""rank, points and points missing to the next place of one account; None without points. For its holder."""
	rows = frappe.db.sql(
		f"""select {ONE_ACCOUNT}, sum(s.earned - s.deducted) as points
		from `tabPoints Standing` s force index (primary) where {where(asked, everybody=True)}
		group by 1"""
	)
	points = {_name(key): int(value) for key, value in rows}
	mine = points.get(account, 0)
	if mine <= 0:
		return None
	above = [value for value in points.values() if value > mine]
	return {"rank": len(above) + 1, "points": mine, "missing": min(above) - mine if above else 0}


def where(asked: Asked, span: Span | None = None, everybody: bool = False) -> str:
	"""SQL over `s`: the rows of the span in the units, books and category asked for that the user may see."""
	span = span or asked.span
	mine = "" if everybody else permissions.conditions("Points Standing", table="s")
	parts = [mine, _when(asked, span)]
	if asked.category:
		parts.append(f"s.category = {_quoted(asked.category)}")
	return " and ".join(part for part in parts if part)


def _when(asked: Asked, span: Span) -> str:
	"""Ranges of the key; for a points year by month, each book has its own months."""
	if not asked.books or not asked.units:
		return "1=0"
	if span.year is not None and not asked.category:
		return f"({_ranges(asked.units, [str(span.year)])} and {_in_books(asked.books)})"
	groups: dict[tuple[str, ...], list[str]] = {}
	for book, month in asked.books.items():
		groups.setdefault(tuple(span.months_of(month)), []).append(book)
	found = [f"({_ranges(asked.units, months)} and {_in_books(books)})" for months, books in groups.items()]
	return f"({' or '.join(found)})"


def _ranges(units: Iterable[str], periods: Iterable[str]) -> str:
	bounds = [name_range(period, unit) for period in periods for unit in units]
	return "(" + " or ".join(f"(s.name >= '{low}' and s.name < '{high}')" for low, high in bounds) + ")"


def _in_books(books: Iterable[str]) -> str:
	return f"s.book in ({', '.join(map(_quoted, books))})"


def _quoted(text: str) -> str:
	return frappe.db.escape(text, percent=False)
