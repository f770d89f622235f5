"""Changes for other systems, in pages: nothing lost, nothing twice, what commits late is served too.

Rows are ordered by (modified, name), and the cursor is the last pair that was served. `modified` is stamped when a save
begins, so a row may become visible after a later one was served. Two measures against that:

- rows younger than SETTLING are not served yet: a save has stamped its row and is about to write it;
- rows of the last RECENT seconds are read by a *locking* read, which waits for every transaction that has written
  in that range and not committed. Older rows are read plainly: nobody keeps a transaction open that long.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, now_datetime

from grid_governance import criteria

PULLED = (
	"Dispute Case",
	"Reception",
	"Case Handover",
	"Mediation Session",
	"Mediation Agreement",
	"Term Performance",
)
SETTLING = timedelta(seconds=10)
RECENT = timedelta(hours=1)
MOST = 1000
BEGINNING = datetime(1900, 1, 1)


def page(doctype: str, cursor: str = "", limit: int = 200) -> dict:
	"""Rows of `doctype` (one of PULLED) that the session's user may read and that changed after `cursor`.

	cursor: "" for the beginning, else what the last page gave; limit: 1 to MOST. Returns rows (all columns with a
	value of their own), cursor for the next page, and more (whether a next page is full of waiting rows).
	Raises frappe.ValidationError for another DocType, cursor or limit, frappe.PermissionError without the right.
	"""
	if doctype not in PULLED:
		frappe.throw(
			_("{0} is not handed to other systems; these are: {1}").format(doctype, ", ".join(PULLED))
		)
	if not frappe.has_permission(doctype, "read"):
		frappe.throw(_("Your posts do not reach {0}.").format(_(doctype)), frappe.PermissionError)
	limit = cint(limit)
	if not 1 <= limit <= MOST:
		frappe.throw(_("A page holds between 1 and {0} rows.").format(MOST))
	after = _read_cursor(cursor)
	now = now_datetime()
	horizon = now - RECENT
	rows = _rows(doctype, after, horizon, limit + 1) if after[0] < horizon else []
	if len(rows) <= limit:
		last = (rows[-1].modified, rows[-1].name) if rows else max(after, (horizon, ""))
		rows += _rows(doctype, last, now - SETTLING, limit + 1 - len(rows), lock=True)
	served = rows[:limit]
	return {
		"rows": served,
		"cursor": f"{served[-1].modified}|{served[-1].name}" if served else cursor,
		"more": len(rows) > limit,
	}


def _rows(doctype: str, after: tuple[datetime, str], until: datetime, limit: int, lock: bool = False) -> list:
	"""At most `limit` rows behind the pair `after` and not younger than `until`, in order."""
	table = frappe.qb.DocType(doctype)
	since, name = after
	query = (
		frappe.qb.from_(table)
		.select(*_columns(doctype))
		.where((table.modified >= since) & (table.modified <= until))
		.where((table.modified > since) | (table.name > name))
		.where(criteria.readable(doctype))
		.orderby(table.modified)
		.orderby(table.name)
		.limit(limit)
	)
	text, values = query.walk()  # the query builder has no shared lock
	return frappe.db.sql(f"{text}{' lock in share mode' if lock else ''}", values, as_dict=True)


def _columns(doctype: str) -> list[str]:
	fields = frappe.get_meta(doctype).get_valid_columns()
	return [
		field
		for field in fields
		if not field.startswith("_") and field not in ("docstatus", "idx", "doctype")
	]


def _read_cursor(cursor: str) -> tuple[datetime, str]:
	if not cursor:
		return BEGINNING, ""
	moment, bar, name = cursor.partition("|")
	try:
		read = get_datetime(moment) if bar and name else None
	except ValueError:
		read = None
	if read is None:
		frappe.throw(_("This is not a cursor that an earlier page gave."))
	return read, name
