"""The rows of a batch by sets: 20,000 cells of a round are a few statements, not 20,000."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import frappe
from frappe.utils import now

from grid_governance.points.ledger.postings import chunks

DOCTYPE, PARENT = "Points Batch Person", "Points Batch"
FACTS = (
	"subject_doctype",
	"subject",
	"subject_name",
	"address",
	"doer",
	"item",
	"level",
	"points",
	"deed_key",
)
NUMBERS = ("points", "idx", "base_points", "multiplier")
COLUMNS = (*FACTS, "idx", "status", "reason", "account", "entry", "base_points", "multiplier", "campaign")


def write_changes(batch: str, rows: Sequence, stored: Sequence) -> None:
	"""Write what differs between the rows of a batch and those that are stored. No rule is asked here."""
	before = {row.name: row for row in stored}
	changed = [row for row in rows if row.name not in before or values(row) != values(before[row.name])]
	names = {row.name for row in rows}
	delete(batch, [name for name in before if name not in names])
	# a row gives its deed free before another one takes it: one column, one statement
	freed = [row.name for row in changed if row.name in before and before[row.name].deed_key != row.deed_key]
	for part in chunks(freed):
		frappe.db.sql(f"update `tab{DOCTYPE}` set deed_key = null where name in %s", [part])
	write(batch, changed)


def write(batch: str, rows: Iterable) -> None:
	"""INSERT or UPDATE rows (objects or dicts with `name` and COLUMNS), a statement per thousand."""
	columns = ("name", "parent", "parenttype", "parentfield", "owner", "creation", "modified", *COLUMNS)
	columns = (*columns, "modified_by", "docstatus")
	user, at = frappe.session.user, now()
	one = f"({', '.join(['%s'] * len(columns))})"
	updates = ", ".join(f"`{c}` = values(`{c}`)" for c in (*COLUMNS, "modified", "modified_by"))
	for part in chunks(list(rows)):
		given: list = []
		for row in part:
			given += [
				row.get("name") or frappe.generate_hash(length=10),
				batch,
				PARENT,
				"people",
				user,
				at,
				at,
			]
			given += [*values(row), user, 0]
		frappe.db.sql(
			f"insert into `tab{DOCTYPE}` ({', '.join(f'`{c}`' for c in columns)})"
			f" values {', '.join([one] * len(part))} on duplicate key update {updates}",
			given,
		)


def delete(batch: str, names: Sequence[str]) -> None:
	for part in chunks(list(names)):
		frappe.db.delete(DOCTYPE, {"name": ["in", part], "parent": batch})


def values(row) -> list:
	"""What a row holds, as it is stored; nothing and 0 are the same."""
	return [row.get(column) or (0 if column in NUMBERS else None) for column in COLUMNS]
