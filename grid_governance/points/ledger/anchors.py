"""The ledger's state at the end of each day: what is printed on notices cannot be changed afterwards.

An anchor covers all entries posted after the one before it, up to its date: their count, a digest over
their proofs, and a head that chains it to the anchor before. Whoever holds the site's key could rebuild
every proof, but not the heads that hang on the notice board.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, getdate, now, nowdate

from grid_governance import keys
from grid_governance.points.ledger import chain

PAGE = 5000
COLUMNS = ("number", "anchor_date", "entry_count", "day_count", "root", "previous_head", "head")


def take_daily() -> None:
	"""Scheduler: anchor everything up to yesterday. A day that was missed is covered by the next anchor."""
	take(getdate(add_days(nowdate(), -1)))


def take(up_to: date) -> str | None:
	"""Write the anchor up to and with `up_to`; None when there is one already or nothing was ever posted."""
	last = latest(locking=True)
	if last and getdate(last.anchor_date) >= up_to:
		return None
	first = getdate(last.anchor_date) if last else None
	root, count = chain.root(proofs(first, up_to, locking=True))
	if not last and not count:
		return None
	anchor = {
		"number": (last.number if last else 0) + 1,
		"anchor_date": str(up_to),
		"entry_count": (last.entry_count if last else 0) + count,
		"day_count": count,
		"root": root,
		"previous_head": last.head if last else chain.GENESIS,
	}
	anchor["head"] = chain.head(keys.derive("ledger"), anchor)
	at, user = now(), frappe.session.user
	row = {"name": str(up_to), **anchor, "creation": at, "modified": at, "owner": user, "modified_by": user}
	columns = ", ".join(f"`{column}`" for column in row)
	frappe.db.sql(
		f"insert into `tabPoints Anchor` ({columns}) values ({', '.join(['%s'] * len(row))})",
		list(row.values()),
	)
	return row["name"]


def latest(locking: bool = False):
	"""The last anchor's row, or None."""
	anchor = frappe.qb.DocType("Points Anchor")
	query = frappe.qb.from_(anchor).select("*").orderby(anchor.anchor_date, order=frappe.qb.desc).limit(1)
	rows = (query.for_update() if locking else query).run(as_dict=True)
	return rows[0] if rows else None


def latest_published_text(day: date | str | None = None) -> str | None:
	"""The anchor that a paper of `day` (default today) carries, as one short line; None before the first.

	The last one taken before that day, since the day's own is taken the night after. Whoever keeps the
	paper can check it: verify-points-ledger --anchor NUMBER HEAD (docs/ledger.md).
	"""
	anchor = frappe.qb.DocType("Points Anchor")
	found = (
		frappe.qb.from_(anchor)
		.select(anchor.number, anchor.anchor_date, anchor.entry_count, anchor.head)
		.where(anchor.anchor_date <= getdate(day or nowdate()))
		.orderby(anchor.anchor_date, order=frappe.qb.desc)
		.limit(1)
		.run(as_dict=True)
	)
	if not found:
		return None
	row = found[0]
	return _("Points ledger anchor no. {0}, up to {1}, {2} entries: {3}").format(
		row.number, row.anchor_date, row.entry_count, chain.short_head(row.head)
	)


def proofs(after: date | None, up_to: date, locking: bool = False) -> Iterator[tuple[str, str]]:
	"""(name, proof) of the entries posted in (after, up_to], by name, a page at a time.

	locking: wait for writers that began before midnight and have not committed yet.
	"""
	entry, last = frappe.qb.DocType("Points Entry"), ""
	while True:
		query = (
			frappe.qb.from_(entry)
			.select(entry.name, entry.row_hash)
			.where((entry.posting_date <= up_to) & (entry.name > last))
			.orderby(entry.name)
			.limit(PAGE)
		)
		if after:
			query = query.where(entry.posting_date > after)
		rows = (query.for_update() if locking else query).run()
		yield from rows
		if len(rows) < PAGE:
			return
		last = rows[-1][0]
