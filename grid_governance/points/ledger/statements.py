"""积分对账单: opening, rows and closing of an account in a period, and the anchor that covers it."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from grid_governance import papers
from grid_governance.points.ledger import anchors, cards

MOST_ROWS = 2000


def facts(account, from_date: date | str | None = None, to_date: date | str | None = None) -> frappe._dict:
	"""For a Points Account document: the period (default: this year up to today), its rows and sums.

	Rows: posting_date, deed_date, kind, what, points, balance_after. earned, spent: sums of rows above and
	below 0. Raises frappe.ValidationError for a period that ends before it begins or holds too many rows.
	"""
	first, last = period(account, from_date, to_date)
	rows = _rows(account.name, first, last)
	if len(rows) > MOST_ROWS:
		frappe.throw(
			_("The period holds more than {0} entries. Please choose a shorter one.").format(MOST_ROWS),
			title=_("Period Too Long"),
		)
	opening = _balance_before(account.name, first)
	return frappe._dict(
		first=first,
		last=last,
		rows=rows,
		opening=opening,
		closing=rows[-1].balance_after if rows else opening,
		plus=sum(row.points for row in rows if row.points > 0),
		minus=sum(row.points for row in rows if row.points < 0),
		number=cards.short_number(account.name),
		place=frappe.db.get_value("Grid Unit", (account.grid_unit or "")[:12], "unit_name"),
		book=frappe.get_cached_value("Points Book", account.book, "book_name"),
		qr=papers.qr_of(cards.address(account.name)),
		anchor=anchors.latest_published_text(last),
	)


def period(account, from_date=None, to_date=None) -> tuple[date, date]:
	"""The days given, or the year of the account's book up to today."""
	today = getdate(nowdate())
	last = min(getdate(to_date), today) if to_date else today
	if from_date:
		first = getdate(from_date)
	else:
		month = frappe.get_cached_value("Points Book", account.book, "year_start_month") or 1
		first = date(last.year if last.month >= month else last.year - 1, month, 1)
	if first > last:
		frappe.throw(_("The period ends before it begins."), title=_("Period Not Valid"))
	return first, last


def _rows(account: str, first: date, last: date) -> list[dict]:
	entry, item = frappe.qb.DocType("Points Entry"), frappe.qb.DocType("Points Item")
	rows = (
		frappe.qb.from_(entry)
		.left_join(item)
		.on(item.name == entry.item)
		.select(entry.posting_date, entry.deed_date, entry.kind, entry.points, entry.balance_after)
		.select(entry.remark, item.item_name)
		.where((entry.account == account) & (entry.posting_date >= first) & (entry.posting_date <= last))
		.orderby(entry.seq)
		.limit(MOST_ROWS + 1)
		.run(as_dict=True)
	)
	for row in rows:
		row.what = row.item_name or row.remark or ""
	return rows


def _balance_before(account: str, first: date) -> int:
	entry = frappe.qb.DocType("Points Entry")
	found = (
		frappe.qb.from_(entry)
		.select(entry.balance_after)
		.where((entry.account == account) & (entry.posting_date < first))
		.orderby(entry.seq, order=frappe.qb.desc)
		.limit(1)
		.run()
	)
	return found[0][0] if found else 0


def sheet(account, from_date=None, to_date=None) -> str:
	"""The HTML page of a statement."""
	context = {"doc": account, "facts": facts(account, from_date, to_date)}
	return papers.sheet("points_statement.html", _("Points Statement"), context)
